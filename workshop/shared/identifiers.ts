/** Names of tables and columns as SQL, so that a name is never more than a name. */
export type Engine = 'postgresql' | 'mysql';

const PLAIN = /^[a-z_][a-z0-9_]*$/;

/** The words that PostgreSQL 18 does not take as a plain name everywhere. To quote one that need not be is harmless. */
const KEYWORDS: ReadonlySet<string> = new Set(
	`
		all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
		cast char character check coalesce collate collation column concurrently constraint create cross current_catalog
		current_date current_role current_schema current_time current_timestamp current_user dec decimal default
		deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant
		greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join
		json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
		json_table json_value lateral leading least left like limit localtime localtimestamp merge_action national
		natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
		placing position precision primary real references returning right row select session_user setof similar
		smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true
		union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat
		xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
	`
		.trim()
		.split(/\s+/),
);

/** Plain where it may be, since SQL is for reading; of MySQL always within back ticks, which it takes around any name. */
export function quoteName(engine: Engine, name: string): string {
	if (engine === 'mysql') return `\`${name.replaceAll('`', '``')}\``;
	return PLAIN.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `schema.table` as the server's `table=` takes it, whatever is in the names. */
export const tablePath = (schema: string, table: string): string =>
	[schema, table].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');

export interface FirstQuery {
	readonly engine: Engine;
	readonly schema: string;
	readonly table: string;
	readonly columns: readonly string[];
}

const WIDTH = 88;

/** A query to begin with: all columns by name, and few rows. */
export function firstQuery({ engine, schema, table, columns }: FirstQuery): string {
	const names = columns.map((column) => quoteName(engine, column));
	const line = names.join(', ') || '*';
	const list = line.length > WIDTH ? `\n  ${names.join(',\n  ')}\n` : ` ${line}\n`;
	return `select${list}from ${[schema, table].map((part) => quoteName(engine, part)).join('.')}\nlimit 100`;
}
