/** What the worker needs for a query of five million rows, with caps that let all of them through. */
import { setTimeout as sleep } from 'node:timers/promises';
import { peakMb } from '../../support/peak.ts';
import { startCold } from '../contenders/cold.ts';
import { count } from '../support/figures.ts';
import { within } from '../support/scope.ts';
import type { Scenario } from './scenario.ts';

const ROWS = 5_000_000;
const PATIENCE_MS = 120_000;
const CAPS = { CHARTWIRE_RESULT_MAX_ROWS: String(ROWS), CHARTWIRE_RESULT_MAX_BYTES: '268435456' };

export const bulk: Scenario = ({ server }) =>
	within(async (scope) => {
		const { port, worker, declare, authorOf } = await startCold(scope, server, { env: CAPS });
		await declare(['default'], []);
		await sleep(1_000);
		const before = peakMb(worker.pid);
		const headers = await authorOf('default');
		const runs = `http://127.0.0.1:${port}/v1/runs`;
		const body = JSON.stringify({
			source: 'sample',
			sql: `select i, i % 1000 as part from generate_series(1, ${ROWS}) i`,
		});
		const { run } = (await (await fetch(runs, { method: 'POST', headers, body })).json()) as { run: string };
		const until = performance.now() + PATIENCE_MS;
		let record: { state: string; rows?: number } = { state: 'waiting' };
		while (!['succeeded', 'failed'].includes(record.state) && performance.now() < until) {
			await sleep(250);
			record = (await (await fetch(`${runs}/${run}`, { headers })).json()) as typeof record;
		}
		const peak = peakMb(worker.pid).toFixed(0);
		return [
			`bulk, one run of ${count(record.rows ?? 0)} rows (${record.state}): the worker's memory ${before.toFixed(0)} MB before, at most ${peak} MB (limit 300)`,
		];
	});
