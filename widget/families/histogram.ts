import type { Along } from '../drawing/along.ts';
import { numberOf } from '../drawing/format.ts';
import { numbersBy } from '../drawing/intl.ts';
import { say } from '../texts/say.ts';
import { numbersBelow, ticksAcross, ticksDown, valuesUp } from './axes.ts';
import { cartesian } from './cartesian.ts';
import { cellOf, drawnSeries, pixelAt } from './cells.ts';
import { columnAt, computedFormat, indexOf, missingNote, type NamedColumn, numbersOf, typesOf } from './columns.ts';
import { type Built, type Family, type FamilyInput, type Mark, NO_LEGEND } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { plotMarks } from './plot-marks.ts';
import { valueScale } from './scale.ts';
import { type Bin, binsOf } from './statistics.ts';
import { scaled } from './text.ts';
import { extremesOf } from './words.ts';

function columnOf(input: FamilyInput): NamedColumn | undefined {
	const { table, spec } = input;
	const numbers = numbersOf(table);
	const named = [spec?.x, ...(spec?.y ?? [])].map((name) => indexOf(table, name));
	return columnAt(input, named.find((index) => index !== undefined && numbers.includes(index)) ?? numbers[0]);
}

interface Counted {
	readonly column: NamedColumn | undefined;
	readonly bins: readonly Bin[];
	readonly total: number;
	/** Whole numbers, of which no bin parts one from the next. */
	readonly isWhole: boolean;
	/** From where to where a bin reaches, in words. */
	readonly span: (bin: Bin) => string;
	readonly share: (bin: Bin) => string;
}

function countedOf(input: FamilyInput): Counted {
	const column = columnOf(input);
	const values = (column?.cells ?? []).flatMap((cell) => numberOf(cell) ?? []);
	const bins = binsOf(values, input.spec?.histogram?.bins);
	const shares = numbersBy(input.theme.locale, { style: 'percent', maximumFractionDigits: 1 });
	const isWhole = values.every(Number.isInteger) && bins.every(({ from, to }) => Number.isInteger(to - from));
	const text = computedFormat(input, column?.column, isWhole ? [0] : bins.flatMap(({ from, to }) => [from, to]));
	return {
		column,
		bins,
		total: values.length,
		isWhole,
		span: ({ from, to }) => {
			const [first, last] = isWhole ? [Math.ceil(from), Math.ceil(to) - 1] : [from, to];
			return first === last ? text(first) : `${text(first)} – ${text(last)}`;
		},
		share: ({ count }) => shares.format(count / Math.max(1, values.length)),
	};
}

const marksOf = ({ bins, span, share, column }: Counted, input: FamilyInput): Mark[] =>
	bins.map((bin, step) => ({
		at: { seriesIndex: 0, dataIndex: step },
		step,
		lane: 0,
		point: { series: column?.name ?? '', x: bin.from, value: bin.count },
		tip: () => ({
			title: span(bin),
			rows: [
				{ name: say(input.theme.locale, 'rows'), value: bin.count.toLocaleString(input.theme.locale) },
				{ name: say(input.theme.locale, 'of all'), value: share(bin) },
			],
		}),
	}));

/** The ends of the bins, in order; its marks are in the middle of each. */
function alongOf({ bins, column }: Counted, input: FamilyInput): Along {
	const x = [...bins.slice(0, 1).map(({ from }) => from), ...bins.map(({ to }) => to)];
	const text = computedFormat(input, column?.column, x);
	return {
		kind: 'bins',
		locale: input.theme.locale,
		x,
		xText: (at) => text(x[at] ?? null),
		cell: (at) => x[at] ?? null,
		times: () => undefined,
	};
}

function summaryOf({ column, bins, total, span }: Counted, { theme }: FamilyInput): string {
	const most = bins[extremesOf(bins.map(({ count }) => count))?.most ?? -1];
	const { locale } = theme;
	const told = { what: column?.name ?? say(locale, 'nothing'), values: total, bins: bins.length };
	const top = most
		? say(locale, 'The most, {count}, are in {span}.', { count: most.count, span: span(most) })
		: say(locale, 'There are no values.');
	return `${say(locale, 'Histogram of {what}, {values:# value|# values} in {bins:# bin|# bins}.', told)} ${top}`;
}

