/**
 * What can stand at a place in SQL, by the source's schema: columns of an alias or a table (`o.`), tables of a schema
 * (`sales.`), and otherwise tables, columns of the tables that the statement reads, aliases and functions. Pure.
 */
import { publicFirst } from '../../../shared/source-schema.ts';
import type { Catalog, CatalogRelation } from './catalog.ts';
import { type Engine, nameOf, type SqlToken, tokensOf } from './sql-tokens.ts';
import { statementAt } from './statements.ts';

export interface Suggestion {
	/** What is put in, quoted where it has to be. */
	readonly label: string;
	/** Its kind in a word, or a column's type. */
	readonly detail: string;
	readonly kind: 'column' | 'table' | 'schema' | 'alias' | 'function' | 'param';
	/** Higher stands first. */
	readonly boost: number;
	readonly info?: string;
}

export interface Suggestions {
	/** Where the word begins that is being typed. */
	readonly from: number;
	readonly options: readonly Suggestion[];
}

/** What a statement calls a table that it reads. What a step or a subquery is made of is not looked into. */
interface Reading {
	readonly alias: string;
	readonly schema: string | undefined;
	readonly relation: string;
}

export interface CompletionContext {
	readonly engine: Engine;
	readonly catalog: Catalog | undefined;
	/** Names of functions that every database of this engine has. */
	readonly functions: readonly string[];
}

/** Words that can follow a table and are no alias of it. */
const AFTER_TABLE = new Set(
	'on using where group order limit offset having union intersect except join inner left right full cross natural window fetch for lateral as set values returning tablesample straight_join force use ignore partition'.split(
		' ',
	),
);
const RESERVED = new Set(
	'all and any array as asc between both case cast check collate column constraint create cross current_date current_time current_timestamp current_user default desc distinct do else end except false fetch for foreign from full grant group having in initially inner intersect into is join lateral leading left like limit localtime natural not null offset on only or order outer primary references returning right select session_user some symmetric table then to trailing true union unique user using when where window with key index condition rank rows system'.split(
		' ',
	),
);

/** A name as SQL has to write it. */
export function written(name: string, engine: Engine): string {
	const isPlain = engine === 'postgresql' ? /^[a-z_][a-z0-9_$]*$/.test(name) : /^[a-zA-Z_][\w$]*$/.test(name);
	if (isPlain && !RESERVED.has(name.toLowerCase())) return name;
	return engine === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}

const isName = (token: SqlToken | undefined): token is SqlToken => token?.kind === 'word' || token?.kind === 'quoted';
const isWord = (token: SqlToken | undefined, word: RegExp): boolean => token?.kind === 'word' && word.test(token.text);

/** The tables that a statement reads, by what it calls them. */
export function readingsIn(statement: string, engine: Engine): readonly Reading[] {
	const tokens = tokensOf(statement, engine).filter(({ kind }) => kind !== 'comment');
	const found: Reading[] = [];
	for (let at = 0; at < tokens.length; at++) {
		if (!isWord(tokens[at], /^(from|join|update|into)$/i)) continue;
		for (let next = at + 1; ; ) {
			while (isWord(tokens[next], /^(only|lateral)$/i)) next++;
			const read = readingAt(tokens, next, engine);
			if (read === undefined) break;
			found.push(read.reading);
			if (tokens[read.after]?.text !== ',') break;
			next = read.after + 1;
		}
	}
	return found;
}

