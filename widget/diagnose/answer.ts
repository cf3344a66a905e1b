/**
 * What `POST /v1/embed/diagnose` answers. Each step stands there only if the one before it held; times are the server's,
 * in ms. What is not of this form is no answer of a Chartwire server that knows the question.
 */

export type Step = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/** The times that a token says, told of tokens with a valid signature only. */
export interface TokenTimes {
	readonly issuedAt?: number;
	readonly notBefore?: number;
	readonly expiresAt?: number;
}

export interface ServerAnswer {
	/** The server's time. */
	readonly at: number;
	/** Whether the script is of the server's own build; absent: nobody can tell. */
	readonly sameScript?: boolean;
	readonly token: Step & { readonly times?: TokenTimes };
	readonly origin?: Step;
	readonly chart?: Step;
	readonly parameters?: Step;
	/** `since`: when the first of the tries in a row that failed was, if it is known. */
	readonly source?: Step & { readonly since?: number };
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null;

const isStep = (value: unknown): value is Step =>
	isFields(value) &&
	(value['ok'] === true ||
		(value['ok'] === false && typeof value['code'] === 'string' && typeof value['message'] === 'string'));

export function readAnswer(value: unknown): ServerAnswer | undefined {
	if (!isFields(value) || typeof value['at'] !== 'number' || !isStep(value['token'])) return undefined;
	const steps = ['origin', 'chart', 'parameters', 'source'].map((name) => value[name]);
	return steps.every((step) => step === undefined || isStep(step)) ? (value as unknown as ServerAnswer) : undefined;
}
