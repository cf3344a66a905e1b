/**
 * The one source of chance of the model test: everything that is decided is decided by a generator that was seeded, so
 * that a seed replays a round, but for the operating system's timing. mulberry32 by Tommy Ettinger, public domain.
 */
export interface Random {
	/** From 0 up to, and not including, 1. */
	next(): number;
	/** A whole number from `least` to `most`, both included. */
	between(least: number, most: number): number;
	chance(probability: number): boolean;
	/** @throws Error when there is nothing to pick from. */
	pick<T>(items: readonly T[]): T;
	/** Each item as often as its weight says. */
	weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
	/** A generator of its own, so that what one part draws changes nothing for the others. */
	fork(): Random;
}

export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
	const pick = <T>(items: readonly T[]): T => {
		const item = items[between(0, items.length - 1)];
		if (item === undefined) throw new Error('There is nothing to pick from.');
		return item;
	};
	const weighted = <T extends string>(weights: Readonly<Record<T, number>>): T => {
		const entries = Object.entries(weights) as [T, number][];
		let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [name, weight] of entries) {
			left -= weight;
			if (left < 0) return name;
		}
		return pick(entries)[0];
	};
	return {
		next,
		between,
		chance: (probability) => next() < probability,
		pick,
		weighted,
		fork: () => seeded(between(0, 4_294_967_295)),
	};
}
