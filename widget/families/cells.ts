import type { CustomSeriesOption, CustomSeriesRenderItemReturn } from 'echarts';
import type { Theme } from '../drawing/drawing.ts';
import { type Api, manySeries } from './many.ts';
import { letters } from './text.ts';

export type { Api };

export interface Cell {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly color: string;
	/** In its middle, in a colour that can be read there. */
	readonly text?: { readonly words: string; readonly color: string } | undefined;
	readonly radius?: number;
}

/** One filled rectangle, as ECharts draws it for a datum. */
export function cellOf(
	{ x, y, width, height, color, text, radius = 0 }: Cell,
	theme: Theme,
): CustomSeriesRenderItemReturn {
	return {
		type: 'rect',
		shape: { x, y, width, height, r: radius },
		style: { fill: color },
		// The colour says the value: it stays what it is, where ECharts would make it lighter.
		emphasis: { style: { fill: color, stroke: theme.ink, lineWidth: 1.5 } },
		...(text
			? {
					textContent: {
						type: 'text',
						style: { text: text.words, fill: text.color, ...letters(theme) },
					},
					textConfig: { position: 'inside' },
				}
			: {}),
	};
}

/**
 * A series that is drawn by the family itself, one element a datum; `data` is what its axes are told. `isMany`: one
 * element for all.
 */
export function drawnSeries(
	data: readonly unknown[],
	draw: (index: number, api: Api) => CustomSeriesRenderItemReturn,
	{ isMany = false, ...more }: Partial<CustomSeriesOption> & { readonly isMany?: boolean } = {},
): CustomSeriesOption {
	if (isMany) return manySeries({ count: data.length, draw }, more);
	return {
		type: 'custom',
		data: data as NonNullable<CustomSeriesOption['data']>,
		cursor: 'default',
		renderItem: ({ dataIndex }, api) => draw(dataIndex, api),
		...more,
	};
}

/** A place of both axes in CSS pixels. */
export function pixelAt(api: Api, x: number, y: number): readonly [number, number] {
	const [left = 0, top = 0] = api.coord?.([x, y]) ?? [];
	return [left, top];
}
