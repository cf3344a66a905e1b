/**
 * What was to be published, as the publisher wrote it into Postgres before it published: the only thing that views are
 * compared with. An entry's number stands in its content, so that a view says by itself what it shows.
 */
import type postgres from 'postgres';
import type { Snapshot, StreamEvent } from '../../widget/protocol.ts';
import { digestOf, type Finding, type Oracle, type Sighting } from './evidence.ts';

/** The nodes' ring and the publisher's. Small, so that a short absence outlasts it. */
export const RING = { maxCount: 48, maxBytes: 64_000, maxAgeMs: 60_000 };

export type EntryKind = 'result' | 'progress' | 'freshness';
type Part = keyof Snapshot;
const PARTS: readonly Part[] = ['result', 'run', 'freshness'];

export const CREATE_LOG =
	'create table model_log (channel text, number integer, event text not null, primary key (channel, number))';

export function entryEvent(kind: EntryKind, number: number, padding = 0): StreamEvent {
	switch (kind) {
		case 'progress':
			return { kind, run: 'model', rows: number, startedAt: 1 };
		case 'freshness':
			return { kind, stale: true, reason: String(number) };
		case 'result': {
			const columns = [
				{ name: 'n', type: 'number' },
				{ name: 'padding', type: 'text' },
			] as const;
			const data = [[number], ['.'.repeat(padding)]];
			const shape = { columns, data, rows: 1, truncated: false };
			return { kind, run: 'model', result: { ...shape, asOf: number, hash: `entry-${number}` } };
		}
	}
}

/** Which entry an event says it is; undefined for one that no entry looks like. */
function numberOf(event: StreamEvent): number | undefined {
	switch (event.kind) {
		case 'progress':
			return event.rows;
		case 'freshness':
			return Number(event.reason);
		case 'result':
			return event.result.asOf;
		default:
			return undefined;
	}
}

interface Entry {
	readonly kind: EntryKind;
	readonly digest: string;
}

const partOf = (kind: EntryKind): Part => (kind === 'progress' ? 'run' : kind);

export class Truth implements Oracle {
	readonly #sql: postgres.Sql;
	readonly #entries = new Map<string, Entry[]>();
	readonly #bases = new Map<string, number>();

	constructor(sql: postgres.Sql) {
		this.#sql = sql;
	}

	/** Reads what has been added. */
	async read(): Promise<void> {
		for (const { channel } of await this.#sql<{ channel: string }[]>`select distinct channel from model_log`) {
			await this.#readChannel(channel);
		}
	}

	async #readChannel(channel: string): Promise<void> {
		const entries = this.#entries.get(channel) ?? [];
		this.#entries.set(channel, entries);
		const rows = await this.#sql<{ number: number; event: string }[]>`
			select number, event from model_log where channel = ${channel} and number > ${entries.length} order by number
		`;
		for (const { number, event } of rows) {
			if (number !== entries.length + 1) throw new Error(`The log of ${channel} lacks an entry before ${number}.`);
			entries.push({ kind: (JSON.parse(event) as { kind: EntryKind }).kind, digest: digestOf(event) });
		}
	}

	lastOf(channel: string): number {
		return this.#entries.get(channel)?.length ?? 0;
	}

	/** The entry that changed a view last; 0 for an empty one. */
	numberIn(view: Snapshot): number {
		return Math.max(0, ...PARTS.map((part) => (view[part] === undefined ? 0 : (numberOf(view[part]) ?? Number.NaN))));
	}

	/** True when this is, to the letter, an entry of the channel. */
	#has(channel: string, event: StreamEvent): boolean {
		const number = numberOf(event) ?? 0;
		return this.#entries.get(channel)?.[number - 1]?.digest === digestOf(JSON.stringify(event));
	}

	/**
	 * Within an epoch the numbers follow the log without a gap or a repetition, whoever reads: sequence and entry are
	 * the same distance apart all the time (I3, I7). The content is the log's to the letter (I3, I5).
	 */
	judge({ channel, epoch, seq, view, event }: Sighting): Finding | undefined {
		if (seq === 0) {
			// Nothing was told in this epoch yet: the best that is known, or nothing.
			const foreign = Object.values(view).find((each) => each !== undefined && !this.#has(channel, each));
			return foreign && { invariant: 'I3 I5', what: `it is no entry: ${JSON.stringify(foreign)}` };
		}
		const number = event === undefined ? this.numberIn(view) : (numberOf(event) ?? 0);
		const base = number - seq;
		const known = this.#bases.get(`${channel} ${epoch}`) ?? base;
		// Set anew after a violation, so that each is told once.
		this.#bases.set(`${channel} ${epoch}`, base);
		if (known > base) return { invariant: 'I7', what: `it is entry ${number}, which had its number before` };
		if (known < base) {
			return { invariant: 'I3', what: `it is entry ${number}: the epoch lacks ${base - known} before it` };
		}
		const what = this.#problemOf(channel, view, { base, until: number });
		return what === undefined ? undefined : { invariant: 'I3 I5', what };
	}

	/** What the parts show that entries from `base`, not included, to `until` have touched; 0: taken away. */
	#partsAt(channel: string, { base, until }: { base: number; until: number }): Map<Part, number> {
		const entries = this.#entries.get(channel) ?? [];
		const parts = new Map<Part, number>();
		for (let number = Math.min(until, entries.length); number > base && parts.size < PARTS.length; number -= 1) {
			const kind = entries[number - 1]?.kind ?? 'result';
			if (!parts.has(partOf(kind))) parts.set(partOf(kind), number);
			if (kind !== 'result') continue;
			for (const part of ['run', 'freshness'] as const) if (!parts.has(part)) parts.set(part, 0);
		}
		return parts;
	}

	/**
	 * What is wrong with a view that stands at entry `until` in an epoch that began after entry `base`. A part that no
	 * entry of the epoch has touched may be missing, or be an older one: the best that is known after a loss.
	 */
	#problemOf(channel: string, view: Snapshot, range: { base: number; until: number }): string | undefined {
		const wanted = this.#partsAt(channel, range);
		for (const part of PARTS) {
			const shown = view[part];
			if (shown !== undefined && !this.#has(channel, shown)) return `its ${part} is no entry: ${JSON.stringify(shown)}`;
			const number = shown === undefined ? 0 : (numberOf(shown) ?? 0);
			const expected = wanted.get(part);
			if (expected === undefined) {
				if (number > range.base) return `its ${part} is entry ${number}, which is not reached yet`;
			} else if (number !== expected) return `its ${part} is entry ${number} in place of ${expected}`;
		}
		return undefined;
	}
}
