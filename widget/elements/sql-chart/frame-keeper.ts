import type { ReactiveController } from 'lit';
import type { ChartController, ChartHost } from './chart-controller.ts';
import type { Frame, Kept } from './chart-state.ts';
import { dropFrame, type FrameKey, forgetViewer, keepFrame, keptFrame } from './kept-frames.ts';
import { KeptViewer, keptUntil, warnOfKeeping } from './kept-viewer.ts';

export interface KeepingHost extends ChartHost {
	persist: string | null;
}

/** A chart that moves every second is written down this often at most. */
const PACE_MS = 10_000;
/** A larger table takes too long to write. */
const MOST_CELLS = 500_000;
const cellsOf = ({ table }: Frame): number => table.rows * table.columns.length;

/**
 * Keeps a chart's last good frame in the browser, and gives it back when the page starts again. What the server no longer
 * lets the viewer see, or a viewer who has left, is not kept any longer.
 */
export class FrameKeeper implements ReactiveController {
	readonly #host: KeepingHost;
	readonly #chart: ChartController;
	readonly #viewer: KeptViewer;
	#key: FrameKey | undefined;
	#had = false;
	/** What was kept has been given up, and nothing has been seen since that could be kept. */
	#dropped = false;
	#written: Frame | undefined;
	#wroteAt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(host: KeepingHost, chart: ChartController) {
		this.#host = host;
		this.#chart = chart;
		this.#viewer = new KeptViewer(host, chart.clients);
		host.addController(this);
		host.requestUpdate();
	}

	hostUpdated(): void {
		void this.#follow().catch(warnOfKeeping);
	}

	hostDisconnected(): void {
		if (this.#timer !== undefined) void this.#write().catch(warnOfKeeping);
	}

	async #follow(): Promise<void> {
		const { state } = this.#chart;
		const before = this.#key;
		const key = this.#keyNow();
		if (String(key) !== String(before)) {
			this.#stop();
			this.#key = key;
			this.#had = false;
			this.#dropped = false;
			if (before !== undefined && this.#viewer.isGone) await forgetViewer(before[0], before[1]);
			if (key !== undefined) await this.#read(key);
			// What is there already is to be kept, though nothing else may happen to the chart.
			this.#host.requestUpdate();
			return;
		}
		if (key === undefined) return;
		const { isOut } = this.#viewer;
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

	#keyNow(): FrameKey | undefined {
		const { clients, target } = this.#chart;
		const viewer = this.#viewer.now();
		if (this.#host.persist === null || viewer === undefined || target === undefined) return undefined;
		return [clients.server, viewer, JSON.stringify(target)];
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
		this.#timer ??= setTimeout(() => void this.#write().catch(warnOfKeeping), wait);
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
		const kept: Kept = { frame, spec };
		try {
			await keepFrame(this.#key, kept, keptUntil(this.#host.persist));
		} catch (error) {
			// It is tried again in its time.
			this.#written = undefined;
			throw error;
		}
	}
}