function readingAt(tokens: readonly SqlToken[], at: number, engine: Engine) {
	const first = tokens[at];
	if (!isName(first)) return undefined;
	const isQualified = tokens[at + 1]?.text === '.' && isName(tokens[at + 2]);
	const last = isQualified ? (tokens[at + 2] as SqlToken) : first;
	let after = at + (isQualified ? 3 : 1);
	const relation = nameOf(last, engine);
	if (isWord(tokens[after], /^as$/i)) after++;
	const named = tokens[after];
	const hasAlias = isName(named) && !(named.kind === 'word' && AFTER_TABLE.has(named.text.toLowerCase()));
	const alias = hasAlias ? nameOf(named, engine) : relation;
	const reading: Reading = { alias, relation, schema: isQualified ? nameOf(first, engine) : undefined };
	return { reading, after: hasAlias ? after + 1 : after };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function relationOf(
	catalog: Catalog,
	{ schema, relation }: Pick<Reading, 'schema' | 'relation'>,
): CatalogRelation | undefined {
	// What an unqualified name means first.
	for (const each of publicFirst(catalog.schemas)) {
		if (schema !== undefined && !same(each.name, schema)) continue;
		const found = each.relations.find(({ name }) => same(name, relation));
		if (found) return found;
	}
	return undefined;
}

const columnsOf = (relation: CatalogRelation, engine: Engine, boost: number): readonly Suggestion[] =>
	relation.columns.map(({ name, type, comment }) => {
		const isKey = relation.primaryKey?.includes(name) === true;
		const info = [isKey ? 'primary key' : '', comment ?? ''].filter(Boolean).join(' · ');
		return { label: written(name, engine), detail: type, kind: 'column', boost, ...(info ? { info } : {}) };
	});

/** A schema has to be named where another has a table of the same name, or where it is not searched. */
function tablesOf(catalog: Catalog, engine: Engine): readonly Suggestion[] {
	const isAlone = catalog.schemas.filter(({ relations }) => relations.length > 0).length < 2;
	return catalog.schemas.flatMap(({ name: schema, relations }) =>
		relations.map(({ name, kind, comment }): Suggestion => {
			const isOpen = isAlone || schema === 'public';
			const label = isOpen ? written(name, engine) : `${written(schema, engine)}.${written(name, engine)}`;
			return { label, detail: kind, kind: 'table', boost: 0, ...(comment ? { info: comment } : {}) };
		}),
	);
}

/** What stands before the word at a place: `o.` of `o.am`, or the schema and table of `sales.orders.am`. */
function qualifierAt(tokens: readonly SqlToken[], at: number) {
	const before = tokens.filter(({ to }) => to <= at);
	const inside = tokens.find(({ from, to }) => from < at && at <= to);
	const word = isName(inside) ? inside : undefined;
	const path = before.filter((token) => token !== word);
	const names: SqlToken[] = [];
	let end = word?.from ?? at;
	while (path.at(-1)?.text === '.' && path.at(-1)?.to === end) {
		path.pop();
		const name = path.pop();
		if (!isName(name)) break;
		names.unshift(name);
		end = name.from;
	}
	const isInside =
		inside !== undefined && (inside.kind === 'text' || inside.kind === 'comment' || inside.kind === 'number');
	return { from: word?.from ?? at, names, previous: path.at(-1), isInside };
}

/** @returns undefined where nothing is to be said: in a text, a comment or a number. */
export function suggestionsAt(
	sql: string,
	at: number,
	{ engine, catalog, functions }: CompletionContext,
): Suggestions | undefined {
	const { from, names, previous, isInside } = qualifierAt(tokensOf(sql, engine), at);
	if (isInside) return undefined;
	if (catalog === undefined) return { from, options: names.length === 0 ? functionsOf(functions) : [] };
	const { from: start = 0, to: end = sql.length } = statementAt(sql, at, engine) ?? {};
	const readings = readingsIn(sql.slice(start, end), engine);
	if (names.length > 0)
		return {
			from,
			options: qualified(
				catalog,
				names.map((name) => nameOf(name, engine)),
				readings,
				engine,
			),
		};
	const tables = tablesOf(catalog, engine);
	const schemas = catalog.schemas.map(
		({ name }): Suggestion => ({ label: written(name, engine), detail: 'schema', kind: 'schema', boost: -2 }),
	);
	if (isWord(previous, /^(from|join|update|into|only|table)$/i))
		return { from, options: [...tables.map((each) => ({ ...each, boost: 5 })), ...schemas] };
	const columns = readings.flatMap((reading) => {
		const relation = relationOf(catalog, reading);
		return relation ? columnsOf(relation, engine, 3) : [];
	});
	const aliases = readings.map(
		({ alias, relation }): Suggestion => ({ label: written(alias, engine), detail: relation, kind: 'alias', boost: 2 }),
	);
	const own = catalog.schemas.flatMap((schema) => schema.functions);
	return {
		from,
		options: distinct([...columns, ...aliases, ...tables, ...schemas, ...functionsOf([...functions, ...own])]),
	};
}

const functionsOf = (names: readonly string[]): readonly Suggestion[] =>
	names.map((name) => ({ label: name, detail: 'function', kind: 'function', boost: -1 }));

/** The same name of two tables is offered once. */
function distinct(options: readonly Suggestion[]): readonly Suggestion[] {
	const found = new Map<string, Suggestion>();
	for (const each of options)
		if (!found.has(`${each.kind} ${each.label}`)) found.set(`${each.kind} ${each.label}`, each);
	return [...found.values()];
}

function qualified(
	catalog: Catalog,
	path: readonly string[],
	readings: readonly Reading[],
	engine: Engine,
): readonly Suggestion[] {
	const [first = '', second] = path;
	if (second !== undefined) {
		const relation = relationOf(catalog, { schema: first, relation: second });
		return relation ? columnsOf(relation, engine, 3) : [];
	}
	const reading = readings.find(({ alias }) => same(alias, first));
	const relation = relationOf(catalog, reading ?? { schema: undefined, relation: first });
	if (relation) return columnsOf(relation, engine, 3);
	const schema = catalog.schemas.find(({ name }) => same(name, first));
	return (schema?.relations ?? []).map(({ name, kind }) => ({
		label: written(name, engine),
		detail: kind,
		kind: 'table',
		boost: 3,
	}));
}
