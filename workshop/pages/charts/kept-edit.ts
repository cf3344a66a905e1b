/** What was changed of a chart and not saved yet, kept by this tab of the browser for when one comes back. */
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { ChartParam } from './chart-types.ts';

export interface ChartEdit {
	readonly spec: ChartSpec | null;
	readonly params: readonly ChartParam[];
}

/** An edit, and which version of the chart it was made from. */
export interface KeptEdit extends ChartEdit {
	readonly revision: number;
}

export class EditStore {
	readonly #key: string;

	constructor(project: string, chart: string) {
		this.#key = `chartwire-chart-edit:${project}:${chart}`;
	}

	read(): KeptEdit | undefined {
		try {
			const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as KeptEdit | null;
			return kept ?? undefined;
		} catch {
			return undefined;
		}
	}

	/** Undefined: there is nothing to be kept any more. */
	write(kept: KeptEdit | undefined): void {
		try {
			if (kept === undefined) sessionStorage.removeItem(this.#key);
			else sessionStorage.setItem(this.#key, JSON.stringify(kept));
		} catch {
			// Without room it is on the page alone.
		}
	}
}
