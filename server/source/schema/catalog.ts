/**
 * From the rows that a database says of itself to what the workshop shows: schemas of relations with their columns. Pure.
 * What names a column that may not be read is left out, and so is a relation of which nothing may be.
 */
import { z } from 'zod';
import type { ColumnType } from '../../../widget/protocol.ts';

/** More are left out, and `truncated` says so. */
export const MOST_COLUMNS = 20_000;
const MOST_FUNCTIONS = 2_000;

export interface CatalogColumn {
	readonly name: string;
	/** In the database's own words. */
	readonly type: string;
	/** What a result calls it. */
	readonly columnType: ColumnType;
	readonly nullable: boolean;
	/** An expression in the database's own words; cut at 200 characters. */
	readonly default?: string;
	readonly comment?: string;
}

export interface CatalogRelation {
	readonly name: string;
	readonly kind: 'table' | 'view' | 'materialized view' | 'foreign table';
	readonly comment?: string;
	/** The database's own estimate. */
	readonly rows?: number;
	readonly columns: readonly CatalogColumn[];
	readonly primaryKey?: readonly string[];
	readonly foreignKeys: readonly {
		readonly columns: readonly string[];
		readonly references: { readonly schema: string; readonly relation: string; readonly columns: readonly string[] };
	}[];
	readonly indexes: readonly { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean }[];
}

export interface Catalog {
	readonly schemas: readonly {
		readonly name: string;
		readonly relations: readonly CatalogRelation[];
		/** Those that queries can call; names only. */
		readonly functions: readonly string[];
	}[];
	readonly truncated: boolean;
}

const flag = z.union([z.boolean(), z.number()]).transform(Boolean);
const place = { schema: z.string(), relation: z.string() };
const member = { ...place, place: z.number(), column: z.string().nullable() };

const parts = {
	relation: z.object({
		...place,
		kind: z.enum(['table', 'view', 'materialized view', 'foreign table']),
		rows: z.number().nullable(),
		comment: z.string().nullable(),
	}),
	column: z.object({
		...place,
		name: z.string(),
		place: z.number(),
		type: z.string(),
		/** PostgreSQL's number of the type. */
		oid: z.number().optional(),
		textual: z.boolean().optional(),
		/** MySQL's name of the type, without its length. */
		data: z.string().optional(),
		nullable: flag,
		default: z.string().nullable(),
		comment: z.string().nullable(),
	}),
	key: z.object(member),
	reference: z.object({
		...member,
		name: z.string(),
		toSchema: z.string(),
		toRelation: z.string(),
		toColumn: z.string(),
	}),
	index: z.object({ ...member, name: z.string(), unique: flag }),
	function: z.object({ schema: z.string(), name: z.string() }),
} as const;

type Part = keyof typeof parts;
type Rows = { readonly [P in Part]: readonly z.infer<(typeof parts)[P]>[] };
export type ColumnRow = Rows['column'][number];

const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

/** Sorts the rows by what they tell of. @throws z.ZodError, SyntaxError for rows that are not ours */
function read(rows: readonly { readonly part: string; readonly detail: string }[]): Rows {
	const found: Record<Part, unknown[]> = { relation: [], column: [], key: [], reference: [], index: [], function: [] };
	for (const { part, detail } of rows) if (isPart(part)) found[part].push(parts[part].parse(JSON.parse(detail)));
	return found as unknown as Rows;
}

type Placed = { readonly schema: string; readonly relation: string };
const idOf = ({ schema, relation }: Placed) => JSON.stringify([schema, relation]);

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const group = groups.get(key(row));
		if (group === undefined) groups.set(key(row), [row]);
		else group.push(row);
	}
	return groups;
}

const inOrder = <T extends { readonly place: number }>(rows: readonly T[]): readonly T[] =>
	rows.toSorted((a, b) => a.place - b.place);

const noted = (name: 'comment' | 'default', text: string | null) =>
	text === null || text === '' ? {} : { [name]: text };

export interface Assembling {
	readonly rows: readonly { readonly part: string; readonly detail: string }[];
	/** Whether the database was not read to its end. */
	readonly truncated: boolean;
	readonly columnTypeOf: (column: ColumnRow) => ColumnType;
}

