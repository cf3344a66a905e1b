/**
 * Keeps every channel that is listened to subscribed at the primary that announces it. A link in doubt is thrown away,
 * and its channels are placed again, wherever they belong by then; one way for a lost connection, a failover, a slot
 * that moved, and a path that is dead although its TCP connection is healthy. The last one is noticed by probes: what
 * this node publishes to itself must come back on the same connection as the announcements.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { movedTo, type Primaries } from '../redis/primaries.ts';
import { AnnouncementLink } from './announcement-link.ts';

export interface AnnouncementsOptions {
	readonly primaries: Primaries;
	/** Publishes to a sharded channel, on the path of commands. */
	readonly publish: (channel: string, message: string) => Promise<unknown>;
	readonly onMessage: (channel: string, message: string) => void;
	/** Announcements may have been lost, and flow again. */
	readonly onInterrupted: () => void;
	readonly log: Log;
}

const TICK_MS = 500;
const PROBE_MS = 3_000;
/** Own probes that have not been heard for this long: noticed 0.5 s later at most, and well within 10 s. */
const STALLED_MS = 8_000;
const MOST_MOVES = 4;
const againInMs = (tries: number) => Math.min(1_000, 25 * 2 ** Math.min(tries, 10));

export class Announcements {
	readonly #options: AnnouncementsOptions;
	readonly #node = randomBytes(9).toString('base64url');
	readonly #wanted = new Set<string>();
	readonly #links = new Map<string, AnnouncementLink>();
	/** Owners whose announcements stopped coming, until a probe has come back. */
	readonly #stalled = new Set<string>();
	readonly #ticks: NodeJS.Timeout;
	/** How often a path was found dead although its connection was healthy. */
	stalls = 0;
	/** How often announcements may have been lost. */
	interruptions = 0;
	#repairing = false;
	/** A link with channels has ended, and that has not been told yet. */
	#interrupted = false;
	#closed = false;

	constructor(options: AnnouncementsOptions) {
		this.#options = options;
		this.#ticks = setInterval(() => this.#check(), TICK_MS).unref();
	}

	/** Every channel that is listened to is subscribed, and no path is known to be dead. */
	get healthy(): boolean {
		return !this.#repairing && this.#stalled.size === 0;
	}

	/** Resolves once announcements of the channel flow. @throws when they cannot now; then the channel is not wanted. */
	async subscribe(channel: string): Promise<void> {
		this.#wanted.add(channel);
		await this.#place(channel);
	}

	unsubscribe(channel: string): void {
		this.#wanted.delete(channel);
		for (const link of this.#links.values()) link.unsubscribe(channel);
	}

	async #place(channel: string): Promise<void> {
		const { primaries } = this.#options;
		if (primaries.ownerOf(channel) === undefined) await primaries.refresh();
		let owner = primaries.ownerOf(channel);
		for (let moves = 0; ; moves += 1) {
			if (owner === undefined || this.#closed) throw new Error('No primary is known that announces the channel.');
			const link = this.#linkTo(owner);
			try {
				await link.subscribe(channel);
				if (!this.#wanted.has(channel)) link.unsubscribe(channel);
				return;
			} catch (error) {
				owner = movedTo(error);
				if (owner === undefined || moves === MOST_MOVES) throw error;
			}
		}
	}

	#linkTo(owner: string): AnnouncementLink {
		const known = this.#links.get(owner);
		if (known !== undefined) return known;
		const { primaries, publish, onMessage } = this.#options;
		const link: AnnouncementLink = new AnnouncementLink({
			owner,
			connection: primaries.open(owner),
			node: this.#node,
			publish: (channel) => publish(channel, ''),
			onMessage,
			onProbe: () => this.#stalled.delete(owner),
			onEnd: () => this.#ended(link),
		});
		this.#links.set(owner, link);
		return link;
	}

	#ended(link: AnnouncementLink): void {
		if (this.#links.get(link.owner) === link) this.#links.delete(link.owner);
		if (link.channels.size > 0) {
			this.#interrupted = true;
			if (!this.#closed) this.interruptions += 1;
		}
		void this.#repair();
	}

	#lost(): string[] {
		const links = [...this.#links.values()];
		return [...this.#wanted].filter((channel) => !links.some((link) => link.channels.has(channel)));
	}

	/** Places again what has no link, until everything has one. The first wait gathers what falls at the same time. */
	async #repair(): Promise<void> {
		if (this.#repairing) return;
		this.#repairing = true;
		for (let tries = 0; ; tries += 1) {
			await delay(againInMs(tries), undefined, { ref: false });
			if (this.#closed) return;
			const lost = this.#lost();
			if (lost.length > 0) await this.#placeAll(lost, tries);
			if (this.#lost().length === 0) break;
		}
		for (const owner of this.#stalled) if (!this.#links.has(owner)) this.#stalled.delete(owner);
		this.#repairing = false;
		if (!this.#interrupted) return;
		this.#interrupted = false;
		this.#options.onInterrupted();
	}

	async #placeAll(channels: readonly string[], tries: number): Promise<void> {
		const { primaries, onInterrupted, log } = this.#options;
		await primaries.refresh();
		const outcomes = await Promise.allSettled(channels.map((channel) => this.#place(channel)));
		const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
		const [first] = failed;
		if (first === undefined) return;
		if (tries % 10 === 0) {
			log.warn({ error: String(first.reason), channels: failed.length }, 'resubscribing failed; trying again');
		}
		// Those that do flow again need not wait for a primary that is away.
		if (failed.length < channels.length) onInterrupted();
	}

	#check(): void {
		for (const link of this.#links.values()) {
			const { silentForMs, owner } = link;
			if (silentForMs === undefined || (link.channels.size === 0 && !this.#stalled.has(owner))) continue;
			if (silentForMs > STALLED_MS) {
				this.stalls += 1;
				this.#stalled.add(owner);
				this.#options.log.warn({ primary: owner }, 'announcements do not arrive; the connection is replaced');
				link.close();
			} else if (link.probedBeforeMs >= PROBE_MS) link.probe();
		}
	}

	close(): void {
		this.#closed = true;
		clearInterval(this.#ticks);
		this.#wanted.clear();
		for (const link of this.#links.values()) link.close();
	}
}
