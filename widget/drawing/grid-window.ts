/** Which rows of a long table are in the page, and where the keyboard scrolls to. Pure. */

/** All of it in CSS pixels. */
export interface View {
	/** How far the rows are scrolled. */
	readonly top: number;
	/** Of what is seen of the rows at once. */
	readonly height: number;
	readonly rowHeight: number;
	readonly count: number;
}

/** Rows from `first` to before `last`. */
export interface Window {
	readonly first: number;
	readonly last: number;
}

/** Up to so many rows are all in the page, where the browser's own search finds them. */
const WHOLE_ROWS = 100;
/** So many rows more are ready above and below; fewer where rows are so wide that they would cost too much. */
const SPARE_ROWS = 16;
const SPARE_CELLS = 1600;
/** The browsers' own limits, less a reserve: Firefox counts CSS pixels, Chromium those of the screen. */
const MOST_CSS_PX = 16_000_000;
const MOST_SCREEN_PX = 32_000_000;

/** How many of the rows can be reached by scrolling: a box cannot be higher than a browser lets it be. */
export function reachable(count: number, rowHeight: number, pixelRatio: number): number {
	const most = Math.min(MOST_CSS_PX, MOST_SCREEN_PX / pixelRatio);
	return Math.min(count, Math.floor(most / rowHeight));
}

function seen({ top, height, rowHeight, count }: View): Window {
	const first = Math.min(Math.max(0, Math.floor(top / rowHeight)), count);
	return { first, last: Math.min(count, Math.max(first, Math.ceil((top + height) / rowHeight))) };
}

/** The rows that are in sight, and some to either side. `before` stays as long as it is good enough. */
export function windowOf(view: View, columns: number, before?: Window): Window {
	const { count } = view;
	if (count <= WHOLE_ROWS) return { first: 0, last: count };
	const spare = Math.max(3, Math.min(SPARE_ROWS, Math.ceil(SPARE_CELLS / columns)));
	const { first, last } = seen(view);
	const near = Math.floor(spare / 2);
	const isEnough =
		before !== undefined &&
		before.last <= count &&
		before.first <= Math.max(0, first - near) &&
		before.last >= Math.min(count, last + near) &&
		before.last - before.first <= last - first + 2 * spare + 2;
	return isEnough ? before : { first: Math.max(0, first - spare), last: Math.min(count, last + spare) };
}

/** Where a key of the keyboard scrolls to, to whole rows; `undefined`: the key is not for scrolling up or down. */
export function scrolledBy(key: string, { top, height, rowHeight, count }: View): number | undefined {
	const row = top / rowHeight;
	const page = Math.max(1, Math.floor(height / rowHeight) - 1);
	// A row that is cut by a hair has been scrolled to.
	const [above, below] = [Math.ceil(row - 0.05), Math.floor(row + 0.05)];
	const targets: Readonly<Record<string, number>> = {
		ArrowUp: above - 1,
		ArrowDown: below + 1,
		PageUp: above - page,
		PageDown: below + page,
		Home: 0,
		End: count,
	};
	const target = targets[key];
	return target === undefined ? undefined : Math.max(0, target) * rowHeight;
}

/** How many of the first columns stay: all that are asked for, if enough of the others can be seen beside them. */
export function frozenThatFit(widths: readonly number[], frozen: number, width: number): number {
	const most = width * 0.6;
	let sum = 0;
	for (let column = 0; column < frozen; column++) {
		sum += widths[column] ?? 0;
		if (sum > most) return column;
	}
	return Math.min(frozen, widths.length);
}
