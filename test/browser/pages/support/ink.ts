/**
 * Reads a chart's picture back from its canvas. Axes and their labels are grey; what is drawn in a saturated, opaque
 * colour is data. A test compares where that ink is with where numbers from the sample files say it must be.
 */
import type { Locator } from 'playwright-core';
import { eventually } from './browser.ts';

export interface Ink {
	/** How many pixels have the colour of data. */
	readonly pixels: number;
	/** For each column of pixels from the first to the last inked one: the highest and lowest ink, in pixels from the top. */
	readonly top: readonly number[];
	readonly bottom: readonly number[];
}

/** The picture on the canvas, as soon as there is one. */
export function drawnInk(canvas: Locator): Promise<Ink> {
	return eventually('the chart is drawn', async () => {
		const ink = await readInk(canvas);
		return ink.pixels > 0 ? ink : undefined;
	});
}

function readInk(canvas: Locator): Promise<Ink> {
	return canvas.evaluate((element) => {
		if (!(element instanceof HTMLCanvasElement)) throw new Error('It is not a canvas.');
		const { width, height } = element;
		const image = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
		const top = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
		const bottom = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
		let pixels = 0;
		for (let at = 0; at < image.length; at += 4) {
			const [red = 0, green = 0, blue = 0, alpha = 0] = image.subarray(at, at + 4);
			const brightest = Math.max(red, green, blue);
			if (alpha < 200 || brightest - Math.min(red, green, blue) < 0.35 * brightest) continue;
			const x = (at / 4) % width;
			const y = Math.floor(at / 4 / width);
			pixels += 1;
			top[x] = Math.min(top[x] ?? y, y);
			bottom[x] = Math.max(bottom[x] ?? y, y);
		}
		const first = top.findIndex(Number.isFinite);
		const last = top.findLastIndex(Number.isFinite);
		if (first < 0) return { pixels, top: [], bottom: [] };
		return { pixels, top: top.slice(first, last + 1), bottom: bottom.slice(first, last + 1) };
	});
}

const place = (values: readonly number[], best: number): number =>
	values.indexOf(best) / Math.max(1, values.length - 1);

/** Where along the picture, from 0 (left) to 1 (right), the ink is highest. */
export const highestAt = (ink: Ink): number => place(ink.top, Math.min(...ink.top));

/** Where along the picture, from 0 (left) to 1 (right), the ink is lowest. */
export const lowestAt = (ink: Ink): number =>
	place(ink.bottom, Math.max(...ink.bottom.filter((each) => Number.isFinite(each))));

/** Where among the values, from 0 (first) to 1 (last), the largest or smallest stands. */
export function extremeAt(values: readonly number[], which: 'largest' | 'smallest'): number {
	return place(values, which === 'largest' ? Math.max(...values) : Math.min(...values));
}
