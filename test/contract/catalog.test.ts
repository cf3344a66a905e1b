/** What real databases say of themselves to a role that may read a part of them, and how they say that they would answer. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import postgres from 'postgres';
import type { Engine, SourceAddress } from '../../server/source/address.ts';
import { openSource } from '../../server/source/open-source.ts';
import type { Catalog } from '../../server/source/schema/catalog.ts';
import { readCatalog } from '../../server/source/schema/read-catalog.ts';
import { type Source, SqlFailure } from '../../server/source/source.ts';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { quietLog } from '../support/log.ts';
import { startMariadb } from '../support/mariadb.ts';
import { withPostgres } from '../support/postgres.ts';
import { withReader } from '../support/reader-role.ts';
import { scope } from '../support/scope.ts';
import { runOn } from './source-contract.ts';

const owner = scope();
let pg: Source;
let maria: Source;

const opened = (address: SourceAddress): Source => {
	const source = openSource(address, { maxIdle: 1, log: quietLog });
	owner.defer(() => source.close());
	return source;
};

async function preparePostgres(): Promise<Source> {
	const database = await withPostgres(owner);
	const admin = postgres(database.url, { max: 1, onnotice: () => {} });
	owner.defer(() => admin.end());
	await admin.unsafe(`
		create schema sales; create schema private;
		set search_path to sales, public; create type mood as enum ('calm', 'loud');
		create domain euros as numeric(10, 2) not null;
		create table sales.customers (id integer primary key, name text not null default 'nobody', mail text, unique (name, id));
		create table sales.orders (
			customer integer not null references sales.customers (id), line integer, paid euros, feeling mood, at timestamptz default now(),
			big bigint, tags text[], facts jsonb, day date, sure boolean, primary key (customer, line)
		);
		create index orders_lower on sales.orders (line, (day + 1));
		create index orders_day on sales.orders (day desc) include (sure);
		comment on table sales.orders is 'What was "ordered"';
		comment on column sales.orders.paid is E'In euros;\\nnet';
		insert into sales.customers select i from generate_series(1, 50) i;
		analyze sales.customers;
		create view sales.paying as select customer, sum(paid) as paid from sales.orders group by customer;
		create materialized view sales.kept as select 1 as one;
		create table sales.parts (day date) partition by range (day);
		create table sales.parts_2026 partition of sales.parts for values from ('2026-01-01') to ('2027-01-01');
		create function sales.net(integer) returns integer language sql as 'select $1';
		create function sales.hidden() returns integer language sql as 'select 1';
		create table private.secrets (word text);
	`);
	const reader = await withReader(owner, database, { schema: 'sales' });
	await admin.unsafe(`
		grant usage on schema sales to "${reader.name}";
		grant select on all tables in schema sales to "${reader.name}";
		revoke select on sales.customers from "${reader.name}"; grant select (id, name) on sales.customers to "${reader.name}";
		revoke execute on function sales.hidden() from public; revoke execute on function sales.hidden() from "${reader.name}";
	`);
	return opened(addressOfUrl(reader.url));
}

async function prepareMaria(): Promise<Source> {
	const server = await startMariadb(owner);
	await server.admin.query(`
		create database private; create table private.secrets (word text);
		use test;
		create table customers (id int primary key, name varchar(40) not null default 'nobody' comment 'As said', mail text, unique key names (name, id)) comment 'Who "orders"';
		create table orders (
			customer int not null, line smallint unsigned, paid decimal(10, 2), at timestamp null, moment datetime, big bigint, day date,
			sure tinyint(1), kind enum('a', 'b'), raw varbinary(4), span time, year_of year, ratio double,
			primary key (customer, line), foreign key (customer) references customers (id)
		);
		create view paying as select customer, sum(paid) as paid from orders group by customer;
		create function net(a int) returns int return a;
		insert into customers (id) select seq from seq_1_to_50; analyze table customers;
		create user partly@'%' identified by 'partly-secret';
		grant select on test.orders to partly@'%'; grant select (id), insert on test.customers to partly@'%';
		grant select on test.paying to partly@'%'; grant execute on function test.net to partly@'%';
	`);
	return opened({ ...server.reader, user: 'partly', password: 'partly-secret' });
}

before(async () => {
	[pg, maria] = await Promise.all([preparePostgres(), prepareMaria()]);
});

const never = new AbortController().signal;
const catalogOf = (source: Source, engine: Engine): Promise<Catalog> =>
	readCatalog(source, { engine, tag: `chartwire schema ${engine}`, signal: never });
const relationIn = ({ schemas }: Catalog, schema: string, name: string) =>
	schemas.find((each) => each.name === schema)?.relations.find((each) => each.name === name);

/** What our schema and a result say of the same columns. */
async function bothTypes(source: Source, catalog: Catalog, [schema, table]: readonly [string, string]) {
	const { columns } = await runOn(source, `select * from ${schema}.${table}`);
	const said = relationIn(catalog, schema, table)?.columns.map(({ name, columnType }) => ({ name, type: columnType }));
	return [said, columns.map(({ name, type }) => ({ name, type }))];
}

