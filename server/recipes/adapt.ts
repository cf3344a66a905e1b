/**
 * Puts a table and its columns into a recipe. The template's slots are `[[table]]`, `[[column:slot]]` for a column, and
 * `[[name:slot]]` for the name of that column as text. They are written without blanks, and are filled in before the SQL
 * is anything else; a parameter stays `{{name}}`, and is bound when the SQL runs. No other `[[ … ]]` of a chart begins so.
 */
import { NamedError } from '../errors.ts';
import { quoteIdentifier, quoteLiteral, type TableName } from './identifiers.ts';
import type { Recipe } from './recipe.ts';

export interface Choice {
	/** Default: the sample table. */
	readonly table?: TableName | undefined;
	/** By slot. Default: of the sample table its own; of another one, all have to be chosen. */
	readonly columns?: Readonly<Record<string, string>> | undefined;
}

export interface AdaptedRecipe {
	readonly sql: string;
	readonly spec: Recipe['spec'];
	readonly table: TableName;
	readonly columns: Readonly<Record<string, string>>;
}

const SLOT = /\[\[(?<kind>table|column|name)(?::(?<slot>[a-z][a-z0-9_]*))?\]\]/g;

/** Of a text with slots, each of them by what is written in its place. */
const filled = (text: string, fill: (kind: string, slot: string) => string): string =>
	text.replace(SLOT, (_whole, kind: string, slot: string | undefined) => fill(kind, slot ?? ''));

/** @throws NamedError unknown_parameter, missing_parameter */
function chosenColumns(recipe: Recipe, { table, columns = {} }: Choice): Readonly<Record<string, string>> {
	const listed = recipe.columns.map(({ slot, role, label }) => `"${slot}" (${role}: ${label})`).join(', ') || 'none';
	const stranger = Object.keys(columns).find((slot) => !recipe.columns.some((each) => each.slot === slot));
	if (stranger !== undefined) {
		throw new NamedError(
			'unknown_parameter',
			`The recipe "${recipe.name}" has no column "${stranger}"; its columns are ${listed}.`,
		);
	}
	const entries = recipe.columns.map(({ slot, default: own }) => {
		const column = Object.hasOwn(columns, slot) ? columns[slot] : table === undefined ? own : undefined;
		if (column !== undefined) return [slot, column] as const;
		throw new NamedError(
			'missing_parameter',
			`The recipe "${recipe.name}" on another table needs a name for the column "${slot}"; its columns are ${listed}.`,
		);
	});
	return Object.fromEntries(entries);
}

/** The specification with every text in it filled in. */
function filledSpec<T>(value: T, fill: (kind: string, slot: string) => string): T {
	if (typeof value === 'string') return filled(value, fill) as T;
	if (Array.isArray(value)) return value.map((each) => filledSpec(each, fill)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledSpec(each, fill)])) as T;
}

/**
 * The recipe's SQL on this table and these columns, and its specification with their names. Names are quoted as
 * PostgreSQL's own `quote_ident` quotes them, so that none can be more than a name.
 * @throws NamedError unknown_parameter for a slot that it does not have, missing_parameter for one that is left out,
 *   bad_parameter for what cannot be a name
 */
export function adaptRecipe(recipe: Recipe, choice: Choice = {}): AdaptedRecipe {
	const table = choice.table ?? { name: recipe.table };
	const columns = chosenColumns(recipe, choice);
	const columnOf = (slot: string): string => {
		const column = columns[slot];
		if (column === undefined)
			throw new Error(`The recipe "${recipe.name}" uses the slot "${slot}" that it does not declare.`);
		return column;
	};
	const path = [table.schema, table.name].filter((part) => part !== undefined).map(quoteIdentifier);
	const sql = filled(recipe.sql, (kind, slot) => {
		if (kind === 'table') return path.join('.');
		return kind === 'column' ? quoteIdentifier(columnOf(slot)) : quoteLiteral(columnOf(slot));
	});
	const spec = filledSpec(recipe.spec, (kind, slot) => (kind === 'table' ? table.name : columnOf(slot)));
	return { sql, spec, table, columns };
}
