import type { CustomSeriesOption, CustomSeriesRenderItemReturn } from 'echarts';
import type { Scale } from '../drawing/color-scale.ts';
import { timesBy } from '../drawing/intl.ts';
import { say } from '../texts/say.ts';
import { DAY_MS, type Day, type Days, daysOf, yearOf } from './calendar-days.ts';
import { calendarStrips, monthPlaces, placeIn, type Strip, type Strips } from './calendar-strips.ts';
import { cellOf, drawnSeries } from './cells.ts';
import { rampOf, scaleOf } from './color-legend.ts';
import { typesOf } from './columns.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { frameOf } from './frame.ts';
import { isMany } from './many.ts';
import { letters, scaled, widestOf } from './text.ts';
import { firstWeekday } from './week.ts';

interface Setup {
	readonly input: FamilyInput;
	readonly days: Days;
	readonly scale: Scale;
	readonly strips: Strips;
	/** The days that there is room for. */
	readonly shown: readonly Day[];
}

const format = (input: FamilyInput, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
	timesBy(input.theme.locale, { ...options, timeZone: 'UTC' });

/** The first, third and fifth day of a week. */
const namedDays = ({ theme }: FamilyInput): number[] =>
	[0, 2, 4].map((offset) => Date.UTC(1970, 0, 5 + firstWeekday(theme.locale) + offset));

const stripOf = ({ strips }: Strips, at: number): Strip | undefined =>
	strips.find(({ from, to }) => at >= from && at < to);

type Dated = Pick<Day, 'at'>;

interface SquareLook {
	readonly days: readonly Dated[];
	readonly colorAt: (index: number) => string;
}

function squares({ input, strips, shown }: Setup, { days, colorAt }: SquareLook, more: Partial<CustomSeriesOption>) {
	const side = strips.cell - (strips.cell > 5 ? 1 : 0.5);
	const draw = (index: number): CustomSeriesRenderItemReturn => {
		const { at } = days[index] ?? { at: 0 };
		const strip = stripOf(strips, at);
		if (strip === undefined) return undefined;
		const [x, y] = placeIn(strip, at, strips.cell);
		return cellOf({ x, y, width: side, height: side, color: colorAt(index), radius: side > 8 ? 2 : 0 }, input.theme);
	};
	return drawnSeries(
		days.map((_, index) => index),
		draw,
		{ ...more, coordinateSystem: 'none', isMany: isMany(input, shown.length) },
	);
}

const daySeries = (setup: Setup) =>
	squares(
		setup,
		{ days: setup.shown, colorAt: (index) => setup.scale.colorOf(setup.shown[index]?.value ?? 0) },
		{ id: 'days' },
	);

/** The days that no row is of, so that a year has its form. */
function emptySeries(setup: Setup) {
	const { strips, shown, input } = setup;
	const known = new Set(shown.map(({ at }) => at));
	const days = strips.strips.flatMap(({ from, to }) => {
		const all = Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, day) => from + day * DAY_MS);
		return all.filter((at) => !known.has(at)).map((at) => ({ at }));
	});
	return squares(setup, { days, colorAt: () => input.theme.grid }, { id: 'empty', silent: true });
}

interface Words {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly align: 'left' | 'right';
}

/** Years and weekdays beside the strips, months over them. */
function wordsOf({ input, strips: { strips, cell } }: Setup): Words[] {
	const { theme } = input;
	const [months, weekdays] = [format(input, { month: 'short' }), format(input, { weekday: 'short' })];
	const gap = scaled(theme, 6);
	return strips.flatMap((strip) => {
		const over = strip.top - theme.fontPx * 0.75;
		const year = {
			text: format(input, { year: 'numeric' }).format(strip.from),
			x: strip.left - gap,
			y: over,
			align: 'right' as const,
		};
		const named = monthPlaces(strip, cell).map(({ at, x }) => ({
			text: months.format(at),
			x,
			y: over,
			align: 'left' as const,
		}));
		const every = Math.ceil((theme.fontPx * 2.4) / Math.max(1, cell * 4.3));
		const rows = namedDays(input).map((at, index) => ({
			text: weekdays.format(at),
			x: strip.left - gap,
			y: strip.top + (index * 2 + 0.5) * cell,
			align: 'right' as const,
		}));
		const isReadable = cell * 2 >= theme.fontPx;
		return [year, ...named.filter((_, at) => at % every === 0), ...(isReadable ? rows : [])];
	});
}

