import type { ReactiveController } from 'lit';
import { dropFrame, type FrameKey, forgetViewer, keepDashboard, keptDashboard } from '../sql-chart/kept-frames.ts';
import { KeptViewer, keptUntil, warnOfKeeping } from '../sql-chart/kept-viewer.ts';
import type { DashboardController, DashboardHost } from './dashboard-controller.ts';
import type { Shown } from './dashboard-state.ts';

/**
 * Keeps in the browser how a dashboard was declared, beside the frames of its charts, and gives it back when the page
 * starts again without its server. What the viewer may no longer see is not kept any longer.
 */
export class DeclarationKeeper implements ReactiveController {
	readonly #host: DashboardHost;
	readonly #source: DashboardController;
	readonly #viewer: KeptViewer;
	#key: FrameKey | undefined;
	#written: Shown | undefined;
	#dropped = false;

	constructor(host: DashboardHost, source: DashboardController) {
		this.#host = host;
		this.#source = source;
		this.#viewer = new KeptViewer(host, source.clients);
		host.addController(this);
		host.requestUpdate();
	}

	hostUpdated(): void {
		void this.#follow().catch(warnOfKeeping);
	}

	#keyNow(): FrameKey | undefined {
		const viewer = this.#viewer.now();
		const { clients, target } = this.#source;
		if (this.#host.persist === null || viewer === undefined || target === undefined) return undefined;
		return [clients.server, viewer, JSON.stringify(target)];
	}

	async #follow(): Promise<void> {
		const before = this.#key;
		const key = this.#keyNow();
		if (String(key) !== String(before)) {
			this.#key = key;
			this.#written = undefined;
			this.#dropped = false;
			if (before !== undefined && this.#viewer.isGone) await forgetViewer(before[0], before[1]);
			const kept = key && (await keptDashboard(key));
			if (kept && key === this.#key && this.#host.isConnected) this.#source.restore(kept);
			this.#host.requestUpdate();
			return;
		}
		if (key !== undefined) await this.#settle(key);
	}

	async #settle(key: FrameKey): Promise<void> {
		const { shown, refusal, restored, unconfirmed } = this.#source.state;
		const { isOut } = this.#viewer;
		if (isOut || (refusal && !refusal.retryable)) {
			if (this.#dropped) return;
			this.#dropped = true;
			this.#source.restore(undefined);
			return isOut ? forgetViewer(key[0], key[1]) : dropFrame(key);
		}
		// What the server has not confirmed is not kept anew.
		if (shown === undefined || shown === this.#written || restored || unconfirmed) return;
		this.#written = shown;
		this.#dropped = false;
		await keepDashboard(key, shown, keptUntil(this.#host.persist));
	}
}
