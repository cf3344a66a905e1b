/** Widths by font and text. Labels of a live chart are mostly those of the result before. */
const known = new Map<string, number>();
const MOST_TEXTS = 5000;

let pen: CanvasRenderingContext2D | null | undefined;

function begin(): typeof pen {
	// A font that has come meanwhile has other widths.
	document.fonts.addEventListener('loadingdone', () => known.clear());
	return document.createElement('canvas').getContext('2d');
}

/** How wide a text is in a font, in CSS pixels: a question that is asked again and again, and whose answer seldom changes. */
export const measureIn =
	(font: string) =>
	(text: string): number => {
		const key = `${font}\n${text}`;
		const found = known.get(key);
		if (found !== undefined) return found;
		if (pen === undefined) pen = begin();
		if (!pen) return 0;
		if (known.size >= MOST_TEXTS) known.clear();
		pen.font = font;
		const { width } = pen.measureText(text);
		known.set(key, width);
		return width;
	};
