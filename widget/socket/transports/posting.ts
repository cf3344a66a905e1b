/**
 * Carries the wire over plain requests, for pages whose way to the server lets no WebSocket through. No session is
 * behind it: each request says everything that is wanted, from where the application stands, and is answered by what
 * the socket would bring. A change of subscriptions or of the token ends the request and sends another; whatever the
 * ended one still had to say comes again, for the cursor did not move.
 */
import type { Timing } from '../../clock.ts';
import { CLOSE, type ClientMessage, TERMINAL_ERRORS } from '../../protocol.ts';
import type { Followed } from '../succession.ts';
import { readPoll } from './poll.ts';
import { readStream } from './stream.ts';
import type { Connection, Ending, Transport, TransportEvent, TransportName } from './transport.ts';

export interface PostingOptions {
	/** Its address, without a slash at the end. */
	readonly server: string;
	readonly fetch: typeof fetch;
	readonly timing: Timing;
	readonly token: () => string;
	readonly followed: Pick<Followed, 'watched' | 'online' | 'message'>;
	/** What has worked on this page. */
	readonly preferred: () => TransportName | undefined;
}

/** A stream that has brought nothing for so long after it was asked for is held back by something on the way. */
const BUFFERED_MS = 10_000;
/** The server may hold a poll back for 50 s. */
const POLL_PATIENCE_MS = 60_000;
/** So long a request waits for further changes, that they travel together. */
const GATHER_MS = 20;
/** A leaving server is waited for this long at most without saying so on the page. */
const QUIET_LEAVE_MS = 10_000;
/** Polls that bring nothing follow one another no faster. */
const EMPTY_POLL_MS = 1_000;

/** How a request ended. A poll: whether it told anything. */
type Outcome = 'told' | 'empty' | 'cut' | 'unreachable';

