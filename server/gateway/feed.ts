/**
 * One channel on this node: owns the node's position in it and the members who watch it. Announcements come in
 * order or a gap is noticed here; it always ends in a replay or a reset for everybody (I3).
 *
 * Most members are level: they stand where the feed stands, and nothing more is kept of them. Only those apart have a
 * position of their own, since history may have brought them further than the announcements, or less far:
 *
 *     join ─▶ apart: reads history (live frames are buffered) ── as far as the feed ──▶ level
 *               ▲ gap: history from its position                                          │
 *               └── joins again · did not take what it was sent · the feed was set elsewhere ┘
 */
import type { Position } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import { SharedCalls } from '../shared-calls.ts';
import type { Frame, History, Stream } from '../stream/stream.ts';
import type { GatewayCounts } from './counts.ts';
import { FanOut, type FanOutOptions } from './fan-out.ts';
import {
	type Apart,
	apartAt,
	isNext,
	isSame,
	type Read,
	type Reading,
	type Receiver,
	type Sendable,
	sendable,
} from './feed-parts.ts';
import { Outgoing } from './outgoing.ts';

const REPAIR_AGAIN_MS = 500;
const RESTORE_AGAIN_MS = 1_000;

export interface FeedOptions extends FanOutOptions {
	readonly channel: string;
	readonly stream: Stream;
	readonly log: Log;
	readonly counts: GatewayCounts;
	/** Tells a channel of a fresh epoch again what is known of it. */
	readonly restore: () => Promise<void>;
}

export class Feed {
	readonly #options: FeedOptions;
	/** Those who stand where the feed stands: all of them get its next frame. */
	readonly #level = new Set<Receiver>();
	readonly #apart = new Map<Receiver, Apart>();
	readonly #reads = new SharedCalls<Read>();
	/** The latest frame, until all who are level have it. The feed's position is behind it already. */
	readonly #fanOut: FanOut;
	#position: Position | undefined;
	#repair: Promise<void> | undefined;
	/** What has been announced and waits for the fan-out before it, or for a repair. */
	#held: Frame[] = [];
	#listening: Promise<() => void> | undefined;
	#closed = false;
	/** True while a frame is withheld from anybody. */
	#withholding = false;
	/** When the last frame came, in ms of the monotonic clock; for `top`. */
	lastFrameAt = performance.now();

	constructor(options: FeedOptions) {
		this.#options = options;
		this.#fanOut = new FanOut(options);
	}

	get size(): number {
		return this.#level.size + this.#apart.size;
	}

