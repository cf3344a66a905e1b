/** What the tests of dashboards share: one to look at, and a client that is told how it is declared. */
import '../../../widget/define.ts';
import type { Dashboard, DashboardItem } from '../../../widget/dashboard-spec.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { SqlDashboard } from '../../../widget/elements/sql-dashboard/sql-dashboard.ts';
import type { ResultEvent, Target } from '../../../widget/protocol.ts';
import { FakeClient, ok, page, series, until } from './support.ts';

export class DashboardClient extends FakeClient {
	#revision = 0;

	/** The targets that are watched, dashboards left out. */
	get charts(): readonly (Target & { readonly chart: string })[] {
		return [...this.watchers.values()].filter((target) => 'chart' in target);
	}

	#watchersOf(name: 'chart' | 'dashboard') {
		return [...this.watchers].filter(([, target]) => name in target);
	}

	declare(dashboard: object): void {
		this.#revision += 1;
		const [revision, name] = [this.#revision, 'sales'];
		const view = { dashboard: { kind: 'dashboard', name, revision, dashboard } } as const;
		for (const [listen] of this.#watchersOf('dashboard'))
			listen({ type: 'reset', channel: 'd', epoch: 'e', seq: revision, at: Date.now(), view });
	}

	refuse(code: string): void {
		for (const [listen] of this.#watchersOf('dashboard'))
			listen({ type: 'error', code, message: 'Not for you.', retryable: false });
	}

	/** How a chart is drawn. */
	specify(name: string, spec: object): void {
		for (const [listen, target] of this.#watchersOf('chart'))
			if ('chart' in target && target.chart === name) listen({ type: 'spec', spec });
	}

	/** One chart has a result. */
	draw(name: string, data: ResultEvent): void {
		for (const [listen, target] of this.#watchersOf('chart')) {
			if (!('chart' in target) || target.chart !== name) continue;
			listen({ type: 'reset', channel: name, epoch: 'e', seq: 1, at: Date.now(), view: { result: data } });
		}
	}

	/** Each chart that is watched has a result. */
	answerAll(values: readonly number[], { ageMs = 0 } = {}): void {
		for (const [listen, target] of this.#watchersOf('chart')) {
			const channel = JSON.stringify(target);
			const view = { result: series(values, { ageMs }) };
			listen({ type: 'reset', channel, epoch: 'e', seq: 1, at: Date.now(), view });
		}
	}
}

export const chart = (
	id: string,
	place: readonly [x: number, y: number, w: number, h: number],
	more = {},
): DashboardItem => {
	const [x, y, w, h] = place;
	return { id, x, y, w, h, kind: 'chart', chart: `${id}-chart`, ...more };
};

export const SALES: Dashboard = {
	title: 'Sales',
	description: 'Orders of the shop, by the minute.',
	tabs: [
		{
			id: 'today',
			title: 'Today',
			items: [
				{ id: 'head', x: 0, y: 0, w: 12, h: 1, kind: 'heading', text: 'Figures' },
				chart('one', [0, 1, 3, 2]),
				chart('two', [3, 1, 3, 2]),
				chart('three', [6, 1, 3, 2]),
				chart('four', [9, 1, 3, 2], { title: 'Returns', params: { least: 3 } }),
				{
					id: 'note',
					x: 0,
					y: 3,
					w: 4,
					h: 4,
					kind: 'text',
					text: 'See **the** [manual](https://example.com/m).\n- one\n- two',
				},
				chart('trend', [4, 3, 8, 4]),
			],
		},
		{ id: 'regions', title: 'Regions', items: [chart('map', [0, 0, 12, 6])] },
		{ id: 'later', title: 'Later', items: [] },
	],
	filters: [
		{
			id: 'region',
			label: 'Region',
			type: 'choice',
			param: 'region',
			options: ['north', 'south'],
			binds: { two: 'area', three: null },
		},
	],
};

type Settings = Partial<
	Pick<
		SqlDashboard,
		'declaration' | 'tab' | 'theme' | 'wallboard' | 'level' | 'locale' | 'persist' | 'dashboard' | 'token' | 'server'
	>
>;

/** A dashboard in the page that waits for what its client says. */
export function dashboard(settings: Settings = {}, scheme: 'light' | 'dark' = 'light') {
	page(scheme);
	document.body.style.width = '1100px';
	const element = document.createElement('sql-dashboard');
	const client = new DashboardClient();
	Object.assign(element, { client, dashboard: 'sales' }, settings);
	document.body.append(element);
	return { element, client };
}

export const within = (element: SqlDashboard): ShadowRoot => {
	ok(element.shadowRoot, 'a root');
	return element.shadowRoot;
};

export const chartsIn = (element: SqlDashboard): readonly SqlChart[] => [
	...within(element).querySelectorAll('sql-chart'),
];

export async function shown(settings: Settings = {}, scheme: 'light' | 'dark' = 'light') {
	const made = dashboard(settings, scheme);
	await until('the subscription', () => made.client.watchers.size > 0);
	made.client.declare(SALES);
	await until('its charts', () => chartsIn(made.element).length > 0 && made.client.charts.length > 0);
	return made;
}

export const idsOf = (client: DashboardClient): readonly string[] =>
	client.charts.map(({ chart: name }) => name).sort();
