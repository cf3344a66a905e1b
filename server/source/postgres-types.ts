/**
 * How PostgreSQL's types become a result's columns. Values arrive as the database's text (with DateStyle ISO)
 * and are turned into JSON only where JSON holds them exactly.
 * docs/types.md has the mapping. Type numbers: PostgreSQL, src/include/catalog/pg_type.dat.
 */
import type { Cell, ColumnType } from '../../widget/protocol.ts';

const TYPES: Readonly<Record<number, ColumnType>> = {
	16: 'boolean',
	20: 'decimal',
	21: 'number',
	23: 'number',
	26: 'number',
	700: 'number',
	701: 'number',
	1700: 'decimal',
	25: 'text',
	1042: 'text',
	1043: 'text',
	18: 'text',
	19: 'text',
	2950: 'text',
	114: 'json',
	3802: 'json',
	1082: 'date',
	1114: 'timestamp',
	1184: 'timestamptz',
};

export const columnTypeOf = (oid: number): ColumnType => TYPES[oid] ?? 'other';

/** Below this number all types are PostgreSQL's own; those above are asked for in pg_type. */
export const FIRST_OWN_TYPE = 16_384;

const STRINGS = /"(?:[^"\\]|\\.)*"/g;
const NUMBERS = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const significant = (text: string) =>
	text
		.replace(/[eE].*$/, '')
		.replace(/[-.]/g, '')
		.replace(/^0+|0+$/g, '');

/** Whether a double keeps every number in a JSON text. */
function isExactJson(text: string): boolean {
	if (!/[\d.]{16}|\d[eE]|-0/.test(text)) return true;
	const numbers = text.replace(STRINGS, '""').match(NUMBERS) ?? [];
	return numbers.every((number) => {
		const value = Number(number);
		return Number.isFinite(value) && !Object.is(value, -0) && significant(String(value)) === significant(number);
	});
}

/** A double's text as a number; NaN, infinities and minus zero, which JSON lacks, stay text. */
function double(text: string): Cell {
	const value = Number(text);
	return Number.isFinite(value) && !Object.is(value, -0) ? value : text;
}

/** `2026-01-02 03:04:05+02` becomes `2026-01-02T03:04:05+02:00`. Infinity and dates BC stay as they are. */
function isoTime(text: string): string {
	const parts = /^(\d{4,}-\d\d-\d\d) ([\d:.]+)([+-]\d\d(?::\d\d){0,2})?$/.exec(text);
	if (parts === null) return text;
	const [, date = '', time = '', zone = ''] = parts;
	return `${date}T${time}${zone.length === 3 ? `${zone}:00` : zone}`;
}

/** One value's text, as PostgreSQL wrote it, as a cell of a column of this type; decimals are in decimal-column.ts. */
export function cellOf(type: ColumnType, text: string | null): Cell {
	if (text === null) return null;
	switch (type) {
		case 'number':
			return double(text);
		case 'boolean':
			return text === 't';
		case 'timestamp':
		case 'timestamptz':
			return isoTime(text);
		case 'json':
			return isExactJson(text) ? (JSON.parse(text) as Cell) : text;
		default:
			return text;
	}
}

/** A list as PostgreSQL writes an array, each element quoted, for a parameter whose element type the SQL decides. */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
	const element = (value: string | number | boolean | null) =>
		value === null ? 'null' : `"${String(value).replace(/["\\]/g, '\\$&')}"`;
	return `{${values.map(element).join()}}`;
}
