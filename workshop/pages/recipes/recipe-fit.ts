/** Which tables a recipe can be drawn from, and which of their columns fit its slots. Pure. */
import type { ColumnType } from '../../../widget/protocol.ts';
import type { Relation, SchemaColumn, SourceSchema } from '../../shared/source-schema.ts';
import type { RecipeColumn } from './recipe.ts';

const TIMES: readonly ColumnType[] = ['date', 'timestamp', 'timestamptz'];
const NUMBERS: readonly ColumnType[] = ['number', 'decimal'];
/** Whatever can be compared. */
const COMPARED: readonly ColumnType[] = ['text', 'number', 'decimal', 'boolean', 'date'];

const TYPES: Readonly<Record<RecipeColumn['role'], readonly ColumnType[]>> = {
	number: NUMBERS,
	time: TIMES,
	flag: ['boolean'],
	category: COMPARED,
	id: ['text', 'number'],
};

/** Types of a name of their own that can be compared, which a result calls `other`, such as uuid. */
const isNamed = ({ type }: SchemaColumn): boolean => /^uuid$/i.test(type);

export const fits = ({ role }: Pick<RecipeColumn, 'role'>, column: SchemaColumn): boolean =>
	TYPES[role].includes(column.columnType) || (role === 'id' && isNamed(column));

/** How well a column answers to a slot: by its type first, then by its name. 0: not at all. */
function scoreOf(slot: RecipeColumn, column: SchemaColumn, { primaryKey = [], foreignKeys }: Relation): number {
	if (!fits(slot, column)) return 0;
	const name = column.name.toLowerCase();
	const isKey = primaryKey.includes(column.name);
	const isReference = foreignKeys.some(({ columns }) => columns.includes(column.name));
	let score = 1;
	if (name === slot.default.toLowerCase()) score += 8;
	if (name === slot.slot.toLowerCase()) score += 6;
	else if (name.includes(slot.slot.toLowerCase())) score += 3;
	// Who or what a row is about stands in it as a reference; its own key differs in every row.
	if (slot.role === 'id') score += (isReference ? 2 : 0) + (/(^|_)id$/.test(name) ? 2 : 0) - (isKey ? 1 : 0);
	// A number that only names a row is nothing to reckon with.
	else if (isKey || isReference || /(^|_)id$/.test(name)) score -= 0.9;
	if (slot.role === 'category' && column.columnType === 'text') score += 2;
	if (slot.role === 'time' && !column.nullable) score += 0.5;
	return score;
}

/** A column for each slot that one fits, none twice: slots that few columns fit choose first. */
export function suggestColumns(slots: readonly RecipeColumn[], relation: Relation): Readonly<Record<string, string>> {
	const chosen = new Map<string, string>();
	const fitting = (slot: RecipeColumn) => relation.columns.filter((column) => fits(slot, column)).length;
	for (const slot of slots.toSorted((a, b) => fitting(a) - fitting(b))) {
		const taken = new Set(chosen.values());
		const best = relation.columns
			.filter((column) => !taken.has(column.name))
			.map((column) => ({ name: column.name, score: scoreOf(slot, column, relation) }))
			.reduce((top, each) => (each.score > top.score ? each : top), { name: '', score: 0 });
		if (best.score > 0) chosen.set(slot.slot, best.name);
	}
	return Object.fromEntries(slots.flatMap(({ slot }) => (chosen.has(slot) ? [[slot, chosen.get(slot) ?? '']] : [])));
}

export interface TableChoice {
	/** As people read it: `schema.table`. */
	readonly label: string;
	readonly schema: string;
	readonly relation: Relation;
	/** Whether every slot has a column of its own. */
	readonly isFitting: boolean;
}

/** Tables that have what the recipe needs, and then the others. */
export function tablesFor(
	slots: readonly RecipeColumn[],
	{ schemas }: Pick<SourceSchema, 'schemas'>,
): readonly TableChoice[] {
	const all = schemas.flatMap(({ name: schema, relations }) =>
		relations.map((relation) => ({
			label: `${schema}.${relation.name}`,
			schema,
			relation,
			isFitting: Object.keys(suggestColumns(slots, relation)).length === slots.length,
		})),
	);
	return [...all.filter(({ isFitting }) => isFitting), ...all.filter(({ isFitting }) => !isFitting)];
}
