import { helper } from 'echarts/core';
import type { Mark } from '../families/family.ts';
import type { FamilySurface } from './echarts-surface.ts';
import type { Spot } from './echarts-tip.ts';

type Element = Parameters<typeof helper.getECData>[0];

/** What ECharts knows of what it has drawn, beside its documented interface. */
interface Inside {
	readonly handler: {
		findHover(x: number, y: number): { readonly target?: Element & { readonly __hostTarget?: Element } };
	};
}

/** The mark at a place, in CSS pixels of the canvas: the one that is drawn there, or the nearest of its step. */
export function markAt({ built, places, chart }: FamilySurface, { x, y }: Spot): Mark | undefined {
	if (built()?.hit === 'step') return places()?.nearest({ x, y });
	if (places()?.isPainted) return places()?.under({ x, y });
	let { target } = (chart.getZr() as unknown as Inside).handler.findHover(x, y);
	while (target) {
		const { seriesIndex, dataIndex, dataType } = helper.getECData(target);
		if (dataIndex !== undefined) return places()?.markOf({ seriesIndex, dataIndex, dataType });
		target = target.__hostTarget ?? target.parent;
	}
	return undefined;
}
