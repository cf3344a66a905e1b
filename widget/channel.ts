/**
 * One channel as this page knows it: where its cursor stands, what it shows, and how patiently a gap in it is rewound.
 */
import type { Timing } from './clock.ts';
import { advance, type Cursor, START, suspend } from './cursor.ts';
import type { EventMessage, Position, ResetMessage, SubscribedMessage, TopMessage } from './protocol.ts';
import type { Observe } from './recording/seen.ts';
import { applyEvent, isKnown } from './snapshot.ts';
import { backoffMs } from './socket/backoff.ts';
import type { EventUpdate, ResetUpdate } from './updates.ts';

/** After so long without a gap the next one is rewound at once. */
const CALM_MS = 60_000;

export type ChannelMessage = SubscribedMessage | EventMessage | ResetMessage | TopMessage;

export class Channel {
	readonly name: string;
	readonly #observe: Observe | undefined;
	#cursor: Cursor = START;
	#shown: ResetUpdate | undefined;
	/** Rewinds close to one another, and when the last of them was, or will be, sent. */
	#rewinds = 0;
	#rewoundAt = Number.NEGATIVE_INFINITY;

	constructor(name: string, observe?: Observe) {
		this.name = name;
		this.#observe = observe;
	}

	/** What the application has seen, and nothing else. */
	get since(): Position | undefined {
		return this.#cursor.position;
	}

	/** The present state, for whoever joins late. */
	get shown(): ResetUpdate | undefined {
		return this.#shown;
	}

	/** No subscription is left: frames count again after the next `subscribed`. */
	suspend(): void {
		this.#cursor = suspend(this.#cursor);
	}

	/** Takes a message of this channel; returns what its listeners must be told, or `gap`. */
	receive(message: ChannelMessage): EventUpdate | ResetUpdate | 'gap' | undefined {
		const { cursor, decision } = advance(this.#cursor, message);
		this.#cursor = cursor;
		this.#observe?.('cursor', message, decision);
		if (decision === 'gap') return 'gap';
		if (decision === 'reset' && message.type === 'reset') {
			this.#show(message, message.snapshot);
			return this.#shown;
		}
		if (decision !== 'deliver' || message.type !== 'event') return undefined;
		const { event } = message;
		const shown = this.#show(message, applyEvent(this.#shown?.view ?? {}, event));
		return isKnown(event) ? { ...shown, type: 'event', event } : undefined;
	}

	/** How long to wait before subscribing again after a gap: not at all the first time, then with back-off. */
	rewindInMs(timing: Timing): number {
		const now = timing.now();
		this.#rewinds = now - this.#rewoundAt > CALM_MS ? 0 : this.#rewinds + 1;
		const ms = this.#rewinds === 0 ? 0 : backoffMs(this.#rewinds - 1, { random: timing.random() });
		this.#rewoundAt = now + ms;
		return ms;
	}

	#show({ epoch, seq, at }: EventMessage | ResetMessage, view: ResetUpdate['view']): ResetUpdate {
		this.#shown = { type: 'reset', channel: this.name, epoch, seq, at, view };
		return this.#shown;
	}
}
