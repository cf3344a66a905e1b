/** What the builder must know of charts: what each is called, and which parameters it declares. Each is asked for once. */
import type { Dashboard } from '../../../../widget/dashboard-spec.ts';
import { type Api, ApiError } from '../../../shared/api.ts';
import type { ChartParam, ListedChart, StoredChart } from '../../charts/chart-types.ts';
import { chartItems, type DeclaredParams } from '../pure/filters.ts';

const AT_ONCE = 100;

export class ChartFacts {
	readonly #api: Api;
	readonly #changed: () => void;
	readonly #asked = new Set<string>();
	readonly #titles = new Map<string, string>();
	readonly #declared = new Map<string, readonly ChartParam[]>();
	/** Those of which the project has none. */
	readonly #missing = new Set<string>();

	constructor(api: Api, changed: () => void) {
		this.#api = api;
		this.#changed = changed;
	}

	/** By name. */
	get titles(): ReadonlyMap<string, string> {
		return this.#titles;
	}

	get declared(): DeclaredParams {
		return this.#declared;
	}

	isMissing(chart: string): boolean {
		return this.#missing.has(chart);
	}

	/** Charts whose name, title or SQL has this. @throws ApiError; DOMException AbortError */
	async seek(q: string, signal?: AbortSignal): Promise<readonly ListedChart[]> {
		const query = new URLSearchParams({ limit: String(AT_ONCE), ...(q && { q }) });
		const { charts } = await this.#api.ask<{ charts: readonly ListedChart[] }>('GET', `/charts?${query}`, { signal });
		for (const { name, title } of charts) this.#titles.set(name, title || name);
		this.#changed();
		return charts;
	}

	/** Asks for those that are on the dashboard and not known yet. */
	find(dashboard: Dashboard): void {
		for (const { chart } of chartItems(dashboard)) {
			if (this.#asked.has(chart)) continue;
			this.#asked.add(chart);
			void this.#ask(chart);
		}
	}

	async #ask(chart: string): Promise<void> {
		try {
			const { declaration } = await this.#api.ask<StoredChart>('GET', `/charts/${chart}`);
			this.#declared.set(chart, declaration.params);
			if (declaration.title) this.#titles.set(chart, declaration.title);
		} catch (error) {
			if (error instanceof ApiError && error.code === 'unknown_chart') this.#missing.add(chart);
			// Of what does not answer, the next change asks again.
			else this.#asked.delete(chart);
		}
		this.#changed();
	}
}
