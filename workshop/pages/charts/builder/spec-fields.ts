/**
 * Every field that a chart's specification has, as the form offers it: what it is called, for which types, of what kind. The
 * only list of them: the form is drawn from it, and a test holds it to what the server takes. Pure.
 */
import type { ChartType } from '../../../../widget/chart-spec.ts';
import type { Field, Group, Part, SimpleKind } from './field-kinds.ts';

export const GROUPS: Readonly<Record<Group, string>> = {
	roles: 'Columns',
	family: 'This type',
	numbers: 'Numbers',
	axes: 'Axes',
	order: 'Order and limits',
	marks: 'Lines, bands and notes',
	looks: 'Colours and labels',
	words: 'Words and links',
};

const LINES: readonly ChartType[] = ['line', 'area', 'step'];
const PLOTS: readonly ChartType[] = [...LINES, 'column', 'combination'];
const STACKABLE: readonly ChartType[] = ['column', 'bar', 'area', 'combination'];
const WITH_AXES: readonly ChartType[] = [...PLOTS, 'bar', 'scatter', 'histogram', 'box', 'candlestick', 'waterfall'];
const PIES: readonly ChartType[] = ['pie', 'donut'];
const GRIDS: readonly ChartType[] = ['table', 'pivot'];
const WITH_X: readonly ChartType[] = [...WITH_AXES, ...PIES, 'sparkline', 'heatmap', 'calendar', 'funnel', 'map'];
const WITH_Y: readonly ChartType[] = [...WITH_X, 'number', 'gauge', 'treemap', 'sankey', 'pivot'].filter(
	(type): type is ChartType => type !== 'candlestick' && type !== 'histogram',
);
const LABELLED: readonly ChartType[] = [...PLOTS, ...PIES, 'bar', 'heatmap', 'funnel', 'map', 'sankey', 'waterfall'];
const SCALED: readonly ChartType[] = ['heatmap', 'calendar', 'map', 'treemap', 'scatter', ...GRIDS];

const text = (max: number): SimpleKind => ({ kind: 'text', max });
const choice = (...options: readonly (readonly [string, string])[]): SimpleKind => ({ kind: 'choice', options });
const column = (wanted: 'any' | 'number' | 'name' | 'time'): SimpleKind => ({ kind: 'column', wanted });
const part = (key: string, label: string, kind: SimpleKind): Part => ({ ...kind, key, label });

const SCALES = choice(['linear', 'Even steps'], ['log', 'Logarithmic']);
const COLOR: SimpleKind = { kind: 'color' };
const NUMBER: SimpleKind = { kind: 'number' };

const roles: readonly Field[] = [
	{ path: 'x', label: 'Along the axis, or names of the parts', group: 'roles', types: WITH_X, ...column('any') },
	{ path: 'y', label: 'Values', group: 'roles', types: WITH_Y, kind: 'columns', wanted: 'number' },
	{
		path: 'series',
		label: 'One series for each',
		group: 'roles',
		types: [...PLOTS, 'bar', 'scatter', 'box', 'heatmap', 'histogram'],
		...column('name'),
	},
	{ path: 'lines', label: 'Drawn as lines', group: 'roles', types: ['combination'], kind: 'columns', wanted: 'number' },
	{ path: 'y2', label: 'On the second axis', group: 'roles', types: PLOTS, kind: 'columns', wanted: 'number' },
	{
		path: 'dashed',
		label: 'Dashed, such as a forecast',
		group: 'roles',
		types: LINES,
		kind: 'columns',
		wanted: 'number',
	},
	{ path: 'interval.low', label: 'Interval, from', group: 'roles', types: LINES, ...column('number') },
	{ path: 'interval.high', label: 'Interval, to', group: 'roles', types: LINES, ...column('number') },
	{ path: 'interval.label', label: 'What the interval is called', group: 'roles', types: LINES, ...text(80) },
];

const SIDES = ['low', 'q1', 'median', 'q3', 'high'] as const;
const SIDE_WORDS = ['Lower end', 'First quartile', 'Median', 'Third quartile', 'Upper end'] as const;
const PRICES = ['open', 'high', 'low', 'close'] as const;

