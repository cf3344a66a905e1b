import type uPlot from 'uplot';

/** The lower and the upper end of a filled place, in canvas pixels. */
export type Edge = readonly [low: number, high: number];

interface Column {
	readonly x: number;
	low: number;
	high: number;
}

/**
 * The ends of what is filled between two lines, in runs without a gap; of several points on one column of pixels, the
 * outermost, so that no extreme is lost and no path is longer than what can be seen.
 */
export function edgesOf(plot: uPlot, x: readonly number[], edge: (index: number) => Edge | undefined): Column[][] {
	const runs: Column[][] = [];
	let run: Column[] | undefined;
	x.forEach((at, index) => {
		const ends = edge(index);
		if (ends === undefined) {
			run = undefined;
			return;
		}
		if (run === undefined) {
			run = [];
			runs.push(run);
		}
		const place = Math.round(plot.valToPos(at, 'x', true) * 2) / 2;
		const last = run.at(-1);
		// Pixels count downwards: the lower end of a value is the larger number.
		if (last?.x === place) {
			[last.low, last.high] = [Math.max(last.low, ends[0]), Math.min(last.high, ends[1])];
		} else run.push({ x: place, low: ends[0], high: ends[1] });
	});
	return runs;
}

/** What lies between the ends of each run; of a single point, a narrow stripe. */
export function fillBetween(runs: readonly (readonly Column[])[]): Path2D {
	const path = new Path2D();
	for (const run of runs) {
		const [first] = run;
		if (first === undefined) continue;
		if (run.length === 1) {
			const width = 4 * devicePixelRatio;
			path.rect(first.x - width / 2, first.high, width, first.low - first.high);
			continue;
		}
		path.moveTo(first.x, first.high);
		for (const { x, high } of run) path.lineTo(x, high);
		for (const { x, low } of [...run].reverse()) path.lineTo(x, low);
		path.closePath();
	}
	return path;
}
