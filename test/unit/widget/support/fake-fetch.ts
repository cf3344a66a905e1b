/** An in-memory way to `POST /v1/stream` and `/v1/poll`. A test says what the server does; nothing happens by itself. */
import type { ServerMessage, SubscribeMessage } from '../../../../widget/protocol.ts';

export interface Posted {
	readonly token: string;
	readonly subscriptions: readonly Omit<SubscribeMessage, 'type'>[];
	readonly waitMs?: number;
}

export class FakeRequest {
	readonly path: string;
	readonly body: Posted;
	aborted = false;
	readonly answer: Promise<Response>;
	#resolve: (response: Response) => void = () => undefined;
	#reject: (error: unknown) => void = () => undefined;
	#stream: ReadableStreamDefaultController<Uint8Array> | undefined;
	#over = false;

	constructor(url: string, init: RequestInit) {
		this.path = new URL(url).pathname;
		this.body = JSON.parse(String(init.body)) as Posted;
		this.answer = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
		init.signal?.addEventListener('abort', () => {
			this.aborted = true;
			this.#break(init.signal?.reason);
		});
	}

	get isLive(): boolean {
		return !this.#over;
	}

	/** Answers a stream's headers. */
	open(): this {
		const body = new ReadableStream<Uint8Array>({
			start: (controller) => {
				this.#stream = controller;
			},
		});
		this.#resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
		return this;
	}

	bytes(bytes: Uint8Array): void {
		if (!this.#over) this.#stream?.enqueue(bytes);
	}

	/** Tells messages on an open stream. */
	say(...messages: readonly (ServerMessage | object)[]): this {
		for (const message of messages) this.bytes(new TextEncoder().encode(`data: ${JSON.stringify(message)}\n\n`));
		return this;
	}

	/** Ends a stream as a server does. */
	end(): void {
		if (!this.#over) this.#stream?.close();
		this.#over = true;
	}

	/** Answers a poll. */
	reply(...messages: readonly (ServerMessage | object)[]): void {
		this.#over = true;
		this.#resolve(Response.json({ messages }));
	}

	fail(status: number, code: string, headers: Readonly<Record<string, string>> = {}): void {
		this.#over = true;
		const error = { code, message: `The server says ${code}.`, retryable: false };
		this.#resolve(Response.json({ error }, { status, headers }));
	}

	/** The network breaks. */
	cut(): void {
		this.#break(new TypeError('network error'));
	}

	#break(reason: unknown): void {
		if (this.#over) return;
		this.#over = true;
		this.#reject(reason);
		this.#stream?.error(reason);
	}
}

export class FakeFetch {
	readonly requests: FakeRequest[] = [];
	onRequest: (request: FakeRequest) => void = () => undefined;

	readonly fetch = ((url: string, init: RequestInit) => {
		const request = new FakeRequest(url, init);
		this.requests.push(request);
		this.onRequest(request);
		return request.answer;
	}) as typeof fetch;

	get last(): FakeRequest {
		const request = this.requests.at(-1);
		if (request === undefined) throw new Error('the client has sent no request');
		return request;
	}
}

/** Lets everything that promises hold up happen. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits, for as long as code needs to load, until something is there. */
export async function until(what: string, there: () => boolean): Promise<void> {
	for (const end = performance.now() + 10_000; performance.now() < end; ) {
		if (there()) return;
		await new Promise((resolve) => setImmediate(resolve));
	}
	throw new Error(`in vain waited for ${what}`);
}
