/**
 * Whether a live wallboard's memory is flat: the heap of a page with fifteen charts after each few thousand results, with
 * everything let go that can be. What hours do without results (tokens, sleep, deploys) is in test/browser/pages/wallboard-day.
 */
import { bundleScripts } from '../drawing/bundles.ts';
import { openStage } from '../drawing/stage.ts';
import { count, megabytes } from '../support/figures.ts';
import { within } from '../support/scope.ts';
import type { PageScenario } from './scenario.ts';

const WALL = { count: 15, rows: 1_000, width: 312, height: 180 };
const TURNS = 200;
const READINGS = 10;
/** The first of them warm up: code is compiled, and caches fill. */
const WARM_UP = 3;
const RESULTS_A_DAY = 15 * 86_400;

/** By least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
	const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
	return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

export const memoryPage: PageScenario = ({ say }) =>
	within(async (scope) => {
		const { page, heapBytes } = await openStage(scope, (await bundleScripts()).byPath);
		await page.evaluate((wall) => window.contest.begin(['chartwire'], 'together', wall), WALL);
		const points: (readonly [number, number])[] = [];
		for (let reading = 0; reading < WARM_UP + READINGS; reading += 1) {
			await page.evaluate((each) => window.contest.rush(...each), [WALL.rows, TURNS] as const);
			const results = (reading + 1) * TURNS * WALL.count;
			const bytes = await heapBytes();
			say(`a wallboard of ${WALL.count} charts, after ${count(results)} results: a heap of ${megabytes(bytes)}`);
			if (reading >= WARM_UP) points.push([results, bytes]);
		}
		const slope = slopeOf(points);
		const day = megabytes(slope * RESULTS_A_DAY);
		const measured = count(READINGS * TURNS * WALL.count);
		return [
			`memory of a wallboard: ${slope.toFixed(2)} bytes a result over ${measured} results; in 24 hours at one a second for each of ${WALL.count} charts ${day}`,
		];
	});
