/** What can be seen on the screen: a screenshot, and how much of it is not background. */
import type { Locator, Page } from 'playwright-core';

/** Counts the pixels of a part, and of so much around it, that differ from the colour in the corner of that box. */
export type Photograph = (part: Locator, around?: number) => Promise<number>;

/** Takes a picture of all that is in the window. */
export async function photographed(page: Page): Promise<Photograph> {
	const source = (await page.screenshot({ animations: 'disabled' })).toString('base64');
	const photo = await page.evaluateHandle(async (base64) => {
		const image = new Image();
		image.src = `data:image/png;base64,${base64}`;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = image.width;
		canvas.height = image.height;
		const pen = canvas.getContext('2d', { willReadFrequently: true });
		pen?.drawImage(image, 0, 0);
		return pen;
	}, source);
	return async (part, around = 0) => {
		const box = await part.boundingBox();
		if (box === null) return 0;
		const [left, top] = [Math.floor(box.x) - around, Math.floor(box.y) - around];
		const [width, height] = [Math.ceil(box.width) + 2 * around, Math.ceil(box.height) + 2 * around];
		return photo.evaluate(
			(pen, area) => {
				const data = pen?.getImageData(...area).data ?? new Uint8ClampedArray();
				let count = 0;
				for (let at = 0; at < data.length; at += 4) {
					const off = [0, 1, 2].reduce((sum, each) => sum + Math.abs((data[at + each] ?? 0) - (data[each] ?? 0)), 0);
					if (off > 90) count += 1;
				}
				return count;
			},
			[left, top, Math.max(1, width), Math.max(1, height)] as const,
		);
	};
}
