/**
 * Where the items of a tab stand: as they are declared on 12 columns, and on the 6 of a narrower element. Pure. On one
 * column there is nothing to work out: they follow each other in reading order.
 */
import type { DashboardItem, DashboardPlace } from '../../dashboard-spec.ts';

const COLUMNS = 12;
const HALF = 6;
/** On six columns nothing is narrower: a third. */
const LEAST = 2;

type Placed = DashboardPlace & Pick<DashboardItem, 'id'>;

/** As one reads: line by line. Items that begin in one row are read from the start of the line. */
export function inReadingOrder<Item extends DashboardPlace>(items: readonly Item[]): readonly Item[] {
	return [...items].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** How many rows there are. */
export const rowsOf = (places: Iterable<DashboardPlace>): number =>
	Math.max(0, ...[...places].map(({ y, h }) => y + h));

/** Bands of rows that no item reaches beyond: each keeps its place above the next. */
function bandsOf(items: readonly Placed[]): readonly (readonly Placed[])[] {
	const bands: Placed[][] = [];
	let end = 0;
	for (const item of inReadingOrder(items)) {
		const last = bands.at(-1);
		if (last && item.y < end) last.push(item);
		else bands.push([item]);
		end = Math.max(end, item.y + item.h);
	}
	return bands;
}

/** Both edges of each item in half; undefined where that leaves one too narrow. Edges that met still meet. */
function halved(band: readonly Placed[]): readonly Placed[] | undefined {
	const half = band.map((item) => {
		const x = Math.round(item.x / 2);
		return { ...item, x, w: Math.round((item.x + item.w) / 2) - x };
	});
	return half.every(({ w }) => w >= LEAST) ? half : undefined;
}

/** A quarter becomes a half, for four in a row are two and two then; any other width stays what it is of the line. */
const narrowed = (w: number): number => (w === 3 ? 3 : Math.min(HALF, Math.max(LEAST, Math.round(w / 2))));

const overlap = (a: DashboardPlace, b: DashboardPlace): boolean =>
	a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** One after the other, each in the first place that is free after the last one, as one reads. */
function flowed(band: readonly Placed[], top: number): readonly Placed[] {
	const done: Placed[] = [];
	let [x, y] = [0, top];
	for (const item of band) {
		let place = { ...item, w: narrowed(item.w), x, y };
		while (place.x + place.w > HALF || done.some((other) => overlap(place, other))) {
			place = place.x + place.w >= HALF ? { ...place, x: 0, y: place.y + 1 } : { ...place, x: place.x + 1 };
		}
		done.push(place);
		[x, y] = [place.x, place.y];
	}
	return done;
}

/**
 * The places on six columns, by item, in the order of reading. A band of rows stays as it is declared where halving it
 * leaves every item a third of the line; otherwise its items flow. Rows that were free between two bands stay free.
 */
export function halfPlaces(items: readonly Placed[]): ReadonlyMap<string, DashboardPlace> {
	const places = new Map<string, DashboardPlace>();
	let [declared, end] = [0, 0];
	for (const band of bandsOf(items)) {
		const top = Math.min(...band.map(({ y }) => y));
		const from = end + Math.max(0, top - declared);
		const half = halved(band)?.map((item) => ({ ...item, y: item.y - top + from })) ?? flowed(band, from);
		for (const { id, x, y, w, h } of half) places.set(id, { x, y, w, h });
		declared = rowsOf(band);
		end = rowsOf(half);
	}
	return places;
}

/** Within the grid, whatever was declared: a newer server may know more columns. */
export function withinGrid({ x, y, w, h }: DashboardPlace): DashboardPlace {
	const whole = (value: number, least: number, most: number): number =>
		Math.min(most, Math.max(least, Math.trunc(value) || 0));
	const left = whole(x, 0, COLUMNS - 1);
	return { x: left, y: whole(y, 0, 1000), w: whole(w, 1, COLUMNS - left), h: whole(h, 1, 40) };
}
