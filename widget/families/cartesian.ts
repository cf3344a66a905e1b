import type { GridComponentOption } from 'echarts';
import type { Theme } from '../drawing/drawing.ts';
import type { AxisPlan } from './axes.ts';
import type { Area } from './frame.ts';
import { scaled } from './text.ts';

export interface Cartesian {
	/** Where the marks are. */
	readonly plot: Area;
	readonly grid: GridComponentOption;
	readonly xAxis: AxisPlan['axis'];
	readonly yAxis: AxisPlan['axis'];
	/** The axis at the right, if there is one. */
	readonly second: AxisPlan['axis'] | undefined;
}

export interface CartesianSetup {
	readonly area: Area;
	readonly theme: Theme;
	/** Given the room that is certainly there: the height of the plot before the axis below takes its own. */
	readonly side: (height: number) => AxisPlan;
	readonly below: (width: number) => AxisPlan;
	/** At the right, given the same room. */
	readonly right?: ((height: number) => AxisPlan) | undefined;
	/** Beside the plot, for what stands out of it. */
	readonly pad?: { readonly top?: number; readonly right?: number; readonly left?: number };
}

/** Two axes and the plot between them: the labels get the room that they need, and the plot the rest. */
export function cartesian({ area, theme, side, below, right, pad = {} }: CartesianSetup): Cartesian {
	const top = area.top + scaled(theme, 8) + (pad.top ?? 0);
	const bottom = area.top + area.height;
	const room = Math.max(20, bottom - top - scaled(theme, 26));
	const left = side(room);
	const beside = right?.(room);
	const least = Math.max(pad.right ?? 0, beside?.room ?? 0);
	const x = area.left + left.room + (pad.left ?? 0);
	const widthBeside = (px: number) => Math.max(20, area.left + area.width - x - Math.max(12, px));
	const { overhang = 0 } = below(widthBeside(least));
	const width = widthBeside(Math.max(least, overhang));
	const under = below(width);
	const plot = { left: x, top, width, height: Math.max(20, bottom - top - under.room) };
	return {
		plot,
		grid: { ...plot, outerBoundsMode: 'none' },
		xAxis: under.axis,
		yAxis: left.axis,
		second: beside?.axis,
	};
}
