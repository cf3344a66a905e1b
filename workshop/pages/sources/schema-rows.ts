/** A schema as a flat list of rows, filtered by what somebody looks for: what a list shows of thousands of tables. Pure. */
import { publicFirst, type Relation, type SourceSchema } from '../../shared/source-schema.ts';

export interface RelationRow {
	readonly kind: 'relation';
	readonly schema: string;
	readonly relation: Relation;
	/** The columns because of which it was found, where its own name was not. */
	readonly matches: readonly string[];
}

export interface SchemaRow {
	readonly kind: 'schema';
	readonly name: string;
	readonly count: number;
}

export type Row = RelationRow | SchemaRow;

/** All words, in any order, in letters of whatever size. */
function matcherOf(search: string): (text: string) => boolean {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return (text) => {
		const low = text.toLowerCase();
		return words.every((word) => low.includes(word));
	};
}

function found(schema: string, relation: Relation, matches: (text: string) => boolean): RelationRow | undefined {
	const row = { kind: 'relation', schema, relation } as const;
	if (matches(`${schema}.${relation.name} ${relation.comment ?? ''}`)) return { ...row, matches: [] };
	const columns = relation.columns.filter(({ name, comment = '' }) => matches(`${name} ${comment}`));
	return columns.length === 0 ? undefined : { ...row, matches: columns.map(({ name }) => name) };
}

/** Each schema that has something, and below it what it has. */
export function rowsOf({ schemas }: Pick<SourceSchema, 'schemas'>, search: string): readonly Row[] {
	const matches = matcherOf(search);
	return publicFirst(schemas).flatMap(({ name, relations }) => {
		const rows = relations.flatMap((relation) => found(name, relation, matches) ?? []);
		return rows.length === 0 ? [] : [{ kind: 'schema' as const, name, count: rows.length }, ...rows];
	});
}

export const isRelation = (row: Row | undefined): row is RelationRow => row?.kind === 'relation';

/** The index of the relation that a key leads to; undefined: the key leads nowhere. */
export function movedTo(
	rows: readonly Row[],
	from: number,
	{ key, page }: { readonly key: string; readonly page: number },
) {
	const steps: Readonly<Record<string, number>> = {
		ArrowDown: 1,
		ArrowUp: -1,
		PageDown: page,
		PageUp: -page,
		Home: -rows.length,
		End: rows.length,
	};
	const step = steps[key];
	if (step === undefined) return undefined;
	const places = rows.flatMap((row, index) => (isRelation(row) ? [index] : []));
	const at = places.indexOf(from);
	if (at < 0) return places[step < 0 ? places.length - 1 : 0];
	return places[Math.max(0, Math.min(places.length - 1, at + step))];
}

export interface Viewport {
	readonly top: number;
	readonly height: number;
	readonly rowHeight: number;
	readonly count: number;
}

const SPARE = 8;

/** Which rows are to be there, from and up to: those in sight, and some before and behind. */
export function rowsInSight({ top, height, rowHeight, count }: Viewport): readonly [number, number] {
	const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - SPARE);
	return [from, Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE)];
}

export interface NotedColumn {
	readonly name: string;
	readonly type: string;
	readonly isKey: boolean;
	readonly isNullable: boolean;
	readonly default: string;
	readonly comment: string;
	/** What it refers to. */
	readonly leadsTo: { readonly schema: string; readonly relation: string; readonly column: string } | undefined;
	/** Whether an index begins with it. */
	readonly isIndexed: boolean;
}

export function columnsOf({ columns, primaryKey = [], foreignKeys, indexes }: Relation): readonly NotedColumn[] {
	return columns.map(({ name, type, nullable, default: value = '', comment = '' }) => {
		const key = foreignKeys.find((each) => each.columns.includes(name));
		const column = key?.references.columns[key.columns.indexOf(name)];
		return {
			name,
			type,
			isKey: primaryKey.includes(name),
			isNullable: nullable,
			default: value,
			comment,
			leadsTo:
				key === undefined || column === undefined
					? undefined
					: { schema: key.references.schema, relation: key.references.relation, column },
			isIndexed: indexes.some((index) => index.columns[0] === name),
		};
	});
}
