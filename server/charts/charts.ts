/** Charts: named questions, with the parameters that a page may set and the claims that the SQL may read. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { ChartParam } from './params.ts';
import type { ChartSpec } from './spec-schema.ts';
import type { Warm } from './warm.ts';

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
	/** When its questions are answered before many ask them. */
	readonly warm: Warm | null;
	/** How it is drawn; null: as its columns suggest. */
	readonly spec: ChartSpec | null;
	/** Grows with each change of the specification; 0: it never had one. */
	readonly specRevision: number;
}

/** A chart as its author declares it. */
export type ChartDeclaration = Omit<Chart, 'specRevision'>;

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
	readonly warm: Warm | null;
	readonly spec: ChartSpec | null;
	readonly spec_revision: number;
	readonly revision: number;
	readonly updated_at: Date;
	readonly updated_by: string;
}

const upsertChart = statement<{ name: string }>(import.meta.url, 'upsert-chart');
const setSpec = statement<never>(import.meta.url, 'set-spec');
const setWarm = statement<never>(import.meta.url, 'set-warm');
const expireChannels = statement<never>(import.meta.url, 'expire-channels');
const selectChart = statement<ChartRow>(import.meta.url, 'select-chart');

/** Writes a chart down as it is to be from now on; when it has changed, whoever watches it soon gets the new answer. */
export async function writeChart(on: Executor, project: string, chart: ChartDeclaration): Promise<void> {
	const { name, title, source, sql, params, claims, timeZone, refreshMs, maxAgeMs } = chart;
	const { maxStaleMs, listen, changeMs, warm, spec } = chart;
	const values = [project, name, title, source, sql, params, claims, timeZone, refreshMs, maxAgeMs];
	const changed = await upsertChart(on, [...values, maxStaleMs, listen, changeMs] as Bindable[]);
	await setSpec(on, [project, name, spec] as unknown as Bindable[]);
	await setWarm(on, [project, name, warm] as Bindable[]);
	if (changed.length > 0) await expireChannels(on, [project, name]);
}

/** A chart with which version of its declaration it is, and who saved that. */
export interface StoredChart {
	readonly chart: Chart;
	readonly revision: number;
	/** In ms. */
	readonly updatedAt: number;
	/** A subject; empty: saved before that was written down. */
	readonly updatedBy: string;
}

/** Undefined where there is none. */
export async function findStored(on: Executor, project: string, name: string): Promise<StoredChart | undefined> {
	const [row] = await selectChart(on, [project, name]);
	if (row === undefined) return undefined;
	const { revision, updated_at: updatedAt, updated_by: updatedBy, ...columns } = row;
	const { time_zone: timeZone, refresh_ms: refreshMs, max_age_ms: maxAgeMs, ...more } = columns;
	const { max_stale_ms: maxStaleMs, change_ms: changeMs, spec_revision: specRevision, ...rest } = more;
	const chart = { ...rest, timeZone, refreshMs, maxAgeMs, maxStaleMs, changeMs, specRevision };
	return { chart, revision, updatedAt: updatedAt.getTime(), updatedBy };
}

/** What it is called among others. */
export const shownTitle = ({ spec, title, name }: Pick<Chart, 'spec' | 'title' | 'name'>): string =>
	spec?.title || title || name;

export const unknownChart = (name: string): NamedError =>
	new NamedError('unknown_chart', `There is no chart "${name}" that this token may watch.`);

/** @throws NamedError unknown_chart */
export async function findChart(on: Executor, project: string, name: string): Promise<Chart> {
	const stored = await findStored(on, project, name);
	if (stored === undefined) throw unknownChart(name);
	return stored.chart;
}
