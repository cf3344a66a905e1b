/**
 * An honest server at the far end of a bad way: whatever it says over a connection of whichever kind queues until a
 * test delivers, drops, repeats or swaps it. It answers from the log of what was published, and from nothing else.
 */
import type { ServerMessage, SubscribeMessage } from '../../../../widget/protocol.ts';
import type { FakeFetch, FakeRequest } from './fake-fetch.ts';
import type { FakeNetwork, FakeWebSocket } from './fake-web-socket.ts';
import type { PublishedLog } from './published-log.ts';
import { frame } from './rig.ts';

const PING_MS = 500_000;
const NEWS = ['event', 'reset', 'moved', 'error', 'goaway'];

interface Session {
	readonly kind: 'websocket' | 'stream' | 'poll';
	readonly queue: ServerMessage[];
	/** What is subscribed: id → channel. */
	readonly live: Map<number, string>;
	isOpen(): boolean;
	/** Hands messages to the client. */
	tell(messages: readonly ServerMessage[]): void;
	/** The way breaks. */
	cut(): void;
	/** A server that leaves says so, and then ends as it may. */
	leave(): void;
}

export class LossyServer {
	readonly sessions: Session[] = [];
	/** Something on the way lets no WebSocket through. */
	blocked = false;
	/** Something on the way holds streams back. */
	buffered = false;
	refusals = 0;
	readonly used = new Set<string>();
	readonly #logs: ReadonlyMap<string, PublishedLog<number>>;
	readonly #channelOf: (message: Omit<SubscribeMessage, 'type'>) => string;

	constructor(
		logs: ReadonlyMap<string, PublishedLog<number>>,
		channelOf: (message: Omit<SubscribeMessage, 'type'>) => string,
	) {
		this.#logs = logs;
		this.#channelOf = channelOf;
	}

	attach(network: FakeNetwork, http: FakeFetch): void {
		network.onCreate = (socket) => this.#onSocket(socket);
		http.onRequest = (request) => this.#onRequest(request);
	}

	open(): Session[] {
		return this.sessions.filter((session) => session.isOpen());
	}

	say(channel: string, message: ServerMessage): void {
		for (const { live, queue } of this.open()) if ([...live.values()].includes(channel)) queue.push(message);
	}

	deliver(session: Session): void {
		if (session.kind !== 'poll') session.tell(session.queue.splice(0, 1));
		else if (session.queue.some(({ type }) => NEWS.includes(type))) session.tell(session.queue.splice(0));
	}

	#answer(session: Session, message: Omit<SubscribeMessage, 'type'>): void {
		const { id } = message;
		if (this.refusals > 0) {
			this.refusals -= 1;
			session.queue.push({ type: 'error', id, code: 'busy', message: 'Busy.', retryable: true });
			return;
		}
		const channel = this.#channelOf(message);
		const answer = this.#logs.get(channel)?.answer(message.since);
		if (answer === undefined) throw new Error(`nothing is known of "${channel}"`);
		const { epoch, top, recovered, replay } = answer;
		session.live.set(id, channel);
		session.queue.push({ type: 'subscribed', id, channel, epoch, seq: top, recovered });
		if (!recovered) session.queue.push(frame.reset(channel, epoch, top));
		session.queue.push(...replay.map(({ seq }) => frame.event(channel, epoch, seq)));
	}

	#welcome(session: Session): void {
		this.sessions.push(session);
		this.used.add(session.kind);
		session.queue.push({ type: 'welcome', session: 's', at: 1, pingMs: PING_MS, reconnectSpreadMs: 0 });
	}

	#onSocket(socket: FakeWebSocket): void {
		let over = this.blocked;
		if (this.blocked) {
			// As a proxy does: not yet while the page's own call is under way.
			queueMicrotask(() => socket.cut());
			return;
		}
		const session: Session = {
			kind: 'websocket',
			queue: [],
			live: new Map(),
			isOpen: () => !over && socket.closedWith === undefined,
			tell: (messages) => socket.say(...messages),
			cut: () => {
				over = true;
				socket.cut();
			},
			leave: () => {
				socket.say({ type: 'goaway', reconnectInMs: 1_000 });
			},
		};
		socket.onSend = (message) => {
			if (message.type === 'hello') this.#welcome(session);
			else if (message.type === 'unsubscribe') session.live.delete(message.id);
			else if (message.type === 'subscribe') this.#answer(session, message);
			else if (message.type === 'token') session.queue.push({ type: 'token_accepted' });
		};
		queueMicrotask(() => {
			if (session.isOpen()) socket.open();
		});
	}

	#onRequest(request: FakeRequest): void {
		const kind = request.path.endsWith('/poll') ? 'poll' : 'stream';
		if (kind === 'stream') request.open();
		if (kind === 'stream' && this.buffered) return;
		const session: Session = {
			kind,
			queue: [],
			live: new Map(),
			isOpen: () => request.isLive,
			tell: (messages) => (kind === 'poll' ? request.reply(...messages) : request.say(...messages)),
			cut: () => request.cut(),
			leave: () => {
				const goaway = { type: 'goaway', reconnectInMs: 1_000 };
				if (kind === 'poll') request.reply(...session.queue.splice(0), goaway);
				else {
					request.say(goaway);
					request.end();
				}
			},
		};
		this.#welcome(session);
		for (const message of request.body.subscriptions) this.#answer(session, message as SubscribeMessage);
		if (request.body.waitMs === 0) request.reply(...session.queue.splice(0));
	}
}
