import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ChartType } from '../../../../widget/chart-spec.ts';
import { FAMILIES } from '../../../../widget/families/families.ts';
import type { Cell, Table } from '../../../../widget/protocol.ts';
import { pictureOf, tableOf } from './drawn.ts';

const LONG = 'a label of eighty characters, which is longer than there is room for on any axis';

/** Columns that suit every family: times, two columns of texts, and numbers under the names that some of them look for. */
const COLUMNS = 'day:date name kind a:number b:number open:number high:number low:number close:number';

const dayOf = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

/** Names that a map knows as well. */
const NAMES = ['Chad', 'Mali', 'Peru', 'Cuba', 'Fiji', 'Oman', 'Iran', 'Laos', 'Togo'];

function rowOf(index: number, value: Cell, name = NAMES[index] ?? `name ${index}`): Cell[] {
	const number = typeof value === 'number' ? value : null;
	const prices = number === null ? [null, null, null, null] : [number, number + 2, number - 2, number + 1];
	return [dayOf(index), name, `kind ${index % 3}`, value, number === null ? null : number / 2, ...prices];
}

const many = (count: number, value: (index: number) => Cell, name?: (index: number) => string): Table =>
	tableOf(
		COLUMNS,
		Array.from({ length: count }, (_, index) => rowOf(index, value(index), name?.(index))),
	);

const UGLY: Readonly<Record<string, Table>> = {
	'one row': many(1, () => 5),
	'no rows': many(0, () => 5),
	'nothing but nulls': many(5, () => null),
	'some nulls': many(9, (index) => (index % 3 === 1 ? null : index)),
	'nothing but zeros': many(5, () => 0),
	'negative values': many(12, (index) => index * 3 - 20),
	'huge values': many(6, (index) => 1e15 * (index + 1)),
	'tiny differences': many(6, (index) => 1e15 + index / 8),
	'tiny values': many(6, (index) => 1e-9 * (index + 1)),
	'300 categories': many(300, (index) => Math.sin(index) * 100),
	'labels of 80 characters': many(
		8,
		(index) => index + 1,
		(index) => `${index} ${LONG}`,
	),
	'text from right to left': many(
		4,
		(index) => index + 1,
		(index) => ['שלום', 'مرحبا بالعالم', 'فارسی', 'אבג דהו'][index] ?? '',
	),
	'names that are null and names that repeat': tableOf(COLUMNS, [
		[null, null, null, 1, 2, 3, 4, 2, 3],
		[dayOf(0), 'a', 'b', 2, 3, 3, 4, 2, 3],
		[dayOf(0), 'a', 'b', 5, 3, 3, 4, 2, 3],
	]),
	'markup in names': many(
		3,
		(index) => index + 1,
		() => '<img src=x onerror=alert(1)> & "quotes"',
	),
	'a column of names, and numbers': tableOf('name n:number', [
		['a', 1],
		['b', 2],
	]),
	'a column that is missing': tableOf('name', [['a'], ['b']]),
};

/** Small, wide, and hardly any; in pages and as pictures. */
const SIZES = [
	[320, 160, 'page'],
	[320, 160, 'picture'],
	[1200, 400, 'picture'],
	[40, 40, 'page'],
] as const;

for (const type of Object.keys(FAMILIES) as ChartType[]) {
	for (const [what, table] of Object.entries(UGLY)) {
		test(`a ${type} chart of ${what} can be drawn at any size, and is told in words`, () => {
			for (const [width, height, target] of SIZES) {
				const { built, svg } = pictureOf(type, table, { width, height, target });
				assert.match(svg, /^<svg .*<\/svg>$/s);
				assert.doesNotMatch(svg, /NaN|Infinity|undefined/, `${width} × ${height}`);
				assert.ok(built.summary.length > 10, built.summary);
				assert.doesNotMatch(`${built.summary} ${built.notes.join(' ')}`, /undefined|NaN|null|\[object/);
			}
		});
	}

	test(`each mark of a ${type} chart has its own place, and words that name its value`, () => {
		const { built } = pictureOf(type, UGLY['some nulls'] ?? many(1, () => 1));
		assert.ok(built.marks.length > 0, 'no marks');
		const places = new Set(built.marks.map(({ step, lane }) => `${step}|${lane}`));
		assert.equal(places.size, built.marks.length, 'two marks have one place in the walk');
		const addresses = new Set(built.marks.map(({ at }) => JSON.stringify(at)));
		assert.equal(addresses.size, built.marks.length, 'two marks have one address');
		for (const mark of built.marks) {
			const { title, rows } = mark.tip();
			assert.ok(title || rows.length > 0, 'nothing is said');
			assert.doesNotMatch(JSON.stringify([title, rows]), /undefined|NaN/);
		}
	});

	test(`the key of a ${type} chart stays when its values change, and is another for other columns`, () => {
		const keyOf = (table: Table): string => pictureOf(type, table).built.key;
		const before = keyOf(many(6, (index) => index + 1));
		assert.equal(keyOf(many(6, (index) => index + 1.25)), before);
		const { columns, ...rest } = many(6, (index) => index + 1);
		const renamed = columns.map((column) => ({ ...column, name: `${column.name}_2` }));
		assert.notEqual(keyOf({ ...rest, columns: renamed }), before);
	});
}

test('what builds pictures on a server has neither DOM nor a library of pages', () => {
	const folder = new URL('../../../../widget/families/', import.meta.url);
	// Painter.ts is where ECharts is brought along for them.
	const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'painter.ts');
	assert.ok(names.length > 10, `${names.length} files`);
	for (const name of names) {
		const code = readFileSync(new URL(name, folder), 'utf8');
		const loaded = [...code.matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)'/gms)].map(
			([, from = '']) => from,
		);
		assert.deepEqual(
			loaded.filter((from) => !from.startsWith('.')),
			[],
			`${name} loads a library`,
		);
		assert.doesNotMatch(code, /\bdocument\b|\bwindow\b|devicePixelRatio|HTMLElement|getComputedStyle/, name);
	}
});
