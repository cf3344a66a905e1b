/**
 * One connection: who it is, what it watches, what it may still do. Knows messages, not sockets. Its clock is monotonic.
 *
 *     greeting ── hello with a valid token ──▶ open ── token expired, silent, slow ──▶ closed
 *        └────── no hello in 10 s, bad token ─────────────────────────────────────────▶ closed
 */
import {
	CLOSE,
	type ClientMessage,
	HELLO_TIMEOUT_MS,
	MAX_CLIENT_FRAME_BYTES,
	parseClientMessage,
	type ServerMessage,
	type SubscribeMessage,
} from '../../widget/protocol.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import type { Caller } from '../auth/origins.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { Rate } from '../rate.ts';
import type { Receiver } from './feed-parts.ts';
import type { Channel } from './hub.ts';
import { Outgoing } from './outgoing.ts';
import {
	answeredInTime,
	type Connection,
	closeCodeOf,
	demandRoom,
	type SessionDeps,
	type Subscription,
	subscriptionOf,
	welcomeAt,
} from './session-parts.ts';

const MAX_ERRORS = 100;
/** What a page sends while it scrolls is far below this; more is a fault or an attack. */
const MESSAGES_PER_SECOND = 100;
const MESSAGES_AT_ONCE = 1_000;
/** Above this a reader is slow: it gets the newest state once it has taken what it was sent. */
const SLOW_BYTES = 1_048_576;
/** Above this it is cut off, and may come back by its cursor. */
const MAX_BUFFERED_BYTES = 16_777_216;

type TokenMessage = Extract<ClientMessage, { readonly token: string }>;

export class Session implements Receiver {
	readonly #deps: SessionDeps;
	readonly connection: Connection;
	readonly #caller: Caller;
	/** Replaced and never changed: an array of its own size takes the least room, and may be gone through meanwhile. */
	#subscriptions: readonly Subscription[] = [];
	#bearer: Bearer | undefined;
	#heardAt = performance.now();
	/** Without a bearer: when it is too late for "hello". With one: when the next ping is due. */
	#dueAt = this.#heardAt + HELLO_TIMEOUT_MS;
	#errors = 0;
	/** The name by which its token is counted. */
	#heldToken: string | undefined;
	readonly #rate = new Rate({ perSecond: MESSAGES_PER_SECOND, burst: MESSAGES_AT_ONCE, now: performance.now() });
	#closed = false;
	/** The code with which this side has closed it. */
	closedWith: number | undefined;
	/** Tokens are checked one after the other, and everything else waits; undefined when there is nothing to wait for. */
	#admission: Promise<void> | undefined;

	constructor(connection: Connection, caller: Caller, deps: SessionDeps) {
		this.connection = connection;
		this.#caller = caller;
		this.#deps = deps;
	}

	/** A frame of the channel that it watches, the same bytes for everybody. */
	send(message: Outgoing): void {
		if (this.#closed) return;
		this.connection.send(message);
		if (this.connection.buffered() > MAX_BUFFERED_BYTES) this.#close(CLOSE.slowReader);
	}

	batch(work: () => void): Promise<void> {
		return this.#deps.turns.run(this.connection, work);
	}

	congested(): boolean {
		return this.connection.buffered() > SLOW_BYTES;
	}

	#say(message: ServerMessage): void {
		if (!this.#closed) this.connection.send(new Outgoing(JSON.stringify(message)));
	}

	/** Takes one text frame from the client. Never throws. */
	receive(text: string): void {
		this.#heardAt = performance.now();
		this.#deps.counts.messagesIn += 1;
		if (!this.#rate.allows(this.#heardAt)) {
			this.#refuse(new NamedError('rate_limited', `Send ${MESSAGES_PER_SECOND} messages a second at most.`));
		} else if (Buffer.byteLength(text) > MAX_CLIENT_FRAME_BYTES) {
			this.#refuse(new NamedError('frame_too_large', `A message may have ${MAX_CLIENT_FRAME_BYTES} bytes at most.`));
		} else {
			const parsed = parseClientMessage(text);
			if (parsed.ok) this.#handle(parsed.message);
			else this.#refuse(new NamedError(parsed.code, `The message was not understood: ${parsed.problem}.`), parsed.id);
		}
	}

	#handle(message: ClientMessage): void {
		switch (message.type) {
			case 'hello':
			case 'token':
				this.#admitInTurn(message);
				return;
			case 'pong':
				return;
			case 'subscribe':
				this.#onceAdmitted(() => this.#subscribe(message));
				return;
			case 'unsubscribe':
				this.#onceAdmitted(() => this.#unsubscribe(message.id));
		}
	}

