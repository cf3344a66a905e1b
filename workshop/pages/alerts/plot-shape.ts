/** Where the values of an alert stand in a picture that is 100 wide and 100 high. Pure. */
import type { Bounds, Point, Preview } from './alert-types.ts';

export interface Plot {
	/** Of the line through the values; it breaks where there is none. */
	readonly line: string;
	/** Beyond which it fires; each breaks where nothing is known yet. */
	readonly above: string;
	readonly below: string;
	/** Where it recovers, if that is elsewhere than where it fires; from the top. */
	readonly recovers: number | undefined;
	readonly dots: readonly { readonly x: number; readonly y: number; readonly isBad: boolean }[];
	/** The highest and the lowest of all that is drawn, and where they stand, from the top; one where both are the same. */
	readonly ends: readonly { readonly value: number; readonly y: number }[];
	readonly from: number;
	readonly to: number;
	readonly x: (at: number) => number;
}

/** So much of the height is left free at either end. */
const MARGIN_SHARE = 0.08;
/** More dots are a smear. */
const MOST_DOTS = 80;

const known = (values: readonly (number | null | undefined)[]): readonly number[] =>
	values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));

function path(points: readonly (readonly [number, number] | undefined)[]): string {
	let isDrawing = false;
	const parts: string[] = [];
	for (const point of points) {
		if (point !== undefined) parts.push(`${isDrawing ? 'L' : 'M'}${point[0].toFixed(2)} ${point[1].toFixed(2)}`);
		isDrawing = point !== undefined;
	}
	return parts.join('');
}

/** @returns undefined where no result had a value. */
export function plotOf({ points, limits }: Pick<Preview, 'points' | 'limits'>): Plot | undefined {
	const [first, last] = [points[0], points.at(-1)];
	const values = known(points.map(({ value }) => value));
	if (first === undefined || last === undefined || values.length === 0) return undefined;
	const edges = known(points.flatMap(({ bounds }) => [bounds?.above, bounds?.below]));
	const all = [...values, ...edges, ...(limits ? [limits.fires, limits.recovers] : [])];
	const [least, most] = [Math.min(...all), Math.max(...all)];
	const margin = (most - least || Math.abs(most) || 1) * MARGIN_SHARE;
	const [bottom, top] = [least - margin, most + margin];
	const [from, to] = [first.at, last.at];
	const x = (at: number): number => (to === from ? 50 : ((at - from) / (to - from)) * 100);
	const y = (value: number): number => ((top - value) / (top - bottom)) * 100;
	const place = ({ at }: Point, value: number | null | undefined) =>
		typeof value === 'number' ? ([x(at), y(value)] as const) : undefined;
	const edge = (side: keyof Bounds): string => edgePath(points, (point) => place(point, point.bounds?.[side]));
	const dots = points.flatMap((point) => {
		const at = place(point, point.value);
		return at === undefined ? [] : [{ x: at[0], y: at[1], isBad: point.is === 'bad' }];
	});
	const isApart = limits !== undefined && limits.recovers !== limits.fires;
	return {
		line: path(points.map((point) => place(point, point.value))),
		above: edge('above'),
		below: edge('below'),
		recovers: isApart ? y(limits.recovers) : undefined,
		dots: points.length > MOST_DOTS ? dots.filter(({ isBad }) => isBad) : dots,
		ends: (most === least ? [most] : [most, least]).map((value) => ({ value, y: y(value) })),
		from,
		to,
		x,
	};
}

/** Of a single result, across the whole picture: a line of one point is not to be seen. */
function edgePath(points: readonly Point[], place: (point: Point) => readonly [number, number] | undefined): string {
	const places = points.map(place);
	const only = places[0];
	if (places.length === 1 && only !== undefined)
		return path([
			[0, only[1]],
			[100, only[1]],
		]);
	return path(places);
}
