import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import type { Theme } from '../../../../widget/drawing/drawing.ts';
import type { Cell, Table } from '../../../../widget/protocol.ts';
import { pictureOf, tableOf, theme } from './drawn.ts';

/** With the system's few colours every mark is an element of ECharts: what those that are painted as one are to be. */
const one: Theme = {
	...theme,
	forced: { dashes: [], fills: [], swatch: () => assert.fail('no legend is drawn here') },
};

const rows = (count: number, row: (at: number) => readonly Cell[]): readonly (readonly Cell[])[] =>
	Array.from({ length: count }, (_, at) => row(at));
const wave = (at: number): number => Math.round(100 * Math.sin(at / 9) + 10 * Math.sin(at * 7));
const dayAt = (at: number): string => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);

interface Case {
	readonly type: ChartType;
	readonly table: Table;
	readonly spec?: Omit<ChartSpec, 'version'>;
	/** How far an element's outline stands out. */
	readonly edge?: number;
}

const GROUPED = tableOf(
	'item kind n:number',
	rows(320, (at) => [`item ${at >> 3}`, `kind ${at % 8}`, wave(at)]),
);

const CASES: Readonly<Record<string, Case>> = {
	bars: {
		type: 'bar',
		table: tableOf(
			'item n:number',
			rows(300, (at) => [`item ${at}`, wave(at)]),
		),
	},
	'bars in groups': { type: 'bar', table: GROUPED },
	'bars in stacks': { type: 'bar', table: GROUPED, spec: { stack: 'stacked' } },
	'bars on a logarithmic axis': {
		type: 'bar',
		table: tableOf(
			'item n:number',
			rows(300, (at) => [`item ${at}`, 10 + (at % 90) ** 2]),
		),
		spec: { yAxis: { scale: 'log' } },
	},
	points: {
		type: 'scatter',
		table: tableOf(
			'a:number b:number',
			rows(300, (at) => [at % 37, wave(at)]),
		),
	},
	'points that tell a size': {
		type: 'scatter',
		table: tableOf(
			'a:number b:number s:number',
			rows(300, (at) => [at % 37, wave(at), at % 11]),
		),
		spec: { scatter: { size: 's' } },
	},
	'cells of a heat map': {
		type: 'heatmap',
		table: tableOf(
			'shop hour n:number',
			rows(300, (at) => [`shop ${at % 20}`, `hour ${Math.floor(at / 20)}`, wave(at)]),
		),
	},
	'days of a calendar': {
		type: 'calendar',
		table: tableOf(
			'day:date n:number',
			rows(360, (at) => [dayAt(at), wave(at)]),
		),
	},
	candles: {
		type: 'candlestick',
		table: tableOf(
			'day:date open:number high:number low:number close:number',
			rows(300, (at) => [dayAt(at), wave(at), wave(at) + 40, wave(at) - 40, wave(at + 1)]),
		),
		edge: 1,
	},
};

for (const [name, { type, table, spec, edge = 0 }] of Object.entries(CASES)) {
	const look = { target: 'page', ...(spec ? { spec } : {}) } as const;

	test(`hundreds of ${name} are one element, and stand where an element for each would`, () => {
		const many = pictureOf(type, table, look);
		const each = pictureOf(type, table, { ...look, theme: one });
		assert.ok(many.built.marks.length > 200, `${many.built.marks.length} marks`);
		assert.ok(many.svg.length < each.svg.length / 3, 'not one element');
		many.built.marks.forEach((_, at) => {
			const [own, expected] = [many.rects[at], each.rects[at]];
			// A value of nothing is an element without any extent, or none.
			if (own === undefined) {
				assert.ok(!expected || expected.width * expected.height < 1, `no mark ${at}`);
				return;
			}
			assert.ok(expected, `a mark ${at} that is not to be`);
			for (const side of ['x', 'y', 'width', 'height'] as const) {
				const off = Math.abs(own[side] - expected[side]);
				assert.ok(off <= 2 * edge + 0.01, `${side} of mark ${at}: ${own[side]}, expected ${expected[side]}`);
			}
		});
	});

	test(`the option of hundreds of ${name} does not tell their values, but tells their axes`, () => {
		const optionOf = (of: Table): string => JSON.stringify(pictureOf(type, of, look).built.option);
		const before = optionOf(table);
		const last = (cells: readonly Cell[]): Cell[] => cells.map((cell, at) => (at === 10 ? Number(cell) + 1 : cell));
		const data = table.data.map((cells, at) => (at === table.data.length - 1 ? last(cells) : cells));
		assert.equal(optionOf({ ...table, data }), before);
		if (type === 'calendar') return;
		const larger = table.data.map((cells) => cells.map((cell) => (typeof cell === 'number' ? cell * 7 : `${cell}`)));
		if (type !== 'heatmap') assert.notEqual(optionOf({ ...table, data: larger }), before);
	});
}