function optionOf({ column, bins, isWhole }: Counted, input: FamilyInput): { option: Built['option']; plot: Area } {
	const { spec, theme, size } = input;
	const { area, measure, base } = frameOf(input, NO_LEGEND);
	const { locale } = theme;
	const thresholds = (spec?.thresholds ?? []).map(({ value }) => value);
	const y = valueScale({
		values: [...bins.map(({ count }) => count), ...thresholds],
		zero: 'always',
		axis: spec?.yAxis,
		format: undefined,
		most: ticksDown(size.height, theme),
		locale,
		whole: true,
	});
	const ends = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
	const format = spec?.formats?.[column?.column.name ?? ''];
	const [min = 0, max = 1] = ends;
	const ticked = (most: number) => {
		const own = valueScale({ values: ends, zero: 'never', axis: undefined, format, most, locale, whole: isWhole });
		// The axis is as long as the bins, whatever its ticks.
		return { own, ticks: own.ticks.filter((tick) => tick >= min && tick <= max) };
	};
	const below = (width: number) => {
		const most = ticksAcross(width, theme);
		// One tick alone is no scale: where the round numbers lie beyond both ends there are to be closer ones.
		const tried = [most, most + 2, most + 4].map(ticked);
		const { own, ticks } = tried.find((each) => each.ticks.length > 1) ?? ticked(most);
		return numbersBelow({ ...own, min, max, ticks }, { theme, measure, title: spec?.xAxis?.title ?? column?.name });
	};
	const { grid, xAxis, yAxis, plot } = cartesian({
		area,
		theme,
		side: () => valuesUp(y, { theme, measure, title: spec?.yAxis?.title }),
		below,
		pad: { top: spec?.yAxis?.title ? scaled(theme, 16) : 0 },
	});
	const color = theme.series[0] ?? theme.ink;
	const draw = (index: number, api: Parameters<typeof pixelAt>[0]) => {
		const { from, to, count } = bins[index] ?? { from: 0, to: 0, count: 0 };
		const [[left, top], [right, bottom]] = [pixelAt(api, from, count), pixelAt(api, to, y.min)];
		const gap = right - left > 4 ? 1 : 0;
		return cellOf(
			{ x: left, y: top, width: Math.max(1, right - left - gap), height: Math.max(0, bottom - top), color },
			theme,
		);
	};
	const data = bins.map(({ from, count }) => [from, count]);
	const marks = plotMarks({ spec, scale: y, axis: 'yAxis', plot, theme, measure });
	const option = { ...base, grid, xAxis, yAxis, series: [drawnSeries(data, draw, { id: 'bins', ...marks })] };
	return { option, plot };
}

/** How often values are how large: one column of numbers, counted by bins. */
export const histogram: Family = {
	build(input): Built {
		const whole = countedOf(input);
		const along = alongOf(whole, input);
		const ends = input.view?.(along) ?? { first: 0, last: along.x.length - 1 };
		const { first } = ends;
		const last = Math.max(first + 1, ends.last);
		// Between so many ends there is one bin less.
		const bins = whole.bins.slice(first, last);
		const counted: Counted = { ...whole, bins };
		const { option, plot } = optionOf(counted, input);
		const { table, spec } = input;
		const middleOf = ({ step }: Mark): number => ((along.x[first + step] ?? 0) + (along.x[first + step + 1] ?? 0)) / 2;
		return {
			option,
			marks: marksOf(counted, input),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(whole, input),
			notes: missingNote(input, [spec?.x, ...(spec?.y ?? [])]),
			legend: NO_LEGEND,
			axis: { along, plot, isDown: false, from: along.x[first] ?? 0, to: along.x[last] ?? 1, at: middleOf },
			key: typesOf(table),
		};
	},
};
