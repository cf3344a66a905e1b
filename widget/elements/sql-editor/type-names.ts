import type { DrawingType } from '../../drawing/drawing.ts';

/** What an author calls the types of charts. */
export const TYPE_NAMES = {
	line: 'Line',
	area: 'Area',
	step: 'Step',
	column: 'Column',
	bar: 'Bar',
	combination: 'Combination',
	sparkline: 'Sparkline',
	scatter: 'Scatter',
	histogram: 'Histogram',
	box: 'Box',
	heatmap: 'Heatmap',
	calendar: 'Calendar',
	pie: 'Pie',
	donut: 'Donut',
	funnel: 'Funnel',
	gauge: 'Gauge',
	waterfall: 'Waterfall',
	candlestick: 'Candlestick',
	treemap: 'Treemap',
	map: 'Map',
	sankey: 'Sankey',
	pivot: 'Pivot',
	number: 'Number',
} as const satisfies Readonly<Record<Exclude<DrawingType, 'table'>, string>>;
