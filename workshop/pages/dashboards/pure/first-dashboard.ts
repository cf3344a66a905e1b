/** A dashboard from charts that are there: two in a row, in the order that is given. Pure. */
import type { Dashboard } from '../../../../widget/dashboard-spec.ts';
import { addItem, MOST_ITEMS } from './edits.ts';

export function dashboardOf(title: string, charts: readonly string[]): Dashboard {
	const empty: Dashboard = { title, tabs: [{ id: 'tab-1', title: 'Overview', items: [] }], filters: [] };
	return charts
		.slice(0, MOST_ITEMS)
		.reduce((dashboard, chart) => addItem(dashboard, 'tab-1', { kind: 'chart', chart })?.dashboard ?? dashboard, empty);
}
