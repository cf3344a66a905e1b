/** Above which value an alert may well begin: what a chart has now is no reason to wake somebody. Pure. */
import { isNumber } from '../../../widget/drawing/column-types.ts';
import type { Table } from '../../../widget/protocol.ts';

export const numberColumns = ({ columns }: Table): readonly string[] =>
	columns.filter(({ type }) => isNumber(type) || type === 'boolean').map(({ name }) => name);

/** The next number of two digits above the largest value of the column; undefined where it has none. */
export function suggestedLimit({ columns, data }: Table, column: string): number | undefined {
	const index = columns.findIndex(({ name, type }) => (column === '' ? isNumber(type) : name === column));
	const values = (data[index] ?? []).map((cell) => (cell === null ? Number.NaN : Number(cell))).filter(Number.isFinite);
	if (values.length === 0) return undefined;
	const most = values.reduce((a, b) => Math.max(a, b));
	if (most === 0) return 0;
	const step = 10 ** (Math.floor(Math.log10(Math.abs(most))) - 1);
	return Number((Math.ceil(most / step + 1e-9) * step).toPrecision(12));
}
