/** What a feed works with: who receives, what is kept of those apart, and which frame is the next at a position. */
import type { Position } from '../../widget/protocol.ts';
import type { Frame, History } from '../stream/stream.ts';
import { Outgoing } from './outgoing.ts';

/** Who receives a channel's frames; `send` is called once a frame. */
export interface Receiver {
	send(message: Outgoing): void;
	/** What is sent within goes out in one piece, when it is this receiver's turn. */
	batch(work: () => void): void | Promise<void>;
	/** True while it has not taken what was sent: it is not sent more, and gets the newest state once it has. */
	congested(): boolean;
	/** The channel may be another one for it by now: whoever asked by a chart's name looks again. */
	recheck?(channel: string): void;
}

/** What is kept of a member that does not stand where its feed stands. */
export interface Apart {
	position: Position | undefined;
	/** Frames that came while history was being read; undefined once live. */
	buffer: Frame[] | undefined;
	/** True from the first frame that was withheld from a slow reader until it is given the newest state. */
	withheld: boolean;
	/** How many readings are under way or wait for their turn. */
	readings: number;
	/** Resolves when the last of them has ended. */
	turn: Promise<void> | undefined;
}

export interface Reading {
	readonly receiver: Receiver;
	readonly member: Apart;
	readonly since: Position | undefined;
	readonly onHistory: (history: History) => boolean;
}

/** What was read, encoded once for all who share the reading. */
export interface Read {
	readonly history: History;
	readonly messages: readonly Outgoing[];
}

export interface Sendable extends Frame {
	readonly reset: boolean;
	readonly message: Outgoing;
}

export const apartAt = (position: Position | undefined): Apart => {
	return { position, buffer: undefined, withheld: false, readings: 0, turn: undefined };
};

export const sendable = (frame: Frame, reset: boolean): Sendable => ({
	...frame,
	reset,
	message: new Outgoing(frame.text),
});

export const isSame = (a: Position | undefined, b: Position | undefined) =>
	a !== undefined && a.epoch === b?.epoch && a.seq === b.seq;

/** Whether a frame is the next for a reader at this position. A reset is next unless it says nothing new. */
export function isNext(position: Position, frame: Sendable): 'next' | 'seen' | 'gap' {
	if (frame.epoch !== position.epoch) return frame.reset ? 'next' : 'gap';
	if (frame.seq <= position.seq) return 'seen';
	return frame.reset || frame.seq === position.seq + 1 ? 'next' : 'gap';
}
