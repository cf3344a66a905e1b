/** Notifications of the browser, for whoever has asked for them: on this device, and only while a page of the workshop is open. */
import type { Notice } from '../../../widget/protocol.ts';
import { idOf, wordsOf } from './notices.ts';

const WANTED = 'chartwire-workshop-notify';

/** `missing`: this browser has none, or not for an address without encryption. */
export type NotifyState = 'missing' | 'denied' | 'off' | 'on';

export interface NotifyFacts {
	/** undefined: the browser has no notifications. */
	readonly permission: NotificationPermission | undefined;
	readonly isWanted: boolean;
}

export function notifyStateOf({ permission, isWanted }: NotifyFacts): NotifyState {
	if (permission === undefined) return 'missing';
	if (permission === 'denied') return 'denied';
	return permission === 'granted' && isWanted ? 'on' : 'off';
}

export const notifyState = (): NotifyState =>
	notifyStateOf({
		permission: 'Notification' in globalThis && isSecureContext ? Notification.permission : undefined,
		isWanted: localStorage.getItem(WANTED) === 'yes',
	});

/** Asks for the permission where there is none yet; within the press of a button, as browsers want it. */
export async function turnOn(): Promise<void> {
	if (Notification.permission === 'default') await Notification.requestPermission();
	if (Notification.permission === 'granted') localStorage.setItem(WANTED, 'yes');
}

export const turnOff = (): void => localStorage.removeItem(WANTED);

/** Tells of what is new while the page is behind others; of two pages of this browser one. */
export function notify(notices: readonly Notice[], onOpen: (notice: Notice) => void): void {
	if (!document.hidden || notifyState() !== 'on') return;
	for (const notice of notices) {
		const { title, text } = wordsOf(notice);
		try {
			const shown = new Notification(title, { body: text, tag: `chartwire ${idOf(notice)}` });
			shown.onclick = () => {
				window.focus();
				shown.close();
				onOpen(notice);
			};
		} catch {
			// Some browsers of phones show none but those of a service worker. The bell says it all the same.
			return;
		}
	}
}
