/** Runs a recipe on rows that a test writes down. */
import { adaptRecipe } from '../../../server/recipes/adapt.ts';
import { findRecipe } from '../../../server/recipes/catalog.ts';
import type { Row } from './case.ts';
import { defaultsOf, type Params, type Rig } from './rig.ts';

/** Runs a recipe on columns by slot, whose types are given as `name:type`. */
export async function brought(
	rig: Rig,
	name: string,
	columns: Readonly<Record<string, readonly unknown[]>>,
	{ zone = 'UTC', ...params }: Params & { readonly zone?: string } = {},
): Promise<readonly Row[]> {
	const recipe = findRecipe(name);
	const written = (value: unknown) => (value === null ? 'null' : `"${value}"`);
	const arrays = Object.entries(columns).map(
		([key, values]) => `'{${values.map(written).join()}}'::${key.split(':')[1]}[]`,
	);
	const slots = Object.keys(columns).map((key) => `"${key.split(':')[0]}"`);
	// A table is made without bound values; these are numbers, days and words of the test's own.
	await rig.owner.unsafe(`
		drop table if exists written_down;
		create table written_down as select * from unnest(${arrays.join(', ')}) as made (${slots.join(', ')})`);
	await rig.owner`grant select on written_down to public`;
	const own = Object.fromEntries(recipe.columns.map(({ slot }) => [slot, slot]));
	const { sql } = adaptRecipe(recipe, { table: { name: 'written_down' }, columns: own });
	const table = await rig.run(sql, { ...defaultsOf(recipe), ...params }, zone);
	return Array.from({ length: table.rows }, (_, row) =>
		Object.fromEntries(table.columns.map((column, at) => [column.name, table.data[at]?.[row] ?? null])),
	);
}

/** So many days after the first of 2024. */
export const day = (days: number): string =>
	new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
