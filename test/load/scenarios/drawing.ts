/**
 * What a chart costs the page: the same line chart by `<sql-chart>` and by its peers, in one page and one run, turn by
 * turn. Everybody begins with the bytes of a server's answer. Milliseconds until painted hold a frame's waiting (16.7 ms);
 * those of the main thread hold work alone, that of the browser for the page included.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleScripts } from '../drawing/bundles.ts';
import type { Pace } from '../drawing/page/contest.ts';
import type { Kind } from '../drawing/page/rows.ts';
import { openStage, type Stage } from '../drawing/stage.ts';
import { count, median } from '../support/figures.ts';
import { showProfile } from '../support/profile.ts';
import { within } from '../support/scope.ts';
import type { PageScenario, PageSetting } from './scenario.ts';

const BOX = { width: 800, height: 400 };
const WALL = { count: 15, rows: 1_000, width: 312, height: 180 };
interface Lines {
	readonly kind: Kind;
	readonly rows: number;
}

const LINES: readonly Lines[] = [
	{ kind: 'lines', rows: 1_000 },
	{ kind: 'lines', rows: 10_000 },
	{ kind: 'lines', rows: 100_000 },
	{ kind: 'numbers', rows: 100_000 },
];
const UPDATES = 7;
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

interface Measured {
	readonly painted: number;
	readonly busy: number;
}

/** One contestant draws one chart, and updates it a few times. */
async function perform(stage: Stage, name: string, { kind, rows }: Lines) {
	const { page, busy } = stage;
	const timed = async (work: () => Promise<number>): Promise<Measured> => {
		const { result, busyMs } = await busy(work);
		return { painted: result, busy: busyMs };
	};
	const box = { ...BOX, rows };
	const first = await timed(() => page.evaluate((each) => window.contest.draw(...each), [name, kind, box] as const));
	const updates: Measured[] = [];
	for (let update = 0; update < UPDATES; update += 1) {
		await sleep(30);
		updates.push(await timed(() => page.evaluate((each) => window.contest.update(...each), [kind, rows] as const)));
	}
	const size = await page.evaluate(() => window.contest.canvas());
	await page.evaluate(() => window.contest.clear());
	const middle = (of: keyof Measured) => median(updates.map((each) => each[of]));
	return { first, again: { painted: middle('painted'), busy: middle('busy') }, size };
}

const titleOf = ({ kind, rows }: Lines): string =>
	kind === 'lines' ? `three lines of ${count(rows)} times` : `${count(rows)} rows of two numeric columns`;

function note(table: Table, name: string, { painted, busy }: Measured): void {
	const times = timesOf(table, name);
	times.painted.push(painted);
	times.busy.push(busy);
}

async function contend(stage: Stage, names: readonly string[], { say, options }: PageSetting): Promise<string[]> {
	const summary: string[] = [];
	for (const lines of LINES) {
		const tables = { first: new Map(), again: new Map() } satisfies Record<string, Table>;
		for (let round = 0; round <= options.rounds; round += 1) {
			for (const name of inTurn(names, round)) {
				const { first, again, size } = await perform(stage, name, lines);
				// The first round warms up.
				if (round === 1 && lines === LINES[0]) say(`${name} draws on ${size}`);
				if (round === 0) continue;
				note(tables.first, name, first);
				note(tables.again, name, again);
			}
		}
		for (const [title, table] of Object.entries(tables)) {
			for (const of of ['painted', 'busy'] as const) {
				const head = `${titleOf(lines)}, ${title}, ms ${of === 'painted' ? 'until painted' : 'of the main thread'}`;
				for (const [name, times] of table) say(`${head}: ${name} ${figures(times[of])}`);
				summary.push(ranked(head, table, of));
			}
		}
	}
	return summary;
}

const PACES: readonly Pace[] = ['together', 'in turn'];

async function wall(stage: Stage, names: readonly string[], { say, options }: PageSetting): Promise<string[]> {
	const { page, busy } = stage;
	const summary: string[] = [];
	for (const pace of PACES) {
		const shares: Table = new Map();
		for (let round = 0; round < options.rounds; round += 1) {
			for (const name of inTurn(names, round)) {
				await page.evaluate(([n, p, w]) => window.contest.begin([n], p, w), [name, pace, WALL] as const);
				await sleep(SETTLE_MS);
				const { busyMs, ms } = await busy(() => sleep(WATCH_MS));
				timesOf(shares, name).busy.push((100 * busyMs) / ms);
				await page.evaluate(() => window.contest.clear());
			}
		}
		const head = `${WALL.count} charts of one line of ${count(WALL.rows)} times, each anew once a second, ${pace}, % of the main thread`;
		for (const [name, { busy: each }] of shares) say(`${head}: ${name} ${figures(each)}`);
		summary.push(ranked(head, shares, 'busy'));
	}
	return [...summary, '    floor 3, goal 1.5'];
}

/** Where our own time goes. */
async function profiled(stage: Stage, { say }: PageSetting): Promise<void> {
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
	await page.evaluate((w) => window.contest.begin(['chartwire'], 'in turn', w), WALL);
	showProfile('drawing-wall', await stage.profile(() => sleep(2 * WATCH_MS)), say);
	await page.evaluate(() => window.contest.clear());
}

export const drawing: PageScenario = (setting) =>
	within(async (scope) => {
		const { byPath, bytes } = await bundleScripts();
		const stage = await openStage(scope, byPath);
		const names = await stage.page.evaluate(() => window.contest.names);
		const libraries = names.filter((name) => name in bytes);
		if (setting.options.profile) await profiled(stage, setting);
		const kilobytes = Object.entries(bytes).map(([name, each]) => `${name} ${(each / 1000).toFixed(1)} kB`);
		return [
			`Chromium ${stage.version}, ${BOX.width} × ${BOX.height} CSS pixels, 1 device pixel each`,
			`script of a line chart, gzipped: ${kilobytes.join(', ')} (ours with its client, states, table and export)`,
			...(await contend(stage, libraries, setting)),
			...(await wall(stage, names, setting)),
		];
	});
