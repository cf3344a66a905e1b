/** Plain requests to the server's HTTP API, and what is derived from its address. */
import { ChartwireError } from './errors.ts';
import { SOCKET_PATH } from './protocol.ts';

/** An address as a page's author writes it, made one: origin and base path, without a slash at the end. */
export function serverAddress(server: string): string {
	let url: URL;
	try {
		url = new URL(server, typeof location === 'undefined' ? undefined : location.href);
	} catch (cause) {
		const message = `The server "${server}" is not an address; write one such as https://charts.example.com.`;
		throw new ChartwireError('bad_server', message, { cause });
	}
	return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Where the socket of a server is: `http://h/base` gives `ws://h/base/v1/socket`. Never carries a token. */
export function socketAddress(server: string): string {
	return server.replace(/^http/, 'ws') + SOCKET_PATH;
}

interface RequestOptions {
	readonly server: string;
	readonly token: string;
	readonly method: string;
	/** Relative to the server. A whole address elsewhere is fetched without the token. */
	readonly path: string;
	readonly body?: unknown;
	readonly signal?: AbortSignal | undefined;
	readonly fetch: typeof fetch;
}

function errorOfAnswer(response: Response, answer: unknown): ChartwireError {
	const { status } = response;
	const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
	const given = (answer as { error?: Record<string, unknown> } | null | undefined)?.error ?? {};
	const { code, message, ...details } = given;
	return new ChartwireError(
		typeof code === 'string' ? code : `http_${status}`,
		typeof message === 'string' ? message : `The server answered ${status} to ${new URL(response.url).pathname}.`,
		{ status, details, ...(seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}) },
	);
}

async function readAnswer(response: Response): Promise<unknown> {
	const text = await response.text();
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch (cause) {
		if (!response.ok) return undefined;
		throw new ChartwireError('bad_answer', 'The server answered something that is not JSON.', {
			status: response.status,
			cause,
		});
	}
}

/**
 * Sends one request and reads its JSON answer.
 * @throws ChartwireError with the server's code; `unreachable` when no answer came. An abort throws the signal's reason.
 */
export async function requestJson(options: RequestOptions): Promise<unknown> {
	const { server, token, method, path, body, signal, fetch } = options;
	const elsewhere = /^https?:/i.test(path);
	const headers: Record<string, string> = elsewhere ? {} : { authorization: `Bearer ${token}` };
	if (body !== undefined) headers['content-type'] = 'application/json';
	try {
		const response = await fetch(elsewhere ? path : server + path, {
			method,
			headers,
			credentials: 'omit',
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			...(signal ? { signal } : {}),
		});
		const answer = await readAnswer(response);
		if (!response.ok) throw errorOfAnswer(response, answer);
		return answer;
	} catch (cause) {
		if (signal?.aborted) throw signal.reason;
		if (cause instanceof ChartwireError) throw cause;
		throw new ChartwireError('unreachable', `The server ${server} cannot be reached.`, { cause });
	}
}
