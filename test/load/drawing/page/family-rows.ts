/** Results of so many rows for the families that ECharts draws: what each of them needs, and other values each time. */
import type { Body } from './contestant.ts';

export const FAMILY_KINDS = ['scatter', 'bar', 'histogram', 'heatmap', 'calendar', 'candlestick', 'treemap'] as const;
export type FamilyKind = (typeof FAMILY_KINDS)[number];

const DAY_MS = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const ACROSS = 40;

type Cells = readonly (string | number)[];
type Made = Readonly<Record<string, readonly [type: string, cells: Cells]>>;

const dayText = (at: number): string => new Date(START + at * DAY_MS).toISOString().slice(0, 10);
const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Like a random one, and the same for the same place and turn. */
const wave = (at: number, turn: number, pace: number): number =>
	hundredths(50 + 40 * Math.sin(at / pace + turn / 7) + 8 * Math.sin(at * 12.9898 + turn));

/** A price moves from where it was; high and low lie around both. */
function candles(rows: number, turn: number): Made {
	const places = Array.from({ length: rows }, (_, at) => at);
	const open = places.map((at) => wave(at, turn, 60));
	const close = places.map((at) => wave(at + 1, turn, 60));
	const outer = (sign: 1 | -1) =>
		places.map((at) => {
			const [a = 0, b = 0] = [open[at], close[at]];
			return hundredths((sign > 0 ? Math.max(a, b) : Math.min(a, b)) + sign * 2);
		});
	const [high, low] = [outer(1), outer(-1)];
	return {
		day: ['date', places.map(dayText)],
		open: ['number', open],
		high: ['number', high],
		low: ['number', low],
		close: ['number', close],
	};
}

function made(kind: FamilyKind, rows: number, turn: number): Made {
	const cells = (of: (at: number) => string | number): Cells => Array.from({ length: rows }, (_, at) => of(at));
	const values = (pace: number): readonly [string, Cells] => ['number', cells((at) => wave(at, turn, pace))];
	if (kind === 'candlestick') return candles(rows, turn);
	if (kind === 'scatter') return { weight: values(90), height: values(11) };
	if (kind === 'histogram') return { seconds: values(90) };
	if (kind === 'calendar') return { day: ['date', cells(dayText)], orders: values(58) };
	if (kind === 'bar') return { item: ['text', cells((at) => `Item ${at + 1}`)], sold: values(90) };
	if (kind === 'treemap')
		return {
			group: ['text', cells((at) => `Group ${at % 8}`)],
			item: ['text', cells((at) => `Item ${at}`)],
			sold: values(90),
		};
	const across = cells((at) => `Shop ${(at % ACROSS) + 1}`);
	const down = cells((at) => `Hour ${Math.floor(at / ACROSS)}`);
	return { shop: ['text', across], hour: ['text', down], sold: values(90) };
}

export const isFamily = (kind: string): kind is FamilyKind => (FAMILY_KINDS as readonly string[]).includes(kind);

/** So many results of so many rows, each with other values in the same places. */
export function familyBodies(kind: FamilyKind, rows: number, count: number): readonly Body[] {
	return Array.from({ length: count }, (_, turn) => {
		const columns = Object.entries(made(kind, rows, turn));
		const head = columns.map(([name, [type]]) => ({ name, type }));
		const data = columns.map(([, [, cells]]) => cells);
		const text = JSON.stringify({ columns: head, data, rows, truncated: false });
		return { bytes: new TextEncoder().encode(text), rows };
	});
}
