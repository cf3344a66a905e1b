/** A crowd whose members are held up at different places still costs one execution. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { connectDatabase } from '../../server/database/database.ts';
import { RunCounts } from '../../server/runs/run-counts.ts';
import { watchResolver } from '../../server/runs/watch.ts';
import { MemoryStream } from '../../server/stream/memory.ts';
import { author, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { scope } from '../support/scope.ts';
import { TEST_SECRET } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();

test('I8 who wanted a chart, and got its transaction only after another’s run had ended, asks for no second one', async () => {
	const chartwire = await startChartwire(owner);
	await chartwire.chart('slow-start', 'select 1 as one', { maxAgeMs: 60_000 });
	const database = connectDatabase(chartwire.env['DATABASE_URL'] ?? '');
	owner.defer(() => database.end({ timeout: 1 }));
	let arrived = false;
	const gate = new EventEmitter();
	const begin = database.begin as (work: unknown) => Promise<unknown>;
	const heldUp = Object.assign(database, {
		begin: async (work: unknown) => {
			arrived = true;
			await once(gate, 'open');
			return begin(work);
		},
	});
	const unused = (): never => assert.fail('nothing is asked for, so nothing is handed over');
	const resolve = watchResolver({
		database: heldUp,
		stream: new MemoryStream({ ring: { maxCount: 10, maxBytes: 100_000, maxAgeMs: 60_000 } }),
		results: undefined as never,
		log: quietLog,
		runCounts: new RunCounts(),
		secret: TEST_SECRET,
		resultTtlMs: 3_600_000,
		projectConcurrency: 4,
		handOver: unused,
		questionsPerMinute: 100,
	});
	const bearer = { ...author, project: 'default', params: {}, claims: {}, expiresAt: Date.now() + 60_000 };
	const watched = await resolve(bearer as never, { chart: 'slow-start' });
	const wanted = watched.want();
	await until(async () => arrived, { timeoutMs: 5_000, what: 'the one who is held up wants a transaction' });
	const wire = await chartwire.wire();
	await wire.subscribe({ chart: 'slow-start' });
	const ended = async () => chartwire.control`select 1 from runs where state = 'succeeded' and chart = 'slow-start'`;
	await until(async () => (await ended()).length === 1, { timeoutMs: 20_000, what: 'the other’s run has ended' });
	gate.emit('open');
	await wanted;
	const runs = await chartwire.control`select id from runs where chart = 'slow-start'`;
	assert.equal(runs.length, 1);
});
