/** What the declarations for Vue permit and refuse. */
import type { GlobalComponents } from 'vue';
import type {} from '../../widget/frameworks/vue.ts';

type PropsOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];

export const right: PropsOf<'sql-chart'> = {
	chart: 'revenue',
	params: { year: 2026 },
	'param-region': 'north',
	'token-endpoint': '/token',
	class: 'wide',
	onChartwireData: ({ detail }) => detail.table.rows,
};

export const filter: PropsOf<'sql-filter'> = { group: 'sales', param: 'days', type: 'date-range', remember: '' };

export function emits(
	chart: InstanceType<GlobalComponents['sql-chart']>,
	event: HTMLElementEventMap['chartwire-data'],
) {
	chart.$emit('chartwire-data', event);
	// @ts-expect-error there is no such event
	chart.$emit('chartwire-rows', event);
	return chart.toCsv();
}

// @ts-expect-error a chart is named by a text
export const number: PropsOf<'sql-chart'> = { chart: 7 };
// @ts-expect-error there is no such attribute
export const colour: PropsOf<'sql-chart'> = { colour: 'red' };
// @ts-expect-error there is no such filter
export const slider: PropsOf<'sql-filter'> = { type: 'slider' };
