/** Dashboards as tests declare them, and where they are looked at. */
import type { DashboardItem } from '../../../../widget/dashboard-spec.ts';

export const placeOf = ({ x, y, w, h }: DashboardItem) => [x, y, w, h];

type Place = readonly [x: number, y: number, w: number, h: number];

export const chartAt = (id: string, chart: string, [x, y, w, h]: Place) => ({ id, kind: 'chart', chart, x, y, w, h });
export const oneTab = (title: string, items: readonly object[] = []) => ({
	title,
	tabs: [{ id: 'one', title: 'One', items }],
	filters: [],
});

/** A chart that calls otherwise what others call a region. */
export const BY_AREA = {
	title: 'By area',
	source: 'sample',
	sql: 'select day, sum(amount) as amount from sales where true [[ and region = {{area}} ]] group by day order by day',
	params: [{ name: 'area', type: 'text', required: false }],
};

/** Pages to be looked at, and what each shows once it is there. */
export const PLACES: readonly (readonly [path: string, ready: string])[] = [
	['dashboards', '.entries'],
	['dashboards/filters', 'sql-dashboard sql-chart .root.ready'],
	['dashboards/filters/edit', '.grid-stack sql-chart .root.ready'],
	['dashboards/draft/versions?version=2', '.diff'],
];
