/**
 * One connection: who it is, what it watches, what it may still do. Knows messages, not sockets. Its clock is monotonic.
 *
 *     greeting ── hello with a valid token ──▶ open ── token expired, silent, slow ──▶ closed
 *        └────── no hello in 10 s, bad token ─────────────────────────────────────────▶ closed
 */
import { randomUUID } from 'node:crypto';
import {
	CLOSE,
	type ClientMessage,
	HELLO_TIMEOUT_MS,
	MAX_CLIENT_FRAME_BYTES,
	parseClientMessage,
	type ServerMessage,
	type SubscribeMessage,
	type Target,
} from '../../widget/protocol.ts';
import type { Bearer } from '../auth/tokens.ts';
import { NamedError, toNamedError } from '../errors.ts';
import type { Receiver } from './feed.ts';
import type { Channel } from './hub.ts';
import { Outgoing } from './outgoing.ts';
import { type Connection, closeCodeOf, type SessionDeps } from './session-parts.ts';
import { Rate } from './tally.ts';

interface Subscription {
	readonly target: Target;
	channel: string | undefined;
}

const MAX_SUBSCRIPTIONS = 200;
const MAX_ERRORS = 100;
/** What a page sends while it scrolls is far below this; more is a fault or an attack. */
const MESSAGES_PER_SECOND = 100;
const MESSAGES_AT_ONCE = 1_000;
/** Above this a reader is slow: it gets the newest state once it has taken what it was sent. */
const SLOW_BYTES = 1_048_576;
/** Above this it is cut off, and may come back by its cursor. */
const MAX_BUFFERED_BYTES = 16_777_216;

export class Session implements Receiver {
	readonly #deps: SessionDeps;
	readonly #connection: Connection;
	readonly #openedAt = performance.now();
	readonly #subscriptions = new Map<number, Subscription>();
	#bearer: Bearer | undefined;
	#heardAt = performance.now();
	#pingAt = Number.POSITIVE_INFINITY;
	#errors = 0;
	#releaseToken: () => void = () => undefined;
	readonly #rate = new Rate({ perSecond: MESSAGES_PER_SECOND, burst: MESSAGES_AT_ONCE, now: performance.now() });
	#closed = false;
	/** The code with which this side has closed it. */
	closedWith: number | undefined;
	/** Tokens are checked one after the other; everything else waits for the first. */
	#admission: Promise<void> = Promise.resolve();
	readonly #stopTicks: () => void;

	constructor(connection: Connection, deps: SessionDeps) {
		this.#connection = connection;
		this.#deps = deps;
		this.#stopTicks = deps.hub.onTick((now, ping) => this.#tick(now, ping));
	}

	/** A frame of the channel that it watches, the same bytes for everybody. */
	send(message: Outgoing): void {
		if (this.#closed) return;
		this.#connection.send(message);
		if (this.#connection.buffered() > MAX_BUFFERED_BYTES) this.#close(CLOSE.slowReader);
	}

	congested(): boolean {
		return this.#connection.buffered() > SLOW_BYTES;
	}

	#say(message: ServerMessage): void {
		if (!this.#closed) this.#connection.send(new Outgoing(JSON.stringify(message)));
	}

	/** Takes one text frame from the client. Never throws. */
	receive(text: string): void {
		this.#heardAt = performance.now();
		this.#deps.counts.messagesIn += 1;
		if (!this.#rate.allows(this.#heardAt)) {
			this.#refuse(new NamedError('rate_limited', `Send ${MESSAGES_PER_SECOND} messages a second at most.`));
			return;
		}
		if (Buffer.byteLength(text) > MAX_CLIENT_FRAME_BYTES) {
			this.#refuse(new NamedError('frame_too_large', `A message may have ${MAX_CLIENT_FRAME_BYTES} bytes at most.`));
			return;
		}
		const parsed = parseClientMessage(text);
		if (!parsed.ok) {
			this.#refuse(new NamedError(parsed.code, `The message was not understood: ${parsed.problem}.`), parsed.id);
			return;
		}
		this.#handle(parsed.message);
	}

	#handle(message: ClientMessage): void {
		switch (message.type) {
			case 'hello':
			case 'token':
				this.#admission = this.#admission.then(() => this.#admit(message));
				return;
			case 'pong':
				return;
			case 'subscribe':
				void this.#admission.then(() => this.#subscribe(message));
				return;
			case 'unsubscribe':
				void this.#admission.then(() => this.#unsubscribe(message.id));
		}
	}

	async #admit({ type, token }: { type: 'hello' | 'token'; token: string }): Promise<void> {
		if (this.#closed) return;
		if (type === 'hello' && this.#bearer !== undefined) {
			this.#refuse(new NamedError('malformed', '"hello" was said already; send "token" to change the token.'));
			return;
		}
		try {
			const bearer = await this.#deps.verify(token);
			if (this.#closed) return;
			const release = this.#deps.holdToken(token);
			this.#releaseToken();
			this.#releaseToken = release;
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

	#welcome(bearer: Bearer): void {
		const { pingMs, reconnectSpreadMs } = this.#deps;
		const session = randomUUID();
		const record = this.#deps.record(session, bearer);
		this.#pingAt = performance.now() + pingMs;
		this.#say({
			type: 'welcome',
			session,
			at: Date.now(),
			pingMs,
			reconnectSpreadMs: reconnectSpreadMs(),
			...(record === undefined ? {} : { record }),
		});
	}

	/** Ends whatever is another channel, or nothing at all, for the new token, before anything more is sent (I9). */
	async #changeToken(bearer: Bearer): Promise<void> {
		for (const [id, subscription] of [...this.#subscriptions]) {
			const channel = await this.#deps.resolve(bearer, subscription.target).then(
				(watched) => watched.channel,
				() => undefined,
			);
			if (channel === subscription.channel || this.#subscriptions.get(id) !== subscription) continue;
			this.#unsubscribe(id);
			this.#say({ type: 'moved', id });
		}
		this.#say({ type: 'token_accepted' });
	}

	async #subscribe(message: SubscribeMessage): Promise<void> {
		const { id, since, type: _, ...target } = message;
		if (this.#closed) return;
		const subscription: Subscription = { target, channel: undefined };
		try {
			const bearer = this.#bearer;
			if (bearer === undefined) throw new NamedError('token_missing', 'Say "hello" with a token first.');
			this.#demandRoom(id);
			this.#subscriptions.set(id, subscription);
			const watched = await this.#deps.resolve(bearer, target);
			if (!this.#isCurrent(id, subscription)) return;
			await this.#join({ id, subscription, watched, since });
			if (this.#isCurrent(id, subscription)) await watched.want();
		} catch (error) {
			this.#refuseSubscription(id, subscription, error);
		}
	}

	#demandRoom(id: number): void {
		if (this.#subscriptions.has(id)) {
			throw new NamedError(
				'duplicate_id',
				`The subscription ${id} exists; unsubscribe it first, or use another number.`,
			);
		}
		if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS) {
			throw new NamedError('too_many_subscriptions', `A connection may have ${MAX_SUBSCRIPTIONS} subscriptions.`);
		}
	}

	#isCurrent(id: number, subscription: Subscription): boolean {
		return !this.#closed && this.#subscriptions.get(id) === subscription;
	}

