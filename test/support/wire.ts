/**
 * A plain client of the wire, for tests: sends what it is told, keeps every frame it receives, and does nothing by
 * itself, neither reconnecting nor answering pings. What the widget makes of the frames is not known here, so that
 * the two can be compared.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
	type ClientMessage,
	type EventMessage,
	type Position,
	type ServerMessage,
	SOCKET_PATH,
	SUBPROTOCOL,
	type Target,
} from '../../widget/protocol.ts';
import type { Scope } from './scope.ts';

export interface WireOptions {
	/** The server's http address. */
	readonly url: string;
	/** Sent as `hello` once the socket is open; without it nothing is sent. */
	readonly token?: string;
	readonly origin?: string;
	readonly scope?: Scope;
}

type FrameOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

export interface WireClient {
	/** Every frame in the order of arrival. */
	readonly frames: readonly ServerMessage[];
	/** Every frame as it was sent. */
	readonly texts: readonly string[];
	readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
	readonly socket: WebSocket;
	send(message: ClientMessage): void;
	/** Sends anything, also what is not a message. */
	sendText(text: string): void;
	/** Subscribes with the next free id, and answers the server's `subscribed`. @throws Error when it answers `error`. */
	subscribe(target: Target, since?: Position): Promise<FrameOf<'subscribed'>>;
	/** The first frame that `matches`, of those received and those to come. */
	waitFor<T extends ServerMessage>(matches: (frame: ServerMessage) => frame is T, timeoutMs?: number): Promise<T>;
	waitFor(matches: (frame: ServerMessage) => boolean, timeoutMs?: number): Promise<ServerMessage>;
	/** The first frame of a type. */
	waitForType<Type extends ServerMessage['type']>(type: Type, timeoutMs?: number): Promise<FrameOf<Type>>;
	/** The channel's events so far. */
	eventsOf(channel: string): readonly EventMessage[];
	/** Says goodbye. */
	close(): Promise<void>;
	/** Cuts the connection without a word, as a tunnel does. */
	cut(): void;
}

const DEFAULT_WAIT_MS = 10_000;

interface Waiter {
	readonly matches: (frame: ServerMessage) => boolean;
	readonly found: (frame: ServerMessage) => void;
	readonly lost: (why: string) => void;
}

/** The frames received so far, and those who wait for one. */
class Inbox {
	readonly frames: ServerMessage[] = [];
	readonly texts: string[] = [];
	readonly #waiters = new Set<Waiter>();

	receive(text: string): void {
		const frame: ServerMessage = JSON.parse(text);
		this.texts.push(text);
		this.frames.push(frame);
		for (const waiter of this.#waiters) if (waiter.matches(frame)) waiter.found(frame);
	}

	fail(why: string): void {
		for (const waiter of this.#waiters) waiter.lost(why);
	}

	waitFor(matches: (frame: ServerMessage) => boolean, timeoutMs: number): Promise<ServerMessage> {
		const already = this.frames.find(matches);
		if (already !== undefined) return Promise.resolve(already);
		return new Promise((resolve, reject) => {
			const done = (): void => {
				clearTimeout(timer);
				this.#waiters.delete(waiter);
			};
			const lost = (why: string): void => {
				done();
				const last = this.texts.slice(-5).map((text) => text.slice(0, 300));
				reject(new Error(`${why} while waiting for ${matches.toString()}. The last frames:\n${last.join('\n')}`));
			};
			const found = (frame: ServerMessage): void => {
				done();
				resolve(frame);
			};
			const waiter: Waiter = { matches, found, lost };
			const timer = setTimeout(() => lost(`${timeoutMs} ms passed`), timeoutMs);
			this.#waiters.add(waiter);
		});
	}
}

async function open(options: WireOptions): Promise<WebSocket> {
	const url = `${options.url.replace(/^http/, 'ws')}${SOCKET_PATH}`;
	const socket = new WebSocket(url, SUBPROTOCOL, options.origin === undefined ? {} : { origin: options.origin });
	options.scope?.defer(() => socket.terminate());
	await once(socket, 'open');
	return socket;
}

/** Connects, and with a token greets and waits for `welcome`. */
export async function connectWire(options: WireOptions): Promise<WireClient> {
	const inbox = new Inbox();
	const socket = await open(options);
	socket.on('message', (data) => inbox.receive(data.toString()));
	socket.on('error', () => {});
	const closed = new Promise<{ code: number; reason: string }>((resolve) => {
		socket.once('close', (code, reason) => {
			inbox.fail(`The socket was closed (${code} ${reason.toString()})`);
			resolve({ code, reason: reason.toString() });
		});
	});
	const send = (message: ClientMessage): void => socket.send(JSON.stringify(message));
	const waitFor = (matches: (frame: ServerMessage) => boolean, timeoutMs = DEFAULT_WAIT_MS) =>
		inbox.waitFor(matches, timeoutMs);
	let lastId = 0;
	const client = {
		frames: inbox.frames,
		texts: inbox.texts,
		closed,
		socket,
		send,
		sendText: (text: string) => socket.send(text),
		waitFor,
		waitForType: (type: ServerMessage['type'], timeoutMs?: number) =>
			waitFor((frame) => frame.type === type, timeoutMs),
		subscribe: async (target: Target, since?: Position) => {
			lastId += 1;
			const id = lastId;
			send({ type: 'subscribe', id, ...target, ...(since === undefined ? {} : { since }) });
			const answer = await waitFor(
				(frame) => (frame.type === 'subscribed' || frame.type === 'error') && frame.id === id,
			);
			if (answer.type !== 'subscribed') throw new Error(`The subscription was refused: ${JSON.stringify(answer)}`);
			return answer;
		},
		eventsOf: (channel: string) =>
			inbox.frames.filter((frame): frame is EventMessage => frame.type === 'event' && frame.channel === channel),
		close: async () => {
			socket.close();
			await closed;
		},
		cut: () => socket.terminate(),
	} as WireClient;
	if (options.token !== undefined) {
		send({ type: 'hello', token: options.token });
		await client.waitForType('welcome');
	}
	return client;
}
