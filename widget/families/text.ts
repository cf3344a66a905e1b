import type { Theme } from '../drawing/drawing.ts';

/** The width in CSS pixels of one line of text in the size and the font of axes. */
export type Measure = (text: string) => number;

/** The widths of the printable ASCII characters in Helvetica, in thousandths of its size (Adobe Font Metrics). */
const ASCII = [
	...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
	...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
	...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
	...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
	...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
	...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];

/** How much wider than Helvetica the texts of axes are, in most fonts and in the wide ones. */
const WIDER = 1.06;
const WIDE_FONTS = /DejaVu|Verdana/;
const WIDEST = 1.2;
const COMBINING = /\p{M}/u;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{1faff}]/u;

function widthOfCharacter(character: string): number {
	const known = ASCII[(character.codePointAt(0) ?? 0) - 32];
	if (known !== undefined) return known / 1000;
	if (COMBINING.test(character)) return 0;
	return WIDE.test(character) ? 1 : 0.6;
}

/** Measures without a canvas: close enough to keep room for labels. */
export function estimate({ font, fontPx }: Theme): Measure {
	const each = fontPx * (WIDE_FONTS.test(font) ? WIDEST : WIDER);
	return (text) => [...text].reduce((sum, character) => sum + widthOfCharacter(character), 0) * each;
}

export const widestOf = (texts: readonly string[], measure: Measure): number =>
	texts.reduce((widest, text) => Math.max(widest, Math.ceil(measure(text))), 0);

/** How a text of one's own is written: in the size of the axes, unless it is another. */
export const letters = ({ font, fontPx }: Theme, { px = fontPx, weight = 400 } = {}) => ({
	fontFamily: font,
	fontSize: px,
	fontWeight: weight,
});

/** A distance that is right beside letters of 12 px, in CSS pixels beside those of this theme. */
export const scaled = (theme: Theme, px: number): number => Math.round((px * theme.fontPx) / 12);

/** Cuts a text to a width, with an ellipsis in place of what is missing. */
export function cutText(text: string, width: number, measure: Measure): string {
	const whole = measure(text);
	if (whole <= width) return text;
	const characters = [...text];
	let kept = Math.max(1, Math.floor((characters.length * width) / Math.max(1, whole)));
	const written = () => `${characters.slice(0, kept).join('').trimEnd()}…`;
	while (kept > 1 && measure(written()) > width) kept -= 1;
	return written();
}

/** A text in one line or two, broken at a space; what still does not fit is cut. */
export function folded(text: string, width: number, measure: Measure): string {
	if (measure(text) <= width) return text;
	const words = text.split(' ');
	const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
	const best = breaks.sort((a, b) => widestOf(a, measure) - widestOf(b, measure))[0] ?? [text];
	return best.map((line) => cutText(line, width, measure)).join('\n');
}