	async #join(joining: {
		readonly id: number;
		readonly subscription: Subscription;
		readonly watched: Channel;
		readonly since: SubscribeMessage['since'];
	}): Promise<void> {
		const { id, subscription, watched, since } = joining;
		const { channel } = watched;
		// A second subscription of the same channel gets the state now; its frames come once for both.
		const shared = this.#watches(channel);
		subscription.channel = channel;
		await this.#deps.hub.join(this, {
			watched,
			since: shared ? undefined : since,
			onHistory: ({ epoch, seq, recovered }) => {
				if (!this.#isCurrent(id, subscription)) return false;
				this.#say({ type: 'subscribed', id, channel, epoch, seq, recovered });
				return true;
			},
		});
		if (!this.#watches(channel)) this.#deps.hub.leave(this, channel);
	}

	#watches(channel: string): boolean {
		return [...this.#subscriptions.values()].some((subscription) => subscription.channel === channel);
	}

	#unsubscribe(id: number): void {
		const channel = this.#subscriptions.get(id)?.channel;
		this.#subscriptions.delete(id);
		if (channel !== undefined && !this.#watches(channel)) this.#deps.hub.leave(this, channel);
	}

	/** What failed may have been unsubscribed meanwhile, and its number used again: that one goes on. */
	#refuseSubscription(id: number, subscription: Subscription, error: unknown): void {
		const current = this.#subscriptions.get(id);
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
		this.#deps.counts.error(code, 'message');
		this.#errors += 1;
		if (this.#errors >= MAX_ERRORS) this.#close(CLOSE.tooManyErrors);
	}

	#tick(now: number, ping: Outgoing): void {
		if (this.#bearer === undefined) {
			if (now - this.#openedAt > HELLO_TIMEOUT_MS) this.#close(CLOSE.helloTimeout);
			return;
		}
		if (this.#bearer.expiresAt <= Date.now()) {
			this.#refuse(new NamedError('token_expired', 'The token has expired; load the page again for a new one.'));
			this.#close(CLOSE.tokenExpired);
			return;
		}
		if (now < this.#pingAt) return;
		this.#pingAt = now + this.#deps.pingMs;
		if (now - this.#heardAt > 2.5 * this.#deps.pingMs) this.#close(CLOSE.silent);
		else this.send(ping);
	}

	#close(code: number): void {
		if (this.#closed) return;
		this.closedWith = code;
		this.ended();
		this.#connection.close(code, '');
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
		this.#stopTicks();
		const channels = new Set([...this.#subscriptions.values()].map((subscription) => subscription.channel));
		this.#subscriptions.clear();
		for (const channel of channels) if (channel !== undefined) this.#deps.hub.leave(this, channel);
	}
}
