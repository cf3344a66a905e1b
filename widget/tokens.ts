/**
 * Tokens from the page's own back end, for pages that stay open longer than a token lasts. Owns the address that an
 * element names by `token-endpoint`: asks it before the token expires, one request at a time for the whole page, and
 * with back-off for as long as it does not answer. The client swaps the token on its open connection.
 *
 * In place of an address there may be a function of the page (token-sources.ts). The endpoint is asked by GET, with the page's cookies where it is of the page's origin, and answers
 * `{"token":"…"}`. What the token says of itself (`exp`, `iat`) only decides when to ask; who checks it is the server.
 */
import { requestJson } from './api.ts';
import type { Timing } from './clock.ts';
import { ChartwireError } from './errors.ts';
import { claimsOf } from './jwt.ts';
import { backoffMs } from './socket/backoff.ts';
import type { ConnectionState } from './socket/socket-state.ts';
import { sourceOf, type TokenSource } from './token-sources.ts';

/** Whose token is kept fresh. */
interface TokenUser {
	readonly token: string;
	setToken(token: string): void;
	/** The server's time in ms, and the page's own until a server has been heard. */
	serverNow(): number;
}

export interface TokenKeeperOptions {
	readonly user: TokenUser;
	readonly endpoint: string;
	readonly timing: Timing;
	readonly fetch: typeof fetch;
	readonly warn: (text: string) => void;
	/** What `judge` says may have changed. */
	readonly changed: () => void;
	readonly signal: AbortSignal;
}

/** Asked for after this part of a token's life, and at a moment of its own, so that a crowd does not ask at once. */
const LIFE_PART = 0.7;
const LIFE_SPREAD = 0.2;
/** Timers overflow at 24 days. */
const LONGEST_MS = 86_400_000;
/** A token that is old when it comes is not asked for again at once. */
const SHORTEST_MS = 5_000;
const ANSWER_MS = 15_000;
/** An endpoint that refuses is asked again this much later, for somebody may log in again. */
const REFUSED_MS = 60_000;
/** What another token can put right. */
const TOKEN_CODES: readonly string[] = ['token_missing', 'token_expired', 'token_invalid', 'token_revoked'];

/** When a token was made and when it ends, in ms, as far as it says so: a JWT does, an opaque one does not. */
export function timesOf(token: string): { readonly madeAt?: number; readonly endsAt?: number } {
	const { iat, exp } = claimsOf(token) ?? {};
	return {
		...(typeof iat === 'number' ? { madeAt: iat * 1000 } : {}),
		...(typeof exp === 'number' ? { endsAt: exp * 1000 } : {}),
	};
}

/** As a link of the page would be. */
const addressOf = (endpoint: string): string =>
	new URL(endpoint, typeof document === 'undefined' ? undefined : document.baseURI).href;

const underWay = new Map<string, Promise<string>>();

/** Whoever on the page asks meanwhile gets the same answer. */
export function askOnce(endpoint: string, ask: () => Promise<string>): Promise<string> {
	const asked = underWay.get(endpoint) ?? ask().finally(() => underWay.delete(endpoint));
	underWay.set(endpoint, asked);
	return asked;
}

export class TokenKeeper {
	/** Resolves when there is a token at all. */
	readonly first: Promise<void>;
	readonly #options: TokenKeeperOptions;
	#resolveFirst = (): void => undefined;
	#cancel = (): void => undefined;
	#asking = false;
	/** Questions in a row without an answer, and tokens in a row that the server did not take. */
	#failures = 0;
	#refusals = 0;
	/** When it is asked again after a failure, by the page's clock; 0 while all is well. */
	#retryAt = 0;
	#trouble: ChartwireError | undefined;
	/** The server's clock is known. */
	#heard = false;

