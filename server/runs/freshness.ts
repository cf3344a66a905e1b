/**
 * How old a chart's answer may be. Whoever begins to watch is told, before the answer itself, that it is stale or that
 * it is too old to be one; the next result takes that away.
 *
 *     younger than maxAge ─▶ served as it is ── older ─▶ served, marked stale, one refresh ── beyond maxStale ─▶ withdrawn
 */
import type { FreshnessEvent, ResultEvent } from '../../widget/protocol.ts';
import type { Chart } from '../charts/charts.ts';
import { type Executor, statement } from '../database/database.ts';
import type { RunDeps } from './run.ts';
import type { Freshness } from './run-counts.ts';
import { restoreChannel } from './tell.ts';

/** What Postgres knows of a channel's answer, by its own clock; in ms. */
export interface ChannelAge {
	/** Since the last run ended; null when it failed, or when the answer is outdated. */
	readonly age_ms: number | null;
	readonly backing_off: boolean;
	/** An answer is on its way already. */
	readonly live: boolean;
	/** Since the last good answer came; null when there is none. */
	readonly answer_age_ms: number | null;
	/** The source has said that it has changed since the answer was asked for. */
	readonly changed: boolean;
	/** As `changed`, or the chart itself was edited. */
	readonly outdated: boolean;
	/** Since the run was accepted that brought the answer. */
	readonly asked_ms: number | null;
}

interface LastResult {
	readonly last_result: string | null;
	readonly last_run: string;
}

const selectChannelAge = statement<ChannelAge>(import.meta.url, 'select-channel-age');
const selectLastResult = statement<LastResult>(import.meta.url, 'select-last-result');

export async function findAge(on: Executor, channel: string): Promise<ChannelAge | undefined> {
	const [age] = await selectChannelAge(on, [channel]);
	return age;
}

type Limits = Pick<Chart, 'maxAgeMs' | 'maxStaleMs' | 'refreshMs'>;

/** What is to be said of an answer; undefined for one that is fresh. One that is refreshed by itself may miss a beat. */
export function freshnessOf(
	{ maxAgeMs, maxStaleMs, refreshMs }: Limits,
	{ answer_age_ms: ageMs, outdated }: Pick<ChannelAge, 'answer_age_ms' | 'outdated'>,
): FreshnessEvent | undefined {
	if (ageMs === null) return undefined;
	if (maxStaleMs !== null && ageMs > maxStaleMs) {
		const reason = 'The last answer is too old to be shown; the next one is on its way.';
		return { kind: 'freshness', stale: true, expired: true, reason };
	}
	if (outdated)
		return { kind: 'freshness', stale: true, reason: 'It has changed since; a newer answer is on its way.' };
	if (ageMs <= Math.max(maxAgeMs, 2 * (refreshMs ?? 0))) return undefined;
	return { kind: 'freshness', stale: true, reason: 'A newer answer is on its way.' };
}

/**
 * Tells a channel, once an answer, that its answer is stale or withdrawn, and returns what it is.
 * @throws whatever the stores threw
 */
export async function tellFreshness(deps: RunDeps, chart: Chart, channel: string): Promise<Freshness> {
	const age = await findAge(deps.database, channel);
	const freshness = age && freshnessOf(chart, age);
	if (freshness !== undefined) await publishFreshness(deps, channel, freshness);
	if (typeof age?.answer_age_ms !== 'number') return 'none';
	if (freshness === undefined) return 'fresh';
	return freshness.expired === true ? 'expired' : 'stale';
}

async function publishFreshness(deps: RunDeps, channel: string, freshness: FreshnessEvent): Promise<void> {
	const [last] = await selectLastResult(deps.database, [channel]);
	if (!last?.last_result) return;
	const { asOf } = (JSON.parse(last.last_result) as ResultEvent).result;
	const event = { ...freshness, asOf };
	const key = `${last.last_run}:${freshness.expired === true ? 'expired' : 'stale'}`;
	const publication = { channel, event, key, fence: { about: last.last_run } };
	const { fresh } = await deps.stream.publish(publication);
	if (!fresh) return;
	await restoreChannel(deps, channel);
	await deps.stream.publish(publication);
}