const families: readonly Field[] = [
	{ path: 'scatter.size', label: 'Size of the points', group: 'family', types: ['scatter'], ...column('number') },
	{ path: 'scatter.color', label: 'Colour of the points', group: 'family', types: ['scatter'], ...column('number') },
	{
		path: 'scatter.label',
		label: 'What the points are called',
		group: 'family',
		types: ['scatter'],
		...column('name'),
	},
	{
		path: 'scatter.regression',
		label: 'Line of best fit',
		group: 'family',
		types: ['scatter'],
		...choice(['none', 'None'], ['linear', 'Straight, by least squares']),
	},
	{
		path: 'histogram.bins',
		label: 'How many bins',
		group: 'family',
		types: ['histogram'],
		kind: 'number',
		min: 1,
		max: 500,
		isWhole: true,
	},
	...SIDES.map(
		(side, index): Field => ({
			path: `box.${side}`,
			label: `${SIDE_WORDS[index]}, where the SQL has made it`,
			group: 'family',
			types: ['box'],
			...column('number'),
		}),
	),
	...PRICES.map(
		(price): Field => ({
			path: `candlestick.${price}`,
			label: `${price[0]?.toUpperCase()}${price.slice(1)}`,
			group: 'family',
			types: ['candlestick'],
			...column('number'),
		}),
	),
	{ path: 'waterfall.total', label: 'Close with a sum, called', group: 'family', types: ['waterfall'], ...text(80) },
	{ path: 'sankey.from', label: 'From', group: 'family', types: ['sankey'], ...column('name') },
	{ path: 'sankey.to', label: 'To', group: 'family', types: ['sankey'], ...column('name') },
	{
		path: 'treemap.path',
		label: 'Levels, from the outermost',
		group: 'family',
		types: ['treemap'],
		kind: 'columns',
		wanted: 'name',
	},
	{
		path: 'map.area',
		label: 'Map',
		group: 'family',
		types: ['map'],
		...choice(['world', 'Countries of the world'], ['us', 'States of the US']),
	},
	{
		path: 'map.focus',
		label: 'Only these places',
		group: 'family',
		types: ['map'],
		hint: 'Names or codes, with commas between them.',
		kind: 'texts',
	},
	{ path: 'number.comparison', label: 'Held against', group: 'family', types: ['number'], ...column('number') },
	{
		path: 'number.difference',
		label: 'Difference as',
		group: 'family',
		types: ['number'],
		...choice(['absolute', 'A number'], ['percent', 'Percent']),
	},
	{
		path: 'number.good',
		label: 'Good news is',
		group: 'family',
		types: ['number'],
		...choice(['up', 'More'], ['down', 'Less'], ['none', 'Neither']),
	},
	{ path: 'number.trend', label: 'Small line below', group: 'family', types: ['number'], kind: 'flag' },
	{
		path: 'table.freeze',
		label: 'Columns that stay in sight',
		group: 'family',
		types: GRIDS,
		kind: 'number',
		min: 0,
		max: 10,
		isWhole: true,
	},
	{
		path: 'table.hidden',
		label: 'Columns not shown',
		group: 'family',
		types: ['table'],
		kind: 'columns',
		wanted: 'any',
	},
	{
		path: 'table.conditions',
		label: 'Cells that stand out',
		group: 'family',
		types: GRIDS,
		kind: 'entries',
		noun: 'condition',
		begin: { column: '' },
		parts: [
			part('column', 'Column', column('any')),
			part('above', 'From', NUMBER),
			part('below', 'To before', NUMBER),
			part('equals', 'Or is', { kind: 'value' }),
			part(
				'show',
				'Shown by',
				choice(['fill', 'Cell'], ['text', 'Text'], ['bar', 'Bar'], ['scale', 'Scale of colours']),
			),
			part('color', 'Colour', COLOR),
		],
	},
	{ path: 'pivot.rows', label: 'Rows', group: 'family', types: ['pivot'], kind: 'columns', wanted: 'name' },
	{ path: 'pivot.columns', label: 'Columns', group: 'family', types: ['pivot'], kind: 'columns', wanted: 'name' },
	{
		path: 'pivot.aggregate',
		label: 'What stands in a cell',
		group: 'family',
		types: ['pivot'],
		...choice(['sum', 'Sum'], ['mean', 'Mean'], ['min', 'Least'], ['max', 'Largest'], ['count', 'Count of rows']),
	},
	{ path: 'pivot.totals', label: 'Totals', group: 'family', types: ['pivot'], kind: 'flag' },
];

const axisFields = (path: 'yAxis' | 'y2Axis', name: string, types: readonly ChartType[]): readonly Field[] => [
	{ path: `${path}.title`, label: `${name}: title`, group: 'axes', types, ...text(80) },
	{ path: `${path}.min`, label: `${name}: from`, group: 'axes', types, ...NUMBER },
	{ path: `${path}.max`, label: `${name}: to`, group: 'axes', types, ...NUMBER },
	{ path: `${path}.scale`, label: `${name}: steps`, group: 'axes', types, ...SCALES },
];

const axes: readonly Field[] = [
	{
		path: 'xAxis.title',
		label: 'Horizontal axis: title',
		group: 'axes',
		types: [...WITH_AXES, 'heatmap'],
		...text(80),
	},
	...axisFields('yAxis', 'Value axis', [...WITH_AXES, 'gauge']),
	...axisFields('y2Axis', 'Second axis', PLOTS),
	{
		path: 'timeZone',
		label: 'Time zone',
		group: 'axes',
		hint: 'Such as Europe/Lisbon, or viewer for that of whoever looks. Without: as the result has it.',
		...text(100),
	},
];

