/**
 * Brings tabs to the server, one after the other's quiet. What cannot be sent is sent later; it is in the browser meanwhile.
 *
 *     changed ─▶ waits for a second of quiet ─▶ being sent ─▶ saved; or waits again, when it was changed meanwhile
 *                     ▲                             ├─ no answer ─▶ again later
 *                     └─────────────────────────────┘─ 409 ─▶ its owner decides;  404 ─▶ as a new draft
 */
import { ApiError, messageOf } from '../../../shared/api.ts';
import { type Draft, draftOf, isEmpty, isSaved, printOf, type Tab } from '../pure/tabs.ts';

export interface DraftServer {
	put(id: string, body: ReturnType<typeof draftOf>): Promise<Draft>;
	get(id: string): Promise<Draft>;
}

export interface SyncHost {
	find(id: string): { readonly tab: Tab; readonly place: number } | undefined;
	/** `print`: what was sent. */
	saved(id: string, revision: number, print: string): void;
	/** Somebody, or another page, has saved the same draft meanwhile. */
	conflict(id: string, stored: Draft): void;
	/** The draft was closed elsewhere: what is here goes on as another. */
	lost(id: string): void;
	/** Whether all is saved has changed. */
	changed(): void;
}

export interface SyncTimers {
	/** Returns what takes it back. */
	after(ms: number, act: () => void): () => void;
}

const QUIET_MS = 1000;
const RETRY_MS = 5000;

const browserTimers: SyncTimers = {
	after: (ms, act) => {
		const timer = setTimeout(act, ms);
		return () => clearTimeout(timer);
	},
};

export class DraftSync {
	/** Why the last try failed; '': it did not. */
	problem = '';
	readonly #server: DraftServer;
	readonly #host: SyncHost;
	readonly #timers: SyncTimers;
	readonly #due = new Map<string, () => void>();
	readonly #sending = new Set<string>();
	/** In conflict: nothing is sent until its owner has decided. */
	readonly #held = new Set<string>();

	constructor(server: DraftServer, host: SyncHost, timers = browserTimers) {
		this.#server = server;
		this.#host = host;
		this.#timers = timers;
	}

	get isIdle(): boolean {
		return this.#due.size === 0 && this.#sending.size === 0;
	}

	changed(id: string, inMs = QUIET_MS): void {
		if (this.#held.has(id)) return;
		this.#due.get(id)?.();
		this.#due.set(
			id,
			this.#timers.after(inMs, () => void this.#send(id)),
		);
		this.#host.changed();
	}

	/** Sends at once what waits: the page is about to be left. */
	flush(): void {
		for (const id of [...this.#due.keys()]) void this.#send(id);
	}

	/** The conflict is settled. */
	release(id: string): void {
		this.#held.delete(id);
		this.changed(id, 0);
	}

	/** Forgets a tab that was closed. */
	drop(id: string): void {
		this.#due.get(id)?.();
		this.#due.delete(id);
		this.#held.delete(id);
	}

	stop(): void {
		for (const cancel of this.#due.values()) cancel();
		this.#due.clear();
	}

	async #send(id: string): Promise<void> {
		this.#due.get(id)?.();
		this.#due.delete(id);
		const found = this.#host.find(id);
		// What comes while it is being sent is sent by whoever hears of the answer.
		if (this.#sending.has(id) || found === undefined) return;
		const { tab, place } = found;
		if (isSaved(tab) || (tab.revision === 0 && isEmpty(tab))) return this.#host.changed();
		const print = printOf(tab);
		this.#sending.add(id);
		try {
			const { revision } = await this.#server.put(id, draftOf(tab, place));
			this.problem = '';
			this.#host.saved(id, revision, print);
		} catch (error) {
			await this.#failed(id, error);
		} finally {
			this.#sending.delete(id);
		}
		const now = this.#host.find(id)?.tab;
		if (now && !isSaved(now) && !this.#due.has(id)) this.changed(id);
		this.#host.changed();
	}

	async #failed(id: string, error: unknown): Promise<void> {
		const code = error instanceof ApiError ? error.code : '';
		this.problem = messageOf(error);
		if (code === 'unknown_draft') return this.#host.lost(id);
		if (code === 'draft_conflict') {
			try {
				const stored = await this.#server.get(id);
				this.#held.add(id);
				this.problem = '';
				return this.#host.conflict(id, stored);
			} catch {
				// As any failure: again later.
			}
		}
		this.changed(id, RETRY_MS);
	}
}
