/**
 * Names of tables and columns as SQL, so that a name is never more than a name. By the rules of PostgreSQL's `quote_ident`
 * and `quote_literal` (src/backend/utils/adt/ruleutils.c, quote.c), which the tests hold them to.
 */
import { NamedError } from '../errors.ts';
import { KEYWORDS } from './keywords.ts';

export interface TableName {
	/** Default: wherever the search path of the source's role finds the table. */
	readonly schema?: string | undefined;
	readonly name: string;
}

/** NAMEDATALEN - 1: what is longer would be cut, and would then be another name. */
const MAX_BYTES = 63;
const PLAIN = /^[a-z_][a-z0-9_]*$/;
const SHOWN = 80;

const wrong = (name: string, why: string) =>
	new NamedError(
		'bad_parameter',
		`${JSON.stringify(name.slice(0, SHOWN))} cannot be the name of a table or a column: ${why}.`,
	);

function demandName(name: string): void {
	if (name === '') throw wrong(name, 'it is empty');
	if (name.includes('\0')) throw wrong(name, 'it contains the character U+0000');
	if (/\p{Surrogate}/u.test(name)) throw wrong(name, 'it is not Unicode: half of a pair of surrogates stands alone');
	if (Buffer.byteLength(name) > MAX_BYTES) throw wrong(name, `it is longer than ${MAX_BYTES} bytes of UTF-8`);
}

/**
 * Plain where it may be, since SQL is for reading; else within quotes.
 * @throws NamedError bad_parameter for what PostgreSQL takes as no name at all
 */
export function quoteIdentifier(name: string): string {
	demandName(name);
	return PLAIN.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL: right whatever `standard_conforming_strings` is. */
export function quoteLiteral(text: string): string {
	const quoted = `'${text.replaceAll("'", "''")}'`;
	return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

const PART = /^(?:"(?<quoted>(?:[^"]|"")+)"|(?<plain>[^".]+))(?<rest>\.|$)/;

/**
 * `orders`, `sales.orders`, `"a.b"."c"`: a part in quotes may hold anything, `""` for a quote; one without is taken as it
 * stands, capitals too, and holds neither quotes nor dots.
 * @throws NamedError bad_parameter
 */
export function parseTableName(text: string): TableName {
	const parts: string[] = [];
	for (let left = text; left !== '' || parts.length === 0; ) {
		const found = PART.exec(left);
		const isCut = found?.groups?.['rest'] === '.' && found[0].length === left.length;
		if (found === null || isCut) {
			throw new NamedError(
				'bad_parameter',
				`The table ${JSON.stringify(text.slice(0, SHOWN))} is neither a name nor schema.name; write "in quotes" a part that has dots or quotes in it.`,
			);
		}
		parts.push(found.groups?.['quoted']?.replaceAll('""', '"') ?? found.groups?.['plain'] ?? '');
		left = left.slice(found[0].length);
	}
	const [name = '', schema, ...more] = parts.reverse();
	if (more.length > 0)
		throw new NamedError(
			'bad_parameter',
			`The table ${JSON.stringify(text.slice(0, SHOWN))} has more parts than schema.name.`,
		);
	return schema === undefined ? { name } : { schema, name };
}