describe('PostgreSQL says of itself', () => {
	test('its relations with kind, comment and estimate, and no partition', async () => {
		const catalog = await catalogOf(pg, 'postgresql');
		const relations = catalog.schemas.find(({ name }) => name === 'sales')?.relations ?? [];
		assert.deepEqual(
			relations.map(({ name, kind }) => [name, kind]),
			[
				['customers', 'table'],
				['kept', 'materialized view'],
				['orders', 'table'],
				['parts', 'table'],
				['paying', 'view'],
			],
		);
		assert.equal(relationIn(catalog, 'sales', 'customers')?.rows, 50);
		assert.equal(relationIn(catalog, 'sales', 'orders')?.comment, 'What was "ordered"');
		assert.equal(catalog.truncated, false);
	});

	test('columns with type, default and comment, each of the type that a result has', async () => {
		const catalog = await catalogOf(pg, 'postgresql');
		const column = (relation: string, name: string) =>
			relationIn(catalog, 'sales', relation)?.columns.find((each) => each.name === name);
		assert.deepEqual(column('orders', 'paid'), {
			name: 'paid',
			type: 'sales.euros',
			columnType: 'decimal',
			nullable: false,
			comment: 'In euros;\nnet',
		});
		assert.deepEqual(column('orders', 'at'), {
			name: 'at',
			type: 'timestamp with time zone',
			columnType: 'timestamptz',
			nullable: true,
			default: 'now()',
		});
		const [said, answered] = await bothTypes(pg, catalog, ['sales', 'orders']);
		assert.deepEqual(said, answered);
	});

	test('keys and indexes by their columns, in their order', async () => {
		const catalog = await catalogOf(pg, 'postgresql');
		const orders = relationIn(catalog, 'sales', 'orders');
		assert.deepEqual(orders?.primaryKey, ['customer', 'line']);
		assert.deepEqual(orders?.foreignKeys, [
			{ columns: ['customer'], references: { schema: 'sales', relation: 'customers', columns: ['id'] } },
		]);
		assert.deepEqual(orders?.indexes, [{ name: 'orders_day', columns: ['day'], unique: false }]);
		assert.deepEqual(
			relationIn(catalog, 'sales', 'customers')?.indexes.map(({ columns, unique }) => [columns, unique]),
			[[['name', 'id'], true]],
		);
	});

	test('I9 only what the role may see, read and call', async () => {
		const catalog = await catalogOf(pg, 'postgresql');
		assert.deepEqual(
			relationIn(catalog, 'sales', 'customers')?.columns.map(({ name }) => name),
			['id', 'name'],
		);
		assert.deepEqual(catalog.schemas.find(({ name }) => name === 'sales')?.functions, ['net']);
		assert.doesNotMatch(JSON.stringify(catalog), /secrets|private|mail|hidden|pg_catalog/);
	});
});

describe('MariaDB says of itself', () => {
	test('its relations, columns, keys, indexes and functions, each column of the type that a result has', async () => {
		const catalog = await catalogOf(maria, 'mysql');
		assert.deepEqual(
			catalog.schemas.map(({ name, relations, functions }) => [name, relations.map((each) => each.name), functions]),
			[['test', ['customers', 'orders', 'paying'], ['net']]],
		);
		const orders = relationIn(catalog, 'test', 'orders');
		assert.deepEqual([orders?.kind, relationIn(catalog, 'test', 'paying')?.kind], ['table', 'view']);
		assert.deepEqual(orders?.primaryKey, ['customer', 'line']);
		assert.deepEqual(orders?.foreignKeys, [
			{ columns: ['customer'], references: { schema: 'test', relation: 'customers', columns: ['id'] } },
		]);
		const column = (name: string) => orders?.columns.find((each) => each.name === name);
		assert.equal(column('line')?.type, 'smallint(5) unsigned');
		assert.deepEqual(column('at'), { name: 'at', type: 'timestamp', columnType: 'timestamp', nullable: true });
		const [said, answered] = await bothTypes(maria, catalog, ['test', 'orders']);
		assert.deepEqual(said, answered);
	});

	test('I9 only what the user may see and read: no column with another privilege, no other database', async () => {
		const catalog = await catalogOf(maria, 'mysql');
		const customers = relationIn(catalog, 'test', 'customers');
		assert.deepEqual(
			customers?.columns.map(({ name }) => name),
			['id'],
		);
		assert.deepEqual([customers?.comment, customers?.indexes], ['Who "orders"', []]);
		assert.doesNotMatch(JSON.stringify(catalog), /secrets|private|mail|information_schema/);
	});
});

