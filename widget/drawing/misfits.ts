import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import type { Text } from '../texts/keys.ts';
import { say } from '../texts/say.ts';
import { type PlotLack, plotLack } from './choose.ts';
import { isNumber, isTime } from './column-types.ts';
import type { DrawingType } from './drawing.ts';
import { pivotRoles } from './pivot-roles.ts';

export { familyTexts } from '../texts/families.ts';

/** How many columns of which kind a result has. */
interface ColumnCounts {
	readonly numbers: number;
	readonly times: number;
	/** Neither numbers nor times. */
	readonly labels: number;
}

type LackText = Exclude<Extract<Text, `Shown as a table: ${string}.`>, `${string}{${string}`>;

/** What a family lacks; `undefined` when it can be drawn. */
type Lack = (counts: ColumnCounts) => LackText | undefined;

const total = ({ numbers, times, labels }: ColumnCounts): number => numbers + times + labels;

/** A column of numbers, and so many others. */
const withNumbers =
	(others: number, what: LackText): Lack =>
	(counts) =>
		counts.numbers === 0 || total(counts) < 1 + others ? what : undefined;

/** What the families of ECharts need; the other types are in `choose.ts`. */
const FAMILY_LACKS: Readonly<Partial<Record<DrawingType, Lack>>> = {
	bar: (counts) =>
		counts.numbers === 0 || total(counts) < 2
			? 'Shown as a table: a bar chart needs a column of numbers, and one that names the bars.'
			: undefined,
	scatter: ({ numbers, times }) =>
		numbers < 1 || numbers + times < 2
			? 'Shown as a table: a scatter chart needs two columns of numbers, or one of times and one of numbers.'
			: undefined,
	histogram: ({ numbers }) => (numbers === 0 ? 'Shown as a table: a histogram needs a column of numbers.' : undefined),
	box: ({ numbers }) => (numbers === 0 ? 'Shown as a table: a box plot needs a column of numbers.' : undefined),
	heatmap: (counts) =>
		counts.numbers === 0 || total(counts) < 3
			? 'Shown as a table: a heat map needs a column of numbers, and two that say where each of them stands.'
			: undefined,
	calendar: ({ numbers, times }) =>
		numbers === 0 || times === 0
			? 'Shown as a table: a calendar needs a column of dates and one of numbers.'
			: undefined,
	pie: withNumbers(1, 'Shown as a table: a pie chart needs a column of numbers, and one that names the slices.'),
	donut: withNumbers(1, 'Shown as a table: a donut chart needs a column of numbers, and one that names the slices.'),
	funnel: withNumbers(1, 'Shown as a table: a funnel needs a column of numbers, and one that names the steps.'),
	gauge: withNumbers(0, 'Shown as a table: a gauge needs a column of numbers.'),
	waterfall: withNumbers(
		1,
		'Shown as a table: a waterfall chart needs a column of numbers, and one that names the steps.',
	),
	candlestick: (counts) =>
		counts.numbers < 4 || total(counts) < 5
			? 'Shown as a table: candlesticks need four columns of numbers (open, high, low, close), and one of days.'
			: undefined,
	treemap: withNumbers(
		1,
		'Shown as a table: a treemap needs a column of numbers, and one or more that name the parts.',
	),
	map: withNumbers(1, 'Shown as a table: a map needs a column of numbers, and one of countries or states.'),
	sankey: withNumbers(
		2,
		'Shown as a table: a sankey diagram needs a column of numbers, and two of names: from, and to.',
	),
};

/** How a chart is to be drawn and told of, as far as it matters here. */
interface Wanted {
	readonly spec?: ChartSpec | undefined;
	readonly locale?: string | undefined;
}

function familyMisfit({ columns, data }: Table, lack: Lack, locale: string | undefined): string | undefined {
	const numbers = columns.filter(({ type }) => isNumber(type)).length;
	const times = columns.filter(({ type }) => isTime(type)).length;
	const lacking = lack({ numbers, times, labels: columns.length - numbers - times });
	if (lacking !== undefined) return say(locale, lacking);
	const values = data.filter((_, index) => isNumber(columns[index]?.type ?? 'other'));
	return values.every((cells) => cells.every((cell) => cell === null)) ? say(locale, 'No values to draw') : undefined;
}

const KINDS = {
	line: 'line chart',
	area: 'area chart',
	step: 'step chart',
	column: 'column chart',
	number: 'number chart',
	combination: 'combination chart',
} as const;

/** The words for what one of the plotted types lacks. */
export function plotMisfit(type: DrawingType, lack: PlotLack, locale?: string): string {
	const kind = say(locale, KINDS[type as keyof typeof KINDS] ?? 'sparkline');
	if (lack === 'numbers') return say(locale, 'Shown as a table: a {kind} needs a column of numbers.', { kind });
	if (lack === 'columns') return say(locale, 'Shown as a table: a {kind} needs two columns or more.', { kind });
	return say(locale, 'No values to draw');
}

/** Why a result cannot be drawn as the type that the page has named; `undefined` when it can. */
export function misfit(type: DrawingType, table: Table, { spec, locale }: Wanted = {}): string | undefined {
	if (type === 'pivot') {
		const roles = pivotRoles(table, spec);
		if (!('lack' in roles)) return undefined;
		const { lack, name } = roles;
		const why = say(locale, lack, { name });
		return say(locale, 'Shown as a table, not as a pivot: {why}.', { why });
	}
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	if (type === 'sparkline' && numbers === 1 && table.columns.length === 1) return undefined;
	if (type === 'combination' && numbers === 0)
		return say(locale, 'Shown as a table: a combination needs a column of numbers.');
	if (type === 'combination' && numbers < 2)
		return say(
			locale,
			'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.',
		);
	const lack = FAMILY_LACKS[type];
	if (lack) return familyMisfit(table, lack, locale);
	const plot = plotLack(type, table);
	return plot && plotMisfit(type, plot, locale);
}
