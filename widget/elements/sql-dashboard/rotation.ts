/**
 * What a wall does by the clock, without anybody: which tab it shows, and by how much all of it is moved so that no edge
 * burns into the screen. Pure; times are the page's in ms.
 */

export const DEFAULT_ROTATE_MS = 20_000;
const LEAST_ROTATE_MS = 5000;

/** Never so fast that nobody could read it. */
export const rotateMsOf = (declared: number | undefined): number =>
	Math.max(LEAST_ROTATE_MS, Number.isFinite(declared) ? (declared ?? 0) : DEFAULT_ROTATE_MS);

/** The tab that is shown, and since when. */
export interface Turn {
	readonly tab: string;
	readonly since: number;
}

interface Rotation {
	readonly tabs: readonly string[];
	/** Which one is to be shown first, or was chosen meanwhile. */
	readonly wanted: string;
	readonly rotateMs: number;
	readonly now: number;
}

/**
 * The turn after this one, or this one while it lasts. A tab that was chosen, or came in place of one that is gone, has its
 * whole time; after a sleep of the machine one goes on with the next, not with as many as would have been shown. A clock
 * that was set back begins the turn anew.
 */
export function turnAt(turn: Turn | undefined, { tabs, wanted, rotateMs, now }: Rotation): Turn {
	const begin = (tab: string | undefined): Turn => ({ tab: tab ?? '', since: now });
	if (turn === undefined || !tabs.includes(turn.tab)) return begin(tabs.includes(wanted) ? wanted : tabs[0]);
	if (wanted !== turn.tab && tabs.includes(wanted)) return begin(wanted);
	if (tabs.length < 2) return turn;
	if (now < turn.since) return begin(turn.tab);
	return now - turn.since < rotateMs ? turn : begin(tabs[(tabs.indexOf(turn.tab) + 1) % tabs.length]);
}

const SHIFT_MS = 180_000;
/** In steps to the side and down: a walk over nine places, whose neighbours are one step apart. */
const WALK: readonly (readonly [x: number, y: number])[] = [
	[0, 0],
	[1, 0],
	[1, 1],
	[0, 1],
	[-1, 1],
	[-1, 0],
	[-1, -1],
	[0, -1],
	[1, -1],
];

/** By how many steps all is moved, each from -1 to 1: another place every three minutes. */
export function shiftAt(now: number): readonly [x: number, y: number] {
	return WALK[Math.floor(now / SHIFT_MS) % WALK.length] ?? [0, 0];
}
