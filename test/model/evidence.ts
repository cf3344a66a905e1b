/**
 * What was seen of the channels, by everybody, and what that breaks. Positions and contents are kept over all rounds
 * of a run, for an epoch may outlive a round.
 */
import { createHash } from 'node:crypto';
import type { Snapshot, StreamEvent } from '../../widget/protocol.ts';

export interface Violation {
	readonly invariant: string;
	/** Who saw it. */
	readonly who: string;
	readonly what: string;
}

/** A view as an application was given it. */
export interface Sighting {
	readonly who: string;
	readonly channel: string;
	readonly epoch: string;
	readonly seq: number;
	readonly view: Snapshot;
	/** What this update was about; undefined of a reset. */
	readonly event: StreamEvent | undefined;
}

export interface Finding {
	readonly invariant: string;
	readonly what: string;
}

/** What views are compared with: never the thing under test. */
export interface Oracle {
	/** Learns what has been added. */
	read(): Promise<void>;
	/** What a channel's view has to show in the end. */
	lastOf(channel: string): number;
	/** What a view shows; 0 for nothing. */
	numberIn(view: Snapshot): number;
	judge(sighting: Sighting): Finding | undefined;
}

const LONG = 200;

/** Stands for a text, in little room. */
export const digestOf = (text: string): string =>
	text.length <= LONG ? text : `${text.slice(0, LONG / 2)}…${createHash('sha256').update(text).digest('base64')}`;

const MOST_OF_EACH = 5;

export class Evidence {
	readonly violations: Violation[] = [];
	/** Updates that applications were given. */
	deliveries = 0;
	resets = 0;
	/** Resets in the middle of a subscription, in its epoch: somebody was too slow, or away for too long. */
	conflations = 0;
	readonly #epochs = new Set<string>();
	readonly #contents = new Map<string, string>();
	#sightings: Sighting[] = [];

	get epochs(): number {
		return this.#epochs.size;
	}

	report(invariant: string, who: string, what: string): void {
		const before = this.violations.filter((violation) => violation.invariant === invariant).length;
		if (before < MOST_OF_EACH) this.violations.push({ invariant, who, what });
	}

	/** I4: one position never has two contents, whoever reads it and wherever. */
	content(who: string, { channel, epoch, seq, text }: { channel: string; epoch: string; seq: number; text: string }) {
		const position = `${channel} ${epoch} ${seq}`;
		const before = this.#contents.get(position);
		const now = digestOf(text);
		if (before === undefined) this.#contents.set(position, now);
		else if (before !== now) this.report('I4', who, `${position} was ${before.slice(0, 90)}, is ${now.slice(0, 90)}`);
	}

	saw(sighting: Sighting): void {
		this.#sightings.push(sighting);
		this.#epochs.add(`${sighting.channel} ${sighting.epoch}`);
	}

	/** Compares what was seen since the last call with what is true. */
	compare(oracle: Oracle): void {
		for (const sighting of this.#sightings) {
			const { who, channel, epoch, seq } = sighting;
			const finding = oracle.judge(sighting);
			if (finding !== undefined) this.report(finding.invariant, who, `${channel} ${epoch} ${seq}: ${finding.what}`);
		}
		this.#sightings = [];
	}
}
