/**
 * How a table fits where nobody scrolls, as on a wall: its letters become smaller, its cells fold where that is not enough,
 * and a row that would be cut is not there. Nothing of a row is lost.
 */

/** Smaller letters are hard to read from five metres: rather than that, cells fold. */
const LEAST = 0.8;
/** Rather than that, words are broken. */
const LEAST_WHOLE = 0.7;

export interface Fit {
	/** Of the size that letters have elsewhere. */
	readonly scale: number;
	/** Even so there is no room for each cell in one line. */
	readonly folds: boolean;
}

export const WHOLE: Fit = { scale: 1, folds: false };

/** `natural`: how wide the table is in letters of the usual size, each cell in one line; `room`: how wide it may be. Both in CSS pixels. */
export function fitOf(natural: number, room: number): Fit {
	if (natural <= room || room <= 0) return WHOLE;
	// A little less: browsers round widths and letters.
	const scale = Math.max(LEAST, Math.floor((room / natural) * 1000) / 1000);
	return { scale, folds: natural * LEAST > room };
}

/** What the style sheet around the chart says of a place where nobody scrolls. */
export const isUnscrolled = (element: Element): boolean =>
	getComputedStyle(element).getPropertyValue('--chartwire-unscrolled') !== '';

/**
 * The letters of a table, and whether its cells fold; where even its words have no room, the letters are smaller still, and
 * then the words are broken. @returns The size that its letters have, of the usual one.
 */
export function wear(table: HTMLElement, { scale, folds }: Fit, room: number): number {
	const put = (size: number): number => {
		table.style.fontSize = size === 1 ? '' : `${size}em`;
		return size;
	};
	table.classList.toggle('folded', folds);
	table.classList.remove('broken');
	put(scale);
	if (!folds || table.offsetWidth <= room) return scale;
	put(LEAST_WHOLE);
	table.classList.toggle('broken', table.offsetWidth > room);
	return LEAST_WHOLE;
}

/** The height of what is whole of a table in CSS pixels: up to the last of its rows, in their order, that ends above `height`. */
export function wholeHeight(rows: readonly HTMLElement[], foot: number, height: number): number | undefined {
	const ends = rows.map((row) => row.offsetTop + row.offsetHeight + foot);
	const cut = ends.findIndex((end) => end > height + 0.5);
	return cut < 1 ? undefined : ends[cut - 1];
}
