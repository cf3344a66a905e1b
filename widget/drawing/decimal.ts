/** Decimals by all of their digits, where a number of JavaScript has no place for them. Pure. */
import type { Cell } from '../protocol.ts';

/** `units` divided by ten to the power of `scale`. */
export interface Decimal {
	readonly units: bigint;
	readonly scale: number;
}

/** No database has a larger power of ten, and nobody shall wait for the digits of a made-up one. */
const MOST_POWER = 20_000;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** A number, or a text that is one, by its digits; `undefined` when it is none. */
export function decimalOf(cell: Cell | undefined): Decimal | undefined {
	if (typeof cell !== 'number' && typeof cell !== 'string') return undefined;
	const [, sign = '', whole = '', part = '', power = '0'] = DECIMAL.exec(String(cell)) ?? [];
	if (whole + part === '' || Math.abs(Number(power)) > MOST_POWER) return undefined;
	const scale = part.length - Number(power);
	const units = BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`);
	return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

const unitsAt = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** Below 0 where the first is the smaller one. */
export function compareDecimals(one: Decimal, other: Decimal): number {
	const scale = Math.max(one.scale, other.scale);
	const [a, b] = [unitsAt(one, scale), unitsAt(other, scale)];
	return a < b ? -1 : a > b ? 1 : 0;
}

export function addDecimals(one: Decimal, other: Decimal): Decimal {
	const scale = Math.max(one.scale, other.scale);
	return { units: unitsAt(one, scale) + unitsAt(other, scale), scale };
}

/** As a result has it: a number where that holds every digit, otherwise text. */
export function cellOf({ units, scale }: Decimal): Cell {
	const value = Number(units) / 10 ** scale;
	const back = Number.isSafeInteger(Number(units)) && scale <= 22;
	if (back) return value;
	const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
	const [whole, part] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
	return `${units < 0n ? '-' : ''}${whole}${part && `.${part}`}`;
}
