/**
 * What a hostile author may try on a real PostgreSQL (I12), through the role that our documentation tells to make.
 * What has become of the database is asked over another connection, as superuser.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import postgres from 'postgres';
import { PostgresSource } from '../../server/source/postgres.ts';
import type { Query, Rows } from '../../server/source/source.ts';
import { quietLog } from '../support/log.ts';
import { temporaryDirectory, withPostgres } from '../support/postgres.ts';
import { type TestRole, withReader } from '../support/reader-role.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let admin: postgres.Sql;
/** The reader alone, and the reader with what only a superuser can add. */
let role: TestRole;
let reader: PostgresSource;
let superuser: PostgresSource;
let stranger: PostgresSource;

const sourceOf = (url: string) => {
	const source = new PostgresSource({ url, maxIdle: 1, log: quietLog });
	owner.defer(() => source.close());
	return source;
};

before(async () => {
	const database = await withPostgres(owner);
	admin = postgres(database.url, { max: 2, onnotice: () => {} });
	owner.defer(() => admin.end({ timeout: 1 }));
	await admin`create table accounts as select i as id, 100 as balance from generate_series(1, 3) i`;
	await admin`create schema other`;
	await admin`create table other.secrets as select 'hidden value' as secret`;
	await admin`analyze other.secrets`;
	await admin`create sequence counter`;
	superuser = sourceOf(database.url);
	const bounded = await withReader(owner, database, { schema: 'other', superuser: true });
	stranger = sourceOf(bounded.url);
	// Tests share a server and its roles, but not this database: other users of it keep set_config.
	await admin`grant execute on function set_config(text, text, boolean) to public`;
	role = await withReader(owner, database);
	reader = sourceOf(role.url);
});

let tags = 0;
const queryOf = (sql: string, more: Partial<Query> = {}): Query => ({
	tag: `hostile ${++tags}`,
	sql,
	bound: [],
	timeZone: 'UTC',
	claims: {},
	maxRows: 5_000,
	maxBytes: 1_000_000,
	deadlineMs: 20_000,
	...more,
});
const never = new AbortController().signal;
const run = (sql: string, more: Partial<Query> = {}, on = reader) =>
	on.run(queryOf(sql, more), { signal: never, onRows: () => undefined });
const cellOf = async (rows: Promise<Rows>) => (await rows).data[0]?.[0];

/** Everything that a statement could have changed, as the superuser sees it. */
const stateOfDatabase = async () => {
	const [row] = await admin`select
		(select jsonb_agg(a order by id) from accounts a) as accounts,
		(select jsonb_agg(relname order by relname) from pg_class where relnamespace in (select oid from pg_namespace where nspname !~ '^(pg_|information_schema)')) as tables,
		(select count(*)::int from pg_largeobject_metadata) as objects,
		(select count(*)::int from pg_prepared_xacts) as prepared,
		(select is_called from counter) as counted,
		(select rolsuper from pg_roles where rolname = ${role.name}) as mighty,
		(select jsonb_agg(setconfig) from pg_db_role_setting s join pg_roles r on r.oid = setrole where rolname = ${role.name}) as settings`;
	return row;
};

/** What is refused must fail on both, the reader and (by the second wall) where given a superuser, and change nothing. */
async function refused(sql: string, reason: RegExp, on = [reader]): Promise<void> {
	const state = await stateOfDatabase();
	for (const source of on) {
		await assert.rejects(run(sql, {}, source), (error: Error) => {
			assert.match(error.message, reason, sql);
			return true;
		});
	}
	assert.deepEqual(await stateOfDatabase(), state, sql);
}

