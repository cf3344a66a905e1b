/**
 * What was seen of the channels, by everybody, and what that breaks. Positions and contents are kept over all rounds
 * of a run, for an epoch may outlive a round.
 */
import type { Snapshot } from '../../widget/protocol.ts';
import type { Truth } from './truth.ts';

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
	/** The entry that this update is about; of a reset the latest that the view shows. */
	readonly number: number;
}

const MOST_OF_EACH = 5;

export class Evidence {
	readonly violations: Violation[] = [];
	/** Updates that applications were given. */
	deliveries = 0;
	resets = 0;
	readonly #epochs = new Set<string>();
	readonly #contents = new Map<string, string>();
	readonly #bases = new Map<string, number>();
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
		if (before === undefined) this.#contents.set(position, text);
		else if (before !== text) this.report('I4', who, `${position} was ${before.slice(0, 90)}, is ${text.slice(0, 90)}`);
	}

	saw(sighting: Sighting): void {
		this.#sightings.push(sighting);
		this.#epochs.add(`${sighting.channel} ${sighting.epoch}`);
	}

	/** Compares what was seen since the last call with the log. */
	compare(truth: Truth): void {
		for (const sighting of this.#sightings) this.#compareOne(truth, sighting);
		this.#sightings = [];
	}

	/**
	 * Within an epoch the numbers follow the log without a gap or a repetition, whoever reads: sequence and entry are
	 * the same distance apart all the time (I3, I7). The content is the log's to the letter (I3, I5).
	 */
	#compareOne(truth: Truth, { who, channel, epoch, seq, view, number }: Sighting): void {
		const where = `${channel} ${epoch} ${seq}`;
		if (seq === 0) {
			// Nothing was told in this epoch yet: the best that is known, or nothing.
			const foreign = Object.values(view).find((event) => event !== undefined && !truth.has(channel, event));
			if (foreign !== undefined) this.report('I3 I5', who, `${where} is no entry: ${JSON.stringify(foreign)}`);
			return;
		}
		const base = number - seq;
		const known = this.#bases.get(`${channel} ${epoch}`);
		// Set anew after a violation, so that each is told once.
		this.#bases.set(`${channel} ${epoch}`, base);
		if (known === undefined || known === base) {
			const problem = truth.problemOf(channel, view, { base, until: number });
			if (problem !== undefined) this.report('I3 I5', who, `${where}: ${problem}`);
		} else if (known > base) this.report('I7', who, `${where} is entry ${number}, which had its number before`);
		else if (known < base)
			this.report('I3', who, `${where} is entry ${number}: the epoch lacks ${base - known} before it`);
	}
}
