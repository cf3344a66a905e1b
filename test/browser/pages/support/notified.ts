/** Notifications of the browser that a page asks for, and whether it believes that others are before it. */
import type { Page } from 'playwright-core';

interface Spied {
	isBehind: boolean;
	notified: Notification[];
}

/** To run before the page's own scripts. Methods only: the loader would wrap functions in a helper that pages do not have. */
export const spyOnNotifications = (): void => {
	const spied = Object.assign(globalThis, { isBehind: false, notified: [] } as Spied);
	Object.defineProperty(document, 'hidden', {
		get() {
			return spied.isBehind;
		},
	});
	globalThis.Notification = class extends Notification {
		constructor(title: string, options?: NotificationOptions) {
			super(title, options);
			spied.notified.push(this);
		}
	};
};

/** Title and text of each, in their order. */
export const notified = (page: Page): Promise<(readonly [string, string])[]> =>
	page.evaluate(() =>
		(globalThis as unknown as Spied).notified.map(({ title, body }): readonly [string, string] => [title, body]),
	);

export const putBehind = (page: Page, isBehind: boolean): Promise<unknown> =>
	page.evaluate((isSo) => void Object.assign(globalThis, { isBehind: isSo }), isBehind);

/** Presses the first of them, as it stands on the desk. */
export const pressNotification = (page: Page): Promise<unknown> =>
	page.evaluate(() => (globalThis as unknown as Spied).notified[0]?.dispatchEvent(new Event('click')));