describe('I12 an author’s SQL', () => {
	test('is one statement: a second one is refused', async () => {
		await refused('select 1; delete from accounts', /multiple commands/, [reader, superuser]);
		await refused('commit; delete from accounts', /multiple commands/, [reader, superuser]);
	});

	test('that says COMMIT, or begins a transaction of its own, gives the next run nothing to write with', async () => {
		for (const first of [
			'commit',
			'rollback',
			'end',
			'commit and chain',
			'begin read write',
			'set session characteristics as transaction read write',
			'set default_transaction_read_only = off',
		]) {
			await run(first, {}, superuser).catch(() => undefined);
			await refused('delete from accounts', /read-only transaction/, [superuser]);
		}
	});

	test('cannot make its transaction read-write', async () => {
		const all = [reader, superuser];
		await refused('set transaction read write', /read-write mode|read-only/, all);
		await refused("select set_config('transaction_read_only', 'off', false)", /read-write mode|read-only/, all);
	});

	test('does not write: not by a CTE, a function, a sequence, a table made on the way', async () => {
		const all = [reader, superuser];
		const denied = /read-only transaction|permission denied/;
		await refused('with gone as (delete from accounts returning *) select * from gone', denied, all);
		await refused('update accounts set balance = 0', denied, all);
		await refused("select nextval('counter')", denied, all);
		await refused('select * into mine from accounts', denied, all);
		await refused('select * from accounts for update', denied, all);
		await refused('truncate accounts', denied, all);
		await refused('lock table accounts', denied);
		await refused('refresh materialized view accounts', /read-only|denied|not a materialized/, all);
	});

	test('does not hide a statement in a string', async () => {
		const all = [reader, superuser];
		await refused(
			"select query_to_xml('delete from accounts returning *', true, true, '')",
			/not allowed|read-only|permission denied/,
			all,
		);
		await refused("do $$ begin execute 'delete from accounts'; end $$", /read-only transaction|permission denied/, all);
		await refused('do $$ begin commit; delete from accounts; end $$', /invalid transaction termination/, all);
	});

	test('neither reads nor writes the server’s files, nor starts a program', async () => {
		const target = join(temporaryDirectory(), 'written');
		const denied = /permission denied|must be superuser|read-only|needs? the privileges|does not exist/;
		await refused(`copy accounts to program 'cat > ${target}'`, denied);
		await refused(`copy (select 1) to '${target}'`, denied);
		await refused(`select lo_export(1, '${target}')`, denied);
		await refused("select lo_import('/etc/passwd')", denied);
		await refused("select pg_read_file('/etc/passwd')", denied);
		await refused("select pg_read_binary_file('/etc/passwd')", denied);
		await refused("select * from pg_ls_dir('/')", denied);
		await refused("copy accounts from '/etc/passwd'", denied);
		assert.equal(existsSync(target), false, 'a file was written');
	});

	test('makes no large object', async () => {
		await refused("select lo_from_bytea(0, 'x')", /read-only transaction|permission denied/, [reader, superuser]);
		await refused('select lo_create(0)', /read-only transaction|permission denied/, [reader, superuser]);
	});

	test('becomes no other role', async () => {
		const [who] = await admin<{ name: string }[]>`select current_user as name`;
		const denied = /permission denied/;
		await refused(`set role "${who?.name}"`, denied);
		await refused(`select set_config('role', '${who?.name}', false)`, denied);
		await refused(`set session authorization "${who?.name}"`, denied);
		await refused(`alter role "${role.name}" superuser`, /read-only|denied/);
		await run('set role none', {}, superuser);
		await run(`set role "${role.name}"`, {}, superuser);
		assert.equal(
			await cellOf(run('select current_user', {}, superuser)),
			who?.name,
			'the role stayed for the next run',
		);
	});

	test('that sets our settings does so for itself alone', async () => {
		const settings = [
			'chartwire.tenant',
			'statement_timeout',
			'work_mem',
			'search_path',
			'default_transaction_read_only',
		];
		const shown = settings.map((name) => `coalesce(current_setting('${name}', true), '')`).join(', ');
		const before = (await run(`select ${shown}`, { claims: { tenant: 'a' } })).data;
		const changed = { tenant: 'b', timeout: '0', memory: '77MB', path: 'other', off: 'off' };
		const calls = settings.map((name, index) => `set_config('${name}', '${Object.values(changed)[index]}', false)`);
		await run(`select ${calls.join(', ')}`, { claims: { tenant: 'a' } });
		for (const name of settings) await run(`set ${name} = '1'`).catch(() => undefined);
		assert.deepEqual((await run(`select ${shown}`, { claims: { tenant: 'a' } })).data, before);
		assert.equal(await cellOf(run("select coalesce(current_setting('chartwire.tenant', true), '')")), '');
	});

	test('I9 cannot change a claim where set_config has been revoked, as we say', async () => {
		await admin`revoke execute on function set_config(text, text, boolean) from public`;
		try {
			const claims = { tenant: `it's \\ "a"` };
			await assert.rejects(run("select set_config('chartwire.tenant', 'b', true)", { claims }), /permission denied/);
			await assert.rejects(run("update pg_settings set setting = 'b' where name = 'work_mem'"), /read-only|denied/);
			assert.equal(await cellOf(run("select current_setting('chartwire.tenant')", { claims })), claims.tenant);
		} finally {
			await admin`grant execute on function set_config(text, text, boolean) to public`;
		}
	});

	test('meets the role as a wall, even where nothing of ours were in between', async () => {
		const bare = postgres(role.url, {
			max: 1,
			onnotice: () => {},
			connection: { default_transaction_read_only: 'off' as never },
		});
		owner.defer(() => bare.end({ timeout: 1 }));
		const state = await stateOfDatabase();
		for (const sql of [
			'delete from accounts',
			'truncate accounts',
			"select nextval('counter')",
			'create table mine (i int)',
			'create temp table mine (i int)',
			'create schema mine',
			"create function mine() returns int language sql as 'select 1'",
			"copy accounts to program 'true'",
			'create extension file_fdw',
			"alter system set work_mem = '1GB'",
			'checkpoint',
		]) {
			await assert.rejects(bare.unsafe(sql), /permission denied|must be|not found/, sql);
		}
		assert.deepEqual(await stateOfDatabase(), state);
	});

	test('ends nobody else’s session', async () => {
		const [backend] = await admin<{ pid: number }[]>`select pg_backend_pid() as pid`;
		for (const call of ['pg_terminate_backend', 'pg_cancel_backend']) {
			await refused(`select ${call}(${backend?.pid})`, /permission denied/);
		}
		const others = 'select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user';
		await refused(others, /permission denied/);
	});
});

