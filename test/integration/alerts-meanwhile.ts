/** Alerts whose workers are killed, whose Redis is emptied, and that have a namesake in another project. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { ABOVE, type AlertBench, BY_HAND, HOOKS } from '../support/alert-bench.ts';
import type { Chartwire } from '../support/chartwire.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const PATIENT = { timeoutMs: 60_000 };

interface Meanwhile {
	readonly bench: AlertBench;
	readonly chartwire: () => Chartwire;
	/** All that run. */
	readonly workers: () => readonly SpawnedServer[];
}

/** Tests of what may happen while an alert is asked and evaluated. */
export function describeMeanwhile({ bench, chartwire, workers }: Meanwhile): void {
	const { ask, must, set, declare, rowOf, evaluated, due, check, eventsOf, kindsOf, deliveriesOf, inboxOf } = bench;

	describe('whatever happens meanwhile', () => {
		let running: readonly SpawnedServer[] = [];
		before(() => {
			running = workers();
		});

		/** Kills all workers while one of them waits, in its transaction, to write into a table; others go on where they were. */
		async function killedAt(table: string, name: string, n: number): Promise<void> {
			await set(name, n);
			const { ordinal } = await rowOf(name);
			const held = await chartwire().control.reserve();
			try {
				await held`begin`;
				await held`lock table ${held(table)} in share row exclusive mode`;
				await due(name);
				const waits = async () =>
					chartwire()
						.control`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
					and query ~ ${`insert into ${table}`}`;
				await until(async () => (await waits()).length > 0, { ...PATIENT, what: `a worker waits for ${table}` });
				await Promise.all(running.map((worker) => worker.kill()));
			} finally {
				await held`rollback`;
				held.release();
			}
			running = await Promise.all([chartwire().start('worker'), chartwire().start('worker')]);
			await evaluated(name, ordinal);
		}

		test('I7 a worker that is killed while it ends a run, or while it says what came of it, loses nothing and repeats nothing', async () => {
			await declare('killed', { channels: HOOKS }, { subject: 'ada' });
			const inbox = await inboxOf({ subject: 'ada' });
			await killedAt('alert_evaluations', 'killed', 50);
			await killedAt('deliveries', 'killed', 1);
			assert.deepEqual(await kindsOf('killed'), ['fired', 'recovered']);
			assert.equal((await deliveriesOf('killed')).length, 4);
			await inbox.told('killed', ['firing', 'recovered']);
		});

		test('I4 an emptied Redis takes neither an alert nor a notice with it', async () => {
			await declare('flushed', {}, { subject: 'flo' });
			const inbox = await inboxOf({ subject: 'flo' });
			await check('flushed', 50);
			await inbox.told('flushed', ['firing']);
			const admin = new Redis(chartwire().redis.url);
			await admin.flushall();
			admin.disconnect();
			assert.equal(await check('flushed', 1), 'ok');
			await (await inboxOf({ subject: 'flo' })).told('flushed', ['firing', 'recovered']);
			await inbox.told('flushed', ['firing', 'recovered']);
		});

		test('I9 two projects with an alert of one name hear nothing of each other', async () => {
			const other = { project: 'another', subject: 'ada' };
			await must('PUT', '/v1/sources/sample', { engine: 'postgresql', url: chartwire().customerUrl }, other);
			await declare('twin', {}, { subject: 'ada' });
			await must('PUT', '/v1/charts/twin', { source: 'sample', sql: 'select 1 as n' }, other);
			assert.equal((await ask('GET', '/v1/alerts/twin', undefined, other)).code, 'unknown_alert');
			await must('PUT', '/v1/alerts/twin', { chart: 'twin', condition: ABOVE, ...BY_HAND }, other);
			await evaluated('twin', 0, 'another');
			assert.deepEqual([await check('twin', 50), await check('twin', undefined, 'another')], ['firing', 'ok']);
			assert.deepEqual(await eventsOf('twin', other), []);
			const theirs = await must('GET', '/v1/inbox', undefined, other);
			assert.deepEqual(theirs, { unread: 0, notices: [] });
			assert.equal((await ask('POST', '/v1/alerts/twin/ack', {}, other)).code, 'conflict');
		});
	});
}
