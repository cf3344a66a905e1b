/** What a worker's log says of one run: that it began, how it ended, and where the time went when it was slow. */
import { createHash } from 'node:crypto';
import type { RunEnd } from '../runs/finish-run.ts';
import type { RunDeps, RunRow } from '../runs/run.ts';

export interface SlowQuery {
	/** A run that takes longer from its claim to its last word is logged as slow; in ms. */
	readonly overMs: number;
	/** SQL may hold what its author would not want in a log. */
	readonly sql: 'hash' | 'text';
}

export type Phase = 'running' | 'encoding' | 'publishing';

type ReportDeps = Pick<RunDeps, 'log' | 'runCounts'> & { readonly slow: SlowQuery };

export class RunReport {
	readonly #deps: ReportDeps;
	readonly #run: RunRow;
	readonly #begunAt = performance.now();
	readonly #phases: Record<Phase, number> = { running: 0, encoding: 0, publishing: 0 };

	constructor(deps: ReportDeps, run: RunRow) {
		this.#deps = deps;
		this.#run = run;
		this.#say({ attempt: run.attempt }, 'a run began');
	}

	/** Adds the time that `work` takes to a phase, however it ends. */
	async phase<T>(name: Phase, work: () => Promise<T>): Promise<T> {
		const from = performance.now();
		try {
			return await work();
		} finally {
			this.#phases[name] += performance.now() - from;
		}
	}

	ended(end: RunEnd): void {
		const { source, project, chart, sql, started_at, accepted_at } = this.#run;
		const { log, runCounts, slow } = this.#deps;
		const durationMs = performance.now() - this.#begunAt;
		runCounts.ran(`${project}/${source}`, durationMs);
		const outcome = end.state === 'failed' ? end.error.code : end.state;
		this.#say({ outcome, durationMs: Math.round(durationMs) }, 'a run ended');
		if (durationMs <= slow.overMs) return;
		const phases = Object.entries(this.#phases).map(([name, ms]) => [name, Math.round(ms)]);
		const queued = (started_at?.getTime() ?? accepted_at.getTime()) - accepted_at.getTime();
		log.warn(
			{
				source,
				project,
				chart,
				outcome,
				rows: end.state === 'succeeded' ? end.rows : null,
				durationMs: Math.round(durationMs),
				phasesMs: { queued, ...Object.fromEntries(phases) },
				sql: slow.sql === 'text' ? sql : `sha256:${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`,
			},
			'a slow query',
		);
	}

	/** What somebody has asked for is told; what refreshes by itself would fill the log. */
	#say(what: object, message: string): void {
		const level = this.#run.request_id === null ? 'debug' : 'info';
		this.#deps.log[level](what, message);
	}
}
