/**
 * Every error that the server names. The table says for each code which HTTP status it has and whether
 * trying again, unchanged, may help; a message says what was wrong, where, and what to do.
 */

const TABLE = {
	bad_request: { status: 400, retryable: false },
	malformed: { status: 400, retryable: false },
	unknown_type: { status: 400, retryable: false },
	frame_too_large: { status: 413, retryable: false },
	body_too_large: { status: 413, retryable: false },
	duplicate_id: { status: 409, retryable: false },
	too_many_connections: { status: 429, retryable: true },
	rate_limited: { status: 429, retryable: true },
	too_many_subscriptions: { status: 429, retryable: false },
	too_many_exports: { status: 429, retryable: true },
	token_missing: { status: 401, retryable: false },
	token_invalid: { status: 401, retryable: false },
	token_expired: { status: 401, retryable: false },
	token_revoked: { status: 401, retryable: false },
	session_missing: { status: 401, retryable: false },
	sign_in_failed: { status: 401, retryable: false },
	link_invalid: { status: 404, retryable: false },
	conflict: { status: 409, retryable: false },
	password_weak: { status: 422, retryable: false },
	signature_invalid: { status: 401, retryable: false },
	not_allowed: { status: 403, retryable: false },
	origin_not_allowed: { status: 403, retryable: false },
	unsupported: { status: 400, retryable: false },
	not_found: { status: 404, retryable: false },
	unknown_chart: { status: 404, retryable: false },
	unknown_dashboard: { status: 404, retryable: false },
	unknown_source: { status: 404, retryable: false },
	unknown_recipe: { status: 404, retryable: false },
	unknown_run: { status: 404, retryable: false },
	unknown_version: { status: 404, retryable: false },
	unknown_draft: { status: 404, retryable: false },
	unknown_delivery: { status: 404, retryable: false },
	unknown_schedule: { status: 404, retryable: false },
	unknown_alert: { status: 404, retryable: false },
	chart_conflict: { status: 409, retryable: false },
	dashboard_conflict: { status: 409, retryable: false },
	draft_conflict: { status: 409, retryable: false },
	schedule_conflict: { status: 409, retryable: false },
	alert_conflict: { status: 409, retryable: false },
	source_in_use: { status: 409, retryable: false },
	too_many_drafts: { status: 422, retryable: false },
	too_many_alerts: { status: 422, retryable: false },
	too_many_schedules: { status: 422, retryable: false },
	password_needed: { status: 422, retryable: false },
	claims_needed: { status: 422, retryable: false },
	unknown_parameter: { status: 400, retryable: false },
	missing_parameter: { status: 400, retryable: false },
	bad_parameter: { status: 400, retryable: false },
	sql_error: { status: 422, retryable: false },
	result_too_large: { status: 422, retryable: false },
	deadline: { status: 504, retryable: false },
	source_unreachable: { status: 502, retryable: true },
	control_database: { status: 422, retryable: false },
	key_missing: { status: 500, retryable: false },
	worker_lost: { status: 500, retryable: false },
	not_ready: { status: 503, retryable: true },
	leaving: { status: 503, retryable: true },
	store_unavailable: { status: 503, retryable: true },
	stream_unavailable: { status: 503, retryable: true },
	internal: { status: 500, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof TABLE;
export const ERROR_CODES = Object.keys(TABLE) as readonly ErrorCode[];
export type ErrorStatus = (typeof TABLE)[ErrorCode]['status'];

/** An error with a code that a client may act on and a message that a person may read. */
export class NamedError extends Error {
	readonly code: ErrorCode;
	/** When to come again, where that is known better than "shortly". */
	readonly retryAfterS: number | undefined;

	constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterS?: number } = {}) {
		super(message, options);
		this.name = 'NamedError';
		this.code = code;
		this.retryAfterS = options.retryAfterS;
	}

	get status(): ErrorStatus {
		return TABLE[this.code].status;
	}

	get retryable(): boolean {
		return TABLE[this.code].retryable;
	}
}

const STORE_DOWN =
	/^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|CONNECTION_|CONNECT_TIMEOUT|57P0[123]|08|53300)/;
const STREAM_DOWN =
	/Connection is closed|enableOfflineQueue|max retries per request|LOADING|READONLY|MASTERDOWN|Command timed out/;

/** Turns whatever was thrown into a named error; an unforeseen one becomes `internal` and keeps its cause. */
export function toNamedError(thrown: unknown): NamedError {
	if (thrown instanceof NamedError) return thrown;
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
	if (STREAM_DOWN.test(message)) {
		return new NamedError('stream_unavailable', 'The stream store does not answer; try again shortly.', {
			cause: thrown,
		});
	}
	if (code === '22021' || code === '22P05') {
		return new NamedError('bad_request', 'A text contains the character U+0000, which no database takes.', {
			cause: thrown,
		});
	}
	if (STORE_DOWN.test(code)) {
		return new NamedError('store_unavailable', 'The control database does not answer; try again shortly.', {
			cause: thrown,
		});
	}
	return new NamedError('internal', 'Something failed on the server; its log has the details.', { cause: thrown });
}
