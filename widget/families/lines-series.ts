import type { BarSeriesOption, LineSeriesOption } from 'echarts';
import type { Values } from '../drawing/shape.ts';
import { colorOf, faint, inkOn } from './color.ts';
import type { FamilyInput } from './family.ts';
import type { LinesShape } from './lines-shape.ts';
import { scaled } from './text.ts';

const MAX_COLUMN_PX = 72;
const POINT_PX = 5;
const PILE_OPACITY = 0.5;

export interface LinesSetup extends LinesShape {
	readonly input: FamilyInput;
	/** The places of x as the axis counts them: milliseconds, numbers, or positions. */
	readonly x: readonly number[];
}

export const lineColor = ({ shape, input }: LinesSetup, series: number): string =>
	colorOf(shape.keys[series] ?? '', series, input);

/** The dashes of a series, as in a plot of a page: of a forecast, and of the later ones beside their colour. */
export function dashesOf({ looks }: Pick<LinesShape, 'looks'>, series: number): number[] {
	if (looks[series]?.dashed) return [6, 3];
	if (series < 4) return [];
	return looks.some(({ dashed }) => dashed) ? [2, 2] : [6, 3];
}

const isValue = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** The points of a line; one without neighbours is seen by its mark only. */
function pointsOf(values: Values, x: readonly number[]) {
	return values.flatMap((value, index) => {
		if (value === undefined) return [];
		const at: readonly [number, number | string] = [x[index] ?? 0, value ?? '-'];
		const isAlone = isValue(value) && !isValue(values[index - 1]) && !isValue(values[index + 1]);
		return isAlone ? { value: [...at], symbol: 'circle', symbolSize: POINT_PX } : { value: [...at] };
	});
}

function labelsOf({ shape, input, isStacked }: LinesSetup, series: number, isColumn: boolean) {
	if (!input.spec?.labels) return {};
	const { theme } = input;
	const isInside = isColumn && isStacked;
	return {
		label: {
			show: true,
			position: isInside ? ('inside' as const) : ('top' as const),
			color: isInside ? inkOn(colorOf(shape.keys[series] ?? '', series, input)) : theme.ink,
			fontFamily: theme.font,
			fontSize: theme.fontPx,
			formatter: ({ value }: { readonly value: unknown }) => {
				const number = Array.isArray(value) ? value[1] : value;
				return typeof number === 'number' ? shape.valueText(series, number) : '';
			},
		},
		labelLayout: { hideOverlap: true },
	};
}

function columnsOf(setup: LinesSetup, series: number): BarSeriesOption {
	const { shape, looks, input, isStacked, x } = setup;
	const values = shape.series[series] ?? [];
	const radius = isStacked ? 0 : 2;
	return {
		type: 'bar',
		...(isStacked ? { stack: `columns of ${looks[series]?.scale}`, stackStrategy: 'samesign' as const } : {}),
		data: values.map((value, index) =>
			isValue(value) && value < 0
				? {
						value: [x[index] ?? 0, value],
						itemStyle: { borderRadius: [0, 0, radius, radius] },
						label: { position: isStacked ? ('inside' as const) : ('bottom' as const) },
					}
				: [x[index] ?? 0, value ?? '-'],
		),
		barMaxWidth: scaled(input.theme, MAX_COLUMN_PX),
		barCategoryGap: '28%',
		barGap: '3%',
		itemStyle: { color: lineColor(setup, series), borderRadius: [radius, radius, 0, 0] },
		...labelsOf(setup, series, true),
	};
}

function lineOf(setup: LinesSetup, series: number): LineSeriesOption {
	const { shape, input, isStacked, x } = setup;
	const { type, theme, size } = input;
	const color = lineColor(setup, series);
	const isPile = type === 'area' && isStacked;
	const own = shape.series[series] ?? [];
	// In a pile nothing is no gap, for others stand on it.
	const values = isPile ? own.map((value) => value ?? 0) : own;
	const opacity = isPile ? PILE_OPACITY : shape.series.length > 1 ? 0.1 : 0.16;
	return {
		type: 'line',
		data: pointsOf(values, x),
		symbol: 'none',
		...(values.length > size.width * 4 ? { sampling: 'minmax' as const } : {}),
		...(isPile ? { stack: 'pile' } : {}),
		...(type === 'step' ? { step: 'end' as const } : {}),
		...(type === 'area' ? { areaStyle: { color: faint(color, opacity), opacity: 1 } } : {}),
		lineStyle: {
			color,
			width: scaled(theme, type === 'sparkline' ? 1.5 : 2),
			type: dashesOf(setup, series).length > 0 ? dashesOf(setup, series) : 'solid',
		},
		itemStyle: { color },
		...labelsOf(setup, series, false),
	};
}

/** All series, in the order of the shape; none of them is looked at, for a page draws them by another library. */
export function seriesOf(setup: LinesSetup): (BarSeriesOption | LineSeriesOption)[] {
	return setup.shape.series.map((_, series) => {
		const { mark, scale } = setup.looks[series] ?? { mark: 'line', scale: 'y' };
		const drawn = mark === 'column' ? columnsOf(setup, series) : lineOf(setup, series);
		const common = { name: setup.shape.names[series] ?? '', silent: true, z: mark === 'column' ? 2 : 3 };
		return { ...drawn, ...common, ...(scale === 'y2' ? { yAxisIndex: 1 } : {}) };
	});
}