	#onceAdmitted(work: () => unknown): void {
		if (this.#admission === undefined) work();
		else void this.#admission.then(work);
	}

	#admitInTurn(message: TokenMessage): void {
		const admission = (this.#admission ?? Promise.resolve())
			.then(() => this.#admit(message))
			.then(() => {
				if (this.#admission === admission) this.#admission = undefined;
			});
		this.#admission = admission;
	}

	async #admit({ type, token }: TokenMessage): Promise<void> {
		if (this.#closed) return;
		if (type === 'hello' && this.#bearer !== undefined) {
			this.#refuse(new NamedError('malformed', '"hello" was said already; send "token" to change the token.'));
			return;
		}
		try {
			const bearer = await this.#deps.doors.admit(token, this.#caller);
			if (this.#closed) return;
			const held = this.#deps.holdToken(token);
			this.#releaseToken();
			this.#heldToken = held;
			const first = this.#bearer === undefined;
			this.#bearer = bearer;
			if (first) this.#welcome(bearer);
			else await this.#changeToken(bearer);
		} catch (error) {
			const named = toNamedError(error);
			this.#refuse(named);
			this.#close(closeCodeOf(named));
		}
	}

	#releaseToken(): void {
		if (this.#heldToken !== undefined) this.#deps.releaseToken(this.#heldToken);
		this.#heldToken = undefined;
	}

	#welcome(bearer: Bearer): void {
		this.#dueAt = performance.now() + this.#deps.pingMs;
		this.#say(welcomeAt(Date.now(), bearer, this.#deps));
	}

	async #changeToken(bearer: Bearer): Promise<void> {
		await this.#endMoved(bearer, this.#subscriptions);
		this.#say({ type: 'token_accepted' });
	}

	/** What this channel shows is declared otherwise now: who asked for it may be meant by another one. */
	recheck(channel: string): void {
		const concerned = this.#subscriptions.filter((subscription) => subscription.channel === channel);
		this.#onceAdmitted(() => this.#bearer && this.#endMoved(this.#bearer, concerned));
	}

	/** Ends whatever is another channel, or nothing at all, for this bearer, before anything more is sent (I9). */
	async #endMoved(bearer: Bearer, subscriptions: readonly Subscription[]): Promise<void> {
		for (const subscription of subscriptions) {
			const { id } = subscription;
			const watched = await this.#deps.resolve(bearer, subscription.target).catch(() => undefined);
			const isSame =
				watched?.channel === subscription.channel && (watched?.look?.revision ?? 0) === subscription.revision;
			if (isSame || !this.#subscriptions.includes(subscription)) continue;
			this.#unsubscribe(id);
			this.#say({ type: 'moved', id });
		}
	}

	async #subscribe(message: SubscribeMessage): Promise<void> {
		if (this.#closed) return;
		const { id, since } = message;
		const subscription = subscriptionOf(message);
		try {
			const bearer = this.#bearer;
			if (bearer === undefined) throw new NamedError('token_missing', 'Say "hello" with a token first.');
			demandRoom(this.#subscriptions, id);
			this.#subscriptions = [...this.#subscriptions, subscription];
			await answeredInTime(this.#follow(subscription, bearer, since));
		} catch (error) {
			this.#refuseSubscription(subscription, error);
		}
	}

	async #follow(subscription: Subscription, bearer: Bearer, since: SubscribeMessage['since']): Promise<void> {
		const watched = await this.#deps.resolve(bearer, subscription.target);
		if (!this.#isCurrent(subscription)) return;
		await this.#join(subscription, watched, since);
		if (this.#isCurrent(subscription)) await watched.want();
	}

	#find(id: number): Subscription | undefined {
		return this.#subscriptions.find((subscription) => subscription.id === id);
	}

	#isCurrent(subscription: Subscription): boolean {
		return !this.#closed && this.#subscriptions.includes(subscription);
	}

	async #join(subscription: Subscription, watched: Channel, since: SubscribeMessage['since']): Promise<void> {
		const { id } = subscription;
		const channel = this.#deps.hub.nameOf(watched.channel);
		// A second subscription of the same channel gets the state now; its frames come once for both.
		const shared = this.#watches(channel);
		subscription.channel = channel;
		await this.#deps.hub.join(this, {
			watched,
			since: shared ? undefined : since,
			opens: since === undefined && !shared,
			onHistory: ({ epoch, seq, recovered }) => {
				if (!this.#isCurrent(subscription)) return false;
				const { look } = watched;
				subscription.revision = look?.revision ?? 0;
				this.#say({ type: 'subscribed', id, channel, epoch, seq, recovered, ...(look && { spec: look.spec }) });
				return true;
			},
		});
		if (!this.#watches(channel)) this.#deps.hub.leave(this, channel);
	}

	#watches(channel: string): boolean {
		return this.#subscriptions.some((subscription) => subscription.channel === channel);
	}

