/**
 * What a chart costs the page: the same line chart by `<sql-chart>` and by its peers, in one page and one run, turn by
 * turn. Everybody begins with the bytes of a server's answer. Milliseconds until painted hold a frame's waiting (16.7 ms);
 * those of the main thread hold work alone, that of the browser for the page included.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleScripts } from '../drawing/bundles.ts';
import type { Kind } from '../drawing/page/rows.ts';
import { openStage, type Stage } from '../drawing/stage.ts';
import { count, median } from '../support/figures.ts';
import { showProfile } from '../support/profile.ts';
import { within } from '../support/scope.ts';
import type { PageScenario } from './scenario.ts';

const BOX = { width: 800, height: 400 };
const SMALL = { width: 312, height: 180 };
const LINES: readonly { readonly kind: Kind; readonly rows: number }[] = [
	{ kind: 'time', rows: 1_000 },
	{ kind: 'time', rows: 10_000 },
	{ kind: 'time', rows: 100_000 },
	{ kind: 'number', rows: 100_000 },
];
const UPDATES = 7;
const CHARTS = 15;
const SETTLE_MS = 2_000;
const WATCH_MS = 6_000;

/** Milliseconds, one of each turn. */
interface Times {
	readonly painted: number[];
	readonly busy: number[];
}

type Table = Map<string, Times>;

const timesOf = (table: Table, name: string): Times => {
	const found = table.get(name) ?? { painted: [], busy: [] };
	table.set(name, found);
	return found;
};

const figures = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(' ');

/** `name 12.3 (1.00 ×), …`: medians, and how many times ours each is. */
function ranked(title: string, table: Table, of: keyof Times): string {
	const ours = median(timesOf(table, 'chartwire')[of]);
	const each = [...table].map(([name, times]) => {
		const own = median(times[of]);
		return `${name} ${own.toFixed(1)} (${(own / ours).toFixed(2)} ×)`;
	});
	return `${title}: ${each.join(', ')}`;
}

/** Everybody is first, second, … equally often. */
const inTurn = (names: readonly string[], round: number): readonly string[] =>
	names.map((_, at) => names[(at + round) % names.length] ?? '');

async function lines(stage: Stage, names: readonly string[], setting: Parameters<PageScenario>[0]): Promise<string[]> {
	const { say, options } = setting;
	const { page, busy } = stage;
	const summary: string[] = [];
	for (const { kind, rows } of LINES) {
		const first: Table = new Map();
		const again: Table = new Map();
		for (let round = 0; round <= options.rounds; round += 1) {
			for (const name of inTurn(names, round)) {
				const box = { ...BOX, rows };
				const draw = await busy(() =>
					page.evaluate(([n, k, b]) => window.contest.draw(n, k, b), [name, kind, box] as const),
				);
				const updates: { result: number; busyMs: number }[] = [];
				for (let update = 0; update < UPDATES; update += 1) {
					await sleep(30);
					updates.push(await busy(() => page.evaluate(([k, r]) => window.contest.update(k, r), [kind, rows] as const)));
				}
				if (round === 0 && rows === 1_000)
					say(`${name} draws on ${await page.evaluate(() => window.contest.canvas())}`);
				await page.evaluate(() => window.contest.clear());
				// The first round warms up.
				if (round === 0) continue;
				timesOf(first, name).painted.push(draw.result);
				timesOf(first, name).busy.push(draw.busyMs);
				timesOf(again, name).painted.push(median(updates.map(({ result }) => result)));
				timesOf(again, name).busy.push(median(updates.map(({ busyMs }) => busyMs)));
			}
		}
		const what = kind === 'time' ? `three lines of ${count(rows)} times` : `${count(rows)} rows of two numeric columns`;
		for (const [title, table] of [
			['first', first],
			['update', again],
		] as const) {
			for (const of of ['painted', 'busy'] as const) {
				const head = `${what}, ${title}, ms ${of === 'painted' ? 'until painted' : 'of the main thread'}`;
				for (const [name, times] of table) say(`${head}: ${name} ${figures(times[of])}`);
				summary.push(ranked(head, table, of));
			}
		}
	}
	return summary;
}

async function wall(stage: Stage, names: readonly string[], setting: Parameters<PageScenario>[0]): Promise<string[]> {
	const { say, options } = setting;
	const { page, busy } = stage;
	const shares: Table = new Map();
	const box = { ...SMALL, rows: 1_000 };
	for (let round = 0; round < options.rounds; round += 1) {
		for (const name of inTurn(names, round)) {
			await page.evaluate(([n, c, b]) => window.contest.begin(n, c, b), [name, CHARTS, box] as const);
			await sleep(SETTLE_MS);
			const { busyMs, ms } = await busy(() => sleep(WATCH_MS));
			timesOf(shares, name).busy.push((100 * busyMs) / ms);
			await page.evaluate(() => window.contest.clear());
		}
	}
	const { busyMs, ms } = await busy(() => sleep(WATCH_MS));
	const head = `${CHARTS} charts of three lines of 1,000 times, one after the other anew each second, % of the main thread`;
	for (const [name, { busy: each }] of shares) say(`${head}: ${name} ${figures(each)}`);
	say(`an empty page, % of the main thread: ${((100 * busyMs) / ms).toFixed(2)}`);
	return [ranked(head, shares, 'busy'), '    floor 3, goal 1.5'];
}

/** Where our own time goes. */
async function profiled(stage: Stage, { say }: Parameters<PageScenario>[0]): Promise<void> {
	const { page } = stage;
	for (const { kind, rows } of LINES.slice(2)) {
		await page.evaluate(([k, b]) => window.contest.draw('chartwire', k, b), [kind, { ...BOX, rows }] as const);
		const update = () => page.evaluate(([k, r]) => window.contest.update(k, r), [kind, rows] as const);
		const profile = await stage.profile(async () => {
			for (let turn = 0; turn < 20; turn += 1) await update();
		});
		showProfile(`drawing-${kind}-${rows}`, profile, say);
		await page.evaluate(() => window.contest.clear());
	}
	const box = { ...SMALL, rows: 1_000 };
	await page.evaluate(([c, b]) => window.contest.begin('chartwire', c, b), [CHARTS, box] as const);
	showProfile('drawing-wall', await stage.profile(() => sleep(2 * WATCH_MS)), say);
	await page.evaluate(() => window.contest.clear());
}

export const drawing: PageScenario = (setting) =>
	within(async (scope) => {
		const { byPath, bytes } = await bundleScripts();
		const stage = await openStage(scope, byPath);
		const names = await stage.page.evaluate(() => window.contest.names);
		if (setting.options.profile) await profiled(stage, setting);
		const kilobytes = Object.entries(bytes).map(([name, each]) => `${name} ${(each / 1000).toFixed(1)} kB`);
		return [
			`Chromium ${stage.version}, ${BOX.width} × ${BOX.height} CSS pixels, 1 device pixel each`,
			`script of a line chart, gzipped: ${kilobytes.join(', ')} (ours with its client, states, table and export)`,
			...(await lines(stage, names, setting)),
			...(await wall(stage, names, setting)),
		];
	});
