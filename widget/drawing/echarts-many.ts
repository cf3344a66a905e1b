import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { type EChartsType, graphic } from 'echarts/core';
import type { MarkAddress } from '../families/family.ts';
import { MANY_SHAPE, type Many } from '../families/many.ts';
import { boundsOf, holds, type Item, paintItem, type Rect } from './echarts-brush.ts';
import type { Spot } from './echarts-tip.ts';

/** The bit of an element that is to be painted anew, as zrender has it. */
const REDRAW = 1;

/**
 * Hundreds of marks as one element of ECharts. What it paints is not a path but many fills, so it paints them after its
 * turn, as the large marks of ECharts itself do.
 */
export class ManyMarks extends graphic.Rect {
	/** Set by the custom series, as the option of the family has it. */
	declare extra: { readonly many: Many };
	/** Those that are looked at, which lie over the others. */
	#lit: readonly number[] = [];
	#context: CanvasRenderingContext2D | undefined;

	override buildPath(path: unknown): void {
		this.#context = (path as { getContext(): CanvasRenderingContext2D }).getContext();
	}

	/** Nothing has been set before its first render. */
	get #many(): Many | undefined {
		return (this.extra as Partial<typeof this.extra> | undefined)?.many;
	}

	get #items(): readonly Item[] {
		return (this.#many?.items ?? []) as readonly Item[];
	}

	override afterBrush = (): void => {
		const context = this.#context;
		if (context === undefined) return;
		context.save();
		for (const item of this.#items) paintItem(context, item, false);
		for (const index of this.#lit) paintItem(context, this.#items[index], true);
		context.restore();
	};

	/** Never out of sight, wherever its marks are. */
	override shouldBePainted(): boolean {
		return true;
	}

	light(indexes: readonly number[]): void {
		this.#lit = indexes;
		this.dirty();
	}

	/** Has other marks painted, placed as those before. */
	take(series: CustomSeriesOption): void {
		const api = this.#many?.api;
		const made = api && series.renderItem?.({} as never, api);
		if (made) this.extra = (made as unknown as { readonly extra: { readonly many: Many } }).extra;
		this.#lit = [];
		// Not by `dirty`, which would ask for frames: it is painted at once.
		this.__dirty |= REDRAW;
	}

	rectOf(index: number): Rect | undefined {
		return boundsOf(this.#items[index]);
	}

	/** The topmost mark at a place; -1: none. */
	under(spot: Spot): number {
		return this.#items.findLastIndex((item) => holds(item, spot));
	}
}

graphic.registerShape(MANY_SHAPE, ManyMarks as unknown as Parameters<typeof graphic.registerShape>[1]);

/** What ECharts knows of its series, beside its documented interface: the element that it has drawn for the first datum. */
interface Inside {
	getModel(): {
		getSeriesByIndex(index: number): { getData(): { getItemGraphicEl(index: number): unknown } } | undefined;
	};
}

export function manyAt(chart: EChartsType, seriesIndex: number): ManyMarks | undefined {
	const series = (chart as unknown as Inside).getModel().getSeriesByIndex(seriesIndex);
	const element = series?.getData().getItemGraphicEl(0);
	return element instanceof ManyMarks ? element : undefined;
}

/** Shows marks as those that are looked at, and the others as they are; by whoever paints them. */
export function light(chart: EChartsType, before: readonly MarkAddress[], after: readonly MarkAddress[]): void {
	const painted = new Map<ManyMarks, number[]>();
	const tell = (type: 'highlight' | 'downplay', at: MarkAddress): void => {
		const many = manyAt(chart, at.seriesIndex);
		if (many === undefined) chart.dispatchAction({ type, ...at });
		else painted.set(many, [...(painted.get(many) ?? []), ...(type === 'highlight' ? [at.dataIndex] : [])]);
	};
	for (const at of before) tell('downplay', at);
	for (const at of after) tell('highlight', at);
	for (const [many, indexes] of painted) many.light(indexes);
}

/** The series of an option, each painted as one; undefined where one of them is not. */
function allMany(chart: EChartsType, { series }: EChartsOption): readonly ManyMarks[] | undefined {
	const all = (Array.isArray(series) ? series : [series]).map((_, index) => manyAt(chart, index));
	return all.includes(undefined) ? undefined : (all as ManyMarks[]);
}

/**
 * Paints the marks of an option over those that are there, without ECharts' working it all out again.
 * @param before What it shows; equal to the new one in all but its marks.
 * @returns false where that cannot be: nothing has been done.
 */
export function repainted(chart: EChartsType, before: EChartsOption | undefined, option: EChartsOption): boolean {
	if (before === undefined) return false;
	const all = allMany(chart, option);
	if (all === undefined || JSON.stringify(before) !== JSON.stringify(option)) return false;
	const series = option.series as readonly CustomSeriesOption[];
	all.forEach((many, index) => {
		const own = series[index];
		if (own) many.take(own);
	});
	chart.getZr().refreshImmediately();
	return true;
}