const planIn = async (source: Source, sql: string, more: object = {}) => {
	const { columns, data, rows } = await runOn(source, sql, { explain: 'plan', ...more });
	assert.deepEqual([columns, rows], [[{ name: 'plan', type: 'json' }], 1]);
	return data[0]?.[0];
};
const failureOf = async (work: Promise<unknown>) => {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	assert.ok(error instanceof SqlFailure, String(error));
	return error;
};

describe('a plan', () => {
	test('of PostgreSQL is one value, with parameters bound, and runs nothing', async () => {
		const plan = await planIn(pg, 'select pg_sleep(20) from sales.orders where line = $1', { bound: [7] });
		assert.match(JSON.stringify(plan), /"Plan":\{"Node Type":.*"Output":.*"Total Cost"|"Total Cost".*"Output"/);
		assert.doesNotMatch(JSON.stringify(plan), /Actual/);
	});

	test('of MariaDB is one value, with parameters bound, and runs nothing', async () => {
		const sql = 'select sleep(20) from orders where line = ?';
		assert.match(JSON.stringify(await planIn(maria, sql, { bound: [7] })), /^\{"query_block":/);
	});

	test('becomes an analysis by no statement of its author', async () => {
		const sleepy: [Source, string][] = [
			[pg, 'analyze select pg_sleep(20)'],
			[pg, 'explain analyze select pg_sleep(20)'],
			[pg, '(analyze) select pg_sleep(20)'],
			[maria, 'analyze select sleep(20)'],
			[maria, 'analyze format=json select sleep(20)'],
		];
		for (const [source, sql] of sleepy) {
			await failureOf(runOn(source, sql, { explain: 'plan', deadlineMs: 10_000 }));
		}
	});

	test('that is written out, as SHOW is, has its rows as well', async () => {
		const { data } = await runOn(pg, 'explain select 1');
		assert.match(String(data[0]?.[0]), /^Result/);
		assert.deepEqual((await runOn(pg, 'show timezone')).data, [['UTC']]);
	});

	test('points into the author’s text where that is wrong', async () => {
		const sql = 'select 1 as é,\n nothing from sales.orders';
		const { offset } = await failureOf(runOn(pg, sql, { explain: 'plan' }));
		assert.equal(offset, sql.indexOf('nothing'));
		const wrong = 'select 1,\n from orders';
		assert.equal((await failureOf(runOn(maria, wrong, { explain: 'plan' }))).offset, wrong.indexOf('from'));
	});
});

describe('an analysis', () => {
	const analysis = { explain: 'analysis' as const };

	test('executes its statement to the last row, beyond the cap of results', async () => {
		const { data, truncated } = await runOn(pg, 'select * from generate_series(1, 77)', { ...analysis, maxRows: 10 });
		assert.match(JSON.stringify(data), /"Actual Rows":77/);
		assert.equal(truncated, false);
	});

	test('says how it went, of either database', async () => {
		const analyzed = await runOn(pg, 'select * from generate_series(1, 77)', analysis);
		assert.match(JSON.stringify(analyzed.data), /"Actual Rows":77/);
		const counted = await runOn(maria, 'select * from orders', analysis);
		assert.match(JSON.stringify(counted.data), /"r_rows"|r_loops/);
	});

	test('I12 writes no more than any run does, and ends at its deadline', async () => {
		await failureOf(runOn(pg, 'insert into sales.parts values (now())', analysis));
		await failureOf(runOn(maria, 'insert into orders (customer) values (1)', analysis));
		const late = runOn(pg, 'select pg_sleep(60)', { ...analysis, deadlineMs: 300 });
		await assert.rejects(late, { code: 'deadline' });
	});
});
