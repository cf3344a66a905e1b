import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { choose } from '../../../widget/drawing/choose.ts';
import { misfit } from '../../../widget/drawing/misfits.ts';
import { difference, figuresOf } from '../../../widget/drawing/number-figures.ts';
import { wordsOf } from '../../../widget/drawing/number-words.ts';
import { annotationsOf, annotationWords } from '../../../widget/drawing/plot-annotations.ts';
import { withLooks } from '../../../widget/drawing/plot-looks.ts';
import { intervalsAt, marksAt } from '../../../widget/drawing/plot-said.ts';
import { shapeOf } from '../../../widget/drawing/shape.ts';
import { zoneOf } from '../../../widget/drawing/zone.ts';
import type { Cell, ColumnType, Table } from '../../../widget/protocol.ts';

function table(columns: readonly (readonly [string, ColumnType])[], rows: readonly (readonly Cell[])[]): Table {
	return {
		columns: columns.map(([name, type]) => ({ name, type })),
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const shaped = (content: Table, spec: Omit<ChartSpec, 'version'>, ordinal = false) =>
	shapeOf(content, ordinal, 'en', { version: 1, ...spec });

const texts = ({ x, xText }: ReturnType<typeof shapeOf>) => x.map((_, index) => xText(index));

test('columns stand in the order of their sums, what has no value last either way, and equal ones as they came', () => {
	const row = fc.tuple(fc.option(fc.integer({ min: -9, max: 9 })), fc.option(fc.integer({ min: -9, max: 9 })));
	fc.assert(
		fc.property(
			fc.array(row, { maxLength: 12 }),
			fc.constantFrom('ascending' as const, 'descending' as const),
			(rows, sort) => {
				const names = rows.map((_, index) => `r${index}`);
				const content = table(
					[
						['name', 'text'],
						['a', 'number'],
						['b', 'number'],
					],
					rows.map(([a, b], index) => [names[index] ?? '', a, b]),
				);
				const shape = shaped(content, { sort }, true);
				const sum = (name: string): number | undefined => {
					const [a, b] = rows[names.indexOf(name)] ?? [null, null];
					return a === null && b === null ? undefined : (a ?? 0) + (b ?? 0);
				};
				const shown = texts(shape);
				assert.deepEqual([...shown].sort(), [...names].sort());
				for (const [index, name] of shown.entries()) {
					assert.deepEqual([shape.series[0]?.[index], shape.series[1]?.[index]], rows[names.indexOf(name)]);
					assert.equal(shape.at[names.indexOf(name)], index);
					const [before, here] = [sum(shown[index - 1] ?? ''), sum(name)];
					if (index === 0 || here === undefined) continue;
					assert.ok(before !== undefined, `${name} after one without a value`);
					const isOrdered = sort === 'ascending' ? before <= here : before >= here;
					assert.ok(isOrdered, `${before} before ${here}`);
					if (before === here) assert.ok(names.indexOf(shown[index - 1] ?? '') < names.indexOf(name));
				}
			},
		),
	);
});

test('of many categories the largest are drawn, wherever they stand among the rows', () => {
	const rows = Array.from({ length: 900 }, (_, index) => [`n${index}`, index]);
	const content = table(
		[
			['name', 'text'],
			['n', 'number'],
		],
		rows,
	);
	const shape = shaped(content, { sort: 'descending' }, true);
	assert.deepEqual([shape.x.length, shape.uncut, shape.xText(0), shape.xText(499)], [500, 900, 'n899', 'n400']);
});

const mixed = table(
	[
		['k', 'text'],
		['revenue', 'number'],
		['costs', 'number'],
		['margin', 'number'],
	],
	[
		['a', 60, 40, 0.2],
		['b', 30, 10, 0.5],
	],
);

test('of a combination the last column of values is a line, unless its author names the lines and the second axis', () => {
	const marks = (spec: Omit<ChartSpec, 'version'>) =>
		withLooks(shaped(mixed, spec, true), { version: 1, type: 'combination', ...spec }, 'en').looks?.map(
			({ mark, scale, dashed }) => `${mark} ${scale}${dashed ? ' dashed' : ''}`,
		);
	assert.deepEqual(marks({}), ['column y', 'column y', 'line y']);
	assert.deepEqual(marks({ lines: ['costs'], y2: ['costs', 'margin'], dashed: ['costs', 'revenue'] }), [
		'column y',
		'line y2 dashed',
		'column y2',
	]);
});

test('each axis of a combination is written as its first column; shares are those of its columns alone', () => {
	const spec: ChartSpec = {
		version: 1,
		type: 'combination',
		stack: 'percent',
		y2: ['margin'],
		formats: { margin: { unit: 'x' } },
	};
	const shape = withLooks(shapeOf(mixed, true, 'en', spec), spec, 'en');
	assert.deepEqual(shape.series, [
		[0.6, 0.75],
		[0.4, 0.25],
		[0.2, 0.5],
	]);
	assert.deepEqual([shape.valueText(0, 0.6), shape.valueText(2, 0.2)], ['60%', '0.2\u00a0x']);
	assert.deepEqual(shape.format, { style: 'percent' });
});

const days = table(
	[
		['day', 'date'],
		['n', 'number'],
		['what', 'text'],
	],
	[
		['2024-03-03', 3, null],
		['2024-03-01', 1, 'Launch'],
		['2024-03-02', 2, ''],
		['2024-03-05', 5, 'Outage'],
	],
);
const noted = (content: Table, spec: Omit<ChartSpec, 'version'>, ordinal = false, zone?: string) => {
	const whole: ChartSpec = { version: 1, ...spec, ...(zone && { timeZone: zone }) };
	const shape = shapeOf(content, ordinal, 'en', whole);
	const setup = { table: content, shape, spec: whole, zone: zone === undefined ? undefined : zoneOf(zone) };
	return { ...shape, annotations: annotationsOf(setup) };
};

test('marks come from a column of the result, which is no series then, and from the specification', () => {
	const shape = noted(days, {
		annotations: { column: 'what', points: [{ at: '2024-03-02', label: 'Price' }, { at: '2025-01-01' }] },
	});
	assert.deepEqual(shape.names, ['n']);
	assert.deepEqual(
		shape.annotations.map(({ from, label }) => [new Date(from * 1000).toISOString().slice(0, 10), label]),
		[
			['2024-03-01', 'Launch'],
			['2024-03-02', 'Price'],
			['2024-03-05', 'Outage'],
		],
	);
	assert.equal(
		annotationWords(shape.annotations),
		'Marked: Launch (Mar 1, 2024), Price (Mar 2, 2024), Outage (Mar 5, 2024).',
	);
	assert.deepEqual(
		shape.x.map((_, index) => marksAt(shape, index)),
		[['Launch'], ['Price'], [], ['Outage']],
	);
});

test('a stretch reaches as far as the axis does, and is heard of at each x in it; one beside the axis is not drawn', () => {
	const points = [
		{ at: '2024-03-02', to: '2024-04-01', label: 'Sale' },
		{ at: '2023-01-01', to: '2024-12-31', label: 'Year' },
		{ at: '2024-03-06', to: '2024-03-09', label: 'Later' },
		{ at: 'no time', to: '2024-03-09', label: 'Never' },
	];
	const shape = noted(days, { y: ['n'], annotations: { points } });
	assert.deepEqual(
		shape.annotations.map(({ label, place }) => `${label}: ${place}`),
		['Year: Mar 1, 2024 to Mar 5, 2024', 'Sale: Mar 2, 2024 to Mar 5, 2024'],
	);
	assert.deepEqual(
		shape.x.map((_, index) => marksAt(shape, index)),
		[['Year'], ['Year', 'Sale'], ['Year', 'Sale'], ['Year', 'Sale']],
	);
});

test('marks find numbers, categories, and the column of times in whose time they fall', () => {
	const at = (content: Table, ordinal: boolean, ...places: (string | number)[]) => {
		const points = places.map((place) => ({ at: place, label: 'x' }));
		return noted(content, { annotations: { points } }, ordinal).annotations.map(({ from }) => from);
	};
	const numbers = table(
		[
			['x', 'number'],
			['n', 'number'],
		],
		[
			[1, 1],
			[4, 2],
		],
	);
	assert.deepEqual(at(numbers, false, 2.5, '3', 9, 'north'), [2.5, 3]);
	const kinds = table(
		[
			['k', 'text'],
			['n', 'number'],
		],
		[
			['north', 1],
			['south', 2],
		],
	);
	assert.deepEqual(at(kinds, true, 'south', 'west'), [1]);
	const months = table(
		[
			['m', 'date'],
			['n', 'number'],
		],
		['2024-01-01', '2024-02-01', '2024-03-01'].map((month) => [month, 1]),
	);
	assert.deepEqual(at(months, true, '2023-12-31', '2024-02-17', '2024-03-29', '2024-07-01'), [1, 2]);
});

test('a mark without an offset is a time of the zone that the chart is in, one with an offset is an instant', () => {
	const hours = table(
		[
			['t', 'timestamptz'],
			['n', 'number'],
		],
		['2024-07-01T00:00:00+00:00', '2024-07-01T12:00:00+00:00'].map((time) => [time, 1]),
	);
	const points = [
		{ at: '2024-07-01 10:00', label: 'wall' },
		{ at: '2024-07-01T10:00:00Z', label: 'instant' },
	];
	const { annotations } = noted(hours, { annotations: { points } }, false, 'Europe/Berlin');
	assert.deepEqual(
		annotations.map(({ from, label }) => [new Date(from * 1000).toISOString().slice(11, 16), label]),
		[
			['08:00', 'wall'],
			['10:00', 'instant'],
		],
	);
});

test('an interval is written between its two values, and not at all where one is missing', () => {
	const shape = shaped(days, { y: ['n'] });
	const interval = { series: 0, name: '80 %', low: [1, null, 2, 3], high: [4, 5, null, 6] };
	const written = shape.x.map((_, index) => intervalsAt({ ...shape, intervals: [interval] }, index));
	assert.deepEqual(
		written.map((each) => each.map(({ name, text }) => `${name} ${text}`)),
		[['80 % 1 – 4'], [], [], ['80 % 3 – 6']],
	);
});

test('the columns of an interval and of marks are neither series nor names, and those that are lacking are named', () => {
	const content = table(
		[
			['d', 'date'],
			['v', 'number'],
			['lo', 'number'],
			['hi', 'number'],
			['note', 'text'],
		],
		[['2024-01-01', 1, 0, 2, 'x']],
	);
	const spec = { interval: { low: 'lo', high: 'hi' }, annotations: { column: 'note' } };
	assert.deepEqual(shaped(content, spec).names, ['v']);
	const lacking = { interval: { low: 'l', high: 'hi' }, lines: ['a'], y2: ['a'], dashed: ['b'] };
	assert.deepEqual(shaped(content, lacking).missing, ['a', 'b', 'l']);
});

const decimal = fc
	.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
	.map(([digits, scale]) => {
		const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
		const cut = text.length - scale;
		return {
			digits,
			scale,
			text: `${digits < 0n ? '-' : ''}${text.slice(0, cut)}${scale ? `.${text.slice(cut)}` : ''}`,
		};
	});

test('the difference of two decimals is exact to the last digit', () => {
	fc.assert(
		fc.property(decimal, decimal, (one, other) => {
			const found = String(difference(one.text, other.text));
			// Compared as counts of the millionth part.
			const whole = one.digits * 10n ** BigInt(6 - one.scale) - other.digits * 10n ** BigInt(6 - other.scale);
			const [, sign = '', digits = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(found) ?? [];
			assert.equal(BigInt(`${sign}${digits}${part.padEnd(6, '0')}`), whole, `${one.text} - ${other.text} = ${found}`);
		}),
		{ numRuns: 1000 },
	);
	assert.equal(difference(0.3, 0.1), 0.2);
	assert.equal(difference(1, null), null);
});

const said = (content: Table, spec?: Omit<ChartSpec, 'version'>): string => {
	const whole = spec && { version: 1 as const, ...spec };
	const figures = figuresOf(content, whole);
	assert.ok(figures, 'no figure');
	const { label, value, change, against, tone } = wordsOf({ table: content, figures, spec: whole, locale: 'en' });
	return [`${label}: ${value}`, change, against, tone].filter(Boolean).join(' | ');
};

test('a number of one row is its first column; the second is the change, or what it is held against', () => {
	const row = table(
		[
			['sales', 'number'],
			['plan', 'number'],
		],
		[[1250, 1000]],
	);
	assert.equal(said(row), 'sales: 1,250 | ▲ 1,000 | plan');
	assert.equal(said(row, { number: { good: 'down' } }), 'sales: 1,250 | ▲ 1,000 | worse plan | worse');
	assert.equal(said(row, { number: { comparison: 'plan' } }), 'sales: 1,250 | ▲ 250 | against 1,000 (plan)');
	const percent = { number: { difference: 'percent', good: 'up' } } as const;
	assert.equal(said(row, percent), 'sales: 1,250 | ▲ 25% | better than 1,000 (plan) | better');
	assert.equal(
		said(row, { y: ['plan', 'sales'], ...percent }),
		'plan: 1,000 | ▼ 20% | worse than 1,250 (sales) | worse',
	);
});

test('a number of many rows is the latest, held against the one before it, in whichever order they come', () => {
	const columns = [
		['day', 'date'],
		['sales', 'number'],
	] as const;
	const rows = [
		['2024-01-01', 100],
		['2024-01-02', 80],
		['2024-01-03', 60],
	];
	for (const content of [table(columns, rows), table(columns, [...rows].reverse())]) {
		assert.equal(said(content), 'sales, Jan 3, 2024: 60 | ▼ 20 | from 80 (Jan 2, 2024)');
		const spec = { number: { difference: 'percent', good: 'down' } } as const;
		assert.equal(said(content, spec), 'sales, Jan 3, 2024: 60 | ▼ 25% | better than 80 (Jan 2, 2024) | better');
	}
	const plain = table([['n', 'number']], [[1], [4]]);
	assert.equal(said(plain), 'n: 4 | ▲ 3 | from 1');
});

test('a change that cannot be a share, or would round to none, is written as it is; no change is said to be none', () => {
	const held = (figure: Cell, plan: Cell) =>
		said(
			table(
				[
					['n', 'number'],
					['plan', 'number'],
				],
				[[figure, plan]],
			),
			{ number: { difference: 'percent', good: 'up' } },
		);
	assert.equal(held(5, 0), 'n: 5 | ▲ 5 | better than 0 (plan) | better');
	assert.equal(held(1_000_001, 1_000_000), 'n: 1,000,001 | ▲ 1 | better than 1,000,000 (plan) | better');
	assert.equal(held(-5, -10), 'n: -5 | ▲ 50% | better than -10 (plan) | better');
	assert.equal(held(7, 7), 'n: 7 | ± 0 | against 7 (plan)');
	assert.equal(held(7, null), 'n: 7');
	assert.equal(held(null, 7), 'n: –');
});

test('a combination asks for two columns of numbers, a sparkline for one and nothing else', () => {
	const one = table([['n', 'number']], [[1]]);
	assert.equal(misfit('sparkline', one), undefined);
	assert.equal(misfit('line', one), 'Shown as a table: a line chart needs two columns or more.');
	const pair = table(
		[
			['k', 'text'],
			['n', 'number'],
		],
		[['a', 1]],
	);
	assert.match(misfit('combination', pair) ?? '', /^Shown as a table: a combination needs two columns of numbers/);
	assert.match(misfit('sparkline', table([['k', 'text']], [['a']])) ?? '', /: a sparkline needs a column of numbers/);
	assert.equal(misfit('combination', mixed), undefined);
	assert.deepEqual(choose(pair).type, 'table');
});
