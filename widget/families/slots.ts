import type { Along, Ends } from '../drawing/along.ts';
import { isTime } from '../drawing/choose.ts';
import { timeOf } from '../drawing/format.ts';
import type { ColumnType } from '../protocol.ts';
import type { FamilyInput, SeenAxis } from './family.ts';
import type { Category, Matrix } from './matrix.ts';

/** An axis of categories, and which of them somebody looks at: all, but for a zoom. */
export interface Slots {
	readonly along: Along;
	readonly ends: Ends | undefined;
	/** Of something by category: that of the categories that are looked at. */
	readonly cut: <T>(all: readonly T[]) => readonly T[];
	/** The axis, once its plot has a place. */
	readonly axis: (plot: SeenAxis['plot'], isDown?: boolean) => SeenAxis;
}

/** Times go with those of other charts where they ascend, which an author's own order need not. */
function timesOf(categories: readonly Category[]): readonly number[] | undefined {
	const times = categories.map(({ cell }) => timeOf(cell) / 1000);
	return times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0)) ? times : undefined;
}

/** @param type Of the column of the categories. */
export function slotsOf(
	categories: readonly Category[],
	type: ColumnType | undefined,
	{ view, theme }: FamilyInput,
): Slots {
	let times: readonly number[] | undefined;
	const along: Along = {
		kind: 'category',
		locale: theme.locale,
		x: [...categories.keys()],
		xText: (at) => categories[at]?.text ?? '',
		cell: (at) => categories[at]?.cell ?? null,
		times: () => {
			times ??= isTime(type ?? 'other') ? timesOf(categories) : undefined;
			return times;
		},
	};
	const ends = view?.(along);
	const { first, last } = ends ?? { first: 0, last: categories.length - 1 };
	return {
		along,
		ends,
		cut: (all) => (ends ? all.slice(first, last + 1) : all),
		axis: (plot, isDown = false) => ({
			...{ along, plot, isDown },
			from: first - 0.5,
			to: Math.max(first, last) + 0.5,
			at: ({ step }) => first + step,
		}),
	};
}

/** The categories of a matrix that are looked at. */
export function seenOf(matrix: Matrix, { ends, cut }: Slots): Matrix {
	if (ends === undefined) return matrix;
	const series = matrix.series.map((each) => ({ ...each, values: cut(each.values), rows: cut(each.rows) }));
	return { ...matrix, categories: cut(matrix.categories), series };
}
