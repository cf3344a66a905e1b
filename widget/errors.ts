interface ErrorDetails {
	readonly status?: number;
	readonly cause?: unknown;
	/** The server's answer beside code and message: a hint, the position in the SQL. */
	readonly details?: Readonly<Record<string, unknown>>;
	/** How long the server asked to wait before another try (`Retry-After`). */
	readonly retryAfterMs?: number;
}

/**
 * The widget's one error. `code` is stable and meant for programs, `message` says what was wrong and what to do,
 * `status` is the HTTP status where an answer came, and 0 where none did.
 */
export class ChartwireError extends Error {
	readonly code: string;
	readonly status: number;
	readonly details: Readonly<Record<string, unknown>>;
	readonly retryAfterMs: number | undefined;

	constructor(code: string, message: string, { status = 0, cause, details = {}, retryAfterMs }: ErrorDetails = {}) {
		super(message, cause === undefined ? undefined : { cause });
		this.name = 'ChartwireError';
		this.code = code;
		this.status = status;
		this.details = details;
		this.retryAfterMs = retryAfterMs;
	}
}
