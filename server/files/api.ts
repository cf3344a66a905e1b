/** The server's public API, as a command asks it: with a key, patiently, and with errors that say what to do. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Json, JsonObject } from './json-text.ts';

const TIMEOUT_MS = 60_000;
const MOST_TRIES = 6;
const LONGEST_WAIT_S = 30;

export const HOW_TO_GET_A_KEY =
	'An administrator of the project makes one in the workshop, on the page "People", under "Machine keys"; its role must be "author".';

const errorSchema = z.looseObject({
	error: z.looseObject({ code: z.string(), message: z.string(), retryable: z.boolean().default(false) }),
});

/** The server's refusal, or that it cannot be asked. */
export class ApiError extends Error {
	/** 0: there was no answer. */
	readonly status: number;
	readonly code: string;
	/** The whole answer: a conflict brings what is stored. */
	readonly body: unknown;

	constructor(
		message: string,
		{ status = 0, code = '', body }: { status?: number; code?: string; body?: unknown } = {},
	) {
		super(message);
		this.status = status;
		this.code = code;
		this.body = body;
	}
}

export interface Call {
	readonly body?: JsonObject;
	readonly headers?: Readonly<Record<string, string>>;
}

export class Api {
	/** The server's origin. */
	readonly server: string;
	readonly #base: string;
	readonly #key: string;

	/** @param server An address such as https://charts.example.com, perhaps with a path. */
	constructor(server: string, key: string) {
		const { origin, pathname } = new URL(server);
		this.server = origin + pathname.replace(/\/+$/, '');
		this.#base = this.server;
		this.#key = key;
	}

	/** The body of the answer. @throws ApiError */
	async ask(method: string, path: string, call: Call = {}): Promise<Json> {
		for (let tries = 1; ; tries += 1) {
			const response = await this.#send(method, path, call);
			const text = await response.text().catch((error: unknown) => {
				throw this.#unanswered(error);
			});
			const body = parsed(text);
			if (response.ok && body !== undefined) return body;
			// Refused before anything was done; what is only read may be asked again in any case.
			const mayRepeat = response.status === 429 || (response.status === 503 && method === 'GET');
			if (!mayRepeat || tries >= MOST_TRIES) throw this.#refusal(response.status, body);
			const seconds = Number(response.headers.get('retry-after') ?? 1) || 1;
			await wait(Math.min(seconds, LONGEST_WAIT_S) * 1_000);
		}
	}

	async #send(method: string, path: string, { body, headers }: Call): Promise<Response> {
		const json = body === undefined ? {} : { 'content-type': 'application/json' };
		const init = {
			method,
			headers: { authorization: `Bearer ${this.#key}`, ...json, ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			// The key is for this server and no other.
			redirect: 'error',
			signal: AbortSignal.timeout(TIMEOUT_MS),
		} as const;
		try {
			return await fetch(`${this.#base}${path}`, init);
		} catch (error) {
			throw this.#unanswered(error);
		}
	}

	#unanswered(error: unknown): ApiError {
		const { cause, message } = error as Error;
		const why = cause instanceof Error ? (cause as { code?: string }).code || cause.message : message;
		return new ApiError(`${this.server} does not answer (${why}). Is CHARTWIRE_URL right, and the server up?`);
	}

	#refusal(status: number, body: unknown): ApiError {
		const told = errorSchema.safeParse(body);
		if (!told.success) {
			return new ApiError(`${this.server} answered ${status} with what no Chartwire says. Is CHARTWIRE_URL right?`, {
				status,
			});
		}
		const { code, message } = told.data.error;
		const hint = status === 401 ? ` The key is that in CHARTWIRE_API_KEY. ${HOW_TO_GET_A_KEY}` : '';
		return new ApiError(`${message}${hint}`, { status, code, body });
	}
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

const tokenSchema = z.looseObject({ project: z.string(), subject: z.string(), author: z.boolean() });

/** Whose the key is. @throws ApiError, also where it may not do what these commands do */
export async function demandAuthorKey(api: Api): Promise<{ readonly project: string; readonly subject: string }> {
	const answer = await api.ask('GET', '/v1/token').catch((error: unknown) => {
		if (!(error instanceof ApiError) || error.code !== 'not_found') throw error;
		throw new ApiError(`${api.server} is older than this command and cannot say whose the key is; update the server.`);
	});
	const token = tokenSchema.safeParse(answer);
	if (!token.success) throw new ApiError(`${api.server} did not say whose the key is. Is CHARTWIRE_URL right?`);
	const { project, subject, author } = token.data;
	if (author) return { project, subject };
	const lacking = 'may look at charts, but neither read nor save declarations and SQL: it has the role "viewer"';
	throw new ApiError(`The key in CHARTWIRE_API_KEY, "${subject}", ${lacking}. ${HOW_TO_GET_A_KEY}`, {
		code: 'not_allowed',
	});
}
