/** Chance that is the same on every machine. */

/** Answers numbers in [0, 1). */
export type Random = () => number;

/** A small seeded generator: mulberry32, public domain, by Tommy Ettinger. */
export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Exponentially distributed, such as the time until the next purchase. */
export const exponential = (mean: number, random: Random): number => -mean * Math.log(1 - random());

/** Normally distributed, by the method of Box and Muller. */
export const normal = (random: Random): number =>
	Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
