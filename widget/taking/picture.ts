/** A chart as a PNG: what stands in its box, at the places where it stands, on the colour of the page. */
import { paperOf } from './paper.ts';

const PADDING_PX = 16;
const TEXTS =
	'.heading, .description, .legend li > span, .legend [aria-pressed=true] span, .legend .ends span, .number .label, .number .value, .number .delta, .footer .asof, .footer .badge, .footer .note';

interface Place {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Ends with an ellipsis what its box cuts. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
	if (context.measureText(text).width <= width + 1) return text;
	let kept = text;
	while (kept.length > 1 && context.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
	return `${kept.trimEnd()}…`;
}

function drawText(context: CanvasRenderingContext2D, element: Element, { x, y, width, height }: Place): void {
	const { fontStyle, fontWeight, fontSize, fontFamily, letterSpacing, color, direction } = getComputedStyle(element);
	context.save();
	context.beginPath();
	context.rect(x, y, width, height);
	context.clip();
	context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
	if ('letterSpacing' in context && letterSpacing !== 'normal') context.letterSpacing = letterSpacing;
	context.fillStyle = color;
	context.textBaseline = 'middle';
	context.direction = direction === 'rtl' ? 'rtl' : 'ltr';
	context.textAlign = 'start';
	context.fillText(
		fitting(context, element.textContent?.trim() ?? '', width),
		direction === 'rtl' ? x + width : x,
		y + height / 2,
	);
	context.restore();
}

function drawSwatch(context: CanvasRenderingContext2D, element: Element, { x, y, width, height }: Place): void {
	context.fillStyle = getComputedStyle(element).color;
	context.fillRect(x, y, width, Math.max(2, height));
}

/**
 * @param root The chart's figure, drawn.
 * @throws Error when nothing is drawn that has a picture, or the browser has no memory for one.
 */
export async function pictureOf(root: HTMLElement): Promise<Blob> {
	const plot = root.querySelector('canvas');
	if (plot === null && root.querySelector('.number') === null)
		throw new Error('There is no picture of this chart yet.');
	const box = root.getBoundingClientRect();
	// The plot's own pixels, which are not to be scaled.
	const ratio = plot ? plot.width / plot.clientWidth : Math.max(2, devicePixelRatio);
	const picture = document.createElement('canvas');
	picture.width = Math.round((box.width + 2 * PADDING_PX) * ratio);
	picture.height = Math.round((box.height + 2 * PADDING_PX) * ratio);
	const context = picture.getContext('2d');
	if (context === null) throw new Error('The browser has no memory for a picture of this size.');
	context.scale(ratio, ratio);
	context.fillStyle = paperOf(root);
	context.fillRect(0, 0, picture.width, picture.height);
	const placeOf = (element: Element): Place => {
		const { left, top, width, height } = element.getBoundingClientRect();
		return { x: left - box.left + PADDING_PX, y: top - box.top + PADDING_PX, width, height };
	};
	if (plot) {
		const { x, y, width, height } = placeOf(plot);
		context.drawImage(plot, x, y, width, height);
	}
	for (const element of root.querySelectorAll('.legend li > .swatch, .legend [aria-pressed=true] .swatch'))
		drawSwatch(context, element, placeOf(element));
	for (const element of root.querySelectorAll(TEXTS)) drawText(context, element, placeOf(element));
	return new Promise((resolve, reject) => {
		const done = (blob: Blob | null): void =>
			blob ? resolve(blob) : reject(new Error('The browser could not make a picture.'));
		picture.toBlob(done, 'image/png');
	});
}
