import type { Band, NumberFormat } from '../chart-spec.ts';
import { isNumber } from '../drawing/choose.ts';
import { cellFormat, numberOf, styleOf, withUnit } from '../drawing/format.ts';
import { numbersBy } from '../drawing/intl.ts';
import { tickFormat } from '../drawing/ticks.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import { missingNote, typesOf } from './columns.ts';
import { shapesSeries } from './custom.ts';
import { type Built, type Family, type FamilyInput, type Mark, NO_LEGEND, type TipRow } from './family.ts';
import { frameOf } from './frame.ts';
import { type Dial, dialOf, dialShape, type Gauge, valueShape, type Zone } from './gauge-dial.ts';
import { roundAbove } from './scale.ts';

interface Figure {
	readonly row: number | undefined;
	readonly column: string | undefined;
	readonly name: string;
	readonly value: number | null;
	readonly text: string;
}

/** The first of the columns of values, in the last row. */
function figureOf({ table, spec, theme }: FamilyInput): Figure {
	const numbers = table.columns.flatMap((column, index) => (isNumber(column.type) ? [index] : []));
	const named = (name: string | undefined) => numbers.find((index) => table.columns[index]?.name === name);
	const index = named(spec?.y?.[0]) ?? numbers.find((each) => each !== named(spec?.x)) ?? -1;
	const column = table.columns[index];
	const cells = table.data[index] ?? [];
	const cell = cells[table.rows - 1] ?? null;
	const format = column && cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]);
	return {
		row: table.rows > 0 ? table.rows - 1 : undefined,
		column: column?.name,
		name: column ? (spec?.names?.[column.name] ?? column.name.replaceAll('_', ' ')) : '',
		value: numberOf(cell),
		text: (cell === null ? '' : format?.(cell)) || '–',
	};
}

interface Ends {
	readonly min: number;
	readonly max: number;
	/** No author has named the upper one. */
	readonly isGuessed: boolean;
}

/** From zero, or what the author says, to what the author says, or a round number above all that is to be seen. */
function endsOf({ value, column }: Figure, { spec }: FamilyInput): Ends {
	const { bands = [], thresholds = [], formats = {}, yAxis } = spec ?? {};
	const marks = [...bands.flatMap(({ from, to }) => [from, to]), ...thresholds.map((each) => each.value)];
	const seen = [value, ...marks].flatMap((each) => each ?? []);
	const least = Math.min(0, ...seen);
	const min = yAxis?.min ?? (least < 0 ? -roundAbove(-least) : 0);
	const isShare = formats[column ?? '']?.style === 'percent';
	const most = Math.max(...seen, min, 0);
	const guess = isShare && most <= 1 ? 1 : most > min && most <= 0 ? 0 : roundAbove(most);
	const wanted = yAxis?.max ?? guess;
	return { min, max: wanted > min ? wanted : min + roundAbove(Math.abs(min)), isGuessed: yAxis?.max === undefined };
}

const isWithin = (value: number, { from, to }: Zone, isLast: boolean): boolean =>
	value >= from && (value < to || (isLast && value <= to));

/** The author's bands between the ends, and which of them the value is in. */
function zonesOf(bands: readonly Band[], { value }: Figure, { min, max }: Ends): readonly Zone[] {
	const zones = bands.flatMap(({ from = min, to = max, label = '', color }) => {
		const [start, end] = [Math.max(min, Math.min(from, to)), Math.min(max, Math.max(from, to))];
		return end > start ? [{ from: start, to: end, label, color, isCurrent: false }] : [];
	});
	const shown = value === null ? Number.NaN : Math.min(max, Math.max(min, value));
	const current = zones.find((zone) => isWithin(shown, zone, zone.to === max));
	return zones.map((zone) => ({ ...zone, isCurrent: zone === current }));
}

/** How the ends and marks of a scale are written: with no more decimals than its length makes readable. */
function endFormat({ min, max }: Ends, own: NumberFormat = {}, locale?: string): (value: number) => string {
	const span = Math.max(Math.abs(min), Math.abs(max));
	const decimals = Math.min(10, Math.max(0, 2 - Math.floor(Math.log10(span))));
	const digits = { minimumFractionDigits: 0, maximumFractionDigits: decimals };
	const plain = numbersBy(locale, { ...styleOf(own), ...digits });
	const large = tickFormat(span / 10, span, locale, own);
	return (value) => withUnit((span < 10_000 || value === 0 ? plain : large).format(value), own);
}

