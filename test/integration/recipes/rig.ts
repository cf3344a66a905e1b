/** One PostgreSQL with the sample data for all tests of recipes, tables made of it, and runs as a worker does them. */
import { rmSync } from 'node:fs';
import postgres, { type Sql } from 'postgres';
import { loadSampleData } from '../../../demo/sample-data/load.ts';
import { type AdaptedRecipe, adaptRecipe } from '../../../server/recipes/adapt.ts';
import { quoteIdentifier, type TableName } from '../../../server/recipes/identifiers.ts';
import type { Recipe } from '../../../server/recipes/recipe.ts';
import { bindParams } from '../../../server/runs/bind-params.ts';
import { PostgresSource } from '../../../server/source/postgres.ts';
import type { ParamValue, Table } from '../../../widget/protocol.ts';
import { quietLog } from '../../support/log.ts';
import { temporaryDirectory, withPostgres } from '../../support/postgres.ts';
import type { Scope } from '../../support/scope.ts';
import type { RecipeCase, Row } from './case.ts';

export type Params = Readonly<Record<string, ParamValue>>;

export interface Rig {
	/** Of the role that owns the tables. */
	readonly owner: Sql;
	/** As the role that only reads. */
	run(sql: string, params: Params, zone: string): Promise<Table>;
}

export async function startRig(scope: Scope): Promise<Rig> {
	const stateDir = temporaryDirectory();
	scope.defer(() => rmSync(stateDir, { recursive: true, force: true }));
	const control = await withPostgres(scope);
	const database = `${control.name}_customer`;
	const { ownerUrl, readerUrl } = await loadSampleData({ databaseUrl: control.url, stateDir, database });
	const admin = postgres(control.url, { max: 1, onnotice: () => {} });
	scope.defer(async () => {
		await admin.unsafe(`drop database if exists "${database}" with (force)`);
		await admin.end();
	});
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	scope.defer(() => owner.end({ timeout: 1 }));
	const source = new PostgresSource({ url: readerUrl, maxIdle: 1, log: quietLog });
	scope.defer(() => source.close());
	const run: Rig['run'] = async (sql, params, zone) => {
		const { text, values } = bindParams(sql, params);
		const bounds = { maxRows: 100_000, maxBytes: 64_000_000, deadlineMs: 20_000 };
		const query = { tag: 'chartwire recipe', sql: text, bound: values, timeZone: zone, claims: {}, ...bounds };
		return source.run(query, { signal: new AbortController().signal, onRows: () => {} });
	};
	return { owner, run };
}

export const defaultsOf = (recipe: Recipe): Params =>
	Object.fromEntries(recipe.params.map((each) => [each.name, each.default]));

/** The slots of a recipe with the columns of the sample; of one without slots, the columns that its table has. */
export const slotsOf = (
	recipe: Recipe,
	{ wholeTable }: RecipeCase,
): readonly (readonly [slot: string, column: string])[] =>
	wholeTable?.map((name) => [name, name] as const) ??
	recipe.columns.map(({ slot, default: own }) => [slot, own] as const);

export interface Place {
	readonly table: TableName;
	/** By slot. */
	readonly columns: Readonly<Record<string, string>>;
}

export const adaptedTo = (recipe: Recipe, { table, columns }: Place): AdaptedRecipe =>
	adaptRecipe(recipe, { table, columns: recipe.columns.length === 0 ? {} : columns });

export const pathOf = ({ schema, name }: TableName): string =>
	[schema, name]
		.filter((part) => part !== undefined)
		.map(quoteIdentifier)
		.join('.');

/** The rows of a table by slot, numbers as numbers. */
export async function rowsOf(rig: Rig, { table, columns }: Place, zone: string): Promise<readonly Row[]> {
	const slots = Object.keys(columns);
	const list = slots.map((slot) => `${quoteIdentifier(columns[slot] ?? '')} as "${slot}"`).join(', ');
	const { data, rows, columns: types } = await rig.run(`select ${list} from ${pathOf(table)}`, {}, zone);
	const isNumber = types.map(({ type }) => type === 'number' || type === 'decimal');
	return Array.from({ length: rows }, (_, row) =>
		Object.fromEntries(
			slots.map((slot, at) => {
				const cell = data[at]?.[row] ?? null;
				return [slot, cell !== null && isNumber[at] ? Number(cell) : cell];
			}),
		),
	);
}
