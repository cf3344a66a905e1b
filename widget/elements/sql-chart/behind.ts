import type { ReactiveControllerHost } from 'lit';
import type { ChartController } from './chart-controller.ts';
import type { ChartState } from './chart-state.ts';

/** For so long a newer result is on its way without a word: a mark that comes and goes with each of them says nothing. */
const PATIENCE_MS = 600;

const isOnItsWay = ({ run }: ChartState): boolean => !run || /^(queued|running|progress)$/.test(run.kind);

/** Whether all that has changed is what is on its way behind a frame. */
function changesNothing(before: ChartState, after: ChartState): boolean {
	const parts = Object.keys({ ...before, ...after }) as (keyof ChartState)[];
	const isSame = (part: keyof ChartState) => /^(run|pending)$/.test(part) || before[part] === after[part];
	return !!after.frame && isOnItsWay(before) && isOnItsWay(after) && parts.every(isSame);
}

/**
 * Follows what goes on behind a frame. It is told once it has taken a while: a chart that moves every second is
 * rendered once a second, and not with every word about what is to come.
 */
export class Behind {
	/** Something newer has been on its way for a while. */
	isLate = false;
	readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
	#patience: ReturnType<typeof setTimeout> | undefined;

	constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, chart: ChartController) {
		this.#host = host;
		this.#follow(chart.state);
		chart.isUnseen = (before, after) => {
			this.#follow(after);
			return changesNothing(before, after);
		};
	}

	#follow({ frame, run, pending }: ChartState): void {
		if (frame && (run || pending)) {
			this.#patience ??= setTimeout(() => {
				this.isLate = true;
				this.#host.requestUpdate();
			}, PATIENCE_MS);
			return;
		}
		clearTimeout(this.#patience);
		this.#patience = undefined;
		this.isLate = false;
	}
}
