/**
 * One channel on this node: owns the node's position in it and the members who watch it. Announcements come in
 * order or a gap is noticed here; it always ends in a replay or a reset for everybody (I3).
 *
 * Each member keeps a position of its own, since history may have brought it further than the announcements:
 *
 *     join ─▶ joining (live frames are buffered) ── history read ──▶ live ── gap ──▶ joining (history from its position)
 */
import type { Position } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import type { Frame, History, Stream } from '../stream/stream.ts';
import type { GatewayCounts } from './counts.ts';
import { Outgoing } from './outgoing.ts';

/** Who receives a channel's frames; `send` is called once a frame. */
export interface Receiver {
	send(message: Outgoing): void;
	/** True while it has not taken what was sent: it is not sent more, and gets the newest state once it has. */
	congested(): boolean;
}

interface Member {
	position: Position | undefined;
	/** Frames that came while history was being read; undefined once live. */
	buffer: Frame[] | undefined;
	/** True from the first frame that was withheld from a slow reader until it is given the newest state. */
	withheld: boolean;
	/** Resolves when the reading under way has ended. */
	turn: Promise<void>;
}

interface Reading {
	readonly receiver: Receiver;
	readonly member: Member;
	readonly since: Position | undefined;
	readonly onHistory: (history: History) => boolean;
}

interface Sendable extends Frame {
	readonly reset: boolean;
	readonly message: Outgoing;
}

const REPAIR_AGAIN_MS = 500;
const RESTORE_AGAIN_MS = 1_000;
const newMember = (): Member => ({ position: undefined, buffer: [], withheld: false, turn: Promise.resolve() });
const sendable = (frame: Frame, reset: boolean): Sendable => ({ ...frame, reset, message: new Outgoing(frame.text) });

/** Whether a frame is the next for a reader at this position. A reset is next unless it says nothing new. */
function isNext(position: Position, frame: Sendable): 'next' | 'seen' | 'gap' {
	if (frame.epoch !== position.epoch) return frame.reset ? 'next' : 'gap';
	if (frame.seq <= position.seq) return 'seen';
	return frame.reset || frame.seq === position.seq + 1 ? 'next' : 'gap';
}

export interface FeedOptions {
	readonly channel: string;
	readonly stream: Stream;
	readonly log: Log;
	readonly counts: GatewayCounts;
	/** Tells a channel of a fresh epoch again what is known of it. */
	readonly restore: () => Promise<void>;
}

export class Feed {
	readonly #options: FeedOptions;
	readonly #members = new Map<Receiver, Member>();
	#position: Position | undefined;
	#repair: Promise<void> | undefined;
	#held: Frame[] = [];
	#listening: Promise<() => void> | undefined;
	#closed = false;
	/** True while a frame is withheld from anybody. */
	#withholding = false;
	/** When the last frame came, in ms of the monotonic clock; for `top`. */
	lastFrameAt = performance.now();

	constructor(options: FeedOptions) {
		this.#options = options;
	}

	get size(): number {
		return this.#members.size;
	}

	get position(): Position | undefined {
		return this.#position;
	}

	has(receiver: Receiver): boolean {
		return this.#members.has(receiver);
	}

	/**
	 * Buffers the live feed first, then reads history, then merges (I6). `onHistory` is called before the first
	 * frame of history is sent; when it returns false nothing is sent. One receiver's joins follow one another.
	 */
	async join(receiver: Receiver, since: Position | undefined, onHistory: (history: History) => boolean): Promise<void> {
		const member = this.#members.get(receiver) ?? newMember();
		this.#members.set(receiver, member);
		const turn = member.turn.then(() => this.#read({ receiver, member, since, onHistory }));
		member.turn = turn.catch(() => undefined);
		await turn;
	}

	async #read({ receiver, member, since, onHistory }: Reading): Promise<void> {
		member.buffer ??= [];
		try {
			await this.#listen();
			const history = await this.#options.stream.read(this.#options.channel, since);
			if (history.fresh) this.#restore();
			this.#position ??= { epoch: history.epoch, seq: history.seq };
			if (this.#members.get(receiver) !== member) return;
			if (onHistory(history)) {
				this.#options.counts.history(history, since, member.withheld);
				this.#merge(receiver, member, history);
			} else if (member.position !== undefined) this.#verifySoon();
		} catch (error) {
			// A member who had been live already is brought up to date as soon as the store answers.
			if (member.position !== undefined) this.#verifySoon();
			throw error;
		}
	}

	#merge(receiver: Receiver, member: Member, history: History): void {
		// A join that was under way when this one was asked for may have brought some of it already.
		const seen = history.recovered && member.position?.epoch === history.epoch ? member.position.seq : -1;
		for (const frame of history.frames) if (frame.seq > seen) receiver.send(new Outgoing(frame.text));
		member.withheld = false;
		member.position = { epoch: history.epoch, seq: history.seq };
		const buffered = member.buffer ?? [];
		member.buffer = undefined;
		for (const frame of buffered) this.#give(receiver, member, sendable(frame, false));
	}

	/** Sends to every member that is not catching up. */
	broadcast(message: Outgoing): void {
		for (const [receiver, member] of this.#members) {
			if (member.buffer === undefined && !member.withheld) receiver.send(message);
		}
	}

	/** Gives those who were too slow, and are no more, the newest state by a reset: never a skipped sequence. */
	relieve(): void {
		if (!this.#withholding) return;
		this.#withholding = false;
		for (const [receiver, member] of this.#members) {
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
		this.#members.delete(receiver);
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
		if (this.#repair !== undefined) {
			this.#held.push(frame);
			return;
		}
		const next = sendable(frame, false);
		const verdict = this.#position === undefined ? 'next' : isNext(this.#position, next);
		if (verdict === 'gap') {
			this.#options.counts.gaps += 1;
			this.#held.push(frame);
			void this.verify();
		} else if (verdict === 'next') this.#deliver(next);
	}

	#deliver(frame: Sendable): void {
		this.#position = { epoch: frame.epoch, seq: frame.seq };
		for (const [receiver, member] of this.#members) this.#give(receiver, member, frame);
	}

	#give(receiver: Receiver, member: Member, frame: Sendable): void {
		if (member.buffer !== undefined || member.position === undefined) {
			// A reset while joining is covered by the history that is being read.
			if (!frame.reset) member.buffer?.push(frame);
			return;
		}
		if (member.withheld) return;
		const verdict = isNext(member.position, frame);
		if (verdict === 'seen') return;
		if (receiver.congested()) {
			member.withheld = true;
			this.#withholding = true;
			return;
		}
		if (verdict === 'next') {
			member.position = { epoch: frame.epoch, seq: frame.seq };
			receiver.send(frame.message);
			return;
		}
		member.buffer = [frame];
		this.join(receiver, member.position, () => true).catch(() => undefined);
	}

	#verifySoon(): void {
		if (!this.#closed) setTimeout(() => void this.verify(), REPAIR_AGAIN_MS).unref();
	}

	/** Reads the stream from the node's position and passes on what was missed; tries until the store answers. */
	verify(): Promise<void> {
		this.#repair ??= this.#catchUp().finally(() => {
			this.#repair = undefined;
			const held = this.#held;
			this.#held = [];
			for (const frame of held) this.#accept(frame);
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
				this.#options.counts.caughtUp(history, this.#position, this.#members.size);
				for (const frame of history.frames) this.#deliver(sendable(frame, !history.recovered));
				this.#position = { epoch: history.epoch, seq: history.seq };
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
		for (const [receiver, member] of this.#members) {
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
