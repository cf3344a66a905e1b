import { type Color, colorOf as colorOfText, hexOf, inkOn as inkOfColor } from '../drawing/color.ts';
import type { Theme } from '../drawing/drawing.ts';
import type { FamilyInput } from './family.ts';

/** A colour by its parts; undefined where it is written in another way than `#rrggbb` or `rgb(…)`. */
export function readColor(color: string): Color | undefined {
	try {
		return colorOfText(color);
	} catch {
		return undefined;
	}
}

/** The colour with this opacity. */
export function faint(color: string, opacity: number): string {
	const parts = readColor(color);
	return parts ? `rgba(${parts.slice(0, 3).join(',')},${opacity})` : color;
}

/** White or black, whichever can be read better on this colour. */
export const inkOn = (fill: string): string => hexOf(inkOfColor(readColor(fill) ?? [128, 128, 128, 1], []));

/** The colour of a series, a slice, a category: the author's for its key, or that of its place. */
export function colorOf(key: string, index: number, { spec, theme }: Pick<FamilyInput, 'spec' | 'theme'>): string {
	return spec?.colors?.[key] ?? theme.series[index % theme.series.length] ?? theme.ink;
}

/** How a mark looks while it is looked at: as it is, with an edge as dark as the letters. */
export const emphasisOf = (theme: Theme) => ({
	itemStyle: { color: 'inherit', borderColor: theme.ink, borderWidth: 1.5 },
});
