/** Workers that die of what they run: only the culprit is blamed, and a job of another build is left to it. Real processes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { QUEUE_NAME, QUEUE_PREFIX } from '../../server/queue/queue.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;

interface Row {
	readonly id: string;
	readonly state: string;
	readonly attempt: number;
	readonly losses: number;
	readonly worker: string;
	readonly error: { code: string; message: string } | null;
}

const rowsOf = (runs: readonly string[]) =>
	chartwire.control<Row[]>`
		select id, state, attempt, losses, worker, error from runs where id = any (${[...runs]}::uuid[]) order by id`;
const all = async (runs: readonly string[], holds: (row: Row) => boolean, what: string, timeoutMs = 40_000) => {
	await until(async () => (await rowsOf(runs)).every(holds), { timeoutMs, what });
	return rowsOf(runs);
};
const pidOf = (row: Row | undefined) => Number(row?.worker.split(':')[1]);
const sleeping = (seconds: number, name: string) => chartwire.run(`select pg_sleep(${seconds}), '${name}' as name`);

async function sessionsOf(run: string): Promise<number> {
	const [row] = await chartwire.customer<{ n: number }[]>`
		select count(*)::integer as n from pg_stat_activity
		where application_name like ${`chartwire run ${run}%`} and state = 'active'`;
	return row?.n ?? 0;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

before(async () => {
	chartwire = await startChartwire(owner);
});

describe('a worker that is killed', () => {
	let worker: SpawnedServer;

	test('I7 its runs run again, each alone in a process; the one that kills again is failed, and the others are not', async () => {
		const runs = await Promise.all(['one', 'two', 'three'].map((name) => sleeping(9, name)));
		const [first] = await all(runs, ({ state }) => state === 'running', 'all run');
		const killedAt = Date.now();
		process.kill(pidOf(first), 'SIGKILL');
		worker = await chartwire.start('worker');
		const again = await all(runs, (row) => row.state === 'running' && row.attempt === 2, 'all run again');
		assert.ok(Date.now() - killedAt < 30_000, 'they were noticed in time');
		const pids = again.map(pidOf);
		assert.equal(new Set([...pids, worker.pid]).size, 4, 'each has a process of its own');
		const [culprit, ...others] = again;
		process.kill(pidOf(culprit), 'SIGKILL');
		const [failed] = await all([culprit?.id ?? ''], ({ state }) => state === 'failed', 'the culprit is failed', 5_000);
		assert.equal(failed?.error?.code, 'worker_lost');
		assert.match(failed?.error?.message ?? '', /2 workers were lost.*not tried again/);
		await until(async () => (await sessionsOf(culprit?.id ?? '')) === 0, {
			what: 'its query has ended in the database',
		});
		const rest = await all(
			others.map(({ id }) => id),
			({ state }) => state === 'succeeded',
			'the others end',
		);
		assert.deepEqual(
			rest.map(({ attempt, losses }) => [attempt, losses]),
			[
				[2, 1],
				[2, 1],
			],
		);
		await until(() => !pids.some(isAlive), { what: 'their processes end' });
	});

	test('what runs alone is handed back when the worker leaves, and its process is gone with a worker that is killed', async () => {
		const run = await sleeping(6, 'alone');
		await all([run], ({ state }) => state === 'running', 'it runs');
		await worker.kill();
		worker = await chartwire.start('worker', { CHARTWIRE_WORKER_GRACE_MS: '300' });
		const [alone] = await all([run], (row) => row.state === 'running' && row.attempt === 2, 'it runs alone');
		await worker.stop();
		const [back] = await rowsOf([run]);
		assert.deepEqual([back?.state, back?.losses], ['queued', 1], 'leaving is no loss');
		assert.equal(isAlive(pidOf(alone)), false);
		worker = await chartwire.start('worker');
		const [third] = await all([run], (row) => row.state === 'running' && row.attempt === 3, 'it runs alone again');
		await worker.kill();
		await until(() => !isAlive(pidOf(third)), { what: 'its process notices that the worker is gone' });
		worker = await chartwire.start('worker');
		await all([run], ({ state }) => state === 'succeeded', 'it ends');
	});
});

describe('builds of different age', () => {
	test('I13 a job that this worker does not understand is left to one that does, and not lost', async () => {
		const connection = new Redis(chartwire.redis.url, { maxRetriesPerRequest: null });
		owner.defer(() => connection.disconnect());
		const queue = new Queue(QUEUE_NAME, { prefix: QUEUE_PREFIX, connection });
		owner.defer(() => queue.close());
		await queue.add('run', { v: 99, run: 'of-tomorrow', how: 'unknown' }, { jobId: 'of-tomorrow' });
		await until(async () => (await queue.getDelayedCount()) === 1, { what: 'the worker puts it back' });
		const run = await chartwire.run('select 1 as meanwhile');
		await all([run], ({ state }) => state === 'succeeded', 'the worker goes on with what it understands');
		const understood: unknown[] = [];
		const newer = new Worker(
			QUEUE_NAME,
			async (job) => {
				understood.push(job.data);
			},
			{ prefix: QUEUE_PREFIX, connection, autorun: false, concurrency: 1 },
		);
		owner.defer(() => newer.close(true));
		void newer.run();
		// Under load a run may be handed over twice, and its second job be left to this worker; it is no matter of this test.
		const gotten = () => understood.find((data) => (data as { run?: unknown }).run === 'of-tomorrow');
		await until(() => gotten() !== undefined, { timeoutMs: 20_000, what: 'the newer worker gets it' });
		assert.deepEqual(gotten(), { v: 99, run: 'of-tomorrow', how: 'unknown' });
	});

	test('a job as an earlier web node writes it is executed, and what it writes for ordinary runs is the same today', async () => {
		const connection = new Redis(chartwire.redis.url, { maxRetriesPerRequest: null });
		owner.defer(() => connection.disconnect());
		const queue = new Queue(QUEUE_NAME, { prefix: QUEUE_PREFIX, connection });
		owner.defer(() => queue.close());
		await queue.pause();
		const run = await chartwire.run("select 'of yesterday' as age");
		const job = await until(async () => (await queue.getJob(`${run}.0`)) ?? false, { what: 'the run is handed over' });
		assert.deepEqual(job.data, { v: 1, run }, 'an earlier worker understands it');
		await job.remove();
		await queue.add('run', { v: 1, run }, { jobId: `${run}.0`, removeOnComplete: true, removeOnFail: true });
		await queue.resume();
		await all([run], ({ state }) => state === 'succeeded', 'it is executed');
	});
});
