/**
 * What keeps a connection that is there, beyond the connection itself: the overlap with the next one when the server
 * leaves, the way back from a fallback, and the rest of a tab that nobody looks at. Loaded once there is a connection.
 */

import { isTerminalClose } from '../protocol.ts';
import { backoffMs } from './backoff.ts';
import { Handover } from './handover.ts';
import type { LinkEvent } from './link.ts';
import { restWhileHidden } from './rest.ts';
import type { Socket, SocketOptions } from './socket.ts';
import { HURRY_MS, type SocketState } from './socket-state.ts';

/** So many tries without a welcome include one over a fallback: nothing of the server was reached. */
const OUTAGE = 3;
/** When a page on a fallback first tries a WebSocket again, how long at most between tries, and how soon after an outage. */
export const UPGRADE_MS = { first: 300_000, longest: 3_600_000, afterOutage: 60_000 } as const;

type Online = Extract<SocketState, { status: 'online' }>;

const NOTHING = (): void => undefined;

export class Standby {
	readonly #socket: Socket;
	readonly #options: SocketOptions;
	#state: SocketState = { status: 'idle' };
	#handover: Handover | undefined;
	/** Tries in a row to come away from a leaving server. */
	#tries = 0;
	#leavingAt: number | undefined;
	#upgradeMs: number = UPGRADE_MS.first;
	/** Kept while a fallback comes and goes, so that one cut off every minute is left all the same. */
	#upgradeAt: number | undefined;
	#cancel = NOTHING;
	#endRest = NOTHING;
	/** The connection was let go because nobody looked. */
	#resting = false;
	readonly #onTab = () => this.#lookAtTab();

	constructor(socket: Socket) {
		this.#socket = socket;
		this.#options = socket.options;
		this.#options.tab?.addEventListener('visibilitychange', this.#onTab);
		this.#lookAtTab();
	}

	/** The connection's state has changed. */
	changed(state: SocketState): void {
		this.#state = state;
		if (state.status !== 'online') {
			this.#cancel();
			this.#handover?.abandon();
			this.#handover = undefined;
			this.#leavingAt = undefined;
			this.#tries = 0;
		} else if (this.#handover === undefined) this.#plan(state);
	}

	/** Whether what has just befallen the connection matters no more, since the next takes over at once. */
	covers(event: LinkEvent): boolean {
		const lost = event.type === 'silent' || (event.type === 'closed' && !isTerminalClose(event.code));
		return lost && (this.#handover?.hasten() ?? false);
	}

	token(): void {
		this.#handover?.token();
	}

	end(): void {
		this.#cancel();
		this.#endRest();
		this.#options.tab?.removeEventListener('visibilitychange', this.#onTab);
	}

	#plan({ reconnectAt, transport, failures }: Online): void {
		const { timing } = this.#options;
		const now = timing.now();
		if (transport === 'websocket') {
			this.#upgradeMs = UPGRADE_MS.first;
			this.#upgradeAt = undefined;
			if (reconnectAt === this.#leavingAt) return;
			this.#leavingAt = reconnectAt;
			this.#tries = 0;
			this.#cancel();
			if (reconnectAt !== undefined) this.#tryIn(reconnectAt - now);
			return;
		}
		const firstMs = failures >= OUTAGE ? Math.round(timing.random() * UPGRADE_MS.afterOutage) : this.#upgradeMs;
		this.#upgradeAt ??= now + firstMs;
		this.#tryIn(Math.max(0, this.#upgradeAt - now));
	}

	#tryIn(ms: number): void {
		this.#cancel();
		this.#cancel = this.#options.timing.after(ms, () => this.#try());
	}

	#try(): void {
		const { webSocket, timing, token, followed } = this.#options;
		const socket = this.#socket;
		const handover = new Handover({
			open: (owner) => socket.open(webSocket, owner),
			timing,
			token,
			followed,
			adopt: (link, welcome) => {
				this.#handover = undefined;
				const old = socket.link;
				link.owner = socket;
				socket.link = link;
				old?.close(1000);
				socket.welcomed('adopted', link, welcome);
			},
			failed: (notBeforeMs) => {
				this.#handover = undefined;
				this.#failed(notBeforeMs);
			},
			refused: (code, message) => socket.dispatch({ type: 'refused', code, message }),
		});
		this.#handover = handover;
		handover.start();
	}

	#failed(notBeforeMs: number): void {
		if (this.#state.status !== 'online') return;
		const { timing } = this.#options;
		const { spreadMs, transport } = this.#state;
		if (transport === 'websocket') {
			this.#tries += 1;
			this.#tryIn(backoffMs(this.#tries, { random: timing.random(), spreadMs, notBeforeMs }));
			return;
		}
		this.#upgradeMs = Math.min(UPGRADE_MS.longest, 2 * this.#upgradeMs);
		this.#upgradeAt = timing.now() + this.#upgradeMs;
		this.#tryIn(this.#upgradeMs);
	}

	#lookAtTab(): void {
		const { tab, timing, followed } = this.#options;
		const socket = this.#socket;
		this.#endRest();
		if (tab?.visibilityState === 'hidden') {
			const rest = () => {
				this.#resting = true;
				socket.dispatch({ type: 'stop' });
			};
			this.#endRest = restWhileHidden({ timing, followed: () => followed.watched, rest });
			return;
		}
		socket.dispatch({ type: 'hurry' });
		if (!this.#resting) return;
		this.#resting = false;
		this.#endRest = timing.after(Math.round(timing.random() * HURRY_MS), () => {
			if (followed.watched.length > 0) socket.dispatch({ type: 'start' });
		});
	}
}
