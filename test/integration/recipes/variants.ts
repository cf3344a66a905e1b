/** Tables that are made of a recipe's sample: other names, and the shapes in which statistics break. */

import { quoteIdentifier } from '../../../server/recipes/identifiers.ts';
import type { Recipe } from '../../../server/recipes/recipe.ts';
import type { RecipeCase } from './case.ts';
import { type Place, pathOf, type Rig, slotsOf } from './rig.ts';

export interface Variant {
	readonly what: string;
	readonly zone: string;
	/** The table, and what its columns are called, by slot. */
	readonly place: (recipe: Recipe, slots: readonly string[]) => Place;
	/** Its rows, as a query whose columns are the slots. */
	readonly rows: (sample: string, slots: readonly (readonly [string, string])[], numbers: readonly string[]) => string;
}

const HOSTILE = ['Größe "in" m²', 'select', "it's {{x}} [[y]]", '日付; drop table x --', 'a.b\\c', ' $$ '];

const same = (slots: readonly string[]) => Object.fromEntries(slots.map((slot) => [slot, slot]));
const listed = (slots: readonly (readonly [string, string])[]): string =>
	slots.map(([slot, column]) => `"${column}" as "${slot}"`).join(', ');

const inEdges =
	(kind: string): Variant['place'] =>
	(recipe, slots) => ({
		table: { schema: 'edges', name: `${recipe.name} ${kind}` },
		columns: same(slots),
	});

export const VARIANTS: readonly Variant[] = [
	{
		what: 'on a table whose schema, name and columns are hostile, in another order of rows and another time zone',
		zone: 'Europe/Berlin',
		place: (recipe, slots) => ({
			table: { schema: 'Other "schema".x', name: `${recipe.name}'; select` },
			columns: Object.fromEntries(slots.map((slot, at) => [slot, HOSTILE[at] ?? slot])),
		}),
		rows: (sample, slots) => `select ${listed(slots)} from ${sample} order by md5(${sample}::text)`,
	},
	{
		what: 'on a table that is called as a part of the recipe, with columns that are called as other slots',
		zone: 'America/New_York',
		place: (recipe, slots) => ({
			table: { name: /^(?:with |\), )(\w+) as \($/m.exec(recipe.sql)?.[1] ?? 'one' },
			columns: Object.fromEntries(slots.map((slot, at) => [slot, slots[(at + 1) % slots.length] ?? slot])),
		}),
		rows: (sample, slots) => `select ${listed(slots)} from ${sample} order by md5(${sample}::text) desc`,
	},
	{
		what: 'on a table without rows',
		zone: 'UTC',
		place: inEdges('empty'),
		rows: (sample, slots) => `select ${listed(slots)} from ${sample} where false`,
	},
	{
		what: 'on one row',
		zone: 'UTC',
		place: inEdges('one'),
		rows: (sample, slots) => {
			const filled = slots.map(([, column]) => `"${column}" is not null`).join(' and ');
			return `select ${listed(slots)} from ${sample} where ${filled} order by md5(${sample}::text) limit 1`;
		},
	},
	{
		what: 'on nothing but nulls',
		zone: 'UTC',
		place: inEdges('nulls'),
		rows: (sample, slots) => {
			const nulls = slots.map(([slot, column]) => `nullif("${column}", "${column}") as "${slot}"`).join(', ');
			return `select ${nulls} from ${sample} limit 20`;
		},
	},
	{
		what: 'with nulls here and there',
		zone: 'UTC',
		place: inEdges('gaps'),
		rows: (sample, slots) => {
			const cells = slots.map(
				([slot, column]) => `case when abs(hashtext(place || '${slot}')) % 7 > 0 then "${column}" end as "${slot}"`,
			);
			return `select ${cells.join(', ')} from (select *, row_number() over (order by md5(${sample}::text)) as place from ${sample}) as numbered where place <= 700`;
		},
	},
	{
		what: 'where all numbers are equal',
		zone: 'UTC',
		place: inEdges('equal'),
		rows: (sample, slots, numbers) => {
			const cells = slots.map(([slot, column]) =>
				numbers.includes(slot) ? `max("${column}") over () as "${slot}"` : `"${column}" as "${slot}"`,
			);
			return `select ${cells.join(', ')} from ${sample} limit 90`;
		},
	},
	{
		what: 'with every row twice',
		zone: 'UTC',
		place: inEdges('twice'),
		rows: (sample, slots) =>
			`select ${listed(slots)} from (select * from ${sample} order by md5(${sample}::text) limit 300) as few cross join generate_series(1, 2)`,
	},
];

/** Makes the table of a variant; one of the same name is replaced. */
export async function makeTable(rig: Rig, variant: Variant, recipe: Recipe, known: RecipeCase): Promise<Place> {
	const slots = slotsOf(recipe, known);
	const place = variant.place(
		recipe,
		slots.map(([slot]) => slot),
	);
	const { schema = 'public' } = place.table;
	const numbers = recipe.columns.flatMap(({ slot, role }) => (role === 'number' ? [slot] : []));
	const names = slots.map(([slot]) => `"${slot}" as ${quoteIdentifier(place.columns[slot] ?? slot)}`).join(', ');
	const path = pathOf({ schema, name: place.table.name });
	await rig.owner.unsafe(`
		set client_min_messages = warning;
		create schema if not exists ${quoteIdentifier(schema)};
		grant usage on schema ${quoteIdentifier(schema)} to public;
		drop table if exists ${path};
		create unlogged table ${path} as select ${names} from (${variant.rows(recipe.table, slots, numbers)}) as made;
		grant select on ${path} to public;
	`);
	return place;
}
