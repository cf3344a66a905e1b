/** The fields of a specification that belong to one type of chart each; spec-fields.ts has the others. Pure. */
import { COLOR, choice, column, type Field, NUMBER, part, text } from './field-kinds.ts';
import { GRIDS } from './type-sets.ts';

const SIDES = ['low', 'q1', 'median', 'q3', 'high'] as const;
const SIDE_WORDS = ['Lower end', 'First quartile', 'Median', 'Third quartile', 'Upper end'] as const;
const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Each of one type, or of tables. */
export const familyFields: readonly Field[] = [
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
