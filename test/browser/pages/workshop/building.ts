/** What hands do in the builder of dashboards. */
import type { Locator, Page } from 'playwright-core';

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const item = (page: Page, id: string): Locator => page.locator(`[data-item="${id}"]`);

export async function save(page: Page): Promise<void> {
	await button(page, 'Save').click();
	await page.getByText('Saved', { exact: true }).first().waitFor();
}

/** @throws Error when it is not there to be seen */
export async function boxOf(element: Locator) {
	const box = await element.boundingBox();
	if (box === null) throw new Error(`It has no place on the page: ${element}`);
	return box;
}

/** By the mouse, by so many pixels. */
export async function drag(page: Page, from: Locator, by: readonly [number, number]): Promise<void> {
	const box = await boxOf(from);
	const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
	await page.mouse.move(x, y);
	await page.mouse.down();
	// Where it is taken is measured once it has moved a little.
	await page.mouse.move(x + 4, y + 1);
	await page.mouse.move(x + by[0] / 2, y + by[1] / 2, { steps: 6 });
	await page.mouse.move(x + by[0], y + by[1], { steps: 6 });
	await page.mouse.up();
}

/** By a finger that rests on it first, to the right. */
export async function dragByFinger(page: Page, id: string, pixels: number): Promise<void> {
	const box = await boxOf(item(page, id));
	const debug = await page.context().newCDPSession(page);
	const [x, y] = [box.x + 30, box.y + 30];
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
		debug.send('Input.dispatchTouchEvent', { type, touchPoints: points });
	await touch('touchStart', [{ x, y }]);
	await page.locator(`[data-item="${id}"].ui-draggable-armed`).waitFor();
	// The first pixels are the browser's: it waits whether the page is scrolled.
	for (let step = 1; step <= 40; step += 1) await touch('touchMove', [{ x: x + (pixels * step) / 40, y }]);
	await touch('touchEnd', []);
}
