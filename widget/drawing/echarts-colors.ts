import type { ChartSpec } from '../chart-spec.ts';
import { readColor } from '../families/color.ts';
import type { Theme } from './drawing.ts';
import { pixelOf } from './pixel.ts';

/** A colour as ECharts and the families can read it, whatever its syntax. */
export function readable(color: string): string {
	if (readColor(color)) return color;
	const [red, green, blue, alpha = 255] = pixelOf(color);
	return alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha / 255})`;
}

export function readableTheme(theme: Theme): Theme {
	const { ink, muted, line, grid, raised, series } = theme;
	return {
		...theme,
		ink: readable(ink),
		muted: readable(muted),
		line: readable(line),
		grid: readable(grid),
		raised: readable(raised),
		series: series.map(readable),
	};
}

const withColor = <T extends { readonly color?: string }>(mark: T): T =>
	mark.color === undefined ? mark : { ...mark, color: readable(mark.color) };

export function readableSpec(spec: ChartSpec): ChartSpec {
	const { colors, thresholds, bands } = spec;
	const own = Object.entries(colors ?? {}).map(([key, color]) => [key, readable(color)] as const);
	return {
		...spec,
		...(colors ? { colors: Object.fromEntries(own) } : {}),
		...(thresholds ? { thresholds: thresholds.map(withColor) } : {}),
		...(bands ? { bands: bands.map(withColor) } : {}),
	};
}
