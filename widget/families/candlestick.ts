import type { CustomSeriesOption } from 'echarts';
import { numbersBy } from '../drawing/intl.ts';
import { say } from '../texts/say.ts';
import { categoriesBelow, ticksDown, valuesUp } from './axes.ts';
import { type Candle, type Candles, candlesOf, PRICES, type Price } from './candles.ts';
import { type Cartesian, cartesian } from './cartesian.ts';
import { type Api, drawnSeries, pixelAt } from './cells.ts';
import { typesOf } from './columns.ts';
import { edgeOf, type Shape } from './custom.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { isMany } from './many.ts';
import { plotMarks } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { slotsOf } from './slots.ts';
import { type Measure, scaled } from './text.ts';

const BODY_SHARE = 0.64;
const MOST_BODY_PX = 16;

interface Setup {
	readonly input: FamilyInput;
	readonly found: Candles;
	readonly scale: ValueScale;
	readonly measure: Measure;
}

/** Blue and orange keep apart for colour-blind eyes; hollow and filled without any colour. */
const colorsOf = ({ theme }: FamilyInput) => ({
	rises: theme.series[0] ?? theme.ink,
	falls: theme.series[1] ?? theme.ink,
});

function scaleOf({ candles, columns }: Candles, { spec, theme }: FamilyInput, height: number): ValueScale {
	const thresholds = (spec?.thresholds ?? []).map(({ value }) => value);
	return valueScale({
		values: [...candles.flatMap((candle) => PRICES.map((price) => candle[price])), ...thresholds],
		zero: 'never',
		axis: spec?.yAxis,
		format: spec?.formats?.[columns.close?.column.name ?? ''],
		most: ticksDown(height, theme),
		locale: theme.locale,
	});
}

/** A line from the lowest to the highest price, and a body between open and close: hollow where the price rises. */
function candleShape(candle: Candle, [at, slot]: readonly [number, number], api: Api, input: FamilyInput): Shape {
	const { theme } = input;
	const colors = colorsOf(input);
	const color = candle.rises ? colors.rises : colors.falls;
	const width = Math.max(1, Math.min(scaled(theme, MOST_BODY_PX), Math.floor(slot * BODY_SHARE)));
	const [middle] = pixelAt(api, at, candle.close);
	const x = Math.round(middle - width / 2);
	const line = width < 2 ? x + 0.5 : x + width / 2;
	const yOf = (price: number) => pixelAt(api, at, price)[1];
	const [top, bottom] = [yOf(Math.max(candle.open, candle.close)), yOf(Math.min(candle.open, candle.close))];
	const values = PRICES.map((price) => candle[price]);
	const shape = { x1: line, y1: yOf(Math.max(...values)), x2: line, y2: yOf(Math.min(...values)) };
	const wick: Shape = { type: 'line', shape, style: { stroke: color, lineWidth: 1 } };
	const isHollow = candle.rises && width >= 4;
	const body: Shape = {
		type: 'rect',
		shape: { x: x + 0.5, y: top, width: Math.max(0.5, width - 1), height: Math.max(0.5, bottom - top) },
		style: { fill: isHollow ? theme.raised : color, stroke: color, lineWidth: 1 },
		emphasis: edgeOf(theme, isHollow ? theme.raised : color),
	};
	return { type: 'group', children: [wick, body] };
}

function seriesOf({ input, found, scale, measure }: Setup, plot: Area): CustomSeriesOption {
	const { candles } = found;
	const slot = plot.width / Math.max(1, candles.length);
	const marks = plotMarks({ spec: input.spec, scale, axis: 'yAxis', plot, theme: input.theme, measure });
	const draw = (at: number, api: Api) => {
		const candle = candles[at];
		return candle && candleShape(candle, [at, slot], api, input);
	};
	const data = candles.map(({ close }, at) => [at, close]);
	const many = { isMany: isMany(input, candles.length) };
	return drawnSeries(data, draw, { id: 'candles', silent: true, clip: true, ...marks, ...many });
}

