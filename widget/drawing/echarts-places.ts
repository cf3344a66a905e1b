import type { EChartsType } from 'echarts/core';
import type { Built, Mark, MarkAddress } from '../families/family.ts';
import { manyAt } from './echarts-many.ts';
import type { Spot } from './echarts-tip.ts';

interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

interface Drawn {
	getBoundingRect(): Rect & { clone(): Rect & { applyTransform(by: unknown): void } };
	getComputedTransform(): unknown;
}

/** What ECharts knows of its marks, beside its documented interface: the element that it has drawn for each. */
interface Inside {
	getModel(): {
		getSeriesByIndex(
			index: number,
		): { getData(type?: string): { getItemGraphicEl(index: number): Drawn | undefined } | undefined } | undefined;
	};
}

const keyOf = ({ seriesIndex, dataIndex, dataType }: MarkAddress): string =>
	`${seriesIndex}|${dataIndex}|${dataType ?? ''}`;

/** Where the marks of one picture are, and which of them is at a place; both in CSS pixels of the canvas. */
export class Places {
	readonly #chart: EChartsType;
	readonly #built: Built;
	#known: ReadonlyMap<string, Mark> | undefined;

	constructor(chart: EChartsType, built: Built) {
		this.#chart = chart;
		this.#built = built;
	}

	/** Its marks are no elements of their own, of which ECharts would tell which is under the pointer. */
	get isPainted(): boolean {
		const [first] = this.#built.marks;
		return first !== undefined && manyAt(this.#chart, first.at.seriesIndex) !== undefined;
	}

	/** The topmost of the marks that are painted as one. */
	under(spot: Spot): Mark | undefined {
		const last = this.#built.marks.reduce((most, { at }) => Math.max(most, at.seriesIndex), -1);
		for (let seriesIndex = last; seriesIndex >= 0; seriesIndex -= 1) {
			const dataIndex = manyAt(this.#chart, seriesIndex)?.under(spot) ?? -1;
			const mark = dataIndex < 0 ? undefined : this.markOf({ seriesIndex, dataIndex });
			if (mark) return mark;
		}
		return undefined;
	}

	/** The mark of an event of ECharts. */
	markOf(event: unknown): Mark | undefined {
		this.#known ??= new Map(this.#built.marks.map((mark) => [keyOf(mark.at), mark]));
		const { seriesIndex = -1, dataIndex = -1, dataType } = event as Partial<MarkAddress>;
		return (
			this.#known.get(keyOf({ seriesIndex, dataIndex, ...(dataType ? { dataType } : {}) })) ??
			this.#known.get(keyOf({ seriesIndex, dataIndex }))
		);
	}

	rectOf({ at }: Mark): Rect | undefined {
		const many = manyAt(this.#chart, at.seriesIndex);
		if (many) return many.rectOf(at.dataIndex);
		const model = (this.#chart as unknown as Inside).getModel();
		const drawn = model.getSeriesByIndex(at.seriesIndex)?.getData(at.dataType)?.getItemGraphicEl(at.dataIndex);
		if (drawn === undefined) return undefined;
		const rect = drawn.getBoundingRect().clone();
		const transform = drawn.getComputedTransform();
		if (transform) rect.applyTransform(transform);
		return rect;
	}

	/** Beside a mark, where nothing of it is covered. */
	besideOf(mark: Mark): Spot | undefined {
		const rect = this.rectOf(mark);
		return rect && { x: rect.x + rect.width, y: rect.y + rect.height / 2 };
	}

	/** The mark that is the nearest of those of the step at this place. */
	nearest({ x, y }: Spot): Mark | undefined {
		if (!this.#chart.containPixel({ gridIndex: 0 }, [x, y])) return undefined;
		const place: unknown = this.#chart.convertFromPixel({ gridIndex: 0 }, [x, y]);
		const down = this.#built.walk === 'down';
		const step = Array.isArray(place) ? Number(place[down ? 1 : 0]) : Number.NaN;
		const found = this.#built.marks.filter((mark) => mark.step === step);
		if (found.length < 2) return found[0];
		const off = (mark: Mark): number => {
			const rect = this.rectOf(mark);
			if (rect === undefined) return Number.POSITIVE_INFINITY;
			return Math.hypot(outside(x, rect.x, rect.width), outside(y, rect.y, rect.height));
		};
		return found.map((mark) => ({ mark, off: off(mark) })).sort((a, b) => a.off - b.off)[0]?.mark;
	}
}

/** How far a place is outside of a stretch. */
const outside = (at: number, from: number, length: number): number => Math.max(from - at, 0, at - from - length);
