/** Requests of one author, with the headers of both sides. */
import type { TokenGrant } from '../../server/auth/sign-token.ts';
import type { Chartwire } from './chartwire.ts';

export interface Call {
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	/** Empty where there is none. */
	readonly body: Record<string, unknown>;
	/** The body's `error`; empty where there is none. */
	readonly error: Record<string, unknown>;
	readonly code: unknown;
	readonly text: string;
}

export type Caller = (method: string, path: string, call?: Call) => Promise<Answer>;

/** Somebody with this token; by default the author of the project `default`. */
export async function callerOf(chartwire: Chartwire, grant: Partial<TokenGrant> = {}): Promise<Caller> {
	const token = await chartwire.token(grant);
	return async (method, path, { body, headers = {} } = {}) => {
		const init = { method, headers: { authorization: `Bearer ${token}`, ...headers } };
		const sent = body === undefined ? init : { ...init, body: JSON.stringify(body) };
		const response = await fetch(`${chartwire.web().url}${path}`, sent);
		const text = await response.text();
		const answered = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
		const error = (answered['error'] ?? {}) as Record<string, unknown>;
		return { status: response.status, headers: response.headers, body: answered, error, code: error['code'], text };
	};
}