class Assembly {
	readonly #rows: Rows;
	readonly #columnTypeOf: Assembling['columnTypeOf'];
	readonly #columns: Map<string, ColumnRow[]>;
	readonly #keys: Map<string, Rows['key'][number][]>;
	readonly #references: Map<string, Rows['reference'][number][]>;
	readonly #indexes: Map<string, Rows['index'][number][]>;
	readonly #readable: ReadonlySet<string>;

	constructor(rows: Rows, columnTypeOf: Assembling['columnTypeOf']) {
		this.#rows = rows;
		this.#columnTypeOf = columnTypeOf;
		const columns = rows.column.slice(0, MOST_COLUMNS);
		this.#columns = groupBy(columns, idOf);
		this.#keys = groupBy(rows.key, idOf);
		this.#references = groupBy(rows.reference, idOf);
		this.#indexes = groupBy(rows.index, idOf);
		this.#readable = new Set(columns.map(({ schema, relation, name }) => JSON.stringify([schema, relation, name])));
	}

	schemas(): Catalog['schemas'] {
		const relations = groupBy(
			this.#rows.relation.filter((row) => this.#columns.has(idOf(row))),
			({ schema }) => schema,
		);
		const functions = groupBy(this.#rows.function.slice(0, MOST_FUNCTIONS), ({ schema }) => schema);
		const names = [...new Set([...relations.keys(), ...functions.keys()])].sort();
		return names.map((name) => ({
			name,
			relations: (relations.get(name) ?? [])
				.map((row) => this.#relation(row))
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
			functions: [...new Set((functions.get(name) ?? []).map((each) => each.name))].sort(),
		}));
	}

	#mayRead({ schema, relation }: Placed, columns: readonly (string | null)[]): columns is readonly string[] {
		return columns.every((column) => this.#readable.has(JSON.stringify([schema, relation, column])));
	}

	#relation(row: Rows['relation'][number]): CatalogRelation {
		const id = idOf(row);
		const key = inOrder(this.#keys.get(id) ?? []).map(({ column }) => column);
		return {
			name: row.relation,
			kind: row.kind,
			...noted('comment', row.comment),
			...(row.rows === null ? {} : { rows: row.rows }),
			columns: inOrder(this.#columns.get(id) ?? []).map((column) => this.#column(column)),
			...(key.length > 0 && this.#mayRead(row, key) ? { primaryKey: key } : {}),
			foreignKeys: this.#foreignKeys(row, this.#references.get(id) ?? []),
			indexes: this.#indexesOf(row, this.#indexes.get(id) ?? []),
		};
	}

	#column(column: ColumnRow): CatalogColumn {
		const { name, type, nullable } = column;
		const notes = { ...noted('default', column.default), ...noted('comment', column.comment) };
		return { name, type, columnType: this.#columnTypeOf(column), nullable, ...notes };
	}

	#foreignKeys(from: Placed, rows: readonly Rows['reference'][number][]): CatalogRelation['foreignKeys'] {
		return [...groupBy(rows, ({ name }) => name).values()].flatMap((group) => {
			const members = inOrder(group);
			const columns = members.map(({ column }) => column);
			const [first] = members;
			if (first === undefined || !this.#mayRead(from, columns)) return [];
			const target = { schema: first.toSchema, relation: first.toRelation };
			const targets = members.map(({ toColumn }) => toColumn);
			return this.#mayRead(target, targets) ? [{ columns, references: { ...target, columns: targets } }] : [];
		});
	}

	#indexesOf(from: Placed, rows: readonly Rows['index'][number][]): CatalogRelation['indexes'] {
		return [...groupBy(rows, ({ name }) => name)].flatMap(([name, group]) => {
			const columns = inOrder(group).map(({ column }) => column);
			return this.#mayRead(from, columns) ? [{ name, columns, unique: group[0]?.unique ?? false }] : [];
		});
	}
}

/** @throws z.ZodError, SyntaxError for rows that are not those of our statements */
export function assemble({ rows, truncated, columnTypeOf }: Assembling): Catalog {
	const parsed = read(rows);
	const isCut = parsed.column.length > MOST_COLUMNS || parsed.function.length > MOST_FUNCTIONS;
	return { schemas: new Assembly(parsed, columnTypeOf).schemas(), truncated: truncated || isCut };
}
