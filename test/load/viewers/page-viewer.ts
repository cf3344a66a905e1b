/**
 * A viewer with the widget's own client, as a page has it, over sockets that can be cut and stopped. What it lives on
 * is watched from outside: when each connection was tried, and when what it had missed was there again.
 */
import { WebSocket } from 'ws';
import { signToken } from '../../../server/auth/sign-token.ts';
import { PageClient } from '../../../widget/client.ts';
import type { WebSocketConstructor } from '../../../widget/socket/transports/websocket.ts';
import type { ChannelUpdate } from '../../../widget/updates.ts';
import type { Address } from '../contenders/contender.ts';
import { nowMs } from '../support/payload.ts';
import { Audit } from './audit.ts';

const SUBSCRIBED = /^\{"type":"subscribed".*?"seq":(\d+)/;

export class PageViewer {
	readonly audit = new Audit();
	/** When each connection was tried, in ms of the machine's monotonic clock. */
	readonly attempts: number[] = [];
	/** When each connection was let in. */
	readonly opened: number[] = [];
	/** When the viewer last had everything up to the top that its server had named. */
	caughtUpAt = 0;
	#socket: WebSocket | undefined;
	#seq = 0;
	#top: number | undefined;

	/** Resolves with the first state. */
	async join(address: Address, number: number): Promise<void> {
		const grant = { subject: `viewer-${number}`, charts: address.charts, expiresInSeconds: 3_600 };
		const token = await signToken(address.secret, grant);
		const server = `http://127.0.0.1:${address.port}`;
		const options = { server, token, WebSocket: this.#socketConstructor(), network: undefined, warn: () => undefined };
		const client = new PageClient(options);
		const [first, ...others] = address.charts;
		for (const chart of others) client.watch({ chart }, () => undefined);
		await new Promise<void>((joined) => {
			client.watch({ chart: first ?? '' }, (update) => {
				this.#take(update);
				joined();
			});
		});
	}

	#take(update: ChannelUpdate): void {
		this.audit.take(update);
		if (update.type !== 'event' && update.type !== 'reset') return;
		this.#seq = update.seq;
		this.#notice();
	}

	#notice(): void {
		if (this.#top === undefined || this.#seq < this.#top) return;
		this.#top = undefined;
		this.caughtUpAt = nowMs();
	}

	#socketConstructor(): WebSocketConstructor {
		const made = (socket: WebSocket): void => {
			this.#socket = socket;
			this.attempts.push(nowMs());
			socket.on('open', () => this.opened.push(nowMs()));
			socket.on('message', (data) => {
				const subscribed = SUBSCRIBED.exec((data as Buffer).toString('latin1', 0, 256));
				if (subscribed === null) return;
				this.#top = Number(subscribed[1]);
				// Whoever has missed nothing is told nothing more.
				this.#notice();
			});
		};
		class PageSocket extends WebSocket {
			constructor(url: string, protocol: string) {
				super(url, protocol, { perMessageDeflate: false });
				made(this);
			}
		}
		return PageSocket as unknown as WebSocketConstructor;
	}

	/** Cuts the connection without a word, as a tunnel does. */
	cut(): void {
		this.#socket?.terminate();
	}

	stopReading(): void {
		this.#socket?.pause();
	}

	readAgain(): void {
		this.#socket?.resume();
	}
}
