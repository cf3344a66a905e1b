/** Which charts a schedule shows, and with which parameters: what somebody would see who opens its target now. */
import type { Params } from '../../widget/protocol.ts';
import { findChart, shownTitle } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import { findDashboard, unknownDashboard } from '../dashboards/dashboards.ts';
import type { Dashboard } from '../dashboards/declaration.ts';
import type { Executor } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { ScheduleTarget } from './declaration.ts';

/** One question of a target; with why it cannot be asked, where it cannot. */
export interface TargetQuestion {
	readonly chart: string;
	readonly title: string;
	/** As the chart's SQL is given them. */
	readonly params: Params;
	readonly failure?: { readonly code: string; readonly message: string };
}

interface Shown {
	readonly chart: string;
	readonly title?: string | undefined;
	readonly given: Params;
	/** Of these the chart takes what it declares. */
	readonly offered: Params;
}

type Tab = Dashboard['tabs'][number];
type Item = Tab['items'][number];

/** As it is read: from the top down, and from one side to the other. */
const inOrder = ({ items }: Tab): readonly Item[] => [...items].sort((a, b) => a.y - b.y || a.x - b.x);

function offeredTo(item: Item, { filters }: Dashboard, params: Params): Params {
	const bound = filters.flatMap(({ param, value, binds = {} }) => {
		const name = Object.hasOwn(binds, item.id) ? binds[item.id] : param;
		const set = Object.hasOwn(params, param) ? params[param] : value;
		return name === null || name === undefined || set === undefined ? [] : [[name, set] as const];
	});
	return Object.fromEntries(bound);
}

function shownOn(dashboard: Dashboard, tab: string | undefined, params: Params): readonly Shown[] {
	const tabs = tab === undefined ? dashboard.tabs : dashboard.tabs.filter(({ id }) => id === tab);
	return tabs.flatMap(inOrder).flatMap((item) => {
		if (item.kind !== 'chart') return [];
		const { chart, title, params: given = {} } = item;
		return [{ chart, title, given, offered: offeredTo(item, dashboard, params) }];
	});
}

async function settled(
	on: Executor,
	project: string,
	{ chart: name, title, given, offered }: Shown,
): Promise<TargetQuestion> {
	try {
		const chart = await findChart(on, project, name);
		const taken = Object.entries(offered).filter(([param]) => chart.params.some((each) => each.name === param));
		const params = settleParams(chart, { ...given, ...Object.fromEntries(taken) });
		return { chart: name, title: title ?? shownTitle(chart), params };
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		return { chart: name, title: title ?? name, params: {}, failure: { code: error.code, message: error.message } };
	}
}

/** @throws NamedError unknown_dashboard; what is wrong with a single chart stands with its question */
export async function questionsOf(
	on: Executor,
	project: string,
	target: ScheduleTarget,
): Promise<readonly TargetQuestion[]> {
	if ('chart' in target) {
		return [await settled(on, project, { chart: target.chart, given: target.params, offered: {} })];
	}
	const stored = await findDashboard(on, project, target.dashboard);
	if (stored === undefined) throw unknownDashboard(target.dashboard);
	const shown = shownOn(stored.declaration, target.tab, target.params);
	return Promise.all(shown.map((each) => settled(on, project, each)));
}
