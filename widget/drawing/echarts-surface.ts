import type { EChartsType } from 'echarts/core';
import type { ChartSpec } from '../chart-spec.ts';
import type { Built, Mark } from '../families/family.ts';
import type { Table } from '../protocol.ts';
import type { DrawingHooks } from './drawing.ts';
import type { Places } from './echarts-places.ts';
import type { Spot } from './echarts-tip.ts';

/** A finger that scrolls the page is heard of by ECharts all the same, and reads nothing. */
export type Toucher = 'pointer' | 'finger' | 'scroll';

/** What a picture of a family gives into the hands of whatever answers to pointer and keyboard (echarts-hand.ts). */
export interface FamilySurface {
	readonly host: HTMLElement;
	/** Holds legend, canvas and whatever is put over them. */
	readonly box: HTMLElement;
	/** Focusable, with the picture in it. */
	readonly canvas: HTMLElement;
	/** A polite live region. */
	readonly said: HTMLElement;
	readonly spec: ChartSpec | undefined;
	readonly locale: string | undefined;
	readonly hooks: DrawingHooks | undefined;
	/** The keys of what is switched off in the legend; changed by whoever switches. */
	readonly hidden: Set<string>;
	readonly chart: EChartsType;
	readonly table: () => Table | undefined;
	readonly built: () => Built | undefined;
	readonly places: () => Places | undefined;
	/** The mark that is looked at. */
	readonly at: () => Mark | undefined;
	/** What is on the picture, or was last. */
	readonly touch: (by: Toucher) => void;
	/** Shows the mark at a place as the one that is looked at. */
	readonly look: (mark: Mark, spot: Spot) => void;
	readonly leave: () => void;
	/** Goes to a mark by a key. @returns whether the key is one of the walk. */
	readonly walk: (key: string) => boolean;
	/** Draws again what is to be seen. */
	readonly show: () => void;
}