	#unsubscribe(id: number): void {
		const channel = this.#find(id)?.channel;
		this.#subscriptions = this.#subscriptions.filter((subscription) => subscription.id !== id);
		if (channel !== undefined && !this.#watches(channel)) this.#deps.hub.leave(this, channel);
	}

	/** What failed may have been unsubscribed meanwhile, and its number used again: that one goes on. */
	#refuseSubscription(subscription: Subscription, error: unknown): void {
		const { id } = subscription;
		const current = this.#find(id);
		if (current === subscription) this.#unsubscribe(id);
		else if (subscription.channel !== undefined && !this.#watches(subscription.channel)) {
			this.#deps.hub.leave(this, subscription.channel);
		}
		const isAnswer = current === subscription || toNamedError(error).code === 'duplicate_id' || current === undefined;
		if (isAnswer) this.#refuse(toNamedError(error), id);
	}

	#refuse(error: NamedError, id?: number): void {
		if (error.code === 'internal') this.#deps.log.error({ error: String(error.cause) }, 'a message failed');
		const { code, message, retryable } = error;
		this.#say({ type: 'error', ...(id === undefined ? {} : { id }), code, message, retryable });
		this.#deps.counts.error(code, id === undefined ? 'message' : 'subscription');
		this.#errors += 1;
		if (this.#errors >= MAX_ERRORS) this.#close(CLOSE.tooManyErrors);
	}

	/** To be called about once a second, with one ping for all. */
	tick(now: number, ping: () => Outgoing): void {
		if (this.#closed) return;
		if (this.#bearer === undefined) {
			if (now > this.#dueAt) this.#close(CLOSE.helloTimeout);
			return;
		}
		const over = this.#deps.doors.refusal(this.#bearer);
		if (over !== undefined) {
			this.#refuse(over);
			this.#close(closeCodeOf(over));
			return;
		}
		if (this.#deps.grants.isUnsettled) this.#lookThrough(this.#bearer);
		if (now < this.#dueAt) return;
		this.#dueAt = now + this.#deps.pingMs;
		if (now - this.#heardAt > 2.5 * this.#deps.pingMs) this.#close(CLOSE.silent);
		else this.send(ping());
	}

	/** What a dashboard has granted may have been taken off it. */
	#lookThrough(bearer: Bearer): void {
		const lost = this.#subscriptions.filter(({ target }) => !this.#deps.grants.mayWatch(bearer, target));
		if (lost.length > 0) this.#onceAdmitted(() => this.#bearer && this.#endMoved(this.#bearer, lost));
	}

	#close(code: number): void {
		if (this.#closed) return;
		this.closedWith = code;
		this.ended();
		this.connection.close(code, '');
	}

	/** The node is leaving: the client is to connect again, elsewhere, after this many ms. Until then it is served. */
	announceLeave(reconnectInMs: number): void {
		this.#say({ type: 'goaway', reconnectInMs });
	}

	/** The time for leaving is over. */
	leave(): void {
		this.#close(CLOSE.goingAway);
	}

	/** The connection is gone. */
	ended(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#releaseToken();
		const channels = new Set(this.#subscriptions.map((subscription) => subscription.channel));
		this.#subscriptions = [];
		for (const channel of channels) if (channel !== undefined) this.#deps.hub.leave(this, channel);
	}
}
