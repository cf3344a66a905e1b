/** What a node says of large results: how full the budget in Redis is, and where they are found. */
import type { Registry } from 'prom-client';
import type { Results } from '../results/results.ts';
import { addCounter, addGauge, remember } from './metric.ts';

const REMEMBERED_MS = 5_000;
const STORE_TIMEOUT_MS = 2_000;

export interface ResultCounts {
	readonly cache: Pick<Results['cache'], 'evicted' | 'totals'>;
	readonly found: Results['found'];
}

export function addResultMetrics(registry: Registry, { cache, found }: ResultCounts): void {
	const totals = remember({ forMs: REMEMBERED_MS, timeoutMs: STORE_TIMEOUT_MS, load: () => cache.totals() });
	addGauge(registry, {
		name: 'chartwire_results_kept',
		help: 'Large results in Redis; the same on every node. Absent: not known.',
		read: async () => (await totals())?.results,
	});
	addGauge(registry, {
		name: 'chartwire_results_kept_bytes',
		help: 'What they take of CHARTWIRE_RESULTS_MAX_BYTES; the same on every node. Absent: not known.',
		read: async () => (await totals())?.bytes,
	});
	addCounter(registry, {
		name: 'chartwire_results_evicted_total',
		help: 'Results that this process has removed from Redis to make room; PostgreSQL still has them.',
		read: () => cache.evicted,
	});
	addCounter(registry, {
		name: 'chartwire_results_found_total',
		help: 'Where this process has found the results that it looked for; a crowd that asks at once is one; gone: nowhere.',
		label: 'place',
		read: () => found,
	});
}
