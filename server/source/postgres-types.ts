/**
 * How PostgreSQL's types become a result's columns. Values arrive as the database's text (with DateStyle ISO)
 * and are turned into JSON only where JSON holds them exactly.
 * Type numbers: PostgreSQL, src/include/catalog/pg_type.dat.
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

/** `12.50` is 12.5 and stays a number; what a double would change stays text. NaN and infinities are text. */
function exactNumber(text: string): Cell {
	const value = Number(text);
	if (!Number.isFinite(value)) return text;
	if (Number.isSafeInteger(value) && /^-?\d+$/.test(text)) return value;
	const digits = text.replace(/^-?0*|\.|-|e.*$/gi, '').replace(/^0+/, '');
	return digits.length <= 15 ? value : text;
}

/** `2026-01-02 03:04:05+02` becomes `2026-01-02T03:04:05+02:00`. Infinity and dates BC stay as they are. */
function isoTime(text: string): string {
	const parts = /^(\d{4,}-\d\d-\d\d) ([\d:.]+)([+-]\d\d(?::\d\d){0,2})?$/.exec(text);
	if (parts === null) return text;
	const [, date = '', time = '', zone = ''] = parts;
	return `${date}T${time}${zone.length === 3 ? `${zone}:00` : zone}`;
}

/** One value's text, as PostgreSQL wrote it, as a cell of a column of this type. */
export function cellOf(type: ColumnType, text: string | null): Cell {
	if (text === null) return null;
	switch (type) {
		case 'number': {
			const value = Number(text);
			return Number.isFinite(value) ? value : text;
		}
		case 'decimal':
			return exactNumber(text);
		case 'boolean':
			return text === 't';
		case 'timestamp':
		case 'timestamptz':
			return isoTime(text);
		case 'json':
			return JSON.parse(text) as Cell;
		default:
			return text;
	}
}
