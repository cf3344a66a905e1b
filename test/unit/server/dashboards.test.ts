import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DEMO_CHARTS } from '../../../demo/charts.ts';
import { DEMO_DASHBOARDS } from '../../../demo/dashboards.ts';
import { type Dashboard as Checked, chartsOn, dashboardSchema } from '../../../server/dashboards/declaration.ts';
import { DashboardGrants } from '../../../server/dashboards/grants.ts';
import type { Dashboard, DashboardFilter, DashboardItem } from '../../../widget/dashboard-spec.ts';

/** What is written as `readonly` and as optional is the same thing to whoever reads JSON. */
type Plain<T> = T extends readonly (infer Each)[]
	? Plain<Each>[]
	: T extends object
		? { -readonly [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }
		: T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
// Does not compile once what is checked and what is shown are not the same any more.
const isSame: Same<Plain<Required<Checked>>, Plain<Required<Dashboard>>> = true;

const chart = (id: string, more: Partial<DashboardItem & { chart: string }> = {}) =>
	({ id, x: 0, y: 0, w: 6, h: 5, kind: 'chart', chart: 'sales', ...more }) as DashboardItem;
const board = (items: readonly DashboardItem[], filters: readonly DashboardFilter[] = []): Dashboard => ({
	title: 'Sales',
	tabs: [{ id: 'all', title: 'All', items }],
	filters,
});
const filter = (id: string, more: Partial<DashboardFilter> = {}): DashboardFilter => ({
	id,
	label: 'Region',
	type: 'choice',
	param: 'region',
	...more,
});
const problemOf = (dashboard: unknown): string | undefined => {
	const { success, error } = dashboardSchema.safeParse(dashboard);
	return success ? undefined : error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
};

describe('the declaration of a dashboard', () => {
	test('takes all that a dashboard may have, as it is', () => {
		const whole: Dashboard = {
			title: 'Sales',
			description: 'Of all regions',
			tabs: [
				{
					id: 'overview',
					title: 'Overview',
					items: [
						{ id: 'head', x: 0, y: 0, w: 12, h: 1, kind: 'heading', text: 'This year' },
						{
							id: 'by-month',
							x: 0,
							y: 1,
							w: 8,
							h: 6,
							kind: 'chart',
							chart: 'by-month',
							title: 'By month',
							params: { n: 3 },
						},
						{ id: 'note', x: 8, y: 1, w: 4, h: 6, kind: 'text', text: '**New**: [more](https://example.com)' },
					],
				},
				{ id: 'empty', title: 'Empty', items: [] },
			],
			filters: [
				filter('region', { value: 'north', options: ['north', ['south', 'The south']], binds: { 'by-month': 'area' } }),
				filter('shop', { optionsChart: 'shops', binds: { 'by-month': null } }),
			],
			wall: { rotateMs: 5_000, theme: 'light', clock: false, timeZone: 'Europe/Lisbon' },
		};
		assert.ok(isSame);
		assert.deepEqual(dashboardSchema.parse(whole), whole);
	});

	test('names what is wrong, and where', () => {
		const far = chart('far', { x: 8, w: 5 });
		const cases: [unknown, RegExp][] = [
			[{ ...board([]), tabs: [] }, /tabs/],
			[{ ...board([]), color: 'red' }, /color/],
			[board([chart('Big')]), /tabs\.0\.items\.0\.id: must be 1 to 40 small letters/],
			[board([chart('a', { h: 41 })]), /items\.0\.h/],
			[board([far]), /"far" ends beyond column 12/],
			[board([chart('a'), chart('a', { y: 5 })]), /"a" names two things/],
			[board([chart('all')]), /"all" names two things/],
			[board([chart('a')], [filter('a')]), /"a" names two things/],
			[board([chart('a'), chart('b', { x: 5, y: 4 })]), /the items "a" and "b" of the tab "All" overlap/],
			[board([chart('a')], [filter('f', { binds: { b: 'x' } })]), /"f" is bound to "b", which is no chart/],
			[board([chart('a')], [filter('f', { param: 'no name' })]), /filters\.0\.param/],
			[{ ...board([]), wall: { rotateMs: 4_999 } }, /rotateMs/],
			[{ ...board([]), wall: { timeZone: 'Europe/Atlantis' } }, /timeZone: must be an IANA time zone/],
		];
		for (const [dashboard, problem] of cases) assert.match(problemOf(dashboard) ?? 'nothing', problem);
	});

	test('takes items exactly when no two of them cover the same cell', () => {
		const item = fc.record({
			x: fc.integer({ min: 0, max: 8 }),
			y: fc.integer({ min: 0, max: 6 }),
			w: fc.integer({ min: 1, max: 4 }),
			h: fc.integer({ min: 1, max: 3 }),
		});
		fc.assert(
			fc.property(fc.array(item, { maxLength: 5 }), (places) => {
				const cells = places.flatMap(({ x, y, w, h }) =>
					Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
				);
				const items = places.map((place, at) => chart(`item-${at}`, place));
				assert.equal(problemOf(board(items)) === undefined, new Set(cells).size === cells.length);
			}),
		);
	});

	test('is what those of the demo are, over charts that the demo has', () => {
		const names = DEMO_CHARTS.map(({ name }) => name);
		for (const { name: _name, ...dashboard } of DEMO_DASHBOARDS) {
			assert.equal(problemOf(dashboard), undefined);
			const strangers = chartsOn(dashboardSchema.parse(dashboard)).filter((each) => !names.includes(each));
			assert.deepEqual(strangers, []);
		}
	});

	test('has on it the charts of all its tabs and those that its filters offer, each once', () => {
		const items = [
			chart('a', { chart: 'sales' }),
			chart('b', { chart: 'costs', y: 5 }),
			chart('c', { chart: 'sales', y: 10 }),
		];
		assert.deepEqual(chartsOn(dashboardSchema.parse(board(items, [filter('f', { optionsChart: 'regions' })]))), [
			'costs',
			'regions',
			'sales',
		]);
	});
});

describe('what a dashboard grants', () => {
	type Row = { project: string; name: string; revision: number; charts: string[] | null };
	const grantsOf = async (...rows: Row[]) => {
		const store = { rows };
		const grants = new DashboardGrants({ unsafe: async () => store.rows } as never);
		await grants.look();
		return { grants, store };
	};
	const bearer = (dashboards: '*' | string[], more: object = {}) => ({
		...{ project: 'shop', author: false, charts: [] as string[], dashboards },
		...more,
	});
	const row = (name: string, revision: number, charts: string[] | null, project = 'shop'): Row => ({
		...{ project, name, revision, charts },
	});

	test('I9 is the charts that are on it, in its own project only', async () => {
		const { grants } = await grantsOf(row('main', 1, ['a']), row('other', 1, ['b']), row('main', 1, ['c'], 'foreign'));
		const may = (who: ReturnType<typeof bearer>) =>
			['a', 'b', 'c'].filter((name) => grants.mayWatch(who as never, { chart: name }));
		assert.deepEqual(may(bearer(['main'])), ['a']);
		assert.deepEqual(may(bearer('*')), ['a', 'b']);
		assert.deepEqual(may(bearer([])), []);
		assert.deepEqual(may(bearer(['main'], { project: 'foreign' })), ['c']);
		assert.deepEqual(may(bearer([], { charts: ['c'] })), ['c']);
		await assert.rejects(grants.demandChart(bearer(['main']), 'b'), /no chart "b" that this token may watch/);
		assert.throws(() => grants.demandDashboard(bearer(['main']), 'other'), /no dashboard "other"/);
	});

	test('is looked for before anybody is refused', async () => {
		const { grants, store } = await grantsOf();
		store.rows = [row('main', 1, ['a'])];
		await grants.demandChart(bearer(['main']), 'a');
	});

	test('I9 is read from the last look on, also where the steady clock has stood still meanwhile', async (context) => {
		const asked: unknown[] = [];
		const grants = new DashboardGrants({
			unsafe: async (_text: string, [sinceMs]: [unknown]) => {
				asked.push(sinceMs);
				return [];
			},
		} as never);
		context.mock.timers.enable({ apis: ['Date'], now: 0 });
		await grants.look();
		// A suspended machine: an hour for everybody else.
		context.mock.timers.setTime(3_600_000);
		await grants.look();
		assert.equal(asked[0], null);
		assert.ok(Number(asked[1]) >= 3_600_000, String(asked[1]));
		// A clock that was put back.
		context.mock.timers.setTime(0);
		await grants.look();
		assert.ok(Number(asked[2]) >= 10_000, String(asked[2]));
	});

	test('I9 follows the last revision, in whatever order they are read, and ends with the dashboard', async () => {
		const { grants, store } = await grantsOf(row('main', 3, ['b']), row('main', 2, ['a']));
		const may = (chart: string) => grants.mayWatch(bearer(['main']) as never, { chart });
		assert.deepEqual([may('a'), may('b')], [false, true]);
		assert.ok(grants.mayWatch(bearer(['main']) as never, { dashboard: 'main' }));
		store.rows = [row('main', 4, null), row('main', 3, ['b'])];
		await grants.look();
		assert.ok(!may('b'));
		assert.ok(!grants.mayWatch(bearer(['main']) as never, { dashboard: 'main' }));
		store.rows = [row('main', 5, ['b']), row('main', 4, null)];
		await grants.look();
		assert.ok(may('b'));
	});
});
