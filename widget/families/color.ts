import type { Theme } from '../drawing/drawing.ts';
import type { FamilyInput } from './family.ts';

/** Red, green and blue from 0 to 255 of `#rgb`, `#rrggbb` and `rgb(…)`; undefined for any other way to write a colour. */
export function partsOf(color: string): readonly [number, number, number] | undefined {
	const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1];
	if (hex) {
		const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
		const [red = 0, green = 0, blue = 0] = digits.map((digit) => Number.parseInt(digit, 16));
		return [red, green, blue];
	}
	const [red, green, blue] = (/^rgba?\(([^)]*)\)$/.exec(color)?.[1] ?? '').split(/[\s,/]+/).map(Number);
	return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** The colour with this opacity. */
export function faint(color: string, opacity: number): string {
	const parts = partsOf(color);
	return parts ? `rgba(${parts.join(',')},${opacity})` : color;
}

/** The relative luminance of WCAG 2.2, from 0 to 1. */
function luminance(color: string): number {
	const [red, green, blue] = (partsOf(color) ?? [128, 128, 128]).map((part) => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** White or black, whichever can be read better on this colour. */
export const inkOn = (fill: string): string => (luminance(fill) > 0.179 ? '#000000' : '#ffffff');

/** The colour of a series, a slice, a category: the author's for its key, or that of its place. */
export function colorOf(key: string, index: number, { spec, theme }: Pick<FamilyInput, 'spec' | 'theme'>): string {
	return spec?.colors?.[key] ?? theme.series[index % theme.series.length] ?? theme.ink;
}

/** How a mark looks while it is looked at: as it is, with an edge as dark as the letters. */
export const emphasisOf = (theme: Theme) => ({
	itemStyle: { color: 'inherit', borderColor: theme.ink, borderWidth: 1.5 },
});