/** `Retry-After`: seconds, or a date. */
function retryAfterMs(headers: Headers, now: number): number {
	const given = headers.get('retry-after') ?? '';
	const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now;
	return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

async function readError(response: Response): Promise<{ readonly code: string; readonly message: string }> {
	const answer = (await response.json().catch(() => undefined)) as { error?: Record<string, unknown> } | undefined;
	const { code, message } = answer?.error ?? {};
	return {
		code: String(code),
		message: typeof message === 'string' ? message : `The server answered ${response.status}.`,
	};
}

class Posting implements Connection {
	name: 'stream' | 'poll';
	readonly #options: PostingOptions;
	readonly #tell: (event: TransportEvent) => void;
	#request = new AbortController();
	#opened = false;
	/** The server has said something over this connection. */
	#heard = false;
	#asking = false;
	#all = true;
	#token = '';
	#postAt: number | undefined;
	#cancel = (): void => undefined;
	#stopWaiting = (): void => undefined;

	constructor(options: PostingOptions, tell: (event: TransportEvent) => void) {
		this.#options = options;
		this.#tell = tell;
		this.name = options.preferred() === 'poll' ? 'poll' : 'stream';
		void this.#post();
	}

	get patienceMs(): number {
		return this.name === 'poll' ? POLL_PATIENCE_MS : 0;
	}

	send(message: ClientMessage): void {
		if (this.#asking || message.type === 'pong') return;
		if (message.type === 'hello' && message.token === this.#token) return;
		if ('token' in message) this.#all = true;
		this.#postIn(GATHER_MS);
	}

	again(inMs: number): void {
		if (inMs <= QUIET_LEAVE_MS) this.#postIn(inMs);
		else this.#end({ code: CLOSE.goingAway, reason: '', notBeforeMs: inMs });
	}

	close(): void {
		this.#cancel();
		this.#stopWaiting();
		this.#request.abort();
	}

	#postIn(ms: number): void {
		const { timing } = this.#options;
		const at = timing.now() + ms;
		if (this.#postAt !== undefined && this.#postAt <= at) return;
		this.#cancel();
		this.#postAt = at;
		this.#cancel = timing.after(ms, () => void this.#post());
	}

	async #post(): Promise<void> {
		this.close();
		this.#postAt = undefined;
		const request = new AbortController();
		this.#request = request;
		const { timing } = this.#options;
		const startedAt = timing.now();
		if (this.name === 'stream') this.#stopWaiting = timing.after(BUFFERED_MS, () => this.#tooQuiet());
		const outcome = await this.#run(request.signal).catch(() => 'unreachable' as const);
		if (request.signal.aborted) return;
		if (typeof outcome === 'object') this.#end(outcome);
		// Otherwise it was announced that this request ends, and when the next begins.
		else if (this.#postAt === undefined) this.#next(outcome, timing.now() - startedAt);
	}

	/** A request has ended without an error of the server's. */
	#next(outcome: Outcome, tookMs: number): void {
		if (outcome === 'told') this.#postIn(0);
		else if (outcome === 'empty') this.#postIn(tookMs < EMPTY_POLL_MS ? EMPTY_POLL_MS : 0);
		else if (outcome === 'cut' && !this.#heard && this.name === 'stream') this.#poll();
		else this.#end({ code: 1006, reason: '' });
	}

	#tooQuiet(): void {
		if (this.#heard) this.#end({ code: 1006, reason: '' });
		else this.#poll();
	}

	/** No stream gets through. */
	#poll(): void {
		this.name = 'poll';
		void this.#post();
	}

	#end(ending: Ending): void {
		this.close();
		this.#tell({ type: 'closed', ...ending });
	}

	async #run(signal: AbortSignal): Promise<Outcome | Ending> {
		const { server, fetch } = this.#options;
		const { name } = this;
		const response = await fetch(`${server}/v1/${name}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: this.#body(),
			credentials: 'omit',
			cache: 'no-store',
			signal,
		});
		if (signal.aborted) return 'cut';
		if (!response.ok) return this.#refusal(response, signal);
		if (!this.#opened) this.#tell({ type: 'opened' });
		this.#opened = true;
		const first = !this.#heard;
		const received = (text: string) => {
			if (signal.aborted) return;
			this.#heard = true;
			this.#stopWaiting();
			this.#tell({ type: 'received', data: text });
		};
		if (name === 'poll') return (await readPoll(response, received)) || first ? 'told' : 'empty';
		// What breaks off after it has begun was not unreachable.
		await readStream(response, received).catch(() => undefined);
		return 'cut';
	}

	#body(): string {
		const { followed, token } = this.#options;
		this.#asking = true;
		if (this.#all) followed.online();
		this.#asking = false;
		this.#all = false;
		this.#token = token();
		const live = followed.watched.filter(({ id }) => id !== 0);
		// Whatever the request before still promised is void.
		for (const { channel } of live) channel?.suspend();
		const subscriptions = live.map((watched) => {
			const { type: _, ...wanted } = followed.message(watched, watched.id);
			return wanted;
		});
		// A poll's first answer says that the connection is there; it must not wait for news.
		const hint = this.name === 'poll' && !this.#heard ? { waitMs: 0 } : {};
		return JSON.stringify({ token: this.#token, subscriptions, ...hint });
	}

	async #refusal(response: Response, signal: AbortSignal): Promise<Outcome | Ending> {
		const { status, headers } = response;
		const { code, message } = await readError(response);
		const notBeforeMs = retryAfterMs(headers, this.#options.timing.now());
		if ((status === 401 || status === 403) && TERMINAL_ERRORS.includes(code) && !signal.aborted) {
			this.#tell({ type: 'refused', code, message });
		}
		const passes = status >= 500 || status === 429;
		return passes || this.name === 'poll' || this.#heard ? { code: 1006, reason: message, notBeforeMs } : 'cut';
	}
}

export function postingTransport(options: PostingOptions): Transport {
	return (tell) => new Posting(options, tell);
}