	constructor(options: TokenKeeperOptions) {
		this.#options = options;
		this.first = new Promise((resolve) => {
			this.#resolveFirst = resolve;
		});
		options.signal.addEventListener('abort', () => this.#cancel());
		if (options.user.token === '') void this.#ask();
		else this.#plan(0);
	}

	/** The browser is back on the network, or somebody does not want to wait. */
	hurry(): void {
		if (this.#retryAt > 0) void this.#ask();
	}

	/**
	 * What the page is told of a connection whose socket is in this state: that the token has run out is no end while a
	 * new one is on its way.
	 */
	judge(connection: ConnectionState): ConnectionState {
		const { status } = connection;
		if (status === 'online') this.#online();
		const lacks = status === 'idle' && this.#options.user.token === '';
		const refused = status === 'stopped' && TOKEN_CODES.includes(connection.code);
		if (!lacks && !refused) return connection;
		if (refused && !this.#asking && this.#retryAt === 0) this.#renew();
		const trouble = this.#trouble;
		if (trouble?.status === 401 || trouble?.status === 403) {
			return { status: 'stopped', code: trouble.code, message: trouble.message };
		}
		const attempt = this.#failures + this.#refusals + 1;
		if (this.#asking) return { status: 'connecting', attempt };
		return { status: 'waiting', attempt, retryAt: this.#retryAt, code: trouble?.code ?? 'token_expired' };
	}

	/** At once the first time; for an endpoint whose tokens the server never takes, later and later. */
	#renew(): void {
		const ms = this.#refusals === 0 ? 0 : backoffMs(this.#refusals, { random: this.#options.timing.random() });
		this.#refusals += 1;
		if (ms === 0) void this.#ask();
		else this.#askIn(ms);
	}

	/** The server has taken the token, and told its time. */
	#online(): void {
		const first = !this.#heard;
		this.#heard = true;
		this.#refusals = 0;
		if (first && !this.#asking && this.#retryAt === 0) this.#plan(0);
	}

	/** Asks in time. A fresh token's own times are believed over a clock of the page that may be wrong. */
	#plan(leastMs: number, token = this.#options.user.token): void {
		const { user, timing } = this.#options;
		const { madeAt, endsAt } = timesOf(token);
		this.#retryAt = 0;
		this.#cancel();
		if (endsAt === undefined) return;
		const now = this.#heard ? user.serverNow() : (madeAt ?? user.serverNow());
		const ms = Math.max(leastMs, (endsAt - now) * (LIFE_PART + LIFE_SPREAD * timing.random()));
		if (ms > LONGEST_MS) this.#after(LONGEST_MS, () => this.#plan(0));
		else this.#after(ms, () => void this.#ask());
	}

	#after(ms: number, run: () => void): void {
		this.#cancel();
		if (!this.#options.signal.aborted) this.#cancel = this.#options.timing.after(ms, run);
	}

	#askIn(ms: number): void {
		this.#retryAt = this.#options.timing.now() + ms;
		this.#after(ms, () => void this.#ask());
	}

	async #ask(): Promise<void> {
		const { user, endpoint, changed, signal } = this.#options;
		if (this.#asking || signal.aborted) return;
		this.#asking = true;
		this.#cancel();
		try {
			const token = await askOnce(endpoint, () => this.#request());
			this.#asking = false;
			if (signal.aborted) return;
			this.#failures = 0;
			this.#trouble = undefined;
			this.#plan(SHORTEST_MS, token);
			user.setToken(token);
			this.#resolveFirst();
		} catch (error) {
			this.#asking = false;
			this.#failed(error);
		}
		changed();
	}

	/** @throws ChartwireError; whatever the page's function throws */
	async #request(): Promise<string> {
		const source = sourceOf(this.#options.endpoint);
		return source ? this.#call(source) : this.#fetch();
	}

	async #call(source: TokenSource): Promise<string> {
		const { timing } = this.#options;
		let stop = (): void => undefined;
		const late = new Promise<never>((_resolve, reject) => {
			stop = timing.after(ANSWER_MS, () => reject(new Error('no answer came in time')));
		});
		try {
			const token: unknown = await Promise.race([source(), late]);
			if (typeof token === 'string' && token !== '') return token;
			throw new ChartwireError('bad_answer', 'its answer is no token');
		} finally {
			stop();
		}
	}

	/** @throws ChartwireError */
	async #fetch(): Promise<string> {
		const { endpoint, timing, fetch } = this.#options;
		const abort = new AbortController();
		const stop = timing.after(ANSWER_MS, () => abort.abort(new Error('no answer came in time')));
		// The page's own back end knows its viewer by a cookie, and needs no token.
		const asPage: typeof fetch = (address, { headers: _, ...init } = {}) =>
			fetch(address, { ...init, credentials: 'same-origin', cache: 'no-store' });
		try {
			const at = { server: endpoint, token: '', method: 'GET', path: addressOf(endpoint) };
			const answer = await requestJson({ ...at, signal: abort.signal, fetch: asPage });
			const { token } = (answer ?? {}) as { token?: unknown };
			if (typeof token === 'string' && token !== '') return token;
			throw new ChartwireError('bad_answer', 'its answer is not {"token":"…"}');
		} finally {
			stop();
		}
	}

	#failed(error: unknown): void {
		const { endpoint, warn, signal } = this.#options;
		if (signal.aborted) return;
		const said = error instanceof Error ? error.message : String(error);
		const from = sourceOf(endpoint) ? 'its function' : endpoint;
		const message = `The page got no new token from ${from}: ${said}`;
		const { code, status, retryAfterMs = 0 } = error instanceof ChartwireError ? error : new ChartwireError('', '');
		if (this.#trouble === undefined) warn(`Chartwire: ${message}`);
		this.#trouble = new ChartwireError(code || 'unreachable', message, { status, cause: error });
		const refused = status === 401 || status === 403;
		const notBeforeMs = Math.max(retryAfterMs, refused ? REFUSED_MS : 0);
		const ms = backoffMs(this.#failures, { random: this.#options.timing.random(), notBeforeMs });
		this.#failures += 1;
		this.#askIn(ms);
	}
}
