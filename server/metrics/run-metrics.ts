/** How long runs took and waited, as histograms; and what single flight and kept answers have saved. */
import { Histogram, type Registry } from 'prom-client';
import type { RunCounts, RunObserver } from '../runs/run-counts.ts';
import { addCounter } from './metric.ts';

/** In seconds: from a cached lookup to a report of the night. */
const RUN_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600, 3_600];
const WAIT_BUCKETS = [0.01, 0.1, 1, 5, 30, 120, 600];
/** So many sources of one process have series of their own; those that come later share `other`. */
export const MOST_SOURCES = 50;

/** Answers who is to be told of durations. */
export function addDurations(registry: Registry): RunObserver {
	const ran = new Histogram({
		name: 'chartwire_run_seconds',
		help: 'How long runs took in this process, from claiming to the last word told, by project and source.',
		labelNames: ['source'],
		buckets: RUN_BUCKETS,
		registers: [registry],
	});
	const admitted = new Histogram({
		name: 'chartwire_admission_wait_seconds',
		help: 'How long the runs that this process has admitted had waited for a free place, by who asked for them.',
		labelNames: ['origin'],
		buckets: WAIT_BUCKETS,
		registers: [registry],
	});
	const known = new Set<string>();
	const labelOf = (source: string) => {
		if (known.size < MOST_SOURCES) known.add(source);
		return known.has(source) ? source : 'other';
	};
	return {
		ran: (source, seconds) => ran.observe({ source: labelOf(source) }, seconds),
		admitted: (origin, seconds) => admitted.observe({ origin }, seconds),
	};
}

export function addRunCounts(registry: Registry, runCounts: RunCounts): void {
	addCounter(registry, {
		name: 'chartwire_runs_ended_total',
		help: 'Runs that this process has ended, by outcome: succeeded, canceled, or the code of the failure.',
		label: 'outcome',
		read: () => runCounts.byOutcome,
	});
	addCounter(registry, {
		name: 'chartwire_results_truncated_total',
		help: 'Results that this process has cut at the cap of rows or bytes.',
		read: () => runCounts.truncated,
	});
	addCounter(registry, {
		name: 'chartwire_answers_found_total',
		help: 'Viewers who began to watch a chart, by the age of the answer that they found.',
		label: 'freshness',
		read: () => runCounts.byFreshness,
	});
	addCounter(registry, {
		name: 'chartwire_executions_saved_total',
		help: 'Questions that began no run, because the same one was being answered.',
		read: () => runCounts.saved,
	});
}
