import { labelsOf, MOST_TRIED, type Step, stepFor, type TimeTicks, thinned, walk } from './ticks.ts';
import type { Zone } from './zone.ts';

interface Tick {
	/** Milliseconds since 1970: the instant, and what the wall clock shows. */
	readonly instant: number;
	readonly wall: number;
}

/** Days and longer begin once, also where their first hour is leapt over or comes twice. */
function beginnings(from: number, to: number, { zone, step }: { zone: Zone; step: Step }): Tick[] {
	const walls = walk(from + zone.offset(from), to + zone.offset(to), step);
	return walls
		.map((wall) => ({ wall, instant: zone.instant(wall) }))
		.filter(({ instant }) => instant >= from && instant <= to);
}

/** Hours and shorter are counted by the wall clock between its changes: an hour that comes twice has two ticks. */
function hours(from: number, to: number, { zone, step }: { zone: Zone; step: Step }): Tick[] {
	const starts = [from, ...zone.changes(from, to)];
	return starts.flatMap((start, index) => {
		const next = starts[index + 1];
		const end = next === undefined ? to : next - 1;
		const offset = zone.offset(start);
		return walk(start + offset, end + offset, step).map((wall) => ({ wall, instant: wall - offset }));
	});
}

/** As `timeTicks`, between two instants in seconds, on round times of the wall clock of a zone. */
export function ticksIn(zone: Zone): (from: number, to: number, most: number, locale: string | undefined) => TimeTicks {
	const ticksBetween: ReturnType<typeof ticksIn> = (from, to, most, locale) => {
		const [start, end] = [from * 1000, to * 1000];
		const step = stepFor(start, end, most);
		if (step === undefined) return { at: [], labels: [] };
		const isLong = step.unit === 'day' || step.unit === 'month' || step.unit === 'year';
		const ticks = (isLong ? beginnings : hours)(start, end, { zone, step });
		if (ticks.length < 2 && most < MOST_TRIED && end > start)
			return thinned(ticksBetween(from, to, most + 1, locale), most);
		return {
			at: ticks.map(({ instant }) => instant / 1000),
			labels: labelsOf(
				ticks.map(({ wall }) => wall),
				step.unit,
				locale,
			),
		};
	};
	return ticksBetween;
}
