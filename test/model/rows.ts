/**
 * Charts whose answers come from real queries: the rows of the customer's database are the truth, a worker runs the
 * queries and the server fills an emptied Redis again by itself from what Postgres keeps.
 */
import type postgres from 'postgres';
import type { Snapshot } from '../../widget/protocol.ts';
import type { Finding, Oracle, Sighting } from './evidence.ts';
import type { Teller } from './teller.ts';

const CREATE_FACTS = 'create table facts (chart text primary key, n integer not null)';
export const sqlOf = (chart: string) => `select n from facts where chart = '${chart}'`;

/** Its rows never change and it is never run again, so that only what Postgres keeps can fill it after a loss. */
export const STILL = 'model-0';

/** The charts' numbers only grow, one change after the other. */
export async function rowsTeller(sql: postgres.Sql, charts: ReadonlyMap<string, string>): Promise<Teller> {
	await sql.unsafe(CREATE_FACTS);
	await sql`insert into facts values (${STILL}, 7)`;
	const names = new Map([...charts].map(([name, channel]) => [channel, name]));
	const add = async (channel: string, count: number): Promise<void> => {
		const chart = names.get(channel) ?? '';
		if (chart === STILL) return;
		await sql`insert into facts values (${chart}, ${count}) on conflict (chart) do update set n = facts.n + ${count}`;
	};
	return {
		seed: async () => undefined,
		publish: add,
		told: async () => undefined,
		finish: async () => {
			for (const channel of names.keys()) await add(channel, 1);
		},
	};
}

function numberIn(view: Snapshot): number {
	const result = view.result?.result;
	const cell = result !== undefined && 'data' in result ? result.data[0]?.[0] : 0;
	return Number(cell);
}

export class Rows implements Oracle {
	readonly #sql: postgres.Sql;
	readonly #channels: ReadonlyMap<string, string>;
	readonly #numbers = new Map<string, number>();
	/** What each has seen last, by who it is. */
	readonly #seen = new Map<string, number>();

	constructor(sql: postgres.Sql, charts: ReadonlyMap<string, string>) {
		this.#sql = sql;
		this.#channels = charts;
	}

	async read(): Promise<void> {
		for (const { chart, n } of await this.#sql<{ chart: string; n: number }[]>`select chart, n from facts`) {
			this.#numbers.set(this.#channels.get(chart) ?? '', n);
		}
	}

	lastOf(channel: string): number {
		return this.#numbers.get(channel) ?? 0;
	}

	readonly numberIn = numberIn;

	/** A result is an answer that the rows gave at some time, and no earlier one comes after a later one (I7, I11). */
	judge({ who, channel, view }: Sighting): Finding | undefined {
		if (view.result === undefined) return undefined;
		const number = numberIn(view);
		const before = this.#seen.get(who) ?? 0;
		this.#seen.set(who, number);
		const last = this.lastOf(channel);
		if (!(number <= last))
			return { invariant: 'I5', what: `it shows ${number}, and the rows have never been past ${last}` };
		if (number < before) return { invariant: 'I7 I11', what: `it shows ${number} after ${before}` };
		return undefined;
	}
}
