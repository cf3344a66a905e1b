import type { ReactiveControllerHost } from 'lit';
import type { ChartController } from './chart-controller.ts';
import type { ChartState } from './chart-state.ts';

/** For so long a newer result is on its way without a word: a mark that comes and goes with each of them says nothing. */
const PATIENCE_MS = 600;

export const isOnItsWay = ({ run }: ChartState): boolean => !run || /^(queued|running|progress)$/.test(run.kind);

/** Whether no part has changed but these. */
export function differsIn(changed: RegExp, before: ChartState, after: ChartState): boolean {
	const parts = Object.keys({ ...before, ...after }) as (keyof ChartState)[];
	return parts.every((part) => changed.test(part) || before[part] === after[part]);
}

/** Whether all that has changed is what is on its way behind a frame. */
const changesNothing = (before: ChartState, after: ChartState): boolean =>
	!!after.frame && isOnItsWay(before) && isOnItsWay(after) && differsIn(/^(run|pending)$/, before, after);

/**
 * Follows what goes on behind a frame. It is told once it has taken a while: a chart that moves every second is not
 * rendered with every word about what is to come, nor where its rows alone are others.
 */
export class Behind {
	/** Something newer has been on its way for a while. */
	isLate = false;
	readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
	#patience: ReturnType<typeof setTimeout> | undefined;

	/** @param advance Shows what differs in its rows alone; false: it has to be rendered. */
	constructor(
		host: Pick<ReactiveControllerHost, 'requestUpdate'>,
		chart: ChartController,
		advance: (before: ChartState, after: ChartState) => boolean,
	) {
		this.#host = host;
		this.#follow(chart.state);
		chart.isUnseen = (before, after) => {
			const wasLate = this.isLate;
			this.#follow(after);
			return changesNothing(before, after) || (!wasLate && advance(before, after));
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
