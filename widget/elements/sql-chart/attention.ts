import type { ReactiveControllerHost } from 'lit';
import { emit } from '../shared/emit.ts';
import { Ticker } from '../shared/ticker.ts';
import type { ChartController } from './chart-controller.ts';
import { isCounting } from './chart-parts.ts';
import type { ChartView } from './chart-view.ts';
import './chart-events.ts';

export interface Attended {
	readonly chart: ChartController;
	/** What would be shown now. */
	readonly seen: () => ChartView;
	/** The time of an earlier frame is written below this one. */
	readonly isBehind: () => boolean;
	/** Writes the time of this one. */
	readonly catchUp: () => void;
}

/** Renders a chart once a second while something on it counts time, and tells the page of each of its errors once. */
export class Attention {
	readonly #host: HTMLElement;
	readonly #chart: ChartController;
	#view: ChartView | undefined;
	#told = '';

	constructor(host: HTMLElement & ReactiveControllerHost, { chart, seen, isBehind, catchUp }: Attended) {
		this.#host = host;
		this.#chart = chart;
		const counts = () => {
			const view = this.#view;
			return view?.stale || view?.phase === 'loading' || isCounting(view);
		};
		new Ticker(
			host,
			() => counts() || isBehind() || (chart.state.frame?.refreshMs ?? chart.state.unconfirmed) !== undefined,
			// What is fresh says nothing that changes but its time, until it is no longer so.
			() => {
				catchUp();
				return counts() || seen().stale;
			},
		);
	}

	/** What has been rendered. */
	give(view: ChartView): void {
		this.#view = view;
		const isError = (view.phase === 'failed' || view.phase === 'refused') && view.code !== '';
		const { code, hint, position } = view;
		const message = view.message || view.detail || view.title;
		const error = isError ? JSON.stringify([code, message, position, this.#chart.state.run?.run]) : '';
		if (error !== '' && error !== this.#told) {
			const more = { ...(hint ? { hint } : {}), ...(position ? { position } : {}) };
			emit(this.#host, 'chartwire-error', { code, message, ...more });
		}
		this.#told = error;
	}
}
