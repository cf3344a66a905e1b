/**
 * Parameters whose allowed values come from a query. Asked in the worker, on the chart's own source, with the run's
 * claims, right before the run; remembered for a minute.
 */

import type { Params, ParamValue } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import { type Query, type Source, SqlFailure } from '../source/source.ts';
import { type ChartParam, demandAllowed } from './params.ts';

const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;
const LIMITS = { maxRows: 10_000, maxBytes: 1_048_576, deadlineMs: 30_000 };

interface Known {
	readonly values: readonly (string | number)[];
	readonly until: number;
}

export interface AllowedAsk {
	readonly params: readonly ChartParam[];
	/** The values that the run is to have. */
	readonly given: Params;
	readonly source: Source;
	/** Names the source in the memory, e.g. its project and name. */
	readonly key: string;
	readonly query: Pick<Query, 'tag' | 'timeZone' | 'claims'>;
	readonly signal: AbortSignal;
}

export class AllowedValues {
	readonly #known = new Map<string, Known>();
	readonly #now: () => number;

	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
	}

	/** @throws NamedError bad_parameter for a value that the query does not name; sql_error when it cannot be asked. */
	async demand(ask: AllowedAsk): Promise<void> {
		for (const param of ask.params) {
			const { allowed } = param;
			const value: ParamValue | undefined = ask.given[param.name];
			if (typeof allowed !== 'object' || !('sql' in allowed) || value === undefined || value === null) continue;
			demandAllowed(param, value, await this.#values(param.name, allowed.sql, ask));
		}
	}

	async #values(name: string, sql: string, ask: AllowedAsk): Promise<Known['values']> {
		const key = JSON.stringify([ask.key, sql, ask.query.timeZone, ask.query.claims]);
		const known = this.#known.get(key);
		if (known !== undefined && known.until > this.#now()) return known.values;
		const values = await query(name, sql, ask);
		this.#known.delete(key);
		this.#known.set(key, { values, until: this.#now() + KEPT_MS });
		const [oldest] = this.#known.keys();
		if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
		return values;
	}
}

async function query(name: string, sql: string, ask: AllowedAsk): Promise<Known['values']> {
	const options = { signal: ask.signal, onRows: () => undefined };
	const rows = await ask.source.run({ ...ask.query, ...LIMITS, sql, bound: [] }, options).catch((error: unknown) => {
		if (!(error instanceof SqlFailure)) throw error;
		const message = `The query for the allowed values of the parameter "${name}" failed: ${error.message}`;
		throw new NamedError('sql_error', message, { cause: error });
	});
	return (rows.data[0] ?? [])
		.filter((cell) => cell !== null)
		.map((cell) => (typeof cell === 'number' ? cell : String(cell)));
}
