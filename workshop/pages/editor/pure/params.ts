/** The parameters that an author's SQL asks for by `{{name}}`, what they probably are, and their values. Pure. */
import type { Params, ParamValue } from '../../../../widget/protocol.ts';
import { type Engine, type SqlToken, tokensOf } from './sql-tokens.ts';

export const PARAM_TYPES = ['text', 'number', 'boolean', 'date', 'daterange', 'list'] as const;
export type ParamType = (typeof PARAM_TYPES)[number];

export interface SqlParam {
	readonly name: string;
	/** By what stands around it and how it is called. */
	readonly guess: ParamType;
	/** Stands in `[[ … ]]` wherever it is used: without a value that drops out. */
	readonly optional: boolean;
}

/** What somebody has typed for a parameter; the type where they have chosen another than the guess. */
export interface ParamEntry {
	readonly text: string;
	readonly type?: ParamType;
}
export type ParamEntries = Readonly<Record<string, ParamEntry>>;

const CASTS: Readonly<Record<string, ParamType>> = {
	int: 'number',
	int2: 'number',
	int4: 'number',
	int8: 'number',
	integer: 'number',
	bigint: 'number',
	smallint: 'number',
	numeric: 'number',
	decimal: 'number',
	float: 'number',
	float4: 'number',
	float8: 'number',
	real: 'number',
	double: 'number',
	date: 'date',
	timestamp: 'date',
	timestamptz: 'date',
	boolean: 'boolean',
	bool: 'boolean',
	text: 'text',
	varchar: 'text',
};
const NAMES: readonly (readonly [RegExp, ParamType])[] = [
	[/^(is|has|only|with|include)_|_(flag|only)$/i, 'boolean'],
	[/(^|_)(day|date|since|until|from|to|start|end|on|before|after)(_|$)|_at$/i, 'date'],
	[
		/(^|_)(n|limit|top|min|max|count|days|weeks|months|hours|year|amount|price|share|threshold|k|bins?|size|number|percent|alpha)(_|$)/i,
		'number',
	],
	[/(^|_)(ids|names|list|regions|countries|categories|values)$/i, 'list'],
];

const nameIn = (text: string): string => text.slice(2, -2).trim();
const bare = (name: string): string => name.replace(/\.(start|end)$/, '');

function guessOf(name: string, before: readonly SqlToken[], after: readonly SqlToken[]): ParamType {
	if (name !== bare(name)) return 'daterange';
	const [next, cast] = after;
	const byCast = next?.text === '::' ? CASTS[cast?.text.toLowerCase() ?? ''] : undefined;
	// Of an array; `[[` begins a block that may be left out.
	const isArray = after[2]?.text === '[' && after[3]?.text !== '[';
	if (byCast) return isArray ? 'list' : byCast;
	const [open, word] = [before.at(-1)?.text, before.at(-2)?.text.toLowerCase()];
	if (open === '(' && (word === 'any' || word === 'all' || word === 'in')) return 'list';
	if (/^(limit|offset)$/i.test(open ?? '')) return 'number';
	if (/^(date|timestamp|timestamptz)$/i.test(open ?? '')) return 'date';
	if (/^(like|ilike|regexp)$/i.test(open ?? '') || open === '~') return 'text';
	return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
}

/** In the order of their first use; claims of a viewer's token are none of them. */
export function paramsIn(sql: string, engine: Engine): readonly SqlParam[] {
	const tokens = tokensOf(sql, engine).filter(({ kind }) => kind !== 'comment');
	const found = new Map<string, SqlParam>();
	let inBlock = false;
	for (const [index, { kind, text, from }] of tokens.entries()) {
		if (text === '[' && tokens[index + 1]?.text === '[' && tokens[index + 1]?.from === from + 1) inBlock = true;
		if (text === ']' && tokens[index - 1]?.text === ']' && tokens[index - 1]?.to === from) inBlock = false;
		if (kind !== 'param') continue;
		const used = nameIn(text);
		if (used.startsWith('claims.')) continue;
		const name = bare(used);
		const known = found.get(name);
		const guess = guessOf(used, tokens.slice(0, index), tokens.slice(index + 1));
		// A use that says more than the name does is worth more.
		const better = known === undefined || known.guess === 'text' ? guess : known.guess;
		found.set(name, { name, guess: better, optional: inBlock && (known?.optional ?? true) });
	}
	return [...found.values()];
}

export const typeOf = ({ name, guess }: SqlParam, entries: ParamEntries): ParamType => entries[name]?.type ?? guess;

/** Why a text is no value of a type; undefined where it is one. The empty text is no value, and always allowed. */
export function problemOf(type: ParamType, text: string): string | undefined {
	if (text.trim() === '') return undefined;
	if (type === 'number' && !Number.isFinite(Number(text))) return 'Not a number';
	if (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(text)) return 'Write a date as 2026-01-31';
	if (type !== 'daterange') return undefined;
	return /^(\d{4}-\d\d-\d\d)?\/(\d{4}-\d\d-\d\d)?$/.test(text) ? undefined : 'Write two dates as 2026-01-01/2026-01-31';
}

/** Of a list, values stand apart by commas. An empty text is null, but of a list no values. */
export function paramValue(type: ParamType, text: string): ParamValue {
	if (type === 'list')
		return text
			.split(',')
			.map((each) => each.trim())
			.filter((each) => each !== '');
	if (text === '' || (type !== 'text' && text.trim() === '')) return null;
	if (type === 'number') return Number(text);
	return type === 'boolean' ? text === 'true' : text;
}

/** By the names that the SQL uses, as `POST /v1/runs` takes them: a range has two. */
export function runParams(params: readonly SqlParam[], entries: ParamEntries): Params {
	const values = params.flatMap((param): [string, ParamValue][] => {
		const { name } = param;
		const type = typeOf(param, entries);
		const text = entries[name]?.text ?? '';
		if (type !== 'daterange') return [[name, paramValue(type, text)]];
		const [start = '', end = ''] = text.split('/');
		return [
			[`${name}.start`, start || null],
			[`${name}.end`, end || null],
		];
	});
	return Object.fromEntries(values);
}

/** As a chart declares them: what is typed is the default. */
export function declaredParams(params: readonly SqlParam[], entries: ParamEntries) {
	return params.map((param) => {
		const type = typeOf(param, entries);
		const value = paramValue(type, entries[param.name]?.text ?? '');
		const isGiven = value !== null && !(Array.isArray(value) && value.length === 0);
		return { name: param.name, type, ...(isGiven ? { default: value } : {}), ...(isGiven ? {} : { required: false }) };
	});
}

/** What stands in the panel for values that came with a run, a chart or a recipe. */
export function entriesOf(values: Params, types: Readonly<Record<string, ParamType>> = {}): ParamEntries {
	const entries: Record<string, ParamEntry> = {};
	for (const [used, value] of Object.entries(values)) {
		const name = bare(used);
		const text = value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value);
		const type = types[name];
		if (used === name) entries[name] = { text, ...(type ? { type } : {}) };
		else {
			const [start = '', end = ''] = (entries[name]?.text ?? '').split('/');
			entries[name] = { text: used.endsWith('.start') ? `${text}/${end}` : `${start}/${text}`, type: 'daterange' };
		}
	}
	return entries;
}
