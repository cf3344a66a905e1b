/**
 * One application's eye on one chart, from the moment it begins to watch: judges every update as it comes by what came
 * before, and passes it on to be compared with the log.
 */

import type { ChannelUpdate } from '../../widget/client.ts';
import { type ChartState, NOTHING, nextState } from '../../widget/elements/sql-chart/chart-state.ts';
import type { Snapshot } from '../../widget/protocol.ts';
import type { Evidence } from './evidence.ts';

type Update = Extract<ChannelUpdate, { type: 'event' | 'reset' }>;

const MOST_EPOCHS_LEFT = 100;

const sameView = (one: Update, other: Update): boolean => JSON.stringify(one.view) === JSON.stringify(other.view);

export interface WitnessOptions {
	readonly who: string;
	readonly channel: string;
	readonly evidence: Evidence;
	readonly numberIn: (view: Snapshot) => number;
}

export class Witness {
	readonly who: string;
	readonly #channel: string;
	readonly #evidence: Evidence;
	readonly #numberIn: (view: Snapshot) => number;
	#last: Update | undefined;
	/** A refusal was told last: what was shown before is told again when it has passed. */
	#refused = false;
	#left: string[] = [];
	#chart: ChartState = NOTHING;

	constructor({ who, channel, evidence, numberIn }: WitnessOptions) {
		this.who = who;
		this.#channel = channel;
		this.#evidence = evidence;
		this.#numberIn = numberIn;
	}

	/** What is on the screen; 0 for nothing. */
	get shows(): number {
		return this.#last === undefined ? 0 : this.#numberIn(this.#last.view);
	}

	get position(): string {
		return this.#last === undefined ? 'nothing' : `${this.#last.epoch} ${this.#last.seq}`;
	}

	readonly sees = (update: ChannelUpdate): void => {
		this.#judgeFrame(update);
		if (update.type === 'error') {
			this.#refused = true;
			if (!update.retryable) this.#evidence.report('I10', this.who, `it was refused for good: ${update.code}`);
			return;
		}
		if (update.type === 'blank' || update.type === 'spec') {
			if (update.type === 'blank') this.#last = undefined;
			return;
		}
		this.#evidence.deliveries += 1;
		if (update.type === 'reset') this.#evidence.resets += 1;
		this.#judgeOrder(update);
		const { channel, epoch, seq, view } = update;
		if (channel !== this.#channel) this.#evidence.report('I9', this.who, `it was shown ${channel}, another channel`);
		if (update.type === 'event') {
			const text = JSON.stringify(update.event);
			this.#evidence.content(this.who, { channel, epoch, seq, text });
		}
		const event = update.type === 'event' ? update.event : undefined;
		this.#evidence.saw({ who: this.who, channel, epoch, seq, view, event });
		this.#last = update;
		this.#refused = false;
	};

	/** I1, I2: nothing twice, nothing back. I3: nothing left out without a reset. */
	#judgeOrder(update: Update): void {
		const last = this.#last;
		const { epoch, seq, type } = update;
		const say = (invariant: string, what: string) =>
			this.#evidence.report(invariant, this.who, `${type} ${epoch} ${seq} after ${this.position}: ${what}`);
		if (last === undefined) {
			if (type === 'event') say('I3', 'an event came before any state');
			return;
		}
		if (last.epoch !== epoch) {
			if (type === 'event') say('I3', 'an event of another epoch came without a reset');
			if (this.#left.includes(epoch)) say('I1', 'it went back to an epoch that it had left');
			this.#left = [...this.#left, last.epoch].slice(-MOST_EPOCHS_LEFT);
			return;
		}
		if (this.#refused && type === 'reset' && seq === last.seq && sameView(last, update)) return;
		if (seq <= last.seq) say(seq === last.seq ? 'I2' : 'I1 I2', 'it was delivered before');
		else if (type === 'event' && seq > last.seq + 1) say('I3', 'something was left out');
	}

	/** I11: judged on what the element itself makes of the updates. */
	#judgeFrame(update: ChannelUpdate): void {
		const before = this.#chart.frame;
		this.#chart = nextState(this.#chart, { type: 'update', update });
		if (before !== undefined && this.#chart.frame === undefined && update.type !== 'blank') {
			this.#evidence.report('I11', this.who, `the frame of ${before.hash} went away by ${update.type}`);
		}
		// What the client says of a result, and what the element shows, are the same or the frame is marked.
		const shown = update.type === 'event' || update.type === 'reset' ? update.view.result?.result.hash : undefined;
		if (shown !== undefined && this.#chart.frame?.hash !== shown) {
			this.#evidence.report('I11', this.who, `${shown} was told and ${this.#chart.frame?.hash} is shown`);
		}
	}
}
