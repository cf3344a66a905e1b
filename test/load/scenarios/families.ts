/**
 * What the families that ECharts draws cost the page when their data moves: one chart of each, update by update, and
 * fifteen of them, each anew once a second, beside the bare canvas of the same page. Of the main thread: scripts, and what
 * the browser does for them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleScripts } from '../drawing/bundles.ts';
import type { Pace } from '../drawing/page/contest.ts';
import { FAMILY_KINDS, type FamilyKind } from '../drawing/page/family-rows.ts';
import { openStage, type Stage } from '../drawing/stage.ts';
import { count, median } from '../support/figures.ts';
import { showProfile } from '../support/profile.ts';
import { within } from '../support/scope.ts';
import type { PageScenario, PageSetting } from './scenario.ts';

const BOX = { width: 312, height: 180, rows: 1_000 };
const WALL = { ...BOX, count: 15 };
/** Without the treemap, which nobody watches by the second. */
const ON_THE_WALL = FAMILY_KINDS.filter((kind) => kind !== 'treemap');
const BARE = 'canvas alone';
const WARM_UP = 5;
const UPDATES = 15;
const PROFILED = 40;
const SETTLE_MS = 2_000;
const WATCH_MS = 6_000;

const draw = (stage: Stage, kind: FamilyKind) =>
	stage.page.evaluate((each) => window.contest.draw(...each), [kind, kind, BOX] as const);

/** Updates one after the other, as soon as each is painted. */
const update = (stage: Stage, kind: FamilyKind, times: number) =>
	stage.page.evaluate(
		async ([each, rows, most]) => {
			for (let turn = 0; turn < most; turn += 1) await window.contest.update(each, rows);
		},
		[kind, BOX.rows, times] as const,
	);

/** Milliseconds of the main thread that one update of each family takes. */
async function alone(stage: Stage, { say, options }: PageSetting): Promise<string> {
	const medians: string[] = [];
	for (const kind of FAMILY_KINDS) {
		const rounds: number[] = [];
		await draw(stage, kind);
		await update(stage, kind, WARM_UP);
		for (let round = 0; round < options.rounds; round += 1) {
			const { busyMs } = await stage.busy(() => update(stage, kind, UPDATES));
			rounds.push(busyMs / UPDATES);
		}
		if (options.profile) showProfile(`drawing-${kind}`, await stage.profile(() => update(stage, kind, PROFILED)), say);
		await stage.page.evaluate(() => window.contest.clear());
		say(
			`${kind} of ${count(BOX.rows)} rows, again, ms of the main thread: ${rounds.map((ms) => ms.toFixed(1)).join(' ')}`,
		);
		medians.push(`${kind} ${median(rounds).toFixed(1)}`);
	}
	return `a chart of ${count(BOX.rows)} rows, again, ms of the main thread: ${medians.join(', ')}`;
}

async function share(stage: Stage, names: readonly string[], pace: Pace): Promise<number> {
	await stage.page.evaluate(([n, p, w]) => window.contest.begin(n, p, w), [names, pace, WALL] as const);
	await sleep(SETTLE_MS);
	const { busyMs, ms } = await stage.busy(() => sleep(WATCH_MS));
	await stage.page.evaluate(() => window.contest.clear());
	return (100 * busyMs) / ms;
}

async function wall(stage: Stage, { say, options }: PageSetting): Promise<string[]> {
	const summary: string[] = [];
	for (const pace of ['together', 'in turn'] as const) {
		const [ours, bare]: [number[], number[]] = [[], []];
		for (let round = 0; round < options.rounds; round += 1) {
			ours.push(await share(stage, ON_THE_WALL, pace));
			bare.push(await share(stage, [BARE], pace));
		}
		const head = `${WALL.count} charts of ${count(WALL.rows)} rows by ECharts (${ON_THE_WALL.join(', ')}), each anew once a second, ${pace}, % of the main thread`;
		const told = ([name, each]: readonly [string, number[]]) =>
			`${name} ${each.map((value) => value.toFixed(1)).join(' ')}`;
		say(`${head}: ${told(['chartwire', ours])}, ${told([BARE, bare])}`);
		summary.push(`${head}: chartwire ${median(ours).toFixed(1)}, ${BARE} ${median(bare).toFixed(1)}`);
	}
	return [...summary, '    floor 10, goal 5'];
}

export const families: PageScenario = (setting) =>
	within(async (scope) => {
		const stage = await openStage(scope, (await bundleScripts()).byPath);
		return [
			`Chromium ${stage.version}, ${BOX.width} × ${BOX.height} CSS pixels, 1 device pixel each`,
			await alone(stage, setting),
			...(await wall(stage, setting)),
		];
	});
