import type { ChartType } from '../../widget/chart-spec.ts';

const NAMES: Readonly<Record<ChartType, string>> = {
	line: 'Line',
	area: 'Area',
	step: 'Steps',
	column: 'Columns',
	bar: 'Bars',
	combination: 'Columns and lines',
	number: 'Number',
	sparkline: 'Sparkline',
	table: 'Table',
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

/** Every type of chart by its name. */
export const CHART_TYPES = Object.entries(NAMES) as readonly (readonly [ChartType, string])[];

/** The same beside the rows themselves, which the editor shows anyway. */
export const PICTURED_TYPES = CHART_TYPES.filter(([type]) => type !== 'table');