describe('I12 a query that would take everything', () => {
	const gone = (tag: string) =>
		until(async () => (await admin`select from pg_stat_activity where application_name = ${tag}`).length === 0);

	test('sleeps no longer than the deadline on the wall clock, whatever it has set', async () => {
		for (const [index, sql] of [
			'select pg_sleep(86400)',
			"select set_config('statement_timeout', '0', false), pg_sleep(86400)",
			'do $$ begin set local statement_timeout = 0; perform pg_sleep(86400); end $$',
			// It answers no request to cancel, so its session is ended.
			'do $$ begin loop begin perform pg_sleep(86400); exception when query_canceled then null; end; end loop; end $$',
		].entries()) {
			const began = performance.now();
			const tag = `sleeper ${index}`;
			await assert.rejects(run(sql, { deadlineMs: 300, tag }), { code: 'deadline' });
			assert.equal(performance.now() - began < 8_000, true, sql);
			await gone(tag);
		}
		await run('set statement_timeout = 0');
		assert.equal(await cellOf(run("select current_setting('statement_timeout')")), '20s');
	});

	test('is cut at the cap of rows, or stopped, when it makes a billion', async () => {
		const rows = await run('select generate_series(1, 1000000000)', { maxRows: 100 });
		assert.deepEqual([rows.rows, rows.truncated], [100, true]);
		const counted = run('select count(*) from generate_series(1, 1000000000)', { deadlineMs: 500 });
		await assert.rejects(counted, { code: 'deadline' });
	});

	test('fills no more of the disk than a superuser has said', async () => {
		await admin.unsafe(`alter role "${role.name}" set temp_file_limit = '8MB'`);
		const bounded = sourceOf(role.url);
		try {
			const sql = 'select count(*) from generate_series(1, 1000000000)';
			await assert.rejects(run(sql, {}, bounded), /temporary file size exceeds .temp_file_limit/);
			await assert.rejects(run("set temp_file_limit = '-1'", {}, bounded), /permission denied/);
		} finally {
			await admin.unsafe(`alter role "${role.name}" reset temp_file_limit`);
		}
	});

	test('is refused when one row has a gigabyte, and takes no memory for it', async () => {
		const before = process.memoryUsage().rss;
		const row = "select repeat('x', 250000000), repeat('x', 250000000), repeat('x', 250000000), repeat('x', 250000000)";
		await assert.rejects(run(row), { code: 'result_too_large' });
		const grown = (process.memoryUsage().rss - before) / 1_048_576;
		assert.equal(grown < 100, true, `${grown.toFixed(0)} MB more`);
		assert.equal(await cellOf(run('select 1')), 1);
	});

	test('floods nobody with notices, not even when it asks for them', async () => {
		const flood = (times: number) =>
			`begin for i in 1..${times} loop raise notice '%', repeat('x', 10000); end loop; end`;
		const quiet = await run(`do $$ ${flood(2_000)} $$`);
		assert.equal(quiet.rows, 0);
		const before = process.memoryUsage().rss;
		const loud = `do $$ begin set local client_min_messages = notice; ${flood(1_000_000)}; end $$`;
		await assert.rejects(run(loud), { code: 'result_too_large' });
		const grown = (process.memoryUsage().rss - before) / 1_048_576;
		assert.equal(grown < 100, true, `${grown.toFixed(0)} MB more`);
	});
});

