/** What a real worker process needs for a query of five million rows, with caps that let all of them through (I12). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChartwire } from '../support/chartwire.ts';
import { peakMb } from '../support/peak.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const MOST_MB = 300;
const ROWS = 5_000_000;

test('I12 a query of five million rows keeps the worker under 300 MB', {
	skip: process.platform !== 'linux',
}, async (t) => {
	const caps = { CHARTWIRE_RESULT_MAX_ROWS: String(ROWS), CHARTWIRE_RESULT_MAX_BYTES: '268435456' };
	const chartwire = await startChartwire(owner, { env: caps });
	const run = await chartwire.run(`select i, i % 1000 as part from generate_series(1, ${ROWS}) i`);
	const end = await until(
		async () => {
			const { body } = await chartwire.api('GET', `/v1/runs/${run}`);
			return ['succeeded', 'failed'].includes(String(body['state'])) ? body : undefined;
		},
		{ timeoutMs: 120_000, what: 'the run ends' },
	);
	const peak = peakMb(chartwire.worker().pid);
	t.diagnostic(`peak of the worker: ${peak.toFixed(0)} MB`);
	assert.deepEqual([end['state'], end['rows']], ['succeeded', ROWS], JSON.stringify(end['error']));
	assert.ok(peak < MOST_MB, `the worker took ${peak.toFixed(0)} MB`);
	const { href } = end['result'] as { href: string };
	const table = (await (await fetch(`${chartwire.web().url}${href}`)).json()) as { data: number[][] };
	const [whole = [], parts = []] = table.data;
	const isWhole = whole.every((value, index) => value === index + 1 && parts[index] === value % 1_000);
	assert.deepEqual([whole.length, parts.length, isWhole], [ROWS, ROWS, true]);
});
