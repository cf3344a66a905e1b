/**
 * Colours as numbers: how they are read, mixed and held against each other. Pure, without a page, so that pictures made
 * elsewhere have the same colours. OKLab is that of Björn Ottosson ("A perceptual color space for image processing",
 * 2020); luminance and contrast are those of WCAG 2.2.
 */

/** Red, green and blue from 0 to 255, and alpha from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];
/** Lightness from 0 to 1, and the two axes of hue and chroma. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** What text must have against what lies behind it (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;

/** Reads `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and `rgba(…)`. @throws Error at any other syntax. */
export function colorOf(text: string): Color {
	const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
	if (hex !== undefined) {
		const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
		const part = (at: number): number => Number.parseInt(digits.slice(at, at + 2) || 'ff', 16);
		return [part(0), part(2), part(4), part(6) / 255];
	}
	const parts = /^rgba?\(([^)]*)\)$/i.exec(text.trim())?.[1]?.match(/[\d.]+%?/g);
	if (parts === undefined || parts === null || parts.length < 3)
		throw new Error(`not a colour in hex or rgb(): ${text}`);
	const number = (at: number, whole: number): number => {
		const part = parts[at];
		if (part === undefined) return whole;
		return part.endsWith('%') ? (Number.parseFloat(part) / 100) * whole : Number(part);
	};
	return [number(0, 255), number(1, 255), number(2, 255), number(3, 1)];
}

const byte = (part: number): number => Math.min(255, Math.max(0, Math.round(part)));

/** As `#rrggbb`, without its alpha. */
export const hexOf = (color: Color): string =>
	`#${color
		.slice(0, 3)
		.map((part) => byte(part).toString(16).padStart(2, '0'))
		.join('')}`;

/** What is seen of a colour that lets through what lies below it. */
export function over([red, green, blue, alpha]: Color, below: Color): Color {
	const part = (top: number, ground: number): number => top * alpha + ground * (1 - alpha);
	return [part(red, below[0]), part(green, below[1]), part(blue, below[2]), 1];
}

const toLinear = (part: number): number => {
	const value = part / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const fromLinear = (value: number): number =>
	255 * (value <= 0.003_130_8 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function luminance([red, green, blue]: Color): number {
	return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

/** From 1 to 21. */
export function contrast(one: Color, other: Color): number {
	const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
	return a > b ? a / b : b / a;
}

export function labOf([red, green, blue]: Color): Lab {
	const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
	const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
	const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
	const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
	return [
		0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
		1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
		0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
	];
}

function partsOf([lightness, a, b]: Lab): readonly [number, number, number] {
	const l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3;
	const m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3;
	const s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3;
	return [
		fromLinear(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
		fromLinear(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
		fromLinear(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s),
	];
}

/** The colour of this lightness and hue, with as much of its chroma as a screen can show. */
export function colorOfLab([lightness, a, b]: Lab): Color {
	for (let chroma = 1; ; chroma -= 0.02) {
		const parts = partsOf([lightness, a * Math.max(0, chroma), b * Math.max(0, chroma)]);
		const shown = parts.every((part) => part >= -0.5 && part <= 255.5);
		if (shown || chroma <= 0) return [byte(parts[0]), byte(parts[1]), byte(parts[2]), 1];
	}
}

/** A share of the way from one to the other: equal steps look equal. */
export function mixed(from: Lab, to: Lab, share: number): Lab {
	const part = (at: 0 | 1 | 2): number => from[at] + (to[at] - from[at]) * share;
	return [part(0), part(1), part(2)];
}

const BLACK: Color = [0, 0, 0, 1];
const WHITE: Color = [255, 255, 255, 1];

/** The first of these inks that can be read on a fill; else black or white, of which one always can. */
export function inkOn(fill: Color, inks: readonly Color[]): Color {
	const found = inks.find((ink) => contrast(ink, fill) >= TEXT_CONTRAST);
	return found ?? (contrast(BLACK, fill) >= contrast(WHITE, fill) ? BLACK : WHITE);
}

/** This colour as text on a page: moved towards the page's ink just as far as it has to be to be read. */
export function legible(color: Color, page: Color, ink: Color): Color {
	const [from, to] = [labOf(color), labOf(ink)];
	for (let share = 0; share < 1; share += 0.05) {
		const tried = share === 0 ? color : colorOfLab(mixed(from, to, share));
		if (contrast(tried, page) >= TEXT_CONTRAST) return tried;
	}
	return inkOn(page, [ink]);
}

/** This colour as a tint behind the page's ink: as strong as it may be for the ink to be read on it. */
export function tint(color: Color, page: Color, ink: Color): Color {
	const [from, to] = [labOf(page), labOf(color)];
	for (let share = 0.5; share > 0; share -= 0.05) {
		const tried = colorOfLab(mixed(from, to, share));
		if (contrast(ink, tried) >= TEXT_CONTRAST) return tried;
	}
	return page;
}
