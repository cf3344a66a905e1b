import type { CustomSeriesOption, CustomSeriesRenderItemReturn, ScatterSeriesOption } from 'echarts';
import type { Scale } from '../drawing/color-scale.ts';
import { pixelAt } from './cells.ts';
import { emphasisOf } from './color.ts';
import type { FamilyInput } from './family.ts';
import type { Area } from './frame.ts';
import { type Api, isMany, manySeries } from './many.ts';
import type { Line } from './scatter-line.ts';
import type { Point, PointSeries, Points } from './scatter-points.ts';
import { scaled } from './text.ts';

const POINT_PX = 7;
const LEAST_PX = 3;
const LARGEST_PX = 40;
const OPACITY = 0.75;
/** From here on points are painted as one, without a look of their own. */
const MANY = 5000;

interface Sizes {
	/** The largest value. */
	readonly largest: number;
	/** Its diameter. */
	readonly most: number;
}

/** The more points there are, the smaller is the largest of them. */
export function sizesOf(points: readonly Point[], { theme, size: { width, height } }: FamilyInput): Sizes {
	const room = Math.sqrt((width * height) / Math.max(1, points.length)) / 2;
	const most = Math.max(scaled(theme, POINT_PX) * 1.5, Math.min(scaled(theme, LARGEST_PX), room));
	return { largest: points.reduce((found, { size }) => Math.max(found, size ?? 0), 0), most };
}

/** The diameter whose area is the share of the largest value. */
function diameter(size: number | null, { largest, most }: Sizes): number {
	return Math.max(LEAST_PX, most * Math.sqrt(Math.max(0, size ?? 0) / (largest || 1)));
}

/** What ECharts says of a datum to whoever is asked for its look. */
interface Item {
	readonly dataIndex: number;
}

/** What is drawn, and how. */
export interface Drawn {
	readonly input: FamilyInput;
	readonly points: Points;
	readonly colors: Scale | undefined;
	readonly sizes: Sizes;
	/** By the keys of their series. */
	readonly lines: ReadonlyMap<string, Line>;
}

/** Looks by functions of the place: an item with a look of its own would cost ECharts several times as much. */
function looksOf({ points, color }: PointSeries, { input: { theme }, colors, sizes, points: all }: Drawn) {
	const { size } = all.columns;
	const plain = scaled(theme, POINT_PX);
	return {
		sizeAt: (index: number) => (size ? diameter(points[index]?.size ?? null, sizes) : plain),
		colorAt: (index: number): string => {
			const value = points[index]?.color;
			if (!colors) return color;
			return value === null || value === undefined ? theme.line : colors.colorOf(value);
		},
		edge: colors ? { borderColor: theme.muted, borderWidth: 0.5 } : {},
	};
}

const isCloud = ({ points }: PointSeries, { colors, points: all }: Drawn): boolean =>
	points.length > MANY && !all.columns.size && !colors;

function seriesOf(each: PointSeries, drawn: Drawn): ScatterSeriesOption {
	const { theme } = drawn.input;
	const { sizeAt, colorAt, edge } = looksOf(each, drawn);
	const large = isCloud(each, drawn);
	return {
		type: 'scatter',
		id: each.key,
		name: each.name,
		cursor: 'default',
		data: each.points.map(({ x, y }) => [x, y]),
		large,
		symbolSize: large
			? 3
			: drawn.points.columns.size
				? (_: unknown, { dataIndex }: Item) => sizeAt(dataIndex)
				: scaled(theme, POINT_PX),
		itemStyle: {
			color: drawn.colors ? ({ dataIndex }: Item) => colorAt(dataIndex) : each.color,
			opacity: OPACITY,
			...edge,
		} as NonNullable<ScatterSeriesOption['itemStyle']>,
		emphasis: { scale: false, itemStyle: { ...emphasisOf(theme).itemStyle, opacity: 1 } },
	};
}

/** The same points as one element; what lies beyond the ends of an axis is left out, as ECharts does. */
function paintedSeries(each: PointSeries, drawn: Drawn, plot: Area): CustomSeriesOption {
	const { theme } = drawn.input;
	const { sizeAt, colorAt, edge } = looksOf(each, drawn);
	const border = edge.borderColor ? { stroke: edge.borderColor, lineWidth: edge.borderWidth } : {};
	const emphasis = { style: { opacity: 1, stroke: theme.ink, lineWidth: 1.5 } };
	const plain = { fill: each.color, opacity: OPACITY };
	const isIn = (at: number, from: number, length: number): boolean => at >= from - 0.5 && at <= from + length + 0.5;
	const draw = (index: number, api: Api): CustomSeriesRenderItemReturn => {
		const { x, y } = each.points[index] ?? { x: Number.NaN, y: Number.NaN };
		const [cx, cy] = pixelAt(api, x, y);
		if (!isIn(cx, plot.left, plot.width) || !isIn(cy, plot.top, plot.height)) return null;
		const style = drawn.colors ? { fill: colorAt(index), opacity: OPACITY, ...border } : plain;
		return { type: 'circle', shape: { cx, cy, r: sizeAt(index) / 2 }, style, emphasis };
	};
	return manySeries({ count: each.points.length, draw }, { id: each.key, name: each.name });
}

/** The points of each series, within a plot at this place. */
export function pointSeries(drawn: Drawn, plot: Area): readonly (ScatterSeriesOption | CustomSeriesOption)[] {
	const { series } = drawn.points;
	const count = series.reduce((sum, { points }) => sum + points.length, 0);
	const isPainted = isMany(drawn.input, count) && !series.some((each) => isCloud(each, drawn));
	return series.map((each) => (isPainted ? paintedSeries(each, drawn, plot) : seriesOf(each, drawn)));
}