	get receivers(): readonly Receiver[] {
		return [...this.#level, ...this.#apart.keys()];
	}

	get position(): Position | undefined {
		return this.#position;
	}

	get channel(): string {
		return this.#options.channel;
	}

	/**
	 * Buffers the live feed first, then reads history, then merges (I6). `onHistory` is called before the first
	 * frame of history is sent; when it returns false nothing is sent. One receiver's joins follow one another.
	 */
	async join(receiver: Receiver, since: Position | undefined, onHistory: (history: History) => boolean): Promise<void> {
		const member = this.#part(receiver);
		const reading = { receiver, member, since, onHistory };
		member.readings += 1;
		const turn = member.turn === undefined ? this.#read(reading) : member.turn.then(() => this.#read(reading));
		member.turn = turn.catch(() => undefined);
		try {
			await turn;
		} finally {
			member.readings -= 1;
			this.#settle(receiver, member);
		}
	}

	/** Gives a member, level or new, a state of its own. */
	#part(receiver: Receiver): Apart {
		const known = this.#apart.get(receiver);
		if (known !== undefined) return known;
		this.#fanOut.give(receiver);
		const member = apartAt(this.#level.delete(receiver) ? this.#position : undefined);
		this.#apart.set(receiver, member);
		return member;
	}

	/** Forgets what was kept of a member that stands where the feed stands again. */
	#settle(receiver: Receiver, member: Apart): void {
		if (member.readings > 0 || member.buffer !== undefined || member.withheld) return;
		if (!isSame(member.position, this.#position) || this.#apart.get(receiver) !== member) return;
		this.#apart.delete(receiver);
		this.#level.add(receiver);
	}

	/** The feed goes on from elsewhere: those who were level stay where they are. */
	#moveTo(position: Position): void {
		if (isSame(this.#position, position)) return;
		for (const receiver of this.#level) this.#part(receiver);
		this.#position = position;
	}

	async #read({ receiver, member, since, onHistory }: Reading): Promise<void> {
		member.buffer ??= [];
		try {
			await this.#listen();
			const read = await this.#readShared(since, () => {
				// What was announced before this read is part of what it brings; a frame of an epoch that has ended least of all
				// may be held against it, or it would be a gap each time.
				member.buffer = [];
			});
			const { history } = read;
			await receiver.batch(() => {
				if (this.#apart.get(receiver) !== member) return;
				if (onHistory(history)) {
					this.#options.counts.history(history, since, member.withheld);
					this.#merge(receiver, member, read);
				} else if (member.position !== undefined) this.#verifySoon();
			});
		} catch (error) {
			// A member who had been live already is brought up to date as soon as the store answers.
			if (member.position !== undefined) this.#verifySoon();
			throw error;
		}
	}

	/** A crowd that comes back to one position is brought on from there by one reading. */
	#readShared(since: Position | undefined, onBegin: () => void): Promise<Read> {
		const { channel, stream } = this.#options;
		const read = async (): Promise<Read> => {
			const history = await stream.read(channel, since);
			if (history.fresh) this.#restore();
			this.#position ??= { epoch: history.epoch, seq: history.seq };
			return { history, messages: history.frames.map(({ text }) => new Outgoing(text)) };
		};
		return this.#reads.call(since === undefined ? '' : `${since.epoch} ${since.seq}`, read, onBegin);
	}

	#merge(receiver: Receiver, member: Apart, { history, messages }: Read): void {
		// A join that was under way when this one was asked for may have brought some of it already.
		const seen = history.recovered && member.position?.epoch === history.epoch ? member.position.seq : -1;
		history.frames.forEach(({ seq }, index) => {
			const message = messages[index];
			if (seq > seen && message !== undefined) receiver.send(message);
		});
		member.withheld = false;
		member.position = { epoch: history.epoch, seq: history.seq };
		const buffered = member.buffer ?? [];
		member.buffer = undefined;
		for (const frame of buffered) this.#give(receiver, member, sendable(frame, false));
	}

