/**
 * What was to be published, as the publisher wrote it into Postgres before it published: the only thing that views are
 * compared with. An entry's number stands in its content, so that a view says by itself what it shows.
 */
import type postgres from 'postgres';
import type { Snapshot, StreamEvent } from '../../widget/protocol.ts';

/** The nodes' ring and the publisher's. Small, so that a short absence outlasts it. */
export const RING = { maxCount: 48, maxBytes: 64_000, maxAgeMs: 60_000 };

export type Kind = 'result' | 'progress' | 'freshness';
type Part = keyof Snapshot;
const PARTS: readonly Part[] = ['result', 'run', 'freshness'];

export const CREATE_LOG =
	'create table model_log (channel text, number integer, event text not null, primary key (channel, number))';

export function entryEvent(kind: Kind, number: number, padding = 0): StreamEvent {
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
export function numberOf(event: StreamEvent): number | undefined {
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

/** The entry that changed a view last; 0 for an empty one. */
export function lastNumberIn(view: Snapshot): number {
	return Math.max(0, ...PARTS.map((part) => (view[part] === undefined ? 0 : (numberOf(view[part]) ?? Number.NaN))));
}

export class Truth {
	readonly #entries = new Map<string, StreamEvent[]>();
	readonly #texts = new Map<string, string[]>();

	/** Reads what has been added. */
	async read(sql: postgres.Sql): Promise<void> {
		for (const channel of await sql<{ channel: string }[]>`select distinct channel from model_log`) {
			await this.#readChannel(sql, channel.channel);
		}
	}

	async #readChannel(sql: postgres.Sql, channel: string): Promise<void> {
		const entries = this.#entries.get(channel) ?? [];
		const texts = this.#texts.get(channel) ?? [];
		this.#entries.set(channel, entries);
		this.#texts.set(channel, texts);
		const rows = await sql<{ number: number; event: string }[]>`
			select number, event from model_log where channel = ${channel} and number > ${entries.length} order by number
		`;
		for (const { number, event } of rows) {
			if (number !== entries.length + 1) throw new Error(`The log of ${channel} lacks an entry before ${number}.`);
			entries.push(JSON.parse(event));
			texts.push(event);
		}
	}

	lastOf(channel: string): number {
		return this.#entries.get(channel)?.length ?? 0;
	}

	/** True when this is, to the letter, an entry of the channel. */
	has(channel: string, event: StreamEvent): boolean {
		const number = numberOf(event) ?? 0;
		return this.#texts.get(channel)?.[number - 1] === JSON.stringify(event);
	}

	/**
	 * What is wrong with a view that stands at entry `until` in an epoch that began after entry `base`. A part that no
	 * entry of the epoch has touched may be missing, or be an older one: the best that is known after a loss.
	 */
	problemOf(channel: string, view: Snapshot, { base, until }: { base: number; until: number }): string | undefined {
		const wanted = new Map<Part, StreamEvent | undefined>();
		for (const event of (this.#entries.get(channel) ?? []).slice(base, until)) {
			if (event.kind === 'result') wanted.set('result', event).set('run', undefined);
			else wanted.set(event.kind === 'freshness' ? 'freshness' : 'run', event);
		}
		for (const part of PARTS) {
			const shown = view[part];
			if (shown !== undefined && !this.has(channel, shown)) return `its ${part} is no entry: ${JSON.stringify(shown)}`;
			const number = shown === undefined ? 0 : numberOf(shown);
			if (!wanted.has(part)) {
				if (number !== undefined && number > base) return `its ${part} is entry ${number}, which is not reached yet`;
				continue;
			}
			const expected = wanted.get(part);
			const expectedNumber = expected === undefined ? 0 : numberOf(expected);
			if (number !== expectedNumber) return `its ${part} is entry ${number} in place of ${expectedNumber}`;
		}
		return undefined;
	}
}
