/**
 * `{{name}}`, and `{{claims.name}}` for what the viewer's token says, in an author's SQL: always bound as `$n`, never pasted in; `[[ … {{name}} … ]]` drops out without a value.
 * Literals, quoted names, comments and dollar-quoted text are left alone. Keeps the way back from a place in what was sent to the author's text.
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
 * The lexical forms of PostgreSQL (manual, 4.1 Lexical Structure) in which braces and brackets mean nothing, then the
 * bounds of an optional block, and the parameter itself.
 */
const TOKENS =
	/[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(?<tag>(?:[a-zA-Z_]\w*)?)\$[\s\S]*?\$\k<tag>\$|\[\[|\]\]|\{\{\s*(?<name>(?:claims\.)?[a-zA-Z_]\w*(?:\.(?:start|end))?)\s*\}\}/g;

/** The same of MySQL and MariaDB: a backslash escapes in text, `#` begins a comment, and no tag quotes anything. */
const MYSQL_TOKENS =
	/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\[\[|\]\]|\{\{\s*(?<name>(?:claims\.)?[a-zA-Z_]\w*(?:\.(?:start|end))?)\s*\}\}/gs;

const tokensOf = (engine: Engine) => (engine === 'mysql' ? MYSQL_TOKENS : TOKENS);

export interface BoundSql {
	/** The statement with `$1 …`, or for MySQL `?`, in place of the parameters. */
	readonly text: string;
	readonly values: readonly ParamValue[];
	/** The place in the author's text for an offset, counted in characters as PostgreSQL does, in `text`. */
	originOf(offset: number): number;
}

/** A piece of the author's text from `at` to `end`, and what is sent instead of it. */
interface Edit {
	readonly at: number;
	readonly end: number;
	readonly sent: { readonly param: string } | { readonly blanks: number };
}

interface Block {
	readonly at: number;
	/** How many edits came before it. */
	readonly edits: number;
	readonly names: readonly string[];
}

/** The names of all parameters in the SQL, whether in an optional block or not. */
export function namesIn(sql: string, engine: Engine = 'postgresql'): readonly string[] {
	return [...sql.matchAll(tokensOf(engine))].flatMap(({ groups }) => groups?.['name'] ?? []);
}

/**
 * What is to be done with the author's text. `[[ … ]]` with a parameter in it is an optional block: without a value of
 * one of them it drops out, leaving a blank; otherwise only its brackets become blanks. Brackets around no parameter are
 * the author's own (`array[[1, 2]]`).
 */
function editsOf(sql: string, isSet: (name: string) => boolean, engine: Engine): Edit[] {
	const edits: Edit[] = [];
	let block: Block | undefined;
	for (const match of sql.matchAll(tokensOf(engine))) {
		const [token] = match;
		const at = match.index;
		const end = at + token.length;
		const name = match.groups?.['name'];
		if (name !== undefined) {
			edits.push({ at, end, sent: { param: name } });
			if (block !== undefined) block = { ...block, names: [...block.names, name] };
		} else if (token === '[[') {
			block = { at, edits: edits.length, names: [] };
		} else if (token === ']]' && block !== undefined) {
			const { at: start, edits: before, names } = block;
			block = undefined;
			if (names.length === 0) continue;
			const inner = edits.splice(before);
			if (names.every(isSet)) {
				const opening = { at: start, end: start + 2, sent: { blanks: 2 } };
				edits.push(opening, ...inner, { at, end, sent: { blanks: 2 } });
			} else edits.push({ at: start, end, sent: { blanks: 1 } });
		}
	}
	return edits;
}

/**
 * @param params by the name that the SQL uses; null is a value outside of an optional block, and none inside of one.
 * @throws NamedError missing_parameter for a `{{name}}` without a value.
 */
export function bindParams(sql: string, params: Params, engine: Engine = 'postgresql'): BoundSql {
	const place = engine === 'mysql' ? placesOfMysql() : placesOfPostgres();
	const values: ParamValue[] = [];
	const placed: { readonly at: number; readonly length: number; readonly origin: Edit }[] = [];
	let text = '';
	let done = 0;
	const isSet = (name: string) => params[name] !== undefined && params[name] !== null;
	for (const edit of editsOf(sql, isSet, engine)) {
		text += sql.slice(done, edit.at);
		const sent =
			'param' in edit.sent
				? place(edit.sent.param, givenValue(edit.sent.param, params), values)
				: ' '.repeat(edit.sent.blanks);
		placed.push({ at: text.length, length: sent.length, origin: edit });
		text += sent;
		done = edit.end;
	}
	text += sql.slice(done);
	const originOf = (offset: number) => {
		// PostgreSQL counts code points; JavaScript counts UTF-16 units.
		const units = [...text].slice(0, offset).join('').length;
		const last = placed.findLast((each) => each.at <= units);
		if (last === undefined) return units;
		const beyond = units - last.at - last.length;
		// Within what was put in, an error stands where the author wrote what it was put in for.
		return beyond < 0 ? last.origin.at : last.origin.end + beyond;
	};
	return { text, values, originOf };
}

/** @throws NamedError missing_parameter */
function givenValue(name: string, params: Params): ParamValue {
	const value = params[name];
	if (value !== undefined) return value;
	throw new NamedError('missing_parameter', `The SQL uses {{${name}}}, and no value for it was given.`);
}

const CLAIM = 'claims.';

/** Of a name in the SQL, `claims.tenant`, the claim that it stands for. */
export const claimIn = (name: string): string | undefined =>
	name.startsWith(CLAIM) ? name.slice(CLAIM.length) : undefined;

/** What the SQL can name: parameters by their names, and the viewer's claims, which no parameter can be called as. */
export const withClaims = (params: Params, claims: Params): Params => ({
	...params,
	...Object.fromEntries(Object.entries(claims).map(([name, value]) => [CLAIM + name, value])),
});

/** Answers what stands in the SQL for a value, and adds to the values what is bound there. */
type Place = (name: string, value: ParamValue, values: ParamValue[]) => string;

/** Numbered: a parameter that is used twice is bound once. A list is one value, an array: `= any({{names}})`. */
function placesOfPostgres(): Place {
	const names: string[] = [];
	return (name, value, values) => {
		if (!names.includes(name)) values[names.push(name) - 1] = value;
		return `$${names.indexOf(name) + 1}`;
	};
}

/** A `?` has no number and no list: each use is bound anew, and a list is as many values: `in ({{names}})`. */
function placesOfMysql(): Place {
	return (_name, value, values) => {
		const each: readonly ParamValue[] = Array.isArray(value) ? value : [value];
		values.push(...each);
		return each.length === 0 ? 'null' : each.map(() => '?').join(', ');
	};
}
