/**
 * Items on a grid of twelve columns that never overlap: where there is room, what a move pushes aside, what trades places. Rows
 * go down without end; what is pushed goes down, never up or aside. Pure.
 */
import type { DashboardPlace } from '../../../../widget/dashboard-spec.ts';

export const COLUMNS = 12;
export const MOST_ROWS = 40;

export interface Placed extends DashboardPlace {
	readonly id: string;
}

export type Side = 'left' | 'right' | 'up' | 'down';

export const overlap = (one: DashboardPlace, other: DashboardPlace): boolean =>
	one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

const between = (value: number, least: number, most: number): number =>
	Math.min(Math.max(Math.round(value), least), most);

/** The nearest place that the grid has. */
export function within({ x, y, w, h }: DashboardPlace): DashboardPlace {
	const width = between(w, 1, COLUMNS);
	return { x: between(x, 0, COLUMNS - width), y: Math.max(0, Math.round(y)), w: width, h: between(h, 1, MOST_ROWS) };
}

/** From top to bottom, and in a row from the left: as it is read, and as narrow screens show it. */
export const inReadingOrder = <T extends DashboardPlace>(items: readonly T[]): T[] =>
	[...items].sort((one, other) => one.y - other.y || one.x - other.x);

/**
 * The same items without an overlap, in the same order. What `pinned` names stays where it is; of the others whoever is in the
 * way of one above goes down as far as it must, and no further. Items among which nothing overlaps stay as they are.
 */
export function settle<T extends Placed>(items: readonly T[], pinned?: string): readonly T[] {
	const settled = new Map<string, T>();
	const isPinned = ({ id }: T): boolean => id === pinned;
	const order = [...items.filter(isPinned), ...inReadingOrder(items.filter((item) => !isPinned(item)))];
	for (const item of order) {
		let place = item;
		for (;;) {
			const inWay = [...settled.values()].filter((other) => overlap(other, place));
			if (inWay.length === 0) break;
			place = { ...place, y: Math.max(...inWay.map(({ y, h }) => y + h)) };
		}
		settled.set(item.id, place);
	}
	return items.map((item) => settled.get(item.id) ?? item);
}

/** The first place in reading order that is free for something of this size. */
export function firstFree(items: readonly DashboardPlace[], size: Pick<DashboardPlace, 'w' | 'h'>): DashboardPlace {
	const { w, h } = within({ x: 0, y: 0, ...size });
	const end = Math.max(0, ...items.map((item) => item.y + item.h));
	for (let y = 0; y < end; y += 1) {
		for (let x = 0; x + w <= COLUMNS; x += 1) {
			const place = { x, y, w, h };
			if (!items.some((item) => overlap(item, place))) return place;
		}
	}
	return { x: 0, y: end, w, h };
}

/** Puts one item somewhere, and everything in its way below it. */
export function put<T extends Placed>(items: readonly T[], id: string, to: Partial<DashboardPlace>): readonly T[] {
	const moved = items.map((item) => (item.id === id ? { ...item, ...within({ ...item, ...to }) } : item));
	return settle(moved, id);
}

const STEPS: Readonly<Record<Side, readonly [dx: number, dy: number]>> = {
	left: [-1, 0],
	right: [1, 0],
	up: [0, -1],
	down: [0, 1],
};

/** Along one axis, whoever comes first takes the end of the other, who takes the beginning. */
const swapped = (at: number, size: number, other: number, otherSize: number): readonly [number, number] =>
	at <= other ? [other + otherSize - size, at] : [other, at + size - otherSize];

function traded<T extends Placed>(items: readonly T[], item: T, other: T, isAcross: boolean): readonly T[] | undefined {
	const [at, its] = isAcross ? swapped(item.x, item.w, other.x, other.w) : swapped(item.y, item.h, other.y, other.h);
	const along = (place: number) => (isAcross ? { x: place } : { y: place });
	const places = new Map<string, T>([
		[item.id, { ...item, ...along(at) }],
		[other.id, { ...other, ...along(its) }],
	]);
	const all = items.map((each) => places.get(each.id) ?? each);
	const [first, second] = [...places.values()];
	const isFree = (place: T | undefined): boolean =>
		place !== undefined &&
		place.x >= 0 &&
		place.y >= 0 &&
		place.x + place.w <= COLUMNS &&
		all.every((each) => each.id === place.id || !overlap(each, place));
	return isFree(first) && isFree(second) ? all : undefined;
}

/**
 * Moves one item by a cell. Where exactly one other is in the way, they trade places if both then have room; otherwise whatever
 * is in the way goes below. At the edge of the grid nothing happens.
 */
export function move<T extends Placed>(items: readonly T[], id: string, side: Side): readonly T[] {
	const item = items.find((each) => each.id === id);
	if (item === undefined) return items;
	const [dx, dy] = STEPS[side];
	const to = within({ ...item, x: item.x + dx, y: item.y + dy });
	if (to.x === item.x && to.y === item.y) return items;
	const inWay = items.filter((other) => other.id !== id && overlap(other, to));
	const [only] = inWay;
	const trade = inWay.length === 1 && only ? traded(items, item, only, dx !== 0) : undefined;
	return trade ?? put(items, id, to);
}

/** Makes one item wider, narrower, taller or less tall by a cell; whatever is in the way goes below. */
export function resize<T extends Placed>(items: readonly T[], id: string, side: Side): readonly T[] {
	const item = items.find((each) => each.id === id);
	if (item === undefined) return items;
	const [dx, dy] = STEPS[side];
	const w = between(item.w + dx, 1, COLUMNS - item.x);
	const h = between(item.h + dy, 1, MOST_ROWS);
	return w === item.w && h === item.h ? items : put(items, id, { w, h });
}
