/** What a recipe is drawn from: the sample table or one of the project's, as the address says it. Pure. */
import { tablePath } from '../../shared/identifiers.ts';
import type { Relation } from '../../shared/source-schema.ts';
import type { RecipeColumn } from './recipe.ts';

export interface RecipePlace {
	/** '': not chosen yet. */
	readonly source: string;
	/** Undefined: the sample table. */
	readonly table: { readonly schema: string; readonly name: string } | undefined;
	/** By slot; on the sample table its own. */
	readonly columns: Readonly<Record<string, string>>;
}

/** What stands in the page's address; `routeOf` has read it. */
export function placeIn(query: URLSearchParams): RecipePlace {
	const [schema, name] = [query.get('schema'), query.get('table')];
	const columns = [...query].flatMap(([key, value]) => (key.startsWith('column.') ? [[key.slice(7), value]] : []));
	return {
		source: query.get('source') ?? '',
		table: schema === null || name === null ? undefined : { schema, name },
		columns: Object.fromEntries(columns),
	};
}

export const queryOf = ({ source, table, columns }: RecipePlace): Readonly<Record<string, string>> => ({
	...(source !== '' && { source }),
	...(table !== undefined && {
		schema: table.schema,
		table: table.name,
		...Object.fromEntries(Object.entries(columns).map(([slot, column]) => [`column.${slot}`, column])),
	}),
});

/** The columns of the place that the table has, for slots that the recipe has. */
export function columnsIn(
	{ columns }: RecipePlace,
	slots: readonly RecipeColumn[],
	relation: Relation,
): Readonly<Record<string, string>> {
	const names = new Set(relation.columns.map(({ name }) => name));
	return Object.fromEntries(
		slots.flatMap(({ slot }) => {
			const column = columns[slot];
			return column !== undefined && names.has(column) ? [[slot, column]] : [];
		}),
	);
}

/** Slots that have no column yet. */
export const missingSlots = (
	{ table, columns }: RecipePlace,
	slots: readonly RecipeColumn[],
): readonly RecipeColumn[] =>
	table === undefined ? [] : slots.filter(({ slot }) => columns[slot] === undefined || columns[slot] === '');

/** As `GET /v1/recipes/:name` and the editor's address take it. */
export const askedOf = ({ table, columns }: RecipePlace): Readonly<Record<string, string>> =>
	table === undefined ? {} : { table: tablePath(table.schema, table.name), columns: JSON.stringify(columns) };
