/**
 * Every field that a chart's specification has, as the form offers it: what it is called, for which types, of what kind. The
 * only list of them: the form is drawn from it, and a test holds it to what the server takes. Pure.
 */
import type { ChartType } from '../../../../widget/chart-spec.ts';
import { familyFields } from './family-fields.ts';
import { COLOR, choice, column, type Field, type Group, NUMBER, part, text } from './field-kinds.ts';
import { LABELLED, LINES, PIES, PLOTS, SCALED, STACKABLE, WITH_AXES, WITH_X, WITH_Y } from './type-sets.ts';

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

const SCALES = choice(['linear', 'Even steps'], ['log', 'Logarithmic']);

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
	...familyFields,
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
