/** A worker or node whose wall clock is set: what is kept in Postgres is timed by Postgres, patience by the monotonic clock. */
import assert from 'node:assert/strict';
import { before, type TestContext, test } from 'node:test';
import { connectDatabase, type Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { ResultCache } from '../../server/results/cache.ts';
import { Results } from '../../server/results/results.ts';
import { findResult, keepResult } from '../../server/results/store.ts';
import { startDriver } from '../../server/runs/driver.ts';
import { RunCounts } from '../../server/runs/run-counts.ts';
import { MemoryStream } from '../../server/stream/memory.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const HOUR_MS = 3_600_000;
let database: Database;

before(async () => {
	database = connectDatabase((await withPostgres(owner)).url);
	owner.defer(() => database.end({ timeout: 1 }));
	await migrate(database);
});

function setClock({ mock }: TestContext, aheadMs: number): void {
	const truth = Date.now;
	mock.method(Date, 'now', () => truth() + aheadMs);
}

test('I13 a worker whose clock is set back still takes back the runs of a lost one', async (context) => {
	await database`insert into sources (project, name, engine, url) values ('p', 's', 'postgresql', 'postgres://nowhere')`;
	const [row] = await database<{ id: string }[]>`
		insert into runs (project, source, question, sql, origin, subject, priority, state, attempt, heartbeat_at)
		values ('p', 's', 'q', 'select 1', 'author', 'ada', 0, 'running', 1, now() - interval '1 minute')
		returning id
	`;
	const cache = new ResultCache({ url: (await startRedis(owner)).url, maxBytes: 1_000_000, log: quietLog });
	owner.defer(() => cache.close());
	const handed: string[] = [];
	const deps = {
		database,
		results: new Results({ database, cache, log: quietLog }),
		stream: new MemoryStream({ ring: { maxCount: 10, maxBytes: 10_000, maxAgeMs: HOUR_MS } }),
		log: quietLog,
		secret: 'a-secret-that-is-long-enough-for-a-test',
		resultTtlMs: HOUR_MS,
		runCounts: new RunCounts(),
		projectConcurrency: 64,
		handOver: async (run: string) => void handed.push(run),
	};
	const stop = startDriver(deps, {
		lostMs: 2_500,
		sourceDownMs: 600_000,
		runTtlMs: HOUR_MS,
		exportTtlMs: 1_000_000,
		refreshTtlMs: HOUR_MS,
		endQuery: async () => undefined,
	});
	try {
		setClock(context, -HOUR_MS);
		await until(() => handed.includes(row?.id ?? ''), { timeoutMs: 8_000, what: 'the run is handed over again' });
	} finally {
		await stop();
	}
});

test('I11 a result is kept as long as was said, by the clock of Postgres', async (context) => {
	setClock(context, -HOUR_MS);
	const result = { hash: 'h', project: 'p', claims: {}, body: [Buffer.from('{}')], ttlMs: 60_000 };
	await keepResult(database, result);
	const leftMs = (await findResult(database, 'h'))?.leftMs ?? 0;
	assert.ok(leftMs > 50_000 && leftMs <= 60_000, `it is kept for ${leftMs} ms more`);
});
