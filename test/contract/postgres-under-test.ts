/** PostgreSQL's words for the contract's questions, and what the suite asks of the database beside the source. */
import postgres from 'postgres';
import { PostgresSource } from '../../server/source/postgres.ts';
import type { Source } from '../../server/source/source.ts';
import { quietLog } from '../support/log.ts';
import type { TestDatabase } from '../support/postgres.ts';
import type { Scope } from '../support/scope.ts';
import type { Dialect, UnderTest } from './source-contract.ts';

export const postgresDialect: Dialect = {
	bound: (position) => `$${position}::text`,
	sleep: 'select pg_sleep(600)',
	series: (most) => `select i from generate_series(1, ${most}) i`,
	letters: (length) => `select repeat('x', ${length})`,
	claim: (name) => `current_setting('chartwire.${name}', true)`,
	lock: "select coalesce(pg_try_advisory_lock(7)::text, '')",
	leak: {
		change: "select set_config('search_path', 'pg_temp', false)",
		read: "select current_setting('search_path')",
	},
	writes: [
		'insert into kept values (2)',
		'delete from kept',
		'with gone as (delete from kept returning *) select * from gone',
		'create table more (a int)',
		'drop table kept',
	],
	summer: {
		sql: "select timestamptz '2026-03-29 00:30Z' + i * interval '1 hour' from generate_series(0, 1) i",
		cells: ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00'],
	},
};

/** `source` leads to the database that `url` leads a superuser to. */
export async function postgresUnderTest(
	owner: Scope,
	{ url, name }: Pick<TestDatabase, 'url' | 'name'>,
	source: Source,
): Promise<UnderTest> {
	owner.defer(() => source.close());
	const admin = postgres(url, { max: 1, onnotice: () => undefined });
	owner.defer(() => admin.end());
	await admin.unsafe('create table kept (a int); insert into kept values (1)').simple();
	const deadUrl = `postgres://reader:${encodeURIComponent('a-reader\'s "secret"')}@127.0.0.1:1/test`;
	const dead = new PostgresSource({ url: deadUrl, maxIdle: 1, log: quietLog });
	owner.defer(() => dead.close());
	const others = () => admin`datname = ${name} and pid <> pg_backend_pid() and application_name like 'chartwire%'`;
	return {
		source,
		dead,
		running: async (text) =>
			(await admin`select from pg_stat_activity where ${others()} and state = 'active' and strpos(query, ${text}) > 0`)
				.length,
		kept: async () => (await admin`select from kept`).length,
		sessions: async () => (await admin`select from pg_stat_activity where ${others()}`).length,
	};
}