describe('I12 nothing of a run is left for the next one on the same connection', () => {
	const samePid = async () => cellOf(run('select pg_backend_pid()'));

	test('no prepared statement, and what one hides is refused', async () => {
		const pid = await samePid();
		await run('prepare sly as select 1');
		assert.equal(await cellOf(run('select count(*) from pg_prepared_statements')), 0);
		await refused('execute sly', /does not exist/);
		await refused("prepare transaction 'sly'", /read-only|disabled|denied|only be used/);
		assert.equal(await samePid(), pid, 'this test needs one connection');
	});

	test('no listener, and no word to whoever listens', async () => {
		const heard: string[] = [];
		const { unlisten } = await admin.listen('gossip', (payload) => heard.push(payload));
		await run('listen gossip').catch(() => undefined);
		await run("notify gossip, 'by an author'").catch(() => undefined);
		await run("select pg_notify('gossip', 'by an author')").catch(() => undefined);
		assert.equal(await cellOf(run('select count(*) from pg_listening_channels()')), 0);
		await admin.notify('gossip', 'the end');
		await until(() => heard.includes('the end'));
		await unlisten();
		assert.deepEqual(heard, ['the end']);
	});

	test('no advisory lock', async () => {
		for (const lock of ['pg_advisory_lock(4711)', 'pg_advisory_xact_lock(4711)', 'pg_try_advisory_lock(4711)']) {
			await run(`select ${lock}`);
			const held = await admin`select from pg_locks where locktype = 'advisory' and objid = 4711`;
			assert.equal(held.length, 0, lock);
		}
	});

	test('no temporary table, cursor or seed', async () => {
		await refused('create temp table mine as select 1', /read-only|permission denied/, [reader, superuser]);
		await run('declare mine cursor with hold for select 1');
		assert.equal(await cellOf(run("select count(*) from pg_cursors where name = 'mine'")), 0);
	});
});

describe('I9 one tenant’s role', () => {
	test('reads no rows, statistics or queries of another schema, though the catalog shows its names', async () => {
		for (const table of ['other.secrets', 'pg_authid', 'pg_statistic', 'pg_user_mapping']) {
			await assert.rejects(run(`select * from ${table}`), /permission denied/, table);
		}
		const empty = [
			"select count(*) from pg_stats where schemaname = 'other'",
			"select count(*) from information_schema.tables where table_schema = 'other'",
			"select count(*) from information_schema.columns where table_schema = 'other'",
			"select count(*) from pg_stat_activity where usename <> current_user and query like '%hidden value%'",
		];
		const slow = run("select pg_sleep(3), 'hidden value'", { tag: 'spied' }, stranger).catch(() => undefined);
		await until(
			async () =>
				(await admin`select from pg_stat_activity where application_name = 'spied' and query like '%hidden value%'`)
					.length === 1,
		);
		for (const sql of empty) assert.equal(await cellOf(run(sql)), 0, sql);
		await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'spied'`;
		await slow;
		assert.equal(await cellOf(run('select secret from other.secrets', {}, stranger)), 'hidden value');
		await assert.rejects(run('select * from public.accounts', {}, stranger), /permission denied/);
		assert.equal(await cellOf(run("select count(*) from pg_class where relname = 'secrets'")), 1, 'as documented');
	});

	test('connects to no other database', async () => {
		const elsewhere = await withPostgres(owner);
		await admin.unsafe(`revoke all on database ${elsewhere.name} from public`);
		const url = new URL(role.url);
		url.pathname = `/${elsewhere.name}`;
		await assert.rejects(run('select 1', {}, sourceOf(url.href)), { code: 'source_unreachable' });
	});
});