const order: readonly Field[] = [
	{
		path: 'stack',
		label: 'On each other',
		group: 'order',
		types: STACKABLE,
		...choice(['none', 'Side by side'], ['stacked', 'Stacked'], ['percent', 'As shares of 100 %']),
	},
	{
		path: 'sort',
		label: 'Order',
		group: 'order',
		types: ['column', 'bar', 'combination', 'funnel', 'pivot', ...PIES],
		...choice(['none', 'As the rows come'], ['ascending', 'Smallest first'], ['descending', 'Largest first']),
	},
	{
		path: 'limit.series',
		label: 'Only the largest',
		group: 'order',
		types: [...PLOTS, ...PIES, 'bar', 'scatter', 'box'],
		kind: 'number',
		min: 1,
		max: 8,
		isWhole: true,
	},
	{
		path: 'limit.others',
		label: 'All others together, called',
		group: 'order',
		types: [...PLOTS, ...PIES, 'bar'],
		hint: 'Without a name they are left out.',
		...text(80),
	},
	{
		path: 'nulls',
		label: 'Where there is no value',
		group: 'order',
		types: PLOTS,
		...choice(['gap', 'A gap'], ['zero', 'Zero'], ['connect', 'The line goes on']),
	},
];

const marks: readonly Field[] = [
	{
		path: 'thresholds',
		label: 'Lines across',
		group: 'marks',
		types: [...WITH_AXES, 'gauge'],
		kind: 'entries',
		noun: 'line',
		begin: { value: 0 },
		parts: [part('value', 'At', NUMBER), part('label', 'Label', text(80)), part('color', 'Colour', COLOR)],
	},
	{
		path: 'bands',
		label: 'Bands',
		group: 'marks',
		types: [...PLOTS, 'candlestick', 'gauge', 'scatter', 'histogram', 'box', 'bar', 'waterfall'],
		kind: 'entries',
		noun: 'band',
		begin: { from: 0 },
		parts: [
			part('from', 'From', NUMBER),
			part('to', 'To', NUMBER),
			part('label', 'Label', text(80)),
			part('color', 'Colour', COLOR),
		],
	},
	{ path: 'annotations.column', label: 'Notes from the column', group: 'marks', types: PLOTS, ...column('name') },
	{
		path: 'annotations.points',
		label: 'Notes along the axis',
		group: 'marks',
		types: PLOTS,
		hint: 'Written as the axis has it: a date as 2026-03-02.',
		kind: 'entries',
		noun: 'note',
		begin: { at: '' },
		parts: [
			part('at', 'At', { kind: 'value' }),
			part('to', 'Until', { kind: 'value' }),
			part('label', 'Note', text(200)),
		],
	},
];

const numbers: readonly Field[] = [
	{
		path: 'formats',
		label: 'How numbers are written',
		group: 'numbers',
		kind: 'named',
		by: 'number',
		parts: [
			part(
				'style',
				'Style',
				choice(['number', 'Plain'], ['percent', 'Percent of 1'], ['currency', 'Currency'], ['compact', 'Short: 1.2M']),
			),
			part('currency', 'Currency', text(3)),
			part('unit', 'Unit', text(20)),
			part('decimals', 'Decimals', { kind: 'number', min: 0, max: 20, isWhole: true }),
		],
	},
];

const looks: readonly Field[] = [
	{
		path: 'colors',
		label: 'Fixed colours',
		group: 'looks',
		kind: 'named',
		by: 'value',
		parts: [part('', 'Colour', COLOR)],
	},
	{
		path: 'names',
		label: 'Names in the legend',
		group: 'looks',
		kind: 'named',
		by: 'value',
		parts: [part('', 'Name', text(200))],
	},
	{ path: 'labels', label: 'Values at the marks', group: 'looks', types: LABELLED, kind: 'flag' },
	{
		path: 'colorScale.kind',
		label: 'Numbers as colours',
		group: 'looks',
		types: SCALED,
		...choice(['sequential', 'One hue'], ['diverging', 'Two hues from a middle']),
	},
	{ path: 'colorScale.min', label: 'Colours from', group: 'looks', types: SCALED, ...NUMBER },
	{ path: 'colorScale.max', label: 'Colours to', group: 'looks', types: SCALED, ...NUMBER },
	{ path: 'colorScale.middle', label: 'Middle of two hues', group: 'looks', types: SCALED, ...NUMBER },
];

const words: readonly Field[] = [
	{ path: 'title', label: 'Title', group: 'words', ...text(300) },
	{
		path: 'description',
		label: 'Description',
		group: 'words',
		hint: 'Below the title, and for whoever cannot see the picture.',
		kind: 'text',
		max: 2_000,
		isLong: true,
	},
	{
		path: 'link',
		label: 'Where a click leads',
		group: 'words',
		hint: 'An address with {column} for the cells of the row, such as /orders?region={region}.',
		...text(2_000),
	},
];

export const SPEC_FIELDS: readonly Field[] = [
	...roles,
	...families,
	...numbers,
	...axes,
	...order,
	...marks,
	...looks,
	...words,
];

/** What only the view as JSON has: the version, of which there is one, and the type, which is chosen by its picture. */
export const JSON_ONLY: readonly string[] = ['version', 'type'];

/** What the form offers for a type. @param isNamed Somebody has chosen it; otherwise the columns have, and may choose another */
export const fieldsOf = (type: ChartType, isNamed: boolean): readonly Field[] =>
	SPEC_FIELDS.filter(
		({ types, path }) => (types === undefined || types.includes(type)) && (isNamed || path !== 'stack'),
	);
