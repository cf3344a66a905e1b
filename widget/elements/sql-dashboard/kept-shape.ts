/**
 * The shape that a dashboard had when it was shown last: where its items stood, and nothing of what was in them. So what is
 * shown while it loads has its size already, and nothing moves when it comes. In the page's own store, read at once.
 */
import type { DashboardPlace } from '../../dashboard-spec.ts';

export interface Shape {
	readonly isTabbed: boolean;
	readonly isFiltered: boolean;
	/** Of the tab that was shown. */
	readonly places: readonly DashboardPlace[];
}

const PREFIX = 'chartwire:shape:';
/** What is shown of a dashboard that was never seen here. */
const UNKNOWN: Shape = {
	isTabbed: false,
	isFiltered: false,
	places: [
		{ x: 0, y: 0, w: 6, h: 4 },
		{ x: 6, y: 0, w: 6, h: 4 },
		{ x: 0, y: 4, w: 12, h: 5 },
	],
};

const isPlace = (place: unknown): place is DashboardPlace =>
	typeof place === 'object' &&
	place !== null &&
	['x', 'y', 'w', 'h'].every((side) => Number.isInteger(place[side as keyof typeof place]));

function read(text: string | null): Shape | undefined {
	const shape = JSON.parse(text ?? 'null') as Partial<Shape> | null;
	if (!Array.isArray(shape?.places) || !shape.places.every(isPlace)) return undefined;
	return { isTabbed: shape.isTabbed === true, isFiltered: shape.isFiltered === true, places: shape.places };
}

/** `name`: of the dashboard, with its server. A page that may keep nothing has the shape of none. */
export function keptShape(name: string): Shape {
	try {
		return read(localStorage.getItem(PREFIX + name)) ?? UNKNOWN;
	} catch {
		return UNKNOWN;
	}
}

export function keepShape(name: string, { isTabbed, isFiltered, places }: Shape): void {
	const bare = places.map(({ x, y, w, h }) => ({ x, y, w, h }));
	try {
		localStorage.setItem(PREFIX + name, JSON.stringify({ isTabbed, isFiltered, places: bare }));
	} catch {
		// Then it looks next time as it does when it is seen first.
	}
}

/** Of every dashboard: for a page's sign-out. */
export function forgetShapes(): void {
	try {
		for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
	} catch {
		// What may not be read was not written either.
	}
}
