/** What the declarations for Svelte permit and refuse. */
import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from '../../widget/frameworks/svelte.ts';

export const right: SvelteHTMLElements['sql-chart'] = {
	chart: 'revenue',
	params: { year: 2026 },
	'param-region': 'north',
	class: 'wide',
	'onchartwire-data': ({ detail, currentTarget }) => [detail.table.rows, currentTarget.chart],
	'on:chartwire-select': ({ detail }) => detail.cells,
};

export const filter: SvelteHTMLElements['sql-filter'] = {
	group: 'sales',
	param: 'days',
	type: 'date-range',
	'onchartwire-filter': ({ detail }) => detail.value,
};

// @ts-expect-error a chart is named by a text
export const number: SvelteHTMLElements['sql-chart'] = { chart: 7 };
// @ts-expect-error there is no such filter
export const slider: SvelteHTMLElements['sql-filter'] = { type: 'slider' };
// @ts-expect-error rows are not columns
export const rows: SvelteHTMLElements['sql-chart'] = { 'onchartwire-data': ({ detail }) => detail.rows };
