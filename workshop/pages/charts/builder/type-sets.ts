/** Types of charts that have something in common. */
import type { ChartType } from '../../../../widget/chart-spec.ts';

export const LINES: readonly ChartType[] = ['line', 'area', 'step'];
export const PLOTS: readonly ChartType[] = [...LINES, 'column', 'combination'];
export const STACKABLE: readonly ChartType[] = ['column', 'bar', 'area', 'combination'];
export const WITH_AXES: readonly ChartType[] = [
	...PLOTS,
	'bar',
	'scatter',
	'histogram',
	'box',
	'candlestick',
	'waterfall',
];
export const PIES: readonly ChartType[] = ['pie', 'donut'];
export const GRIDS: readonly ChartType[] = ['table', 'pivot'];
export const WITH_X: readonly ChartType[] = [
	...WITH_AXES,
	...PIES,
	'sparkline',
	'heatmap',
	'calendar',
	'funnel',
	'map',
];
export const WITH_Y: readonly ChartType[] = [...WITH_X, 'number', 'gauge', 'treemap', 'sankey', 'pivot'].filter(
	(type): type is ChartType => type !== 'candlestick' && type !== 'histogram',
);
export const LABELLED: readonly ChartType[] = [
	...PLOTS,
	...PIES,
	'bar',
	'heatmap',
	'funnel',
	'map',
	'sankey',
	'waterfall',
];
export const SCALED: readonly ChartType[] = ['heatmap', 'calendar', 'map', 'treemap', 'scatter', ...GRIDS];
