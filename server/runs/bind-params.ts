/**
 * `{{name}}` in an author's SQL: always bound as `$n`, never pasted in. Literals, quoted names, comments and
 * dollar-quoted text are left alone. Keeps the way back from a place in what was sent to the author's text.
 */
import { z } from 'zod';
import type { Params, ParamValue } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import type { Engine } from '../source/address.ts';

const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/** False for nothing but blanks, comments and semicolons, which the database would answer with nothing at all. */
const hasStatement = (sql: string) => /[^\s;]/.test(sql.replace(COMMENTS, ' '));

export const sqlSchema = z
	.string()
	.max(100_000, 'is longer than 100,000 characters')
	.refine((sql) => hasStatement(sql), 'has no statement; write a query')
	.refine((sql) => !sql.includes('\0'), 'contains a NUL character');

/**
 * The lexical forms of PostgreSQL (manual, 4.1 Lexical Structure) in which `{{` means nothing, and the
 * parameter itself as the only capturing form.
 */
const TOKENS =
	/[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(?<tag>(?:[a-zA-Z_]\w*)?)\$[\s\S]*?\$\k<tag>\$|\{\{\s*([a-zA-Z_]\w*)\s*\}\}/g;

/** The same of MySQL and MariaDB: a backslash escapes in text, `#` begins a comment, and no tag quotes anything. */
const MYSQL_TOKENS =
	/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|(?<tag>(?!))?\{\{\s*([a-zA-Z_]\w*)\s*\}\}/gs;

export interface BoundSql {
	/** The statement with `$1 …`, or for MySQL `?`, in place of the parameters. */
	readonly text: string;
	readonly values: readonly ParamValue[];
	/** The place in the author's text for an offset, counted in characters as PostgreSQL does, in `text`. */
	originOf(offset: number): number;
}

/** @throws NamedError missing_parameter for a `{{name}}` without a value. */
export function bindParams(sql: string, params: Params, engine: Engine = 'postgresql'): BoundSql {
	const names: string[] = [];
	// A `?` has no number: a parameter that is used twice is bound twice.
	const placeholderOf = (name: string) => {
		const known = engine === 'mysql' ? -1 : names.indexOf(name);
		const place = known === -1 ? names.push(name) : known + 1;
		return engine === 'mysql' ? '?' : `$${place}`;
	};
	const edits: { readonly at: number; readonly shift: number }[] = [];
	let shift = 0;
	const text = sql.replace(
		engine === 'mysql' ? MYSQL_TOKENS : TOKENS,
		(token: string, _tag: string | undefined, name: string | undefined, at: number) => {
			if (name === undefined) return token;
			if (params[name] === undefined) {
				throw new NamedError('missing_parameter', `The SQL uses {{${name}}}, and no value for it was given.`);
			}
			const placeholder = placeholderOf(name);
			edits.push({ at: at + shift, shift: token.length - placeholder.length });
			shift += placeholder.length - token.length;
			return placeholder;
		},
	);
	const originOf = (offset: number) => {
		// PostgreSQL counts code points; JavaScript counts UTF-16 units.
		const units = [...text].slice(0, offset).join('').length;
		return units + edits.filter((edit) => edit.at < units).reduce((sum, edit) => sum + edit.shift, 0);
	};
	return { text, values: names.map((name) => params[name] ?? null), originOf };
}
