import type { DrawingType } from './drawing.ts';

/** How many columns of which kind a result has. */
export interface ColumnCounts {
	readonly numbers: number;
	readonly times: number;
	/** Neither numbers nor times. */
	readonly labels: number;
}

/** What a family lacks, after “Shown as a table: ”; `undefined` when it can be drawn. */
type Lack = (counts: ColumnCounts) => string | undefined;

const total = ({ numbers, times, labels }: ColumnCounts): number => numbers + times + labels;

/** What the families of ECharts need; the other types are in `choose.ts`. */
export const FAMILY_LACKS: Readonly<Partial<Record<DrawingType, Lack>>> = {
	bar: (counts) =>
		counts.numbers === 0 || total(counts) < 2
			? 'a bar chart needs a column of numbers, and one that names the bars.'
			: undefined,
	scatter: ({ numbers, times }) =>
		numbers < 1 || numbers + times < 2
			? 'a scatter chart needs two columns of numbers, or one of times and one of numbers.'
			: undefined,
	histogram: ({ numbers }) => (numbers === 0 ? 'a histogram needs a column of numbers.' : undefined),
	box: ({ numbers }) => (numbers === 0 ? 'a box plot needs a column of numbers.' : undefined),
	heatmap: (counts) =>
		counts.numbers === 0 || total(counts) < 3
			? 'a heat map needs a column of numbers, and two that say where each of them stands.'
			: undefined,
	calendar: ({ numbers, times }) =>
		numbers === 0 || times === 0 ? 'a calendar needs a column of dates and one of numbers.' : undefined,
};
