/**
 * How MySQL's and MariaDB's types become a result's columns. A prepared statement answers in the binary protocol: what
 * it holds is turned into the database's own text first, and into JSON only where JSON holds it exactly.
 * Type numbers: MySQL, include/field_types.h.
 */
import type { FieldPacket } from 'mysql2';
import type { ColumnType } from '../../widget/protocol.ts';

const BIT = 16;
const FLOAT = 4;

const TYPES: Readonly<Record<number, ColumnType>> = {
	0: 'decimal',
	1: 'number',
	2: 'number',
	3: 'number',
	4: 'number',
	5: 'number',
	7: 'timestamp',
	8: 'decimal',
	9: 'number',
	10: 'date',
	12: 'timestamp',
	13: 'number',
	14: 'date',
	245: 'json',
	246: 'decimal',
};
/** Text of any length, and blobs, which the character set tells apart. */
const TEXTS = new Set([15, 249, 250, 251, 252, 253, 254]);
const BINARY_CHARACTER_SET = 63;

/** What of a column's description is needed here. */
export type Field = Pick<FieldPacket, 'name' | 'columnType' | 'columnLength' | 'characterSet'> & {
	/** MariaDB sends JSON as text, and says so beside it. */
	readonly extendedFormat?: string;
};

export function columnTypeOf(field: Field): ColumnType {
	if (field.extendedFormat === 'json') return 'json';
	const code = field.columnType ?? -1;
	if (TEXTS.has(code)) return field.characterSet === BINARY_CHARACTER_SET ? 'other' : 'text';
	return TYPES[code] ?? 'other';
}

/** The shortest decimal that is the same single-precision number: 0.1, and not 0.10000000149011612. */
function singleText(value: number): string {
	for (let digits = 6; digits < 9; digits += 1) {
		const text = value.toPrecision(digits);
		if (Math.fround(Number(text)) === value) return String(Number(text));
	}
	return String(value);
}

function bufferText(bytes: Buffer, field: Field): string {
	if (field.columnType !== BIT) return `0x${bytes.toString('hex')}`;
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	return bits.slice(-(field.columnLength ?? bits.length));
}

/** A value of the library as the database would write it. Bytes are hexadecimal, bits are ones and zeros. */
export function textOf(value: unknown, field: Field): string | null {
	if (value === null || value === undefined) return null;
	if (Buffer.isBuffer(value)) return bufferText(value, field);
	if (typeof value === 'number') return field.columnType === FLOAT ? singleText(value) : String(value);
	if (typeof value === 'object') return JSON.stringify(value);
	return String(value);
}

const NAMES: Readonly<Record<string, ColumnType>> = {
	tinyint: 'number',
	smallint: 'number',
	mediumint: 'number',
	int: 'number',
	year: 'number',
	float: 'number',
	double: 'number',
	bigint: 'decimal',
	decimal: 'decimal',
	date: 'date',
	datetime: 'timestamp',
	timestamp: 'timestamp',
	json: 'json',
	char: 'text',
	varchar: 'text',
	tinytext: 'text',
	text: 'text',
	mediumtext: 'text',
	longtext: 'text',
	enum: 'text',
	set: 'text',
};

/** As `columnTypeOf`, by the type's name in information_schema. MariaDB calls its JSON `longtext` there. */
export const typeOfName = (name: string): ColumnType => NAMES[name.toLowerCase()] ?? 'other';
