/** The source's port on a real PostgreSQL, with what an author may do to it (I12). */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import postgres from 'postgres';
import { PostgresSource } from '../../server/source/postgres.ts';
import type { Query } from '../../server/source/source.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let source: PostgresSource;
let admin: postgres.Sql;

before(async () => {
	const { url } = await withPostgres(owner);
	source = new PostgresSource({ url, maxIdle: 2, log: quietLog });
	owner.defer(() => source.close());
	admin = postgres(url, { max: 1, onnotice: () => {} });
	owner.defer(() => admin.end());
});

let tags = 0;
const queryOf = (sql: string, more: Partial<Query> = {}): Query => ({
	tag: `test ${++tags}`,
	sql,
	bound: [],
	timeZone: 'UTC',
	claims: {},
	maxRows: 5_000,
	maxBytes: 1_000_000,
	deadlineMs: 30_000,
	...more,
});
const never = new AbortController().signal;
const run = (sql: string, more: Partial<Query> = {}, signal = never) =>
	source.run(queryOf(sql, more), { signal, onRows: () => undefined });

describe('a query', () => {
	test('brings its rows in columns, with names of their own for duplicate and unnamed columns', async () => {
		const rows = await run(
			`select 1 as a, 'x' as a, null, 2::bigint, 1.50, true, date '2026-01-31', '{"k":[1]}'::jsonb`,
		);
		assert.deepEqual(
			rows.columns.map(({ name, type }) => `${name} ${type}`),
			[
				'a number',
				'a_2 text',
				'column_3 text',
				'int8 decimal',
				'column_5 decimal',
				'column_6 boolean',
				'date date',
				'jsonb json',
			],
		);
		assert.deepEqual(
			rows.data.map(([cell]) => cell),
			[1, 'x', null, 2, 1.5, true, '2026-01-31', { k: [1] }],
		);
	});

	test('shows times in the run’s zone, across a change of daylight saving', async () => {
		const sql = `select timestamptz '2026-03-29 00:30Z' + i * interval '1 hour' from generate_series(0, 1) i`;
		const rows = await run(sql, { timeZone: 'Europe/Berlin' });
		assert.deepEqual(rows.data[0], ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00']);
	});

	test('I12 with more rows than the cap is cut there, and says so', async () => {
		const rows = await run('select i from generate_series(1, 100000000) i', { maxRows: 1_234 });
		assert.deepEqual([rows.rows, rows.truncated, rows.data[0]?.at(-1)], [1_234, true, 1_234]);
	});

	test('I12 is stopped at its deadline, in the database too', async () => {
		await assert.rejects(run('select pg_sleep(600)', { deadlineMs: 300, tag: 'late' }), { code: 'deadline' });
		await until(async () => (await admin`select from pg_stat_activity where application_name = 'late'`).length === 0);
	});

	test('I12 that switches its own timeout off is stopped at its deadline all the same', async () => {
		const sql = "select set_config('statement_timeout', '0', false), pg_sleep(600)";
		await assert.rejects(run(sql, { deadlineMs: 300 }), { code: 'deadline' });
	});

	test('I12 whose rows, or whose one row, are larger than memory may be, is refused while they arrive', async () => {
		const before = process.memoryUsage().rss;
		for (const sql of ["select repeat('x', 10000000) from generate_series(1, 1000)", "select repeat('x', 200000000)"]) {
			await assert.rejects(run(sql), { code: 'result_too_large' });
		}
		const grown = (process.memoryUsage().rss - before) / 1_048_576;
		assert.equal(grown < 100, true, `${grown.toFixed(0)} MB more`);
	});

	test('that is cancelled at any moment ends, and the next one runs', async () => {
		for (const afterMs of [0, 1, 2, 5, 10, 50, 200]) {
			const controller = new AbortController();
			const reason = new Error(`cancelled after ${afterMs} ms`);
			setTimeout(() => controller.abort(reason), afterMs);
			await assert.rejects(run('select pg_sleep(600)', {}, controller.signal), reason);
		}
		assert.deepEqual((await run('select 1')).data, [[1]]);
		const sleeping = () => admin`
			select from pg_stat_activity
			where query like '%pg_sleep%' and pid <> pg_backend_pid() and state = 'active' and datname = current_database()`;
		await until(async () => (await sleeping()).length === 0);
	});

	test('whose session is lost fails and says so, and the next one runs', async () => {
		const failed = assert.rejects(run('select pg_sleep(600)', { tag: 'lost' }), { code: 'source_unreachable' });
		await until(
			async () =>
				(await admin`select from pg_stat_activity where application_name = 'lost' and state = 'active'`).length === 1,
		);
		await source.endTagged('lost');
		await failed;
		assert.deepEqual((await run('select 1')).data, [[1]]);
	});

	test('I9 has its claims, those that the token lacks as empty text, and none of the run before', async () => {
		const sql =
			"select current_setting('chartwire.tenant', true) as tenant, current_setting('chartwire.role', true) as role";
		for (let round = 0; round < 3; round += 1) {
			const first = await run(sql, { claims: { tenant: `t${round}`, role: '' } });
			assert.deepEqual(first.data, [[`t${round}`], ['']]);
			const { data } = await run(sql, { claims: {} });
			assert.equal(
				data.flat().every((cell) => cell === null || cell === ''),
				true,
				JSON.stringify(data),
			);
		}
	});
});

test('a source that nobody answers for is named, and never an unhandled rejection', async () => {
	const dead = new PostgresSource({ url: 'postgres://a:secret@127.0.0.1:1/x', maxIdle: 1, log: quietLog });
	const failure = await dead.run(queryOf('select 1'), { signal: never, onRows: () => undefined }).then(
		() => undefined,
		(error: Error) => error,
	);
	assert.match(failure?.message ?? '', /cannot be reached.*ECONNREFUSED/);
	assert.doesNotMatch(failure?.message ?? '', /secret/);
	await assert.rejects(dead.endTagged('x'), { code: 'source_unreachable' });
	await dead.close();
});