function gaugeOf(figure: Figure, ends: Ends, input: FamilyInput): Gauge {
	const { spec, theme } = input;
	const format = spec?.formats?.[figure.column ?? ''];
	const zones = zonesOf(spec?.bands ?? [], figure, ends);
	const own = zones.find(({ isCurrent }) => isCurrent)?.color;
	return {
		...ends,
		value: figure.value,
		text: figure.text,
		color: own ?? colorOf(figure.column ?? '', 0, input),
		zones,
		thresholds: (spec?.thresholds ?? []).filter(({ value }) => value >= ends.min && value <= ends.max),
		endText: endFormat(ends, format, theme.locale),
	};
}

const beyond = ({ value, min, max, endText }: Gauge, locale: string | undefined): string => {
	if (value === null || (value >= min && value <= max)) return '';
	return value > max
		? say(locale, 'beyond the end of the scale, {end}', { end: endText(max) })
		: say(locale, 'below the start of the scale, {end}', { end: endText(min) });
};

function summaryOf({ name, text }: Figure, gauge: Gauge, locale: string | undefined): string {
	const { min, max, zones, thresholds, endText, value } = gauge;
	const zone = zones.find(({ isCurrent }) => isCurrent)?.label;
	const marks = thresholds.map((each) =>
		say(locale, '{value} at {place}', { value: each.label ?? say(locale, 'a mark'), place: endText(each.value) }),
	);
	return [
		say(locale, 'Gauge of {what} from {from} to {to}.', {
			what: name || say(locale, 'nothing'),
			from: endText(min),
			to: endText(max),
		}),
		value === null
			? say(locale, 'There is no value.')
			: say(locale, 'It is {value}.', { value: `${text}${zone ? `, ${zone}` : ''}` }),
		...(marks.length > 0 ? [say(locale, 'Marked: {marks}.', { marks: marks.join(', ') })] : []),
	].join(' ');
}

function marksOf(figure: Figure, gauge: Gauge, { x, locale }: { x: Cell; locale: string | undefined }): Mark[] {
	const { row, column, name, value, text } = figure;
	if (value === null) return [];
	const { min, max, zones, endText } = gauge;
	const zone = zones.find(({ isCurrent }) => isCurrent)?.label;
	const rows: TipRow[] = [
		{ name: zone ?? '', value: text },
		{ name: say(locale, 'from'), value: endText(min) },
		{ name: say(locale, 'to'), value: endText(max) },
	];
	const point = { row, series: name, column, x, value };
	return [{ at: { seriesIndex: 0, dataIndex: 0 }, step: 0, lane: 0, point, tip: () => ({ title: name, rows }) }];
}

function notesOf(gauge: Gauge, ends: Ends, input: FamilyInput): string[] {
	const { rows } = input.table;
	const { locale } = input.theme;
	const out = beyond(gauge, locale);
	return [
		...(out ? [out] : []),
		...(ends.isGuessed && gauge.value !== null
			? [say(locale, 'the end of the scale, {end}, is a round number above', { end: gauge.endText(ends.max) })]
			: []),
		...(rows > 1 ? [say(locale, 'last of {rows} rows', { rows })] : []),
		...missingNote(input, [input.spec?.x, ...(input.spec?.y ?? [])]),
	];
}

/** One figure between two ends, with zones and marks. */
export const gauge: Family = {
	build(input): Built {
		const { table } = input;
		const figure = figureOf(input);
		const ends = endsOf(figure, input);
		const built = gaugeOf(figure, ends, input);
		const { area, measure, base } = frameOf(input, NO_LEGEND);
		const dial: Dial = dialOf(built, { area, measure, theme: input.theme });
		const series = [
			shapesSeries('value', [valueShape(built, dial)]),
			shapesSeries('dial', [dialShape(built, dial)], true),
		];
		const x = table.data[table.columns.findIndex(({ name }) => name === input.spec?.x)]?.[table.rows - 1] ?? null;
		return {
			option: { ...base, series },
			marks: marksOf(figure, built, { x, locale: input.theme.locale }),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(figure, built, input.theme.locale),
			notes: notesOf(built, ends, input),
			legend: NO_LEGEND,
			key: typesOf(table),
		};
	},
};
