/** What every node says of itself and of what it shares with the others: readiness, publishing, runs, queue, process. */
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import { type Database, statement } from '../database/database.ts';
import type { RunQueue } from '../queue/queue.ts';
import { PRIORITY } from '../runs/run.ts';
import type { RunCounts } from '../runs/run-counts.ts';
import type { PublishOutcome, RedisStream } from '../stream/redis.ts';
import { addCounter, addGauge, remember } from './metric.ts';
import { addRunCounts } from './run-metrics.ts';

interface LiveRuns {
	readonly state: string;
	readonly origin: string;
	readonly runs: number;
	readonly oldest_s: number;
}

/** What is asked of the stores is asked this often at most, however often the metrics are read. */
const REMEMBERED_MS = 5_000;
const STORE_TIMEOUT_MS = 2_000;
/** In seconds: a publication takes a millisecond, and the stream gives up after 5 s. */
const PUBLISH_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const countSourcesDown = statement<{ down: number }>(import.meta.url, 'count-sources-down');
const countLiveRuns = statement<LiveRuns>(import.meta.url, 'count-live-runs');

/** Answers what has to be told of each publication. */
export function addPublishing(registry: Registry): (outcome: PublishOutcome, seconds: number) => void {
	const histogram = new Histogram({
		name: 'chartwire_publish_seconds',
		help: 'How long a publication took, by how it ended: sequence, ring, snapshot and announcement in one step.',
		labelNames: ['outcome'],
		buckets: PUBLISH_BUCKETS,
		registers: [registry],
	});
	return (outcome, seconds) => histogram.observe({ outcome }, seconds);
}

export interface NodeSources {
	readonly database: Database;
	readonly stream: Pick<RedisStream, 'announcements'>;
	readonly queue: Pick<RunQueue, 'lengths'>;
	readonly runCounts: RunCounts;
	/** What /readyz says of each part. */
	readonly parts: () => Promise<Readonly<Record<string, string>>>;
}

export function addNodeMetrics(registry: Registry, sources: NodeSources): void {
	collectDefaultMetrics({ register: registry });
	addReadiness(registry, sources);
	addRuns(registry, sources);
}

function addReadiness(registry: Registry, { stream, parts }: NodeSources): void {
	const known = remember({ forMs: REMEMBERED_MS, timeoutMs: STORE_TIMEOUT_MS + 500, load: parts });
	addGauge(registry, {
		name: 'chartwire_ready',
		help: '1 for each part that /readyz calls ok, 0 for each that it does not.',
		label: 'part',
		read: async () => {
			const states = Object.entries((await known()) ?? {});
			return Object.fromEntries(states.map(([part, state]) => [part, state === 'ok' ? 1 : 0]));
		},
	});
	addGauge(registry, {
		name: 'chartwire_announcements_healthy',
		help: '1 while announcements are known to come: everything is subscribed, and own probes come back.',
		read: () => (stream.announcements.healthy ? 1 : 0),
	});
	addCounter(registry, {
		name: 'chartwire_announcement_interruptions_total',
		help: 'How often announcements may have been lost; everything was read again from where it stood.',
		read: () => stream.announcements.interruptions,
	});
	addCounter(registry, {
		name: 'chartwire_announcement_stalls_total',
		help: 'How often own probes did not come back although the connection was healthy.',
		read: () => stream.announcements.stalls,
	});
}

function addRuns(registry: Registry, { database, queue, runCounts }: NodeSources): void {
	const shared = { forMs: REMEMBERED_MS, timeoutMs: STORE_TIMEOUT_MS };
	addLiveRuns(registry, remember({ ...shared, load: () => countLiveRuns(database, []) }));
	const down = remember({ ...shared, load: () => countSourcesDown(database, []) });
	addGauge(registry, {
		name: 'chartwire_sources_down',
		help: 'Sources that could not be reached; their runs wait. The same on every node. Absent: not known.',
		read: async () => (await down())?.[0]?.down,
	});
	const lengths = remember({ ...shared, load: () => queue.lengths() });
	addGauge(registry, {
		name: 'chartwire_queue_jobs',
		help: 'Jobs in the queue between admission and workers; the same on every node. Absent: not known.',
		label: 'state',
		read: () => lengths(),
	});
	addRunCounts(registry, runCounts);
}

const STATES = ['waiting', 'queued', 'running'];
const ORIGINS = Object.keys(PRIORITY);

function addLiveRuns(registry: Registry, live: () => Promise<readonly LiveRuns[] | undefined>): void {
	/** One number for each name, of the rows that belong to it; undefined while they are not known. */
	const each =
		(names: readonly string[], belongs: (row: LiveRuns, name: string) => boolean, value: ValueOf) => async () =>
			asRecord(await live(), names, (rows, name) => value(rows.filter((row) => belongs(row, name))));
	const count: ValueOf = (rows) => rows.reduce((sum, row) => sum + row.runs, 0);
	const oldest: ValueOf = (rows) => Math.max(0, ...rows.map((row) => row.oldest_s));
	const inState = (row: LiveRuns, state: string) => row.state === state;
	const waitsFor = (row: LiveRuns, origin: string) => row.origin === origin && row.state !== 'running';
	addGauge(registry, {
		name: 'chartwire_runs',
		help: 'Live runs of the whole system by state, as PostgreSQL has them; the same on every node. Absent: not known.',
		label: 'state',
		read: each(STATES, inState, count),
	});
	addGauge(registry, {
		name: 'chartwire_oldest_run_seconds',
		help: 'How long ago the oldest live run in each state was accepted; the same on every node.',
		label: 'state',
		read: each(STATES, inState, oldest),
	});
	addGauge(registry, {
		name: 'chartwire_waiting_runs',
		help: 'Runs that have not begun, waiting or queued, by who asked for them; the same on every node.',
		label: 'origin',
		read: each(ORIGINS, waitsFor, count),
	});
	addGauge(registry, {
		name: 'chartwire_oldest_waiting_seconds',
		help: 'How long ago the oldest run that has not begun was accepted, by who asked for it; the same on every node.',
		label: 'origin',
		read: each(ORIGINS, waitsFor, oldest),
	});
}

type ValueOf = (rows: readonly LiveRuns[]) => number;

function asRecord(
	rows: readonly LiveRuns[] | undefined,
	names: readonly string[],
	value: (rows: readonly LiveRuns[], name: string) => number,
): Record<string, number> | undefined {
	return rows && Object.fromEntries(names.map((name) => [name, value(rows, name)]));
}
