import { extentOf } from '../drawing/color-scale.ts';
import type { Values } from '../drawing/shape.ts';
import type { Built } from './family.ts';
import type { Area, Frame } from './frame.ts';
import { type LinesSetup, lineColor } from './lines-series.ts';

const LINE_PX = 1.5;
const DOT_PX = 5;
const GAP_PX = 6;
/** Beside a narrower line the last value is not written. */
const MIN_LABELLED_PX = 96;

export interface SmallLine {
	readonly x: readonly number[];
	readonly values: Values;
	readonly color: string;
	/** At its end. */
	readonly label?: { readonly text: string; readonly color: string } | undefined;
	readonly min?: number | undefined;
	readonly max?: number | undefined;
}

/** A line without axes in a part of the picture, its last value marked; `room` is what stands at its right. */
export function smallLine({ x, values, color, label, min, max }: SmallLine, area: Area, room: number) {
	const last = values.findLastIndex((value) => value !== null && value !== undefined);
	const [own, across] = [extentOf(values), extentOf(x)];
	const [low, high] = [min ?? own.min, max ?? own.max];
	const inset = DOT_PX / 2 + LINE_PX;
	const [bottom, top] = low < high ? [low, high] : [low - 1, low + 1];
	return {
		grid: {
			left: area.left + inset,
			top: area.top + inset,
			width: Math.max(4, area.width - room - 2 * inset),
			height: Math.max(4, area.height - 2 * inset),
			outerBoundsMode: 'none' as const,
		},
		xAxis: { type: 'value' as const, show: false, min: across.min, max: Math.max(across.max, across.min + 1) },
		yAxis: { type: 'value' as const, show: false, min: bottom, max: top },
		series: {
			type: 'line' as const,
			silent: true,
			clip: false,
			symbol: 'none',
			data: values.flatMap((value, at) => {
				if (value === undefined) return [];
				const point = { value: [x[at] ?? 0, value ?? '-'] };
				return at === last ? { ...point, symbol: 'circle', symbolSize: DOT_PX } : point;
			}),
			lineStyle: { color, width: LINE_PX, type: 'solid' as const },
			itemStyle: { color },
			...(label ? { endLabel: { show: true, formatter: label.text, color: label.color, distance: GAP_PX } } : {}),
		},
	};
}

/** A line as small as a word, with its last value where there is room for it. */
export function sparkOption(setup: LinesSetup, { area, measure, base }: Frame): Built['option'] {
	const { shape, spec, x, input } = setup;
	const values = shape.series[0] ?? [];
	const last = values.findLast((value) => value !== null && value !== undefined);
	const text = last === null || last === undefined || area.width < MIN_LABELLED_PX ? '' : shape.valueText(0, last);
	const room = text ? Math.min(area.width / 2, measure(text) + GAP_PX) : 0;
	const line = smallLine(
		{
			x,
			values,
			color: lineColor(setup, 0),
			label: text ? { text, color: input.theme.ink } : undefined,
			min: spec.yAxis?.min,
			max: spec.yAxis?.max,
		},
		area,
		room,
	);
	return { ...base, ...line, series: [line.series] };
}
