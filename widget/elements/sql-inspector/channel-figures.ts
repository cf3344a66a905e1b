/** One channel as one client experienced it: where its cursor stands, and how well its frames came through. */
import type { Observation } from '../../protocol.ts';

type CursorSighting = Extract<Observation, { what: 'cursor' }>;

/** The latencies of so many of the last live events are looked at. */
const LATENCIES = 1_000;

export class ChannelFigures {
	readonly name: string;
	/** What it is called where people read: its chart, if the subscription was seen. */
	label: string;
	epoch = '';
	/** Where the application stands; undefined before its first frame. */
	seq: number | undefined;
	/** The highest sequence number of the epoch that was heard of. */
	top = 0;
	delivered = 0;
	duplicates = 0;
	gaps = 0;
	rewinds = 0;
	resets = 0;
	/** When the last event was shown. */
	eventAt: number | undefined;
	/** A gap waits for its subscription. */
	#rewinding = false;
	/** What was there before the subscription is late by nature. */
	#oldUpTo = 0;
	readonly #latencies: number[] = [];
	#next = 0;

	constructor(name: string) {
		this.name = name;
		this.label = name.slice(0, 8);
	}

	/** Takes what the cursor made of a frame; `sentAt` is when the server stamped it. */
	take({ epoch, seq, type, decision, at }: CursorSighting, sentAt: number | undefined): void {
		if (epoch !== this.epoch && (decision === 'reset' || this.epoch === '')) {
			this.epoch = epoch;
			this.top = 0;
			this.#oldUpTo = 0;
			this.seq = undefined;
		}
		if (epoch === this.epoch) this.top = Math.max(this.top, seq);
		if (type === 'subscribed') this.#subscribed(seq);
		if (decision === 'duplicate') this.duplicates += 1;
		if (decision === 'gap') {
			this.gaps += 1;
			this.#rewinding = true;
		}
		if (decision === 'reset') this.resets += 1;
		if (decision !== 'deliver' && decision !== 'reset') return;
		this.seq = seq;
		if (decision !== 'deliver') return;
		this.delivered += 1;
		this.eventAt = at;
		if (sentAt !== undefined && seq > this.#oldUpTo) this.#measure(at - sentAt);
	}

	/**
	 * In ms, of the last live events; undefined when there was none. A page that knows the server's time badly seems to
	 * hear some before they were sent: then all count from the quickest.
	 */
	latency(share: number): number | undefined {
		const sorted = [...this.#latencies].sort((a, b) => a - b);
		const ms = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
		return ms === undefined ? undefined : ms - Math.min(0, sorted[0] ?? 0);
	}

	#subscribed(top: number): void {
		this.#oldUpTo = top;
		if (this.#rewinding) this.rewinds += 1;
		this.#rewinding = false;
	}

	#measure(ms: number): void {
		this.#latencies[this.#next] = ms;
		this.#next = (this.#next + 1) % LATENCIES;
	}
}
