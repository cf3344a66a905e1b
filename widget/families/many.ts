import type { CustomSeriesOption, CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts';
import type { FamilyInput } from './family.ts';

/** What `renderItem` of a series of one's own gets, as far as families use it. */
export type Api = Parameters<CustomSeriesRenderItem>[1];

/** From so many marks on an element of ECharts for each costs more than what it paints. None of them moves smoothly. */
const MANY = 200;

/** The name of the shape that paints them; whoever draws a page has told ECharts of it. */
export const MANY_SHAPE = 'many';

/** All marks of a series, as its family would hand them to ECharts one by one, and with what it has placed them. */
export interface Many {
	readonly items: readonly CustomSeriesRenderItemReturn[];
	readonly api: Api;
}

/**
 * Whether the marks of a page are painted as one. A picture has an element for each, since it is made of elements; so does
 * a page with the system's few colours, whose patterns ECharts lays over each.
 */
export const isMany = ({ target, theme }: FamilyInput, count: number): boolean =>
	target === 'page' && theme.forced === undefined && count > MANY;

export interface ManySetup {
	readonly count: number;
	readonly draw: (index: number, api: Api) => CustomSeriesRenderItemReturn;
}

/**
 * A series whose marks are one element. Its option says nothing of them, so that two results whose axes are the same have
 * equal options: then only this element is painted anew.
 */
export function manySeries({ count, draw }: ManySetup, more: Partial<CustomSeriesOption>): CustomSeriesOption {
	const extra = (api: Api): { readonly many: Many } => ({
		many: { items: Array.from({ length: count }, (_, index) => draw(index, api)), api },
	});
	const element = (api: Api) => ({ type: MANY_SHAPE, extra: extra(api), style: { fill: 'none' } });
	return {
		...more,
		type: 'custom',
		silent: true,
		data: [[0, 0]],
		renderItem: (_, api) => element(api) as unknown as CustomSeriesRenderItemReturn,
	};
}
