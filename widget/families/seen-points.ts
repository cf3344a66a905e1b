import type { Along, Ends } from '../drawing/along.ts';
import { isTime } from '../drawing/choose.ts';
import type { FamilyInput, Mark } from './family.ts';
import type { Line } from './scatter-line.ts';
import { type Points, placerOf } from './scatter-points.ts';

/** The axis that points stand along, and those of them that somebody looks at: all, but for a zoom. */
export interface SeenPoints {
	readonly along: Along;
	/** The position of a mark. */
	readonly at: (mark: Mark) => number;
	readonly points: Points;
	/** The part of a line that is seen; undefined: none of it. */
	readonly cut: (line: Line) => Line | undefined;
}

/** Positions on an axis of times are seconds; those of points are milliseconds. */
export const unitOf = ({ columns }: Points): number => (isTime(columns.x?.column.type ?? 'other') ? 1000 : 1);

/** Each x once, ascending, with a row that has it; made when somebody zooms or chooses, for there may be very many. */
function placesOf({ series }: Points, unit: number): { x: readonly number[]; rows: readonly number[] } {
	const rows = new Map<number, number>();
	for (const { points } of series) for (const { x, row } of points) rows.set(x / unit, row);
	const x = Float64Array.from(rows.keys()).sort();
	return { x: [...x], rows: Array.from(x, (each) => rows.get(each) ?? -1) };
}

function alongOf(points: Points, unit: number, locale: string | undefined): Along {
	let found: ReturnType<typeof placesOf> | undefined;
	const places = () => {
		found ??= placesOf(points, unit);
		return found;
	};
	const { x } = points.columns;
	const cell = (at: number) => x?.cells[places().rows[at] ?? -1] ?? null;
	return {
		kind: unit === 1 ? 'number' : 'time',
		locale,
		get x() {
			return places().x;
		},
		xText: (at) => x?.text(cell(at)) ?? '',
		cell,
		times: () => (unit === 1 ? undefined : places().x),
	};
}

function cutLine(line: Line, from: number, to: number): Line | undefined {
	const [low, high] = [Math.max(from, line.from[0]), Math.min(to, line.to[0])];
	const on = (x: number): readonly [number, number] => [x, line.fit.intercept + line.fit.slope * x];
	return low < high ? { ...line, from: on(low), to: on(high) } : undefined;
}

export function seenPoints(points: Points, { view, theme }: FamilyInput): SeenPoints {
	const unit = unitOf(points);
	const along = alongOf(points, unit, theme.locale);
	const ends: Ends | undefined = view?.(along);
	const placeOf = placerOf(points.columns.x);
	const at = ({ point }: Mark) => placeOf(point.x) / unit;
	if (ends === undefined) return { along, at, points, cut: (line) => line };
	const [from, to] = [(along.x[ends.first] ?? 0) * unit, (along.x[ends.last] ?? 0) * unit];
	const series = points.series.map((each) => ({
		...each,
		points: each.points.filter(({ x }) => x >= from && x <= to),
	}));
	return { along, at, points: { ...points, series }, cut: (line) => cutLine(line, from, to) };
}
