import { numberOf, timeOf } from '../drawing/format.ts';
import { type Figures, figuresOf } from '../drawing/number-figures.ts';
import { movedText, type NumberWords, wordsOf } from '../drawing/number-words.ts';
import { say } from '../texts/say.ts';
import { type Built, type Family, type FamilyInput, NO_LEGEND } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { smallLine } from './sparkline.ts';
import { cutText, letters, scaled } from './text.ts';

const NOTHING: NumberWords = { label: 'no value', value: '–', change: '', against: '', tone: undefined };
const LEAST_PX = 18;
const LARGEST_PX = 72;
/** Fewer rows are compared by their figures alone. */
const MIN_TREND_ROWS = 3;
const MIN_TREND_HEIGHT_PX = 120;

interface Row {
	readonly text: string;
	readonly px: number;
	readonly color: string;
	readonly weight?: number;
	/** From the left. */
	readonly x?: number;
	/** Its middle, from the top of the rows. */
	readonly y: number;
}

/** As large as its characters let it be, and no larger than one of nine. */
function figurePx(value: string, { width, height }: FamilyInput['size']): number {
	const characters = Math.max(9, value.length);
	return Math.max(LEAST_PX, Math.min((1.55 * width) / characters, 0.56 * height, LARGEST_PX));
}

/** The label, the figure, and its change, below each other; and how high all of them are. */
function rowsOf(words: NumberWords, input: FamilyInput, { measure, area }: Frame) {
	const { theme } = input;
	const px = Math.round(figurePx(words.value, { width: area.width, height: area.height }));
	const line = scaled(theme, 20);
	const small = { px: theme.fontPx + 1, color: theme.muted };
	const cut = (text: string, room: number) => cutText(text, room, (each) => measure(each) * 1.1);
	const change = words.change ? measure(words.change) * 1.2 + 6 : 0;
	const below = line + px * 1.15 + line / 2;
	const rows: Row[] = [
		{ ...small, text: cut(words.label, area.width), y: line / 2 },
		{ text: words.value, px, color: theme.ink, weight: 600, y: line + px * 0.575 },
		...(words.change ? [{ ...small, text: words.change, color: theme.ink, weight: 600, y: below }] : []),
		...(words.change ? [{ ...small, text: cut(words.against, area.width - change), x: change, y: below }] : []),
	];
	return { rows, height: line + px * 1.15 + (words.change ? line : 0) };
}

function trendOf({ table, spec, theme }: FamilyInput, { column, order, time }: Figures) {
	const values = order.map((row) => numberOf(table.data[column]?.[row]));
	const times = order.map((row) => (time === undefined ? Number.NaN : timeOf(table.data[time]?.[row])));
	const color = spec?.colors?.[table.columns[column]?.name ?? ''] ?? theme.series[0] ?? theme.ink;
	return { x: times.some(Number.isNaN) ? order.map((_, index) => index) : times, values, color };
}

function optionOf(words: NumberWords, figures: Figures | undefined, input: FamilyInput): Built['option'] {
	const { theme, table, spec } = input;
	const frame = frameOf(input, NO_LEGEND);
	const { area, base } = frame;
	const { rows, height } = rowsOf(words, input, frame);
	const isLong = table.rows > 1 && (spec?.number?.trend ?? table.rows >= MIN_TREND_ROWS);
	const trend = isLong && figures && area.height > MIN_TREND_HEIGHT_PX ? trendOf(input, figures) : undefined;
	const trendHeight = trend ? Math.max(20, Math.min(64, area.height * 0.24)) : 0;
	const top = area.top + Math.max(0, (area.height - height - (trend ? trendHeight + 8 : 0)) / 2);
	const elements = rows.map(({ text, px, color, weight = 400, x = 0, y }) => ({
		type: 'text' as const,
		silent: true,
		style: {
			text,
			x: area.left + x,
			y: top + y,
			...letters(theme, { px, weight }),
			fill: color,
			verticalAlign: 'middle' as const,
		},
	}));
	const option = { ...base, graphic: { elements } };
	if (trend === undefined) return option;
	const line = smallLine(trend, { ...area, top: top + height + 8, height: trendHeight }, 0);
	return { ...option, ...line, series: [line.series] };
}

/** One figure and what has changed of it, for pictures: in a page it is HTML. */
export const number: Family = {
	build(input): Built {
		const { table, spec, theme } = input;
		const figures = figuresOf(table, spec);
		const words = figures ? wordsOf({ table, figures, spec, locale: theme.locale }) : NOTHING;
		const { label, value, change, against } = words;
		const moved = movedText(change, against, theme.locale);
		const column = figures && table.columns[figures.column];
		const cell = figures ? (table.data[figures.column]?.[figures.row] ?? null) : null;
		const point = { row: figures?.row, series: label, column: column?.name, x: null, value: cell };
		return {
			option: optionOf(words, figures, input),
			marks: [
				{
					at: { seriesIndex: 0, dataIndex: 0 },
					step: 0,
					lane: 0,
					point,
					tip: () => ({ title: label, rows: [{ name: '', value }] }),
				},
			],
			walk: 'right',
			hit: 'mark',
			summary: [say(theme.locale, 'Number: {value}', { value: [label, value].filter(Boolean).join(': ') }), moved]
				.filter(Boolean)
				.join(', '),
			notes: [],
			legend: NO_LEGEND,
			key: table.columns.map(({ name, type }) => `${name}:${type}`).join(),
		};
	},
};