	/** Sends to every member that is not catching up. */
	broadcast(message: Outgoing): void {
		this.#fanOut.finish();
		for (const receiver of this.#level) receiver.send(message);
		for (const [receiver, member] of this.#apart) {
			if (member.buffer === undefined && !member.withheld) receiver.send(message);
		}
	}

	/** Gives those who were too slow, and are no more, the newest state by a reset: never a skipped sequence. */
	relieve(): void {
		if (!this.#withholding) return;
		this.#withholding = false;
		for (const [receiver, member] of this.#apart) {
			if (!member.withheld) continue;
			if (receiver.congested() || member.buffer !== undefined) this.#withholding = true;
			else {
				this.join(receiver, undefined, () => true).catch(() => {
					this.#withholding = true;
				});
			}
		}
	}

	leave(receiver: Receiver): void {
		this.#fanOut.drop(receiver);
		this.#level.delete(receiver);
		this.#apart.delete(receiver);
	}

	async close(): Promise<void> {
		this.#closed = true;
		const stop = await this.#listening?.catch(() => undefined);
		stop?.();
	}

	#listen(): Promise<() => void> {
		this.#listening ??= this.#options.stream.listen(this.#options.channel, (frame) => this.#accept(frame));
		this.#listening.catch(() => {
			this.#listening = undefined;
		});
		return this.#listening;
	}

	#accept(frame: Frame): void {
		if (this.#closed) return;
		this.lastFrameAt = performance.now();
		this.#held.push(frame);
		this.#goOn();
	}

	/** Takes what is held, one after the other, until there is a reason to wait. */
	#goOn(): void {
		while (this.#repair === undefined && !this.#fanOut.isUnderWay) {
			const [frame] = this.#held;
			if (frame === undefined) return;
			const next = sendable(frame, false);
			const verdict = this.#position === undefined ? 'next' : isNext(this.#position, next);
			if (verdict === 'gap') {
				this.#options.counts.gaps += 1;
				void this.verify();
				return;
			}
			this.#held.shift();
			if (verdict === 'next') this.#deliver(next);
		}
	}

	#deliver(frame: Sendable): void {
		this.#fanOut.finish();
		const from = this.#position;
		const to = { epoch: frame.epoch, seq: frame.seq };
		if (from === undefined || isNext(from, frame) !== 'next') this.#moveTo(to);
		else {
			this.#position = to;
			const give = (receiver: Receiver): void => {
				if (receiver.congested()) this.#withhold(receiver, from);
				else receiver.send(frame.message);
			};
			this.#fanOut.start(this.#level, give, () => this.#goOn());
		}
		// Only now: whoever comes level by this frame has it.
		for (const [receiver, member] of this.#apart) this.#give(receiver, member, frame);
	}

	/** Whoever is slow is set apart where it stood before the frame that it is not sent. */
	#withhold(receiver: Receiver, position: Position): void {
		this.#level.delete(receiver);
		this.#apart.set(receiver, { ...apartAt(position), withheld: true });
		this.#withholding = true;
	}

	#give(receiver: Receiver, member: Apart, frame: Sendable): void {
		if (member.buffer !== undefined || member.position === undefined) {
			// A reset while joining is covered by the history that is being read.
			if (!frame.reset) member.buffer?.push(frame);
			return;
		}
		if (member.withheld) return;
		const verdict = isNext(member.position, frame);
		if (verdict !== 'seen' && receiver.congested()) {
			member.withheld = true;
			this.#withholding = true;
			return;
		}
		if (verdict === 'gap') {
			member.buffer = [];
			this.join(receiver, member.position, () => true).catch(() => undefined);
			return;
		}
		if (verdict === 'next') {
			member.position = { epoch: frame.epoch, seq: frame.seq };
			receiver.send(frame.message);
		}
		this.#settle(receiver, member);
	}

	#verifySoon(): void {
		if (!this.#closed) setTimeout(() => void this.verify(), REPAIR_AGAIN_MS).unref();
	}

	/** Reads the stream from the node's position and passes on what was missed; tries until the store answers. */
	verify(): Promise<void> {
		this.#repair ??= this.#catchUp().finally(() => {
			this.#repair = undefined;
			this.#goOn();
		});
		return this.#repair;
	}

	async #catchUp(): Promise<void> {
		while (!this.#closed) {
			try {
				// What was announced before this read is part of what it brings.
				this.#held = [];
				const history = await this.#options.stream.read(this.#options.channel, this.#position);
				if (history.fresh) this.#restore();
				this.#options.counts.caughtUp(history, this.#position, this.size);
				for (const frame of history.frames) this.#deliver(sendable(frame, !history.recovered));
				this.#moveTo({ epoch: history.epoch, seq: history.seq });
				this.#rejoinLeftBehind();
				return;
			} catch (error) {
				this.#options.log.warn({ error: String(error) }, 'catching up failed; trying again');
				await new Promise((resolve) => setTimeout(resolve, REPAIR_AGAIN_MS));
			}
		}
	}

	/** A member whose own catching up failed is still buffering; it reads again from where it stands. */
	#rejoinLeftBehind(): void {
		for (const [receiver, member] of this.#apart) {
			if (member.buffer === undefined || member.position === undefined) continue;
			this.join(receiver, member.position, () => true).catch(() => undefined);
		}
	}

	/** A channel of a fresh epoch has lost its frame: it is told again, until that succeeds. */
	#restore(): void {
		this.#options.restore().catch((error: unknown) => {
			this.#options.log.warn({ error: String(error) }, 'a channel could not be restored yet');
			setTimeout(() => this.#closed || this.#restore(), RESTORE_AGAIN_MS).unref();
		});
	}
}
