/**
 * A chart's parameters: what it declares, and how what a page or a token gives becomes the values that it runs with:
 * undeclared ones refused, the rest canonical, so that equal questions are equal. docs/parameters.md is for authors.
 */
import type { Params, ParamValue } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';

export const PARAM_TYPES = ['text', 'number', 'boolean', 'date', 'daterange', 'list'] as const;

export interface ChartParam {
	readonly name: string;
	readonly type: (typeof PARAM_TYPES)[number];
	readonly default?: ParamValue | undefined;
	/** True: neither absent nor null. False: null when absent. Default: must be given, unless there is a default. */
	readonly required?: boolean | undefined;
	/** The only values that are taken: these, or the first column of a query on the chart's source. */
	readonly allowed?: readonly (string | number)[] | { readonly sql: string } | undefined;
}

type Declared = { readonly name: string; readonly params: readonly ChartParam[] };

const MOST_SHOWN = 20;
/** In an error's message, a longer value is cut. */
const MOST_CHARACTERS = 100;

const shown = (value: unknown) => {
	const text = JSON.stringify(value);
	if (text.length <= MOST_CHARACTERS) return text;
	// Why a schedule or an alert could not ask is stored, and half of a surrogate pair cannot be.
	return `${text.slice(0, MOST_CHARACTERS).replace(/\p{Cs}/gu, '')}…`;
};

const wrong = (param: ChartParam, expected: string, value: unknown) =>
	new NamedError('bad_parameter', `The parameter "${param.name}" must be ${expected}, and is ${shown(value)}.`);

/** A number; one that a double would change stays the text that it came as. */
function asNumber(param: ChartParam, value: ParamValue): ParamValue {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong(param, 'a number', value);
	if (typeof value === 'string' && /^\d{16,}$|^-\d{16,}$/.test(value) && !Number.isSafeInteger(number)) return value;
	// Minus zero is zero.
	return number + 0;
}

function asDate(param: ChartParam, value: ParamValue): string {
	const expected = 'a date like 2026-01-31';
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) throw wrong(param, expected, value);
	const day = new Date(`${value}T00:00:00Z`);
	if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) throw wrong(param, expected, value);
	return value;
}

/** Both days of `2026-01-01/2026-01-31`; either may be left out. */
function asRange(param: ChartParam, value: ParamValue): readonly [string | null, string | null] {
	const expected = 'two dates like 2026-01-01/2026-01-31, of which one may be left out';
	const parts = typeof value === 'string' ? value.split('/') : [];
	const [start = '', end = ''] = parts;
	if (parts.length !== 2 || value === '/') throw wrong(param, expected, value);
	const [from, to] = [start, end].map((day) => (day === '' ? null : asDate(param, day)));
	if (typeof from === 'string' && typeof to === 'string' && from > to) {
		throw wrong(param, 'a range whose start is not after its end', value);
	}
	return [from ?? null, to ?? null];
}

/** Each value once, as text and in order: lists of the same values are the same. A single value is a list of one. */
const asList = (value: ParamValue): readonly string[] =>
	[...new Set((Array.isArray(value) ? value : [value]).map(String))].sort();

function coerce(param: ChartParam, value: ParamValue): ParamValue {
	if (Array.isArray(value) && param.type !== 'list') throw wrong(param, 'one value, not a list', value);
	switch (param.type) {
		case 'text':
			return String(value);
		case 'number':
			return asNumber(param, value);
		case 'boolean':
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			throw wrong(param, 'true or false', value);
		case 'date':
			return asDate(param, value);
		case 'daterange':
			return asRange(param, value)
				.map((day) => day ?? '')
				.join('/');
		case 'list':
			return asList(value);
	}
}

/** @throws NamedError bad_parameter, naming what is allowed. */
export function demandAllowed(param: ChartParam, value: ParamValue, allowed: readonly (string | number)[]): void {
	if (value === null) return;
	const known = new Set(allowed.map(String));
	const values = Array.isArray(value) ? value : [value];
	const stranger = values.find((each) => !known.has(String(each)));
	if (stranger === undefined) return;
	const listed = allowed.slice(0, MOST_SHOWN).map(shown).join(', ');
	const rest = allowed.length > MOST_SHOWN ? ` … (${allowed.length} values)` : '';
	throw wrong(param, allowed.length === 0 ? 'empty: nothing is allowed' : `one of ${listed}${rest}`, stranger);
}

/** A locked value wins even where it is null; so does a null of the page over the default. */
function givenValue(param: ChartParam, given: Params, locked: Params): ParamValue | undefined {
	const values = [locked, given].find((each) => Object.hasOwn(each, param.name));
	if (values !== undefined) return values[param.name];
	return param.default ?? (param.required === false ? null : param.default);
}

function settle(chart: Declared, param: ChartParam, value: ParamValue | undefined): ParamValue {
	if (value === undefined || (value === null && param.required === true)) {
		const allowed = Array.isArray(param.allowed)
			? `; it is one of ${param.allowed.slice(0, MOST_SHOWN).map(shown).join(', ')}`
			: '';
		throw new NamedError(
			'missing_parameter',
			`The chart "${chart.name}" needs the parameter "${param.name}" (${param.type})${allowed}.`,
		);
	}
	if (value === null) return null;
	const settled = coerce(param, value);
	if (Array.isArray(param.allowed)) demandAllowed(param, settled, param.allowed as readonly (string | number)[]);
	return settled;
}

/** The names by which the SQL asks for a parameter: a range has two. */
export const sqlNames = ({ name, type }: ChartParam): readonly string[] =>
	type === 'daterange' ? [`${name}.start`, `${name}.end`] : [name];

/**
 * The values that a chart runs with, by the names that its SQL uses. Values locked by the token win over the page's.
 * Values that only a query allows are checked where the chart's source is, before the run (allowed-values.ts).
 * @throws NamedError unknown_parameter, missing_parameter, bad_parameter
 */
export function settleParams(chart: Declared, given: Params, locked: Params = {}): Params {
	const declared = new Set(chart.params.map((param) => param.name));
	const unknown = Object.keys(given).find((name) => !declared.has(name));
	if (unknown !== undefined) {
		const names = declared.size === 0 ? 'none' : [...declared].map((name) => `"${name}"`).join(', ');
		throw new NamedError(
			'unknown_parameter',
			`The chart "${chart.name}" declares no parameter "${unknown}"; it declares ${names}.`,
		);
	}
	const settled: Record<string, ParamValue> = {};
	for (const param of chart.params) {
		const value = settle(chart, param, givenValue(param, given, locked));
		const values = param.type === 'daterange' && value !== null ? asRange(param, value) : [value];
		for (const [index, name] of sqlNames(param).entries()) settled[name] = values[index] ?? null;
	}
	return settled;
}

/** What is wrong with a declaration; undefined for nothing. A default must be a value that is taken. */
export function problemOfParams(chart: Declared): string | undefined {
	const names = chart.params.map((param) => param.name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) return `The parameter "${twice}" is declared twice.`;
	try {
		for (const param of chart.params) settle(chart, { ...param, required: false }, param.default ?? null);
	} catch (error) {
		return `A default is not taken: ${error instanceof Error ? error.message : String(error)}`;
	}
	return undefined;
}
