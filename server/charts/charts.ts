/** Charts: named questions, with the parameters that a page may set and the claims that the SQL may read. */
import type { Params, ParamValue } from '../../widget/protocol.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';

/** A parameter that a chart declares. Without a default it is required. */
export interface ChartParam {
	readonly name: string;
	readonly type: 'text' | 'number' | 'boolean' | 'date';
	readonly default?: ParamValue;
}

export interface Chart {
	readonly name: string;
	readonly title: string;
	readonly source: string;
	readonly sql: string;
	readonly params: readonly ChartParam[];
	/** The claims of a token that this chart reads; only these count for its question and channel. */
	readonly claims: readonly string[];
	readonly timeZone: string;
	/** While somebody watches, it runs again after this long; null: only when asked. */
	readonly refreshMs: number | null;
	/** A result younger than this is served without a new run; an older one is marked stale while one refresh runs. */
	readonly maxAgeMs: number;
	/** A result older than this is not shown as an answer: the viewer waits for the next. null: any is better than none. */
	readonly maxStaleMs: number | null;
	/** The channel on which the source's database notifies (PostgreSQL) when the answer may have changed. */
	readonly listen: string | null;
	/** However often something changes, it causes one refresh in this time at most. */
	readonly changeMs: number;
}

interface ChartRow {
	readonly name: string;
	readonly title: string;
	readonly source: string;
	readonly sql: string;
	readonly params: readonly ChartParam[];
	readonly claims: readonly string[];
	readonly time_zone: string;
	readonly refresh_ms: number | null;
	readonly max_age_ms: number;
	readonly max_stale_ms: number | null;
	readonly listen: string | null;
	readonly change_ms: number;
}

const upsertChart = statement<{ name: string }>(import.meta.url, 'upsert-chart');
const expireChannels = statement<never>(import.meta.url, 'expire-channels');
const selectChart = statement<ChartRow>(import.meta.url, 'select-chart');

/** Keeps a chart; when it has changed, whoever watches it soon gets the new answer. */
export async function saveChart(on: Executor, project: string, chart: Chart): Promise<void> {
	const { name, title, source, sql, params, claims, timeZone, refreshMs, maxAgeMs } = chart;
	const { maxStaleMs, listen, changeMs } = chart;
	const values = [project, name, title, source, sql, params, claims, timeZone, refreshMs, maxAgeMs];
	const changed = await upsertChart(on, [...values, maxStaleMs, listen, changeMs] as Bindable[]);
	if (changed.length > 0) await expireChannels(on, [project, name]);
}

/** @throws NamedError unknown_chart */
export async function findChart(on: Executor, project: string, name: string): Promise<Chart> {
	const [row] = await selectChart(on, [project, name]);
	if (row === undefined) {
		throw new NamedError('unknown_chart', `There is no chart "${name}" that this token may watch.`);
	}
	const { time_zone: timeZone, refresh_ms: refreshMs, max_age_ms: maxAgeMs, ...more } = row;
	const { max_stale_ms: maxStaleMs, change_ms: changeMs, ...rest } = more;
	return { ...rest, timeZone, refreshMs, maxAgeMs, maxStaleMs, changeMs };
}

function coerce(param: ChartParam, value: ParamValue): ParamValue {
	const wrong = (expected: string) =>
		new NamedError(
			'bad_parameter',
			`The parameter "${param.name}" must be ${expected}, and is ${JSON.stringify(value)}.`,
		);
	if (value === null) return null;
	switch (param.type) {
		case 'text':
			return String(value);
		case 'number': {
			const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
			if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong('a number');
			return number;
		}
		case 'boolean':
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			throw wrong('true or false');
		case 'date':
			if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) throw wrong('a date like 2026-01-31');
			return value;
	}
}

/** A locked value wins even where it is null; so does a null of the page over the default. */
function settledValue(param: ChartParam, given: Params, locked: Params): ParamValue | undefined {
	const values = [locked, given].find((each) => Object.hasOwn(each, param.name));
	return values === undefined ? param.default : values[param.name];
}

/**
 * The values that a chart runs with: undeclared ones refused, the rest made canonical, so that equal questions
 * are equal. Values locked by the token win over the page's.
 * @throws NamedError unknown_parameter, missing_parameter, bad_parameter
 */
export function settleParams(chart: Pick<Chart, 'name' | 'params'>, given: Params, locked: Params = {}): Params {
	const declared = new Set(chart.params.map((param) => param.name));
	const unknown = Object.keys(given).find((name) => !declared.has(name));
	if (unknown !== undefined) {
		throw new NamedError('unknown_parameter', `The chart "${chart.name}" declares no parameter "${unknown}".`);
	}
	const settled: Record<string, ParamValue> = {};
	for (const param of chart.params) {
		const value = settledValue(param, given, locked);
		if (value === undefined) {
			throw new NamedError('missing_parameter', `The chart "${chart.name}" needs the parameter "${param.name}".`);
		}
		settled[param.name] = coerce(param, value);
	}
	return settled;
}