function wordSeries(setup: Setup) {
	const { theme } = setup.input;
	const words = wordsOf(setup);
	const draw = (index: number): CustomSeriesRenderItemReturn => {
		const { text = '', x = 0, y = 0, align = 'left' } = words[index] ?? {};
		return {
			type: 'text',
			silent: true,
			style: { text, x, y, align, verticalAlign: 'middle', ...letters(theme), fill: theme.muted },
		};
	};
	return drawnSeries(
		words.map((_, at) => at),
		draw,
		{ id: 'words', coordinateSystem: 'none', silent: true, isMany: isMany(setup.input, setup.shown.length) },
	);
}

const marksOf = ({ input, days: { x, value }, shown }: Setup): Mark[] => {
	const dates = format(input, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
	return shown.map((day, step) => ({
		at: { seriesIndex: 0, dataIndex: step },
		step,
		lane: 0,
		point: {
			row: day.row,
			series: value?.name ?? '',
			column: value?.column.name,
			x: day.row === undefined ? new Date(day.at).toISOString().slice(0, 10) : (x?.cells[day.row] ?? null),
			value: day.value,
		},
		tip: () => ({
			title: dates.format(day.at),
			rows: [{ name: value?.name ?? '', value: value?.text(day.value) ?? '' }],
		}),
	}));
};

function summaryOf(input: FamilyInput, { days, value }: Days): string {
	const [first, last] = [days[0], days.at(-1)];
	const { locale } = input.theme;
	const told = { what: value?.name ?? say(locale, 'nothing'), count: days.length };
	if (first === undefined || last === undefined) {
		const what = say(locale, 'Calendar of {what}, {count:# day|# days}.', told);
		return `${what} ${say(locale, 'There are no values.')}`;
	}
	const dates = format(input, { year: 'numeric', month: 'short', day: 'numeric' });
	const most = days.reduce((found, day) => (day.value > found.value ? day : found), first);
	const least = days.reduce((found, day) => (day.value < found.value ? day : found), first);
	const said = (day: Day) =>
		say(locale, '{value} on {day}', { value: value?.text(day.value) ?? '', day: dates.format(day.at) });
	const span = { ...told, from: dates.format(first.at), to: dates.format(last.at) };
	const what = say(locale, 'Calendar of {what}, {count:# day|# days} from {from} to {to}.', span);
	return `${what} ${say(locale, 'The most is {most}; the least {least}.', { most: said(most), least: said(least) })}`;
}

/** A number of every day, as a colour: years, their weeks side by side. */
export const calendar: Family = {
	build(input): Built {
		const { theme } = input;
		const days = daysOf(input);
		const scale = scaleOf(
			days.days.map(({ value }) => value),
			input,
		);
		const ramp = days.days.length > 0 ? rampOf(scale, days.value?.column, input) : undefined;
		const legend: Legend = { entries: [], toggles: false, ramp };
		const { area, measure, base } = frameOf(input, legend);
		const [first, last] = [days.days[0]?.at ?? 0, days.days.at(-1)?.at ?? 0];
		const names = [...namedDays(input).map((at) => format(input, { weekday: 'short' }).format(at)), '0000'];
		const strips = calendarStrips(
			days.days.map(({ at }) => at),
			{
				area,
				side: widestOf(names, measure) + scaled(theme, 8),
				above: scaled(theme, 18),
				between: scaled(theme, 8),
				first: firstWeekday(theme.locale),
			},
		);
		const from = strips.strips[0]?.from ?? 0;
		const setup: Setup = { input, days, scale, strips, shown: days.days.filter(({ at }) => at >= from) };
		const count = yearOf(last) - yearOf(first) + 1;
		return {
			option: { ...base, series: [daySeries(setup), emptySeries(setup), wordSeries(setup)] },
			marks: marksOf(setup),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(input, days),
			notes: [
				...(strips.left > 0
					? [say(theme.locale, 'the last {shown} of {all} years', { shown: count - strips.left, all: count })]
					: []),
				...days.notes,
			],
			legend,
			key: typesOf(input.table),
		};
	},
};
