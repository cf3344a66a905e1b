/** Asking the server: `/v1/account` by the cookie of the session, everything else by a token for one project. */

/** What the server has refused, in its words. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly code: string;
	/** 0: there was no answer. */
	readonly status: number;
	/** What stands beside code and message, such as the draft of somebody else that is in the way. */
	readonly details: Readonly<Record<string, unknown>>;

	constructor(status: number, { code, message, ...details }: { readonly code: string; readonly message: string }) {
		super(message);
		this.status = status;
		this.code = code;
		this.details = details;
	}
}

/** What has gone wrong, in words for whoever looks at the page. */
export function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	// To whoever is signed in a token means nothing.
	return error.message.replace(/ that this token may watch\.$/, ' in this project: it was deleted, or never was.');
}

const UNREACHED = {
	code: 'unreachable',
	message: 'The server does not answer. Look at your connection, and try again.',
};
const FOREIGN = {
	code: 'unreadable',
	message: 'What has answered is not the server. Try again shortly, or ask who runs it.',
};

function problemIn(text: string): { readonly code: string; readonly message: string } {
	try {
		const { error, ...beside } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
		if (typeof error?.code === 'string' && typeof error.message === 'string')
			return { ...beside, ...(error as { code: string; message: string }) };
	} catch {
		// Not ours: a proxy's page, perhaps.
	}
	return FOREIGN;
}

/** @throws ApiError; DOMException AbortError */
async function sent(path: string, init: RequestInit): Promise<Response> {
	let response: Response;
	try {
		response = await fetch(path, init);
	} catch (error) {
		if (init.signal?.aborted) throw error;
		throw new ApiError(0, UNREACHED);
	}
	if (response.ok || response.status === 304) return response;
	throw new ApiError(response.status, problemIn(await response.text()));
}

async function bodyOf(response: Response): Promise<unknown> {
	const text = await response.text();
	return text === '' ? undefined : JSON.parse(text);
}

const written = (body: unknown): RequestInit =>
	body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };

/** Asks `/v1/account` + path. @throws ApiError: `session_missing` for whoever is not signed in */
export async function askAccount<T>(method: string, path: string, body?: unknown): Promise<T> {
	const { headers, ...rest } = written(body);
	const named = { ...(headers as Record<string, string>), 'chartwire-account': '1' };
	return (await bodyOf(await sent(`/v1/account${path}`, { method, headers: named, ...rest }))) as T;
}

export interface AskOptions {
	readonly body?: unknown;
	readonly signal?: AbortSignal | undefined;
	readonly headers?: Readonly<Record<string, string>>;
}

/** What gives the token for a request, and hears that one was refused. */
export interface Bearer {
	token(): Promise<string>;
	refused(token: string): void;
}

/** Asks for what belongs to one project. */
export class Api {
	readonly #bearer: Bearer;

	constructor(bearer: Bearer) {
		this.#bearer = bearer;
	}

	/** @throws ApiError; DOMException AbortError */
	async ask<T>(method: string, path: string, options: AskOptions = {}): Promise<T> {
		return (await bodyOf(await this.response(method, path, options))) as T;
	}

	/** With its status and headers: for 202 and Retry-After, or an etag. @throws ApiError; DOMException AbortError */
	async response(method: string, path: string, { body, signal, headers }: AskOptions = {}): Promise<Response> {
		const ask = async (): Promise<Response> => {
			const token = await this.#bearer.token();
			const { headers: typed, ...rest } = written(body);
			const all = { ...(typed as Record<string, string>), authorization: `Bearer ${token}`, ...headers };
			try {
				return await sent(`/v1${path}`, { method, headers: all, ...rest, ...(signal ? { signal } : {}) });
			} catch (error) {
				if (error instanceof ApiError && /^token_(expired|revoked|invalid)$/.test(error.code))
					this.#bearer.refused(token);
				throw error;
			}
		};
		try {
			return await ask();
		} catch (error) {
			// A token may have ended on its way; the next one is asked for once.
			if (error instanceof ApiError && error.code === 'token_expired') return ask();
			throw error;
		}
	}
}
