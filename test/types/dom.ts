/** What a page's own script sees of the elements. */
import '../../widget/define.ts';
import type { ChartSelectDetail, FilterDetail, SqlChart, SqlFilter } from '../../widget/index.ts';

export async function right(): Promise<(Blob | string)[]> {
	const chart: SqlChart = document.createElement('sql-chart');
	const filter: SqlFilter | null = document.querySelector('sql-filter');
	chart.addEventListener('chartwire-select', ({ detail }) => detail satisfies ChartSelectDetail);
	document.addEventListener('chartwire-filter', ({ detail }) => detail satisfies FilterDetail);
	window.addEventListener('chartwire-run', ({ detail }) => detail.run);
	filter?.addEventListener('chartwire-filter', ({ detail }) => detail.value);
	chart.params = { year: 2026 };
	chart.refresh();
	return [await chart.toCsv(), await chart.toBlob('svg')];
}

export function wrong(chart: SqlChart, filter: SqlFilter): void {
	// @ts-expect-error there is no such type
	chart.type = 'lines';
	// @ts-expect-error pictures are PNG or SVG
	void chart.toBlob('jpeg');
	// @ts-expect-error a select has no table
	chart.addEventListener('chartwire-select', ({ detail }) => detail.table);
	// @ts-expect-error nobody but the viewer and the value say what is chosen
	filter.chosen = 'north';
}
