import type { Built, Mark } from '../families/family.ts';
import type { Cell } from '../protocol.ts';
import type { Along } from './along.ts';
import { plainText, timeOf } from './format.ts';
import { firstFrom, nearest } from './plot-window.ts';

/** The position that stands at a cell of another chart's axis; undefined: none does. Times are equal by what they mean. */
function positionOf(along: Along, cell: Cell): number | undefined {
	const { kind, x } = along;
	const times = along.times();
	if (times) {
		const at = timeOf(cell) / 1000;
		// A little beyond the ends is a time that this chart has no mark for.
		const slack = ((times[times.length - 1] ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1);
		const index = nearest(times, at);
		return Math.abs((times[index] ?? Number.NaN) - at) <= slack ? x[index] : undefined;
	}
	if (kind === 'category' || typeof cell !== 'number') return undefined;
	if (kind === 'number') return x[nearest(x, cell)];
	const end = firstFrom(x, cell + Number.EPSILON * Math.abs(cell));
	return end > 0 && end < x.length ? ((x[end - 1] ?? 0) + (x[end] ?? 0)) / 2 : undefined;
}

/** The marks that stand where another chart of the group is looked at. */
export function marksAt({ marks, axis }: Pick<Built, 'marks' | 'axis'>, cell: Cell): Mark[] {
	const position = axis && positionOf(axis.along, cell);
	if (axis && position !== undefined) return marks.filter((mark) => axis.at(mark) === position);
	const text = plainText(cell);
	return marks.filter((mark) => plainText(mark.point.x) === text);
}
