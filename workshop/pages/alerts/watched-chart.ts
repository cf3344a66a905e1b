/** The chart that an alert's form speaks of: which there are, and how the chosen one is declared. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Api, ApiError } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import type { ChartParam, ListedChart, Params, StoredChart } from '../charts/chart-types.ts';
import { changedIn } from '../charts/param-values.ts';

const OFFERED = 100;
const PATIENCE_MS = 300;

interface Known {
	readonly name: string;
	readonly params: readonly ChartParam[];
	readonly claims: readonly string[];
}

export class WatchedChart implements ReactiveController {
	readonly #charts: Asked<{ readonly charts: readonly ListedChart[] }>;
	readonly #chart: Asked<Known | undefined>;
	#name: string | undefined;
	#hasLooked = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** The same values are the same array, so that fields in which somebody writes stay. */
	#given: { readonly of: Known; readonly params: readonly ChartParam[] } | undefined;

	constructor(host: ReactiveControllerHost) {
		this.#charts = new Asked(host);
		this.#chart = new Asked(host);
		host.addController(this);
	}

	get charts(): readonly ListedChart[] {
		return this.#charts.value?.charts ?? [];
	}

	/** Undefined while it is looked for, and where there is none. */
	get chart(): Known | undefined {
		const { value } = this.#chart;
		return value?.name === this.#name ? value : undefined;
	}

	/** While the one that the form begins with is looked for: what it shows of that would move all that stands below. */
	get isBeginning(): boolean {
		return !this.#hasLooked;
	}

	get problem(): string {
		return this.#chart.problem;
	}

	follow(api: Api, name: string): void {
		if (name === this.#name) return;
		const isFirst = this.#name === undefined;
		this.#name = name;
		clearTimeout(this.#timer);
		if (isFirst || name === '')
			void this.#charts.ask((signal) => api.ask('GET', `/charts?limit=${OFFERED}`, { signal }));
		if (name === '') {
			// A form that begins without one is there at once.
			this.#hasLooked = true;
			return;
		}
		this.#timer = setTimeout(() => this.#look(api, name), isFirst ? 0 : PATIENCE_MS);
	}

	/** Half a name is no chart, and nothing is wrong with it yet. */
	#look(api: Api, name: string): void {
		void this.#chart.ask(async (signal) => {
			try {
				const path = `/charts/${encodeURIComponent(name)}`;
				const { declaration } = await api.ask<StoredChart>('GET', path, { signal });
				return { name, params: declaration.params, claims: declaration.claims };
			} catch (error) {
				if (error instanceof ApiError && error.status === 404) return undefined;
				throw error;
			} finally {
				this.#hasLooked = true;
			}
		});
	}

	/** The chart's parameters, beginning with those that the alert has. */
	paramsWith(stored: Params): readonly ChartParam[] {
		const { chart } = this;
		if (chart === undefined) return [];
		if (this.#given?.of !== chart) {
			const params = chart.params.map((param) => {
				const value = stored[param.name];
				return value === undefined || value === null ? param : { ...param, default: value };
			});
			this.#given = { of: chart, params };
		}
		return this.#given.params;
	}

	/** Of what the chart is asked with, what it would not be without being told. */
	changedIn(asked: Params): Params {
		return changedIn(this.chart?.params ?? [], asked);
	}

	hostDisconnected(): void {
		clearTimeout(this.#timer);
		this.#name = undefined;
	}
}
