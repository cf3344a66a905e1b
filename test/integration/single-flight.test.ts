/** A crowd whose members are held up at different places still costs one execution. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { DashboardGrants } from '../../server/dashboards/grants.ts';
import { connectDatabase } from '../../server/database/database.ts';
import { refreshDue } from '../../server/runs/refresh.ts';
import { RunCounts } from '../../server/runs/run-counts.ts';
import { watchResolver } from '../../server/runs/watch.ts';
import { MemoryStream } from '../../server/stream/memory.ts';
import { author, type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { scope } from '../support/scope.ts';
import { TEST_SECRET } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();

/** What a process of its own would use, but its transactions wait until they are let go. */
function heldUpProcess(chartwire: Chartwire) {
	const database = connectDatabase(chartwire.env['DATABASE_URL'] ?? '');
	owner.defer(() => database.end({ timeout: 1 }));
	const gate = new EventEmitter();
	const state = { arrived: false };
	const begin = database.begin as (work: unknown) => Promise<unknown>;
	const heldUp = Object.assign(database, {
		begin: async (work: unknown) => {
			state.arrived = true;
			await once(gate, 'open');
			return begin(work);
		},
	});
	const stream = new MemoryStream({ ring: { maxCount: 10, maxBytes: 100_000, maxAgeMs: 60_000 } });
	const unused = (): never => assert.fail('nothing is asked for, so nothing is handed over');
	const deps = {
		database: heldUp,
		stream,
		results: undefined as never,
		log: quietLog,
		runCounts: new RunCounts(),
		secret: TEST_SECRET,
		resultTtlMs: 3_600_000,
		projectConcurrency: 4,
		handOver: unused,
		questionsPerMinute: 100,
		grants: new DashboardGrants(database),
	};
	const arrived = () =>
		until(async () => state.arrived, { timeoutMs: 5_000, what: 'the one who is held up wants a transaction' });
	return { deps, stream, arrived, letGo: () => gate.emit('open') };
}

/** Waits until so many runs of a chart have succeeded. */
const succeeded = (chartwire: Chartwire, chart: string, times: number) => {
	const isSo = async () => {
		const runs = await chartwire.control`select 1 from runs where state = 'succeeded' and chart = ${chart}`;
		return runs.length === times;
	};
	return until(isSo, { timeoutMs: 20_000, what: `${chart} has succeeded ${times} times` });
};

test('I8 who wanted a chart, and got its transaction only after another’s run had ended, asks for no second one', async () => {
	const chartwire = await startChartwire(owner);
	await chartwire.chart('slow-start', 'select 1 as one', { maxAgeMs: 60_000 });
	const { deps, arrived, letGo } = heldUpProcess(chartwire);
	const bearer = { ...author, project: 'default', params: {}, claims: {}, expiresAt: Date.now() + 60_000 };
	const watched = await watchResolver(deps)(bearer as never, { chart: 'slow-start' });
	const wanted = watched.want();
	await arrived();
	const wire = await chartwire.wire();
	await wire.subscribe({ chart: 'slow-start' });
	await succeeded(chartwire, 'slow-start', 1);
	letGo();
	await wanted;
	const runs = await chartwire.control`select id from runs where chart = 'slow-start'`;
	assert.equal(runs.length, 1);
});

test('I8 a refresh that two processes have found due is asked for once, however late the second one is', async () => {
	const chartwire = await startChartwire(owner);
	await chartwire.chart('twice-due', 'select 1 as one', { maxAgeMs: 60_000 });
	const wire = await chartwire.wire();
	await wire.subscribe({ chart: 'twice-due' });
	await succeeded(chartwire, 'twice-due', 1);
	const { deps, stream, arrived, letGo } = heldUpProcess(chartwire);
	const [row] = await chartwire.control<{ channel: string }[]>`select channel from channels where chart = 'twice-due'`;
	await stream.want([row?.channel ?? ''], 60_000);
	// The server looks for what is due every second: it is paused until the one who is held up has found it too.
	process.kill(chartwire.web().pid, 'SIGSTOP');
	await chartwire.control`
		update channels set changed_at = now(), asked_at = now() - interval '1 hour' where chart = 'twice-due'`;
	const refreshed = refreshDue(deps);
	await arrived();
	process.kill(chartwire.web().pid, 'SIGCONT');
	await succeeded(chartwire, 'twice-due', 2);
	letGo();
	await refreshed;
	const runs = await chartwire.control`select id from runs where chart = 'twice-due'`;
	assert.equal(runs.length, 2);
});
