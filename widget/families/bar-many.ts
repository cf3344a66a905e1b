import type { CustomSeriesOption, CustomSeriesRenderItemReturn } from 'echarts';
import type { Theme } from '../drawing/drawing.ts';
import type { Cartesian } from './cartesian.ts';
import { pixelAt } from './cells.ts';
import { type Api, manySeries } from './many.ts';
import type { Matrix } from './matrix.ts';
import type { ValueScale } from './scale.ts';

/** How bars share the room of their category, as the options of ECharts have it. */
export interface BarRoom {
	/** Of a category, between its bars and those of the next. */
	readonly categoryGap: number;
	/** Of a bar, between it and the next of its category. */
	readonly gap: number;
	readonly most: number;
	readonly least: number;
	readonly radius: number;
}

export interface ManyBars {
	readonly matrix: Matrix;
	readonly scale: ValueScale;
	readonly theme: Theme;
	readonly placed: Cartesian;
	readonly isStacked: boolean;
	readonly room: BarRoom;
}

type Ends = readonly [from: number, to: number];

/** From where to where each bar reaches, by series and category; what is stacked goes on where the last of its sign ends. */
function endsOf({ matrix, scale, isStacked }: ManyBars): readonly (readonly (Ends | undefined)[])[] {
	const start = scale.isLog ? scale.min : 0;
	const tops = matrix.categories.map(() => ({ up: 0, down: 0 }));
	return matrix.series.map(({ values }) =>
		values.map((value, at): Ends | undefined => {
			const top = tops[at];
			if (value === null || value === undefined || top === undefined) return undefined;
			if (!isStacked) return [start, value];
			const side = value < 0 ? 'down' : 'up';
			const from = top[side];
			top[side] += value;
			return [from || start, top[side]];
		}),
	);
}

/** How thick each bar of a category is, and where the first of them begins beside its middle, in CSS pixels. */
function thicknessOf({ matrix, placed, isStacked, room }: ManyBars): {
	readonly thick: number;
	readonly first: number;
} {
	const band = placed.plot.height / Math.max(1, matrix.categories.length);
	const count = isStacked ? 1 : Math.max(1, matrix.series.length);
	const gaps = (count - 1) * room.gap;
	const thick = Math.max(room.least, Math.min(room.most, (band * (1 - room.categoryGap)) / (count + gaps)));
	return { thick, first: -(thick * (count + gaps)) / 2 };
}

/** Bars as one element for each series, at the places and as thick as ECharts would draw them. */
export function manyBars(bars: ManyBars): readonly CustomSeriesOption[] {
	const { matrix, theme, placed, isStacked, room } = bars;
	const { plot } = placed;
	const { thick, first } = thicknessOf(bars);
	const within = (at: number, from: number, length: number) => Math.min(from + length, Math.max(from, at));
	const across = (x: number): number => within(x, plot.left, plot.width);
	const down = (y: number): number => within(y, plot.top, plot.height);
	// A corner of a bar as thick as a line is none.
	const radius = isStacked || thick <= 2 ? 0 : room.radius;
	const ends = endsOf(bars);
	return matrix.series.map(({ key, name, color, values }, lane) => {
		const style = { fill: color };
		const emphasis = { style: { fill: color, stroke: theme.ink, lineWidth: 1.5 } };
		const beside = first + (isStacked ? 0 : lane * thick * (1 + room.gap));
		const draw = (at: number, api: Api): CustomSeriesRenderItemReturn => {
			const [from, to] = ends[lane]?.[at] ?? [0, 0];
			const [[a, middle], [b]] = [pixelAt(api, from, at), pixelAt(api, to, at)];
			const [x, right] = [across(Math.min(a, b)), across(Math.max(a, b))];
			const [y, bottom] = [down(middle + beside), down(middle + beside + thick)];
			if (!(right > x)) return null;
			const r = radius && (to < from ? [radius, 0, 0, radius] : [0, radius, radius, 0]);
			return { type: 'rect', shape: { x, y, width: right - x, height: bottom - y, r }, style, emphasis };
		};
		return manySeries({ count: values.length, draw }, { id: key, name });
	});
}
