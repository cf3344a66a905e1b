/** Distributions by their integrals, as textbooks define them: slow, and with nothing in common with the approximations in the SQL. */

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
	const steps = 4_000;
	const width = (to - from) / steps;
	let total = f(from) + f(to);
	for (let step = 1; step < steps; step += 1) total += f(from + step * width) * (step % 2 === 1 ? 4 : 2);
	return (total * width) / 3;
}

/** Γ(n / 2) of a whole n, from Γ(1) = 1 and Γ(1/2) = √π. */
function gammaOfHalf(n: number): number {
	if (n <= 2) return n === 1 ? Math.sqrt(Math.PI) : 1;
	return (n / 2 - 1) * gammaOfHalf(n - 2);
}

/** Student's density with `df` degrees of freedom. */
const density = (x: number, df: number): number =>
	(gammaOfHalf(df + 1) / (Math.sqrt(df * Math.PI) * gammaOfHalf(df))) * (1 + x ** 2 / df) ** (-(df + 1) / 2);

const known = new Map<string, number>();

/** The quantile of Student's t, by halving. */
export function studentQuantile(share: number, df: number): number {
	const key = `${share} ${df}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	let [low, high] = [0, 1_000];
	for (let round = 0; round < 60; round += 1) {
		const middle = (low + high) / 2;
		if (0.5 + integral((x) => density(x, df), 0, middle) < share) low = middle;
		else high = middle;
	}
	known.set(key, low);
	return low;
}

/** Of the standard normal, what lies beyond ±z. */
export const bothTails = (z: number): number =>
	2 * integral((x) => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI), Math.abs(z), Math.abs(z) + 12);
