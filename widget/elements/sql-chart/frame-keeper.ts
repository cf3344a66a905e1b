import type { ReactiveController } from 'lit';
import type { ChartController, ChartHost } from './chart-controller.ts';
import type { Frame, Kept } from './chart-state.ts';
import {
	dropFrame,
	type FrameKey,
	forgetViewer,
	keepFrame,
	keptFrame,
	lastViewer,
	rememberViewer,
	viewerOf,
} from './kept-frames.ts';

export interface KeepingHost extends ChartHost {
	persist: string | null;
}

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 168;
/** A chart that moves every second is written down this often at most. */
const PACE_MS = 10_000;
/** A larger table takes too long to write. */
const MOST_CELLS = 500_000;
/** The ends of a connection that say nothing about whether the viewer may see what was seen. */
const HARMLESS: readonly string[] = ['token_expired', 'bad_message', 'bad_server'];

let warned = false;

/** A browser may forbid it, as in a sandboxed frame, or have no space left: the chart then lives without. */
function warn(error: unknown): void {
	if (!warned) console.warn('Chartwire: the last frames cannot be kept in this browser:', String(error));
	warned = true;
}

const cellsOf = ({ table }: Frame): number => table.rows * table.columns.length;

/**
 * Keeps a chart's last good frame in the browser, and gives it back when the page starts again. What the server no longer
 * lets the viewer see, or a viewer who has left, is not kept any longer.
 */
export class FrameKeeper implements ReactiveController {
	readonly #host: KeepingHost;
	readonly #chart: ChartController;
	#key: FrameKey | undefined;
	/** Of the token endpoint, before it has answered. */
	#last: string | undefined;
	#asked = '';
	#told = '';
	#had = false;
	/** What was kept has been given up, and nothing has been seen since that could be kept. */
	#dropped = false;
	#written: Frame | undefined;
	#wroteAt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(host: KeepingHost, chart: ChartController) {
		this.#host = host;
		this.#chart = chart;
		host.addController(this);
		host.requestUpdate();
	}

	hostUpdated(): void {
		void this.#follow().catch(warn);
	}

	hostDisconnected(): void {
		if (this.#timer !== undefined) void this.#write().catch(warn);
	}

	async #follow(): Promise<void> {
		const { state, clients } = this.#chart;
		const { connection } = clients;
		const before = this.#key;
		const key = this.#keyNow();
		if (String(key) !== String(before)) {
			this.#stop();
			this.#key = key;
			this.#had = false;
			this.#dropped = false;
			if (before !== undefined && this.#isGone) await forgetViewer(before[0], before[1]);
			if (key !== undefined) await this.#read(key);
			// What is there already is to be kept, though nothing else may happen to the chart.
			this.#host.requestUpdate();
			return;
		}
		if (key === undefined) return;
		const isOut = connection.status === 'stopped' && !HARMLESS.includes(connection.code);
		const isRefused = state.refusal !== undefined && !state.refusal.retryable;
		if (isOut || isRefused || (this.#had && state.frame === undefined)) return this.#drop(key, isOut);
		this.#had = state.frame !== undefined;
		this.#dropped &&= !this.#had;
		this.#plan(state.frame);
	}

	/** Once, however often the chart is rendered again. */
	async #drop(key: FrameKey, all: boolean): Promise<void> {
		if (this.#dropped) return;
		this.#stop();
		this.#dropped = true;
		this.#had = false;
		this.#written = undefined;
		if (!all) return dropFrame(key);
		this.#chart.restore(undefined);
		return forgetViewer(key[0], key[1]);
	}

	/** Nobody is signed in any more. */
	get #isGone(): boolean {
		const { token, client, isConnected } = this.#host;
		return isConnected && !token && !this.#chart.clients.endpoint && !client;
	}

	#keyNow(): FrameKey | undefined {
		const { clients, target } = this.#chart;
		const viewer = this.#viewerNow();
		if (this.#host.persist === null || viewer === undefined || target === undefined) return undefined;
		return [clients.server, viewer, JSON.stringify(target)];
	}

	#viewerNow(): string | undefined {
		const { token, tokenEndpoint, client: given } = this.#host;
		const { client, server, endpoint } = this.#chart.clients;
		if (!token && !endpoint && !given) return undefined;
		const viewer = viewerOf(client?.token || token);
		if (!tokenEndpoint) return viewer;
		if (viewer === undefined) {
			void this.#askWho(server, tokenEndpoint).catch(warn);
			return this.#last;
		}
		if (viewer !== this.#told) void rememberViewer(server, tokenEndpoint, viewer).catch(warn);
		this.#told = viewer;
		return viewer;
	}

	async #askWho(server: string, endpoint: string): Promise<void> {
		if (this.#asked === endpoint) return;
		this.#asked = endpoint;
		this.#last = undefined;
		this.#last = await lastViewer(server, endpoint);
		this.#host.requestUpdate();
	}

	async #read(key: FrameKey): Promise<void> {
		const kept = await keptFrame(key);
		if (kept && key === this.#key && this.#host.isConnected) this.#chart.restore(kept);
	}

	/** What the server has not confirmed is not kept anew. */
	#plan(frame: Frame | undefined): void {
		const { restored, unconfirmed } = this.#chart.state;
		if (frame === undefined || frame === this.#written || restored || unconfirmed !== undefined) return;
		if (cellsOf(frame) > MOST_CELLS) return;
		const wait = Math.max(0, this.#wroteAt + PACE_MS - Date.now());
		this.#timer ??= setTimeout(() => void this.#write().catch(warn), wait);
	}

	#stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	async #write(): Promise<void> {
		this.#stop();
		const { frame, spec } = this.#chart.state;
		if (frame === undefined || this.#key === undefined) return;
		this.#written = frame;
		this.#wroteAt = Date.now();
		const hours = Number(this.#host.persist) > 0 ? Number(this.#host.persist) : DEFAULT_HOURS;
		const kept: Kept = { frame, spec };
		try {
			await keepFrame(this.#key, kept, this.#wroteAt + hours * HOUR_MS);
		} catch (error) {
			// It is tried again in its time.
			this.#written = undefined;
			throw error;
		}
	}
}
