import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { plotMisfit } from './choose.ts';
import { isNumber, isTime } from './column-types.ts';
import type { DrawingType } from './drawing.ts';
import { pivotRoles } from './pivot-roles.ts';

/** How many columns of which kind a result has. */
interface ColumnCounts {
	readonly numbers: number;
	readonly times: number;
	/** Neither numbers nor times. */
	readonly labels: number;
}

/** What a family lacks, after “Shown as a table: ”; `undefined` when it can be drawn. */
type Lack = (counts: ColumnCounts) => string | undefined;

const total = ({ numbers, times, labels }: ColumnCounts): number => numbers + times + labels;

/** A column of numbers, and so many others. */
const withNumbers =
	(others: number, what: string): Lack =>
	(counts) =>
		counts.numbers === 0 || total(counts) < 1 + others ? what : undefined;

/** What the families of ECharts need; the other types are in `choose.ts`. */
const FAMILY_LACKS: Readonly<Partial<Record<DrawingType, Lack>>> = {
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
	pie: withNumbers(1, 'a pie chart needs a column of numbers, and one that names the slices.'),
	donut: withNumbers(1, 'a donut chart needs a column of numbers, and one that names the slices.'),
	funnel: withNumbers(1, 'a funnel needs a column of numbers, and one that names the steps.'),
	gauge: withNumbers(0, 'a gauge needs a column of numbers.'),
	waterfall: withNumbers(1, 'a waterfall chart needs a column of numbers, and one that names the steps.'),
	candlestick: (counts) =>
		counts.numbers < 4 || total(counts) < 5
			? 'candlesticks need four columns of numbers (open, high, low, close), and one of days.'
			: undefined,
	treemap: withNumbers(1, 'a treemap needs a column of numbers, and one or more that name the parts.'),
	map: withNumbers(1, 'a map needs a column of numbers, and one of countries or states.'),
	sankey: withNumbers(2, 'a sankey diagram needs a column of numbers, and two of names: from, and to.'),
};

function familyMisfit({ columns, data }: Table, lack: NonNullable<(typeof FAMILY_LACKS)[DrawingType]>) {
	const numbers = columns.filter(({ type }) => isNumber(type)).length;
	const times = columns.filter(({ type }) => isTime(type)).length;
	const lacking = lack({ numbers, times, labels: columns.length - numbers - times });
	if (lacking !== undefined) return `Shown as a table: ${lacking}`;
	const values = data.filter((_, index) => isNumber(columns[index]?.type ?? 'other'));
	return values.every((cells) => cells.every((cell) => cell === null)) ? 'No values to draw' : undefined;
}

/** Why a result cannot be drawn as the type that the page has named; `undefined` when it can. */
export function misfit(type: DrawingType, table: Table, spec?: ChartSpec): string | undefined {
	if (type === 'pivot') {
		const roles = pivotRoles(table, spec);
		return typeof roles === 'string' ? `Shown as a table, not as a pivot: ${roles}.` : undefined;
	}
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	if (type === 'sparkline' && numbers === 1 && table.columns.length === 1) return undefined;
	if (type === 'combination' && numbers < 2) {
		const what =
			numbers === 0 ? 'a column of numbers' : 'two columns of numbers, one for its columns and one for its line';
		return `Shown as a table: a combination needs ${what}.`;
	}
	const lack = FAMILY_LACKS[type];
	return lack ? familyMisfit(table, lack) : plotMisfit(type, table)?.replace('sparkline chart', 'sparkline');
}
