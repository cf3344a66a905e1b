import type { Client } from '../../client.ts';
import type { Table } from '../../protocol.ts';
import { say, sayServer } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';
import { ChartController, type ChartHost } from '../sql-chart/chart-controller.ts';
import type { ChartState } from '../sql-chart/chart-state.ts';
import { type FilterOption, optionsOf } from './filter-value.ts';
import type { SqlFilter } from './sql-filter.ts';

/** What a filter's own chart is to the controller of one: it has no parameters, and is asked for at once. */
class ChoicesHost implements ChartHost {
	readonly run = '';
	readonly params = undefined;
	readonly group = '';
	readonly id = '';
	readonly isDue = true;
	readonly #filter: SqlFilter;

	constructor(filter: SqlFilter) {
		this.#filter = filter;
	}

	get chart(): string {
		return this.#filter.type === 'choice' ? this.#filter.optionsChart : '';
	}

	get server(): string {
		return this.#filter.server;
	}

	get token(): string {
		return this.#filter.token;
	}

	get tokenEndpoint(): string {
		return this.#filter.tokenEndpoint;
	}

	get getToken(): TokenSource | undefined {
		return this.#filter.getToken;
	}

	get client(): Client | undefined {
		return this.#filter.client;
	}

	get isConnected(): boolean {
		return this.#filter.isConnected;
	}

	getAttributeNames(): string[] {
		return [];
	}

	getAttribute(): null {
		return null;
	}

	addController(controller: Parameters<SqlFilter['addController']>[0]): void {
		this.#filter.addController(controller);
	}

	requestUpdate(): void {
		this.#filter.requestUpdate();
	}
}

function optionsIn({ columns, data, rows }: Table): readonly FilterOption[] {
	const [values = [], labels] = columns.length > 1 ? data : [data[0] ?? []];
	const all = Array.from({ length: rows }, (_, row): FilterOption => {
		const value = String(values[row] ?? '');
		return [value, String(labels?.[row] ?? value)];
	});
	return [...new Map(all.filter(([value]) => value !== ''))];
}

function whyNot({ refusal, trouble, run }: ChartState, locale: string | undefined): string {
	const failed = run?.kind === 'failed' ? run : undefined;
	const why = refusal ?? trouble ?? failed;
	if (!why) return '';
	return say(locale, 'The choices could not be loaded: {why}', { why: sayServer(locale, why.message, why.code) });
}

/** Owns what can be chosen: the page's own list, or the newest result of a chart. */
export class FilterChoices {
	readonly #filter: SqlFilter;
	readonly #chart: ChartController;

	constructor(filter: SqlFilter) {
		this.#filter = filter;
		this.#chart = new ChartController(new ChoicesHost(filter));
	}

	get options(): readonly FilterOption[] {
		const { frame } = this.#chart.state;
		return [...optionsOf(this.#filter.options), ...(frame ? optionsIn(frame.table) : [])];
	}

	get problem(): string {
		const { frame } = this.#chart.state;
		return frame || !this.#filter.optionsChart ? '' : whyNot(this.#chart.state, this.#filter.words);
	}
}
