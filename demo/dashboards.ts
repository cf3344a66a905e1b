/** The dashboards of the demo, over its charts; whoever starts the demo saves them with `PUT /v1/dashboards/:name`. */
import type { Dashboard } from '../widget/dashboard-spec.ts';

export interface DemoDashboard extends Dashboard {
	readonly name: string;
}

export const DEMO_DASHBOARDS: readonly DemoDashboard[] = [
	{
		name: 'sales',
		title: 'Sales',
		description: 'Made-up orders, written every second.',
		tabs: [
			{
				id: 'now',
				title: 'Now',
				items: [
					{ id: 'today', kind: 'heading', text: 'Today', x: 0, y: 0, w: 12, h: 1 },
					{
						...{ id: 'revenue-today', kind: 'chart' as const, chart: 'revenue-today', x: 0, y: 1, w: 4, h: 3 },
						title: 'Revenue today, US dollars',
					},
					{ id: 'items-today', kind: 'chart', chart: 'items-today', x: 4, y: 1, w: 4, h: 3 },
					{ id: 'average-order', kind: 'chart', chart: 'average-order', x: 8, y: 1, w: 4, h: 3 },
					{ id: 'per-minute', kind: 'chart', chart: 'orders-per-minute', x: 0, y: 4, w: 8, h: 5 },
					{ id: 'latest', kind: 'chart', chart: 'explore-latest', x: 8, y: 4, w: 4, h: 5 },
				],
			},
			{
				id: 'chosen',
				title: 'By region and day',
				items: [
					{ id: 'by-day', kind: 'chart', chart: 'explore-revenue', x: 0, y: 0, w: 7, h: 6 },
					{ id: 'by-product', kind: 'chart', chart: 'explore-products', x: 7, y: 0, w: 5, h: 6 },
					{
						id: 'how',
						kind: 'text',
						text: 'Choose a **region** or some **days** above: both charts are asked again, and those of the other tab, which know neither, stay as they are.',
						...{ x: 0, y: 6, w: 12, h: 2 },
					},
				],
			},
		],
		filters: [
			{ id: 'region', label: 'Region', type: 'choice', param: 'regions', optionsChart: 'explore-regions' },
			{ id: 'days', label: 'Days', type: 'date-range', param: 'days' },
		],
		wall: { rotateMs: 20_000, theme: 'dark' },
	},
];
