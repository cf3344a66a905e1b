/** What breaks under way, each time a real process: nothing that was accepted is lost (I13), and whoever waits is answered (I10). */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import type { EventMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();

const isResultOf =
	(run: string) =>
	(frame: ServerMessage): frame is EventMessage =>
		frame.type === 'event' && frame.event.kind === 'result' && frame.event.run === run;

const stateOf = async (chartwire: Chartwire, run: string) =>
	String((await chartwire.api('GET', `/v1/runs/${run}`)).body['state']);
const reaches = (chartwire: Chartwire, run: string, state: string, timeoutMs = 20_000) =>
	until(async () => (await stateOf(chartwire, run)) === state, { timeoutMs, what: `the run is ${state}` });

async function executions(chartwire: Chartwire, run: string): Promise<number> {
	const [row] = await chartwire.control<{ attempt: number }[]>`select attempt from runs where id = ${run}`;
	return row?.attempt ?? 0;
}

describe('a deploy', () => {
	let chartwire: Chartwire;
	let worker: SpawnedServer;
	before(async () => {
		chartwire = await startChartwire(owner);
	});

	test('of the web node leaves a running query alone, and the viewer who comes back gets the rest', async () => {
		const run = await chartwire.run('select pg_sleep(3), 1 as web');
		const viewer = await chartwire.wire();
		const { channel } = await viewer.subscribe({ run });
		await reaches(chartwire, run, 'running');
		await until(() => viewer.frames.some((frame) => frame.type === 'event' || frame.type === 'reset'));
		const began = Date.now();
		await chartwire.web().stop();
		assert.equal(Date.now() - began < 6_000, true, 'the node has left in time');
		assert.ok(viewer.frames.some((frame) => frame.type === 'goaway'));
		assert.equal((await viewer.closed).code, 1001);
		const last = viewer.frames.findLast((frame) => frame.type === 'event' || frame.type === 'reset');
		assert.ok(last !== undefined && 'epoch' in last);
		await chartwire.start('web');
		const back = await chartwire.wire();
		const answer = await back.subscribe({ run }, { epoch: last.epoch, seq: last.seq });
		assert.deepEqual([answer.channel, answer.recovered], [channel, true]);
		await back.waitFor(isResultOf(run));
		assert.equal(await executions(chartwire, run), 1);
	});

	test('of the worker lets a running query end, once', async () => {
		const run = await chartwire.run('select pg_sleep(3), 2 as worker');
		await reaches(chartwire, run, 'running');
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		const [row] = await chartwire.control<{ worker: string }[]>`select worker from runs where id = ${run}`;
		const pid = Number(row?.worker.split(':')[1]);
		process.kill(pid, 'SIGTERM');
		worker = await chartwire.start('worker');
		const other = await chartwire.run('select 3 as meanwhile');
		await reaches(chartwire, other, 'succeeded');
		await viewer.waitFor(isResultOf(run));
		assert.equal(await executions(chartwire, run), 1);
		await until(() => !isAlive(pid), { what: 'the old worker ends' });
	});

	test('of the worker hands back what outlasts its grace, and the next worker runs it again', async () => {
		await worker.stop();
		const short = await chartwire.start('worker', { CHARTWIRE_WORKER_GRACE_MS: '300' });
		const run = await chartwire.run('select pg_sleep(2), 4 as grace');
		await reaches(chartwire, run, 'running');
		await short.stop();
		assert.equal(await stateOf(chartwire, run), 'queued');
		worker = await chartwire.start('worker');
		await reaches(chartwire, run, 'succeeded');
		assert.equal(await executions(chartwire, run), 2);
	});

	test('I7 a worker that is killed loses nothing: its run is noticed, ended in the database and run again', async () => {
		const run = await chartwire.run("select pg_sleep(6), 'killed'");
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		await reaches(chartwire, run, 'running');
		await worker.kill();
		worker = await chartwire.start('worker');
		await until(async () => (await executions(chartwire, run)) === 2, { timeoutMs: 30_000 });
		await until(async () => (await sessionsWith(chartwire, run)) === 1);
		await viewer.waitFor(isResultOf(run), 30_000);
		assert.equal(viewer.frames.filter(isResultOf(run)).length, 1);
	});

	test('I7 a worker that sleeps through its run and wakes up late changes nothing any more', async () => {
		const run = await chartwire.run("select pg_sleep(4), 'asleep'");
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		await reaches(chartwire, run, 'running');
		process.kill(worker.pid, 'SIGSTOP');
		const other = await chartwire.start('worker');
		await until(async () => (await executions(chartwire, run)) === 2, { timeoutMs: 30_000 });
		process.kill(worker.pid, 'SIGCONT');
		await viewer.waitFor(isResultOf(run), 20_000);
		assert.equal(await stateOf(chartwire, run), 'succeeded');
		const ends = viewer.frames.filter(
			(frame) => frame.type === 'event' && /result|failed|canceled/.test(frame.event.kind),
		);
		assert.equal(ends.length, 1);
		assert.equal(await executions(chartwire, run), 2);
		await other.stop();
	});
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function sessionsWith(chartwire: Chartwire, run: string): Promise<number> {
	const [row] = await chartwire.customer<{ n: number }[]>`
		select count(*)::integer as n from pg_stat_activity where application_name like ${`chartwire run ${run}%`} and state = 'active'`;
	return row?.n ?? 0;
}

describe('Redis', () => {
	let chartwire: Chartwire;
	before(async () => {
		chartwire = await startChartwire(owner);
	});
	const readyz = async () => (await fetch(`${chartwire.web().url}/readyz`)).status;

	test('I10 emptied while a query runs and a chart is watched: both go on', async () => {
		await chartwire.chart('watched', 'select now() as at', { refreshMs: 1_000, maxAgeMs: 0 });
		const run = await chartwire.run('select pg_sleep(2), 1 as flushed');
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		const { channel } = await viewer.subscribe({ chart: 'watched' });
		await viewer.waitFor(
			(frame) => frame.type === 'event' && frame.channel === channel && frame.event.kind === 'result',
		);
		await reaches(chartwire, run, 'running');
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		const before = viewer.eventsOf(channel).length;
		await viewer.waitFor(isResultOf(run), 15_000);
		await until(() => viewer.eventsOf(channel).filter(({ event }) => event.kind === 'result').length > before + 1, {
			timeoutMs: 20_000,
			what: 'the chart goes on',
		});
	});

	test('I13 dead: a run is accepted all the same, and answered when it is back', async () => {
		await chartwire.redis.kill();
		await until(async () => (await readyz()) === 503);
		const began = Date.now();
		const run = await chartwire.run('select 2 as accepted');
		assert.ok(Date.now() - began < 2_000);
		const viewer = await chartwire.wire();
		await assert.rejects(viewer.subscribe({ run }), /stream_unavailable.*"retryable":true/);
		await delay(500);
		assert.notEqual(await stateOf(chartwire, run), 'succeeded');
		await chartwire.redis.restart();
		await until(async () => (await readyz()) === 200);
		await reaches(chartwire, run, 'succeeded');
		await viewer.subscribe({ run });
		await viewer.waitFor(
			(frame) => isResultOf(run)(frame) || (frame.type === 'reset' && frame.snapshot.result?.run === run),
		);
		const written = async () => {
			const [row] = await chartwire.control<{ n: number }[]>`
				select count(*)::integer as n from attachments where run = ${run} and published = 'succeeded:1'`;
			return row?.n === 1;
		};
		await until(written, { what: 'it is written down, once, that the end was told' });
	});

	test('dead while a query runs: its result arrives when it is back', async () => {
		const run = await chartwire.run('select pg_sleep(1.5), 3 as during');
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		await reaches(chartwire, run, 'running');
		await chartwire.redis.kill();
		await reaches(chartwire, run, 'succeeded');
		await chartwire.redis.restart();
		await viewer.waitFor(
			(frame) => isResultOf(run)(frame) || (frame.type === 'reset' && frame.snapshot.result?.run === run),
			15_000,
		);
		assert.equal(await executions(chartwire, run), 1);
	});
});

describe('the control database', () => {
	test('gone for a while: the processes stay up, say so, and finish what was accepted', async () => {
		const dir = join(temporaryDirectory(), 'postgres');
		let server = await startEmbeddedPostgres({ dir });
		owner.defer(() => server.stop());
		const admin = postgres(server.url('postgres'), { max: 1, onnotice: () => {} });
		await admin`create database control`;
		await admin.end();
		const chartwire = await startChartwire(owner, { databaseUrl: server.url('control') });
		const run = await chartwire.run('select pg_sleep(3), 1 as answer');
		await reaches(chartwire, run, 'running');
		const viewer = await chartwire.wire();
		await viewer.subscribe({ run });
		await delay(200);
		await server.stop();
		await until(async () => (await fetch(`${chartwire.web().url}/readyz`)).status === 503);
		assert.equal((await fetch(`${chartwire.web().url}/healthz`)).status, 200);
		const refused = await chartwire.api('GET', `/v1/runs/${run}`);
		assert.deepEqual([refused.status, (refused.body['error'] as { code: string }).code], [503, 'store_unavailable']);
		await delay(4_000);
		server = await startEmbeddedPostgres({ dir, port: server.port });
		await until(async () => (await fetch(`${chartwire.web().url}/readyz`)).status === 200, { timeoutMs: 20_000 });
		await viewer.waitFor(isResultOf(run), 20_000);
		assert.equal(await executions(chartwire, run), 1);
	});
});