function layout({ input, found, scale, measure }: Setup, area: Area): Cartesian {
	const { theme, spec } = input;
	const texts = found.candles.map(({ text }) => text);
	const setup = { theme, measure, ordered: found.isOrdered };
	return cartesian({
		area,
		theme,
		side: () => valuesUp(scale, { theme, measure, title: spec?.yAxis?.title }),
		below: (width) => categoriesBelow(texts, width, { ...setup, title: spec?.xAxis?.title }),
		pad: { top: spec?.yAxis?.title ? scaled(theme, 18) : 0 },
	});
}

function changeText({ open, close }: Candle, locale: string | undefined): string {
	if (open === 0) return '';
	const format = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
	return numbersBy(locale, format).format((close - open) / Math.abs(open));
}

function marksOf({ candles, columns }: Candles, { theme }: FamilyInput): Mark[] {
	const nameOf = (price: Price) => columns[price]?.name ?? say(theme.locale, price);
	return candles.map((candle, at) => ({
		at: { seriesIndex: 0, dataIndex: at },
		step: at,
		lane: 0,
		point: {
			row: candle.row,
			series: nameOf('close'),
			column: columns.close?.column.name,
			x: candle.cell,
			value: candle.close,
		},
		tip: () => {
			const prices = PRICES.map((price) => ({ name: nameOf(price), value: columns[price]?.text(candle[price]) ?? '' }));
			const change = changeText(candle, theme.locale);
			return {
				title: candle.text,
				rows: [...prices, ...(change ? [{ name: say(theme.locale, 'change'), value: change }] : [])],
			};
		},
	}));
}

function summaryOf({ candles, columns, xName }: Candles, locale: string | undefined): string {
	const told = { x: xName, count: candles.length };
	const [first, last] = [candles[0], candles.at(-1)];
	if (first === undefined || last === undefined) {
		const what = say(locale, 'Candlestick chart by {x}, {count:# candle|# candles}.', told);
		return `${what} ${say(locale, 'There are no values.')}`;
	}
	const text = (price: Price, value: number) => columns[price]?.text(value) ?? '';
	const highest = candles.reduce((most, candle) => (candle.high > most.high ? candle : most), first);
	const lowest = candles.reduce((least, candle) => (candle.low < least.low ? candle : least), first);
	const rising = candles.filter(({ rises }) => rises).length;
	return [
		candles.length === 1
			? say(locale, 'Candlestick chart by {x}, {count:# candle|# candles}, {at}.', { ...told, at: first.text })
			: say(locale, 'Candlestick chart by {x}, {count:# candle|# candles} from {from} to {to}.', {
					...told,
					from: first.text,
					to: last.text,
				}),
		say(locale, 'From {open} at the first open to {close} at the last close.', {
			open: text('open', first.open),
			close: text('close', last.close),
		}),
		say(locale, 'The highest is {high}, {highAt}; the lowest {low}, {lowAt}.', {
			high: text('high', highest.high),
			highAt: highest.text,
			low: text('low', lowest.low),
			lowAt: lowest.text,
		}),
		say(locale, '{rising} rise, {falling} fall.', { rising, falling: candles.length - rising }),
	].join(' ');
}

function legendOf({ candles }: Candles, input: FamilyInput): Legend {
	const { rises, falls } = colorsOf(input);
	const entries = [
		{ key: 'rises', name: say(input.theme.locale, 'rises'), color: rises, mark: 'hollow' as const },
		{ key: 'falls', name: say(input.theme.locale, 'falls'), color: falls },
	];
	return { entries: candles.length > 0 ? entries : [], toggles: false };
}

/** Open, high, low and close of each day; days without trade take no room. */
export const candlestick: Family = {
	build(input): Built {
		const whole = candlesOf(input);
		const slots = slotsOf(whole.candles, whole.xType, input);
		const found = { ...whole, candles: slots.cut(whole.candles) };
		const legend = legendOf(whole, input);
		const { area, measure, base } = frameOf(input, legend);
		const setup: Setup = { input, found, measure, scale: scaleOf(found, input, area.height * 0.85) };
		const { grid, xAxis, yAxis, plot } = layout(setup, area);
		return {
			option: { ...base, grid, xAxis, yAxis, series: [seriesOf(setup, plot)] },
			marks: marksOf(found, input),
			walk: 'right',
			hit: 'step',
			summary: summaryOf(whole, input.theme.locale),
			notes: whole.notes,
			legend,
			axis: slots.axis(plot),
			key: typesOf(input.table),
		};
	},
};
