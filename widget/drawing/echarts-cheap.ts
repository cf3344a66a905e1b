/** Questions that a drawing asks again and again with each result, and whose answers seldom change. */

const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export const mayMove = (): boolean => !stillness.matches;

const pen = document.createElement('canvas').getContext('2d');

/** Widths by font and text. Labels of a live chart are mostly those of the result before. */
const known = new Map<string, Map<string, number>>();
const MOST_TEXTS = 5000;

/** A font that has come meanwhile has other widths. */
document.fonts.addEventListener('loadingdone', () => known.clear());

export function measureIn(font: string): (text: string) => number {
	return (text) => {
		const widths = known.get(font) ?? new Map<string, number>();
		const found = widths.get(text);
		if (found !== undefined) return found;
		if (pen === null) return 0;
		if (widths.size >= MOST_TEXTS) widths.clear();
		known.set(font, widths);
		pen.font = font;
		const { width } = pen.measureText(text);
		widths.set(text, width);
		return width;
	};
}
