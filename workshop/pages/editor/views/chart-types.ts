import type { ChartType } from '../../../../widget/chart-spec.ts';

const NAMES: Readonly<Record<Exclude<ChartType, 'table'>, string>> = {
	line: 'Line',
	area: 'Area',
	step: 'Steps',
	column: 'Columns',
	bar: 'Bars',
	combination: 'Columns and lines',
	number: 'Number',
	sparkline: 'Sparkline',
	pivot: 'Pivot table',
	scatter: 'Scatter',
	histogram: 'Histogram',
	box: 'Box plot',
	heatmap: 'Heat map',
	calendar: 'Calendar',
	pie: 'Pie',
	donut: 'Donut',
	funnel: 'Funnel',
	gauge: 'Gauge',
	candlestick: 'Candlesticks',
	waterfall: 'Waterfall',
	sankey: 'Sankey',
	treemap: 'Treemap',
	map: 'Map',
};

/** Every type of chart beside the rows themselves, by its name in a choice. */
export const CHART_TYPES = Object.entries(NAMES) as readonly (readonly [ChartType, string])[];
