/** That somebody else was faster, and how it is answered. */
import type { Context } from 'hono';
import { type ErrorCode, NamedError } from '../errors.ts';
import { answerFor } from '../http.ts';

export class SavingConflict<Stored = unknown> extends NamedError {
	/** Undefined: it has been deleted. */
	readonly stored: Stored | undefined;

	constructor(code: ErrorCode, message: string, stored: Stored | undefined) {
		super(code, message);
		this.stored = stored;
	}
}

export interface ConflictAnswer<Stored> {
	/** As it is answered. */
	readonly shown: (stored: Stored) => unknown;
	/** What was to be saved. */
	readonly given?: object | undefined;
}

/** With what is stored, so that a page can show both. @throws the error, if it is another one */
export async function answerConflict<Stored>(
	context: Context,
	error: unknown,
	{ shown, given }: ConflictAnswer<Stored>,
): Promise<Response> {
	if (!(error instanceof SavingConflict)) throw error;
	const { body, status, headers } = answerFor(error);
	const stored = error.stored === undefined ? null : await shown(error.stored as Stored);
	return context.json({ ...body, stored, ...(given === undefined ? {} : { given }) }, status, headers);
}
