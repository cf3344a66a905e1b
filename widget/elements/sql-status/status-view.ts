import type { ConnectionState } from '../../client.ts';
import { say, sayServer } from '../../texts/say.ts';

export type StatusTone = 'quiet' | 'good' | 'warning' | 'danger';

export interface StatusView {
	readonly tone: StatusTone;
	/** What is true for as long as the state lasts; this is what is announced. */
	readonly title: string;
	/** What changes every second, or a reason. */
	readonly detail: string;
	/** True while a try is being waited for. */
	readonly canTry: boolean;
}

/** True from the loss of a connection until there is one again. */
export const isOutage = (connection: ConnectionState): boolean =>
	connection.status === 'waiting' || (connection.status === 'connecting' && connection.attempt > 1);

interface StatusContext {
	/** The page's clock, as `retryAt` is. */
	readonly now: number;
	/** The device has a network. */
	readonly online: boolean;
	readonly locale?: string | undefined;
}

/** What a connection means, in plain words. */
export function statusView(connection: ConnectionState, { now, online, locale }: StatusContext): StatusView {
	switch (connection.status) {
		case 'idle':
			return { tone: 'quiet', title: say(locale, 'Nothing live on this page'), detail: '', canTry: false };
		case 'connecting': {
			const title = say(locale, connection.attempt > 1 ? 'Reconnecting' : 'Connecting');
			return { tone: connection.attempt > 1 ? 'warning' : 'quiet', title, detail: '', canTry: false };
		}
		case 'online': {
			// Nearly as live: an answer is asked for again as soon as the last one has come.
			const title = say(locale, connection.transport === 'poll' ? 'Live (polling)' : 'Live');
			return { tone: 'good', title, detail: '', canTry: false };
		}
		case 'waiting': {
			const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
			const title = say(locale, online ? 'Connection lost' : 'Offline');
			return { tone: 'warning', title, detail: say(locale, 'reconnecting in {seconds} s', { seconds }), canTry: true };
		}
		case 'stopped':
			return {
				tone: 'danger',
				title: say(locale, 'Stopped'),
				detail: sayServer(locale, connection.message, connection.code),
				canTry: false,
			};
	}
}
