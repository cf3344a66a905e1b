/**
 * Owns the cells of one column of exact numbers. A database writes `12.50` with its zeros, a JSON number has none: as long
 * as all values have equally many decimals, these are numbers, and the column's scale says how many; as soon as one has
 * not, those that would lose a zero are text. So no digit of any value is lost on the way.
 */
import { Cells } from './cells.ts';

const DECIMAL = /^-?(\d+)(?:\.(\d+))?$/;
/** A double holds this many digits, whichever they are. */
const EXACT_DIGITS = 15;
/** A smaller one is written with an exponent. */
const LEAST_PLAIN = 1e-6;

/** A decimal number's text as the JSON number that has the same value; undefined if there is none that is sure to. */
function exactNumber(text: string, fraction: string): number | undefined {
	const value = Number(text);
	if (Object.is(value, -0)) return undefined;
	if (fraction === '') return Number.isSafeInteger(value) ? value : undefined;
	if (value !== 0 && Math.abs(value) < LEAST_PLAIN) return undefined;
	const digits = text.replace(/0+$/, '').replace(/[-.]/g, '').replace(/^0+/, '');
	return digits.length <= EXACT_DIGITS ? value : undefined;
}

/** A number's text with its zeros again. */
function padded(value: number, scale: number): string {
	const [whole = '', fraction = ''] = String(value).split('.');
	return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, '0')}`;
}

export class DecimalColumn {
	readonly cells = new Cells();
	/** How many decimals all values have; `mixed`: not equally many. */
	#scale: number | 'mixed' | undefined;

	/** Decimals of every value; undefined where there are none, or not equally many. */
	get scale(): number | undefined {
		return typeof this.#scale === 'number' && this.#scale > 0 ? this.#scale : undefined;
	}

	add(text: string | null): void {
		const parts = text === null ? null : DECIMAL.exec(text);
		if (text === null || parts === null) {
			this.cells.push(text);
			return;
		}
		const fraction = parts[2] ?? '';
		this.#scale ??= fraction.length;
		if (this.#scale !== 'mixed' && this.#scale !== fraction.length) this.#mix(this.#scale);
		const losesZero = this.#scale === 'mixed' && fraction.endsWith('0');
		this.cells.push(losesZero ? text : (exactNumber(text, fraction) ?? text));
	}

	#mix(scale: number): void {
		this.#scale = 'mixed';
		this.cells.replace((cell) => {
			if (typeof cell !== 'number' || scale === 0) return cell;
			const text = padded(cell, scale);
			return text.endsWith('0') ? text : cell;
		});
	}
}
