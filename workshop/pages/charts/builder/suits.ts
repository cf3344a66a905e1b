/** Which types of chart suit the columns of a result, which can be drawn from them, and what the others lack. Pure. */
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import { choose } from '../../../../widget/drawing/choose.ts';
import { isNumber, isTime } from '../../../../widget/drawing/column-types.ts';
import { explanation } from '../../../../widget/drawing/explain.ts';
import { misfit } from '../../../../widget/drawing/misfits.ts';
import type { Table } from '../../../../widget/protocol.ts';
import { CHART_TYPES } from '../../../shared/chart-names.ts';

export interface Suit {
	readonly type: ChartType;
	readonly name: string;
	/** `suits`: made for such columns; `possible`: it can be drawn; `lacks`: rows would be shown instead. */
	readonly how: 'suits' | 'possible' | 'lacks';
	/** What it is good for, or what it lacks. */
	readonly words: string;
}

interface Counts {
	readonly numbers: number;
	readonly times: number;
	readonly names: number;
	readonly rows: number;
}

const FEW = 8;
const SEVERAL = 60;
const MANY = 20;

const PURPOSES: Readonly<Record<ChartType, string>> = {
	line: 'How it goes over time',
	area: 'How a whole goes over time',
	step: 'What holds until it changes',
	column: 'A few groups or times side by side',
	bar: 'Groups with long names, by size',
	combination: 'Two measures of different size',
	number: 'One figure, and its change',
	sparkline: 'A line within a line of text',
	table: 'The rows themselves',
	pivot: 'Two groupings, crossed',
	scatter: 'Whether two numbers go together',
	histogram: 'How values are spread',
	box: 'Spread, group by group',
	heatmap: 'Two groupings, by colour',
	calendar: 'Day by day, through the year',
	pie: 'A few parts of a whole',
	donut: 'A few parts, and their sum',
	funnel: 'How many are left at each step',
	gauge: 'One figure between its ends',
	candlestick: 'Open, high, low, close',
	waterfall: 'What adds up to a sum',
	sankey: 'What goes from where to where',
	treemap: 'Parts of parts, by size',
	map: 'Countries or states, by colour',
};

const isOverTime = ({ times, names }: Counts): boolean => times === 1 && names <= 1;
const isByName = ({ times, names, rows }: Counts): boolean => times === 0 && names === 1 && rows > 1;
const isCrossed = ({ times, names }: Counts): boolean => times + names === 2;
const isOne = ({ rows, numbers }: Counts): boolean => rows === 1 && numbers <= 2;

/** Made for such columns, beyond being possible. */
const SUITING: Readonly<Record<ChartType, (counts: Counts) => boolean>> = {
	line: isOverTime,
	area: isOverTime,
	step: isOverTime,
	column: (counts) => isByName(counts) || (isOverTime(counts) && counts.rows <= SEVERAL),
	bar: isByName,
	combination: (counts) => counts.numbers === 2 && (isOverTime(counts) || isByName(counts)),
	number: isOne,
	sparkline: (counts) => isOverTime(counts) && counts.numbers === 1,
	table: () => false,
	pivot: ({ names, times }) => names + times >= 2,
	scatter: ({ numbers, times }) => numbers >= 2 && times === 0,
	histogram: ({ numbers, rows }) => numbers >= 1 && rows >= MANY,
	box: ({ names, times, rows }) => names >= 1 && times === 0 && rows >= MANY,
	heatmap: isCrossed,
	calendar: ({ times, names, rows }) => times === 1 && names === 0 && rows >= MANY,
	pie: (counts) => isByName(counts) && counts.rows <= FEW,
	donut: (counts) => isByName(counts) && counts.rows <= FEW,
	funnel: (counts) => isByName(counts) && counts.rows <= FEW,
	gauge: isOne,
	candlestick: ({ numbers, times }) => numbers >= 4 && times === 1,
	waterfall: (counts) => isByName(counts) && counts.rows <= MANY,
	sankey: ({ names, times }) => names === 2 && times === 0,
	treemap: ({ names, times, rows }) => names >= 1 && times === 0 && rows > FEW,
	map: () => false,
};

/** Names of columns by which a map can be meant. */
const PLACES = /countr|nation|state|iso_?[23]?$/i;

function countsOf({ columns, rows }: Table): Counts {
	const numbers = columns.filter(({ type }) => isNumber(type)).length;
	const times = columns.filter(({ type }) => isTime(type)).length;
	return { numbers, times, names: columns.length - numbers - times, rows };
}

/** Without what the words of a chart that is drawn as a table begin with. */
const lackWords = (words: string): string => {
	const lack = words.replace(/^Shown as a table(, not as a pivot)?: /, '');
	return lack.charAt(0).toUpperCase() + lack.slice(1);
};

/** Every type, those that suit first; in each kind in the order in which types are always named. */
export function suitsOf(table: Table, spec?: ChartSpec): readonly Suit[] {
	const counts = countsOf(table);
	const chosen = choose(table).type;
	const suits = CHART_TYPES.map(([type, name]): Suit => {
		const lack = misfit(type, table, { spec });
		if (lack !== undefined) return { type, name, how: 'lacks', words: lackWords(lack) };
		const isMap = type === 'map' && table.columns.some((column) => PLACES.test(column.name));
		const how = isMap || type === chosen || SUITING[type](counts) ? 'suits' : 'possible';
		return { type, name, how, words: PURPOSES[type] };
	});
	return (['suits', 'possible', 'lacks'] as const).flatMap((how) => suits.filter((suit) => suit.how === how));
}

/** How it is drawn where nobody has said how, and why: “Drawn as a line: times and numbers”. */
export function automaticWords(table: Table): string {
	const words = explanation(table);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The type that is drawn: the one that was named, or that which the columns suggest. */
export const drawnType = (table: Table | undefined, spec: ChartSpec): ChartType =>
	spec.type ?? (table === undefined ? 'table' : choose(table).type);
