/**
 * Listens to what customers' databases notify, for the charts that name a channel of their source. One worker at a time
 * holds a source, by a lease in Postgres; whenever a connection is made, by whichever worker, everything on it counts as
 * changed once, since a notification may have been missed before.
 *
 *     free ── claimed ─▶ held: connected, listening ── connection lost ─▶ held: waits ── connects ─▶ all changed once
 *       ▲                       └── worker gone, lease run out ───────────────────────────────────┐
 *       └──────────────────────────────────────────────────────────────────────────────────────────┘
 */
import { type Database, statement } from '../database/database.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import type { SourceAddress } from '../source/address.ts';
import { type Listening, openListener } from '../source/open-source.ts';
import { findSource, type SealedSource } from '../sources/sources.ts';

const TURN_MS = 1_000;
const LEASE_MS = 10_000;
const PING_TURNS = 10;
const MOST_WAIT_MS = 30_000;

interface Held {
	readonly project: string;
	readonly source: string;
	readonly names: readonly string[];
}

const claimListeners = statement<Held>(import.meta.url, 'claim-listeners');
const releaseListeners = statement<never>(import.meta.url, 'release-listeners');
const markNotified = statement<never>(import.meta.url, 'mark-notified');

export interface ChangeListenerDeps {
	readonly database: Database;
	readonly log: Log;
	/** Names this process. */
	readonly worker: string;
	/** Decrypts an address. */
	readonly open: (source: SealedSource) => SourceAddress;
}

/** One source that this worker holds. */
class HeldSource {
	readonly #deps: ChangeListenerDeps;
	readonly #held: Pick<Held, 'project' | 'source'>;
	#listening: Listening | undefined;
	/** The address as it is stored: another text is another address. */
	#stored = '';
	/** Channels that have spoken and of which Postgres does not know yet. */
	readonly #spoken = new Set<string>();
	#telling: Promise<void> | undefined;
	#turns = 0;
	#failures = 0;
	#notBefore = 0;

	constructor(deps: ChangeListenerDeps, held: Pick<Held, 'project' | 'source'>) {
		this.#deps = deps;
		this.#held = held;
	}

	/** Listens to these, on a connection that lives, and tells what has not been told. */
	async turn(names: readonly string[]): Promise<void> {
		const source = await findSource(this.#deps.database, this.#held.project, this.#held.source);
		const stored = source.url ?? source.sealed ?? '';
		this.#turns += 1;
		if (this.#turns % PING_TURNS === 0) await this.#listening?.listener.ping();
		if (this.#listening?.listener.lost || stored !== this.#stored) await this.close();
		this.#stored = stored;
		if (performance.now() >= this.#notBefore) await this.#listen(source, names);
		await this.#tell();
	}

	async #listen(source: SealedSource, names: readonly string[]): Promise<void> {
		const onNotify = (channel: string) => {
			this.#spoken.add(channel);
			void this.#tell();
		};
		try {
			this.#listening ??= openListener(this.#deps.open(source), onNotify);
			for (const added of await this.#listening.listener.listenTo(names)) this.#spoken.add(added);
			this.#failures = 0;
		} catch (error) {
			await this.close();
			this.#failures += 1;
			this.#notBefore = performance.now() + Math.min(MOST_WAIT_MS, TURN_MS * 2 ** (this.#failures - 1));
			const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
			this.#deps.log.warn({ ...this.#held, code }, 'a source cannot be listened to; it is tried again');
		}
	}

	/** What comes meanwhile is told together afterwards; what cannot be told is kept for the next turn. */
	#tell(): Promise<void> {
		this.#telling ??= this.#tellSpoken().finally(() => {
			this.#telling = undefined;
		});
		return this.#telling;
	}

	async #tellSpoken(): Promise<void> {
		while (this.#spoken.size > 0) {
			const names = [...this.#spoken];
			this.#spoken.clear();
			try {
				await markNotified(this.#deps.database, [this.#held.project, this.#held.source, names]);
			} catch (error) {
				for (const name of names) this.#spoken.add(name);
				this.#deps.log.warn({ error: String(error) }, 'a change was not written down yet');
				return;
			}
		}
	}

	async close(): Promise<void> {
		const listening = this.#listening;
		this.#listening = undefined;
		await listening?.close();
	}
}

/** Returns what stops it and gives its sources free. */
export function startChangeListeners(deps: ChangeListenerDeps): () => Promise<void> {
	const { database, log, worker } = deps;
	const sources = new Map<string, HeldSource>();
	const work = async () => {
		const held = await claimListeners(database, [worker, LEASE_MS]);
		const keys = new Set(held.map(({ project, source }) => JSON.stringify([project, source])));
		for (const [key, source] of sources) {
			if (keys.has(key)) continue;
			sources.delete(key);
			await source.close();
		}
		const turns = held.map(async ({ project, source, names }) => {
			const key = JSON.stringify([project, source]);
			const own = sources.get(key) ?? new HeldSource(deps, { project, source });
			sources.set(key, own);
			await own.turn(names);
		});
		for (const outcome of await Promise.allSettled(turns)) {
			if (outcome.status === 'rejected') log.warn({ error: String(outcome.reason) }, 'listening failed');
		}
	};
	const stop = startLoop({ name: 'listeners', everyMs: TURN_MS, log, work });
	return async () => {
		await stop();
		await Promise.all([...sources.values()].map((source) => source.close()));
		await releaseListeners(database, [worker]).catch(() => undefined);
	};
}
