/**
 * What one viewer has been shown, against what was published: publications are numbered one after the other, so that
 * whatever is missing or comes twice is seen without looking at the sequence numbers that are under test.
 */
import type { ChannelUpdate } from '../../../widget/updates.ts';
import { findMarker } from '../support/payload.ts';

export interface Findings {
	readonly lost: number;
	readonly repeated: number;
	/** States told as a whole: they stand for everything up to them. */
	readonly resets: number;
	/** Viewers whose last publication is not the last one that was made. */
	readonly behind: number;
}

export class Audit {
	#last: number | undefined;
	#lost = 0;
	#repeated = 0;
	#resets = 0;

	take(update: ChannelUpdate): void {
		if (update.type !== 'event' && update.type !== 'reset') return;
		const index = findMarker(`"run":"${update.view.result?.run ?? ''}"`)?.index;
		if (index === undefined) return;
		const last = this.#last;
		if (update.type === 'reset') this.#resets += 1;
		if (last !== undefined && update.type === 'event' && index > last) this.#lost += index - last - 1;
		// A reset may bring the state that is shown already; going back would lose what came since.
		if (last !== undefined && (index < last || (index === last && update.type === 'event'))) this.#repeated += 1;
		this.#last = index;
	}

	/** Begins to count; what is shown now is where it begins. */
	begin(): void {
		this.#lost = 0;
		this.#repeated = 0;
		this.#resets = 0;
	}

	find(lastPublished: number): Findings {
		const behind = this.#last === lastPublished ? 0 : 1;
		return { lost: this.#lost, repeated: this.#repeated, resets: this.#resets, behind };
	}

	has(index: number): boolean {
		return (this.#last ?? -1) >= index;
	}
}

export const sumFindings = (all: readonly Findings[]): Findings => ({
	lost: all.reduce((sum, { lost }) => sum + lost, 0),
	repeated: all.reduce((sum, { repeated }) => sum + repeated, 0),
	resets: all.reduce((sum, { resets }) => sum + resets, 0),
	behind: all.reduce((sum, { behind }) => sum + behind, 0),
});
