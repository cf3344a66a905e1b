const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The clocks of one time zone, as Intl knows them. All times in milliseconds since 1970; a wall clock's as if in UTC. */
export interface Zone {
	readonly name: string;
	/** How far its wall clock is ahead of UTC at an instant. */
	offset(instant: number): number;
	/** The first instant at which its wall clock shows this time, or where it leaps over it, a later one. */
	instant(wall: number): number;
	/** The instants in a stretch at which its clocks are set. */
	changes(from: number, to: number): number[];
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** What the wall clock of a zone shows at an instant, without its milliseconds. */
function wallReader(timeZone: string): (instant: number) => number {
	const format = new Intl.DateTimeFormat('en-US', {
		...{ timeZone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
		...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
	});
	return (instant) => {
		const parts = format.formatToParts(instant);
		const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
		const [year = 0, month = 1, ...rest] = FIELDS.map((field) => Number(part(field)));
		const [day, hour, minute, second] = rest;
		const wall = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
		return wall.setUTCFullYear(part('era').startsWith('B') ? 1 - year : year, month - 1, day);
	};
}

/** @throws RangeError when the browser does not know the zone. */
export function zoneOf(name: string): Zone {
	const timeZone = name === 'viewer' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : name;
	const read = wallReader(timeZone);
	/** By the hour, since that is how often a zone may be asked; the hours of changes are looked at closely. */
	const known = new Map<number, number>();
	const exactly = (instant: number): number => read(instant) - Math.floor(instant / 1000) * 1000;
	const atHour = (hour: number): number => {
		const found = known.get(hour) ?? exactly(hour * HOUR_MS);
		known.set(hour, found);
		return found;
	};
	const offset = (instant: number): number => {
		if (Number.isNaN(instant)) return 0;
		const hour = Math.floor(instant / HOUR_MS);
		const before = atHour(hour);
		return before === atHour(hour + 1) ? before : exactly(instant);
	};
	/** The one change between two instants, to the second. */
	const change = (from: number, to: number): number => {
		const before = offset(from);
		let [low, high] = [Math.floor(from / 1000), Math.ceil(to / 1000)];
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (exactly(middle * 1000) === before) low = middle;
			else high = middle;
		}
		return high * 1000;
	};
	const changes = (from: number, to: number): number[] => {
		const found: number[] = [];
		for (let at = from; at < to; at += DAY_MS) {
			const next = Math.min(to, at + DAY_MS);
			if (offset(at) !== offset(next)) found.push(change(at, next));
		}
		return found;
	};
	const instant = (wall: number): number => {
		const [before, after] = [offset(wall - DAY_MS), offset(wall + DAY_MS)];
		if (before === after) return wall - before;
		const at = change(wall - DAY_MS, wall + DAY_MS);
		if (wall - before < at) return wall - before;
		return Math.max(at, wall - after);
	};
	return { name: timeZone, offset, instant, changes };
}
