/** Why something was not sent, and whether it is tried again. */

/** After so many minutes it is tried again; after the last of them it is dead. About 20 hours in all. */
const AGAIN_MINUTES = [1, 5, 30, 120, 240, 360, 480] as const;

export const MOST_ATTEMPTS = AGAIN_MINUTES.length + 1;

const MINUTE_MS = 60_000;
/** A receiver may ask for more time, but not for a week. */
const MOST_WAIT_MS = 12 * 60 * MINUTE_MS;

export interface SendFailureOptions {
	/** Whether the same may be taken later. */
	readonly retryable: boolean;
	/** How long the receiver wants to be left alone. */
	readonly afterMs?: number | undefined;
	readonly cause?: unknown;
}

/** The message is for the author who has declared the channel: it holds no secret. */
export class SendFailure extends Error {
	readonly code: string;
	readonly retryable: boolean;
	readonly afterMs: number | undefined;

	constructor(code: string, message: string, { retryable, afterMs, cause }: SendFailureOptions) {
		super(message, { cause });
		this.name = 'SendFailure';
		this.code = code;
		this.retryable = retryable;
		this.afterMs = afterMs;
	}
}

/** In how many ms it is tried again after so many attempts; undefined: never. */
export function retryAfterMs(
	attempts: number,
	failure: Pick<SendFailure, 'retryable' | 'afterMs'>,
): number | undefined {
	const minutes = AGAIN_MINUTES[attempts - 1];
	if (!failure.retryable || minutes === undefined) return undefined;
	return Math.max(minutes * MINUTE_MS, Math.min(failure.afterMs ?? 0, MOST_WAIT_MS));
}

const MOST_SAID_CHARACTERS = 200;

/** What a receiver has answered, as it can be shown and kept: one line, cut between two characters and not within one. */
export function saidText(answer: string): string {
	const line = answer.replace(/\p{C}+/gu, ' ').trim();
	return line.slice(0, MOST_SAID_CHARACTERS).replace(/\p{Cs}/gu, '');
}
