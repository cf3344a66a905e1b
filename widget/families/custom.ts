import type { CustomSeriesOption } from 'echarts';
import type { Theme } from '../drawing/drawing.ts';

/** An element of a picture, as the custom series of ECharts has it. */
export type Shape = Extract<ReturnType<NonNullable<CustomSeriesOption['renderItem']>>, object>;

/** Marks in shapes of their own, at places that have been worked out before: one root element for each. */
export function shapesSeries(id: string, shapes: readonly (Shape | undefined)[], silent = false): CustomSeriesOption {
	return {
		type: 'custom',
		id,
		silent,
		coordinateSystem: 'none',
		data: shapes.map((_, at) => at),
		renderItem: ({ dataIndex }) => shapes[dataIndex] ?? null,
	};
}

export interface TextLook {
	readonly align?: 'left' | 'center' | 'right';
	readonly color?: string;
	readonly sizePx?: number;
	readonly bold?: boolean;
	/** Letters that can be read over whatever they lie on. */
	readonly halo?: boolean;
}

/** One line of text whose middle is at this height. */
export function textAt(text: string, [x, y]: readonly [number, number], theme: Theme, look: TextLook = {}): Shape {
	const { align = 'left', color = theme.ink, sizePx = theme.fontPx, bold = false, halo = false } = look;
	return {
		type: 'text',
		silent: true,
		style: {
			text,
			x,
			y,
			align,
			verticalAlign: 'middle',
			fill: color,
			fontFamily: theme.font,
			fontSize: sizePx,
			fontWeight: bold ? 600 : 'normal',
			...(halo ? { stroke: theme.raised, lineWidth: 3 } : {}),
		},
	};
}

/** How a shape looks while it is looked at: as it is, with an edge as dark as the letters. */
export const edgeOf = (theme: Theme) => ({ style: { stroke: theme.ink, lineWidth: 1.5 } });
