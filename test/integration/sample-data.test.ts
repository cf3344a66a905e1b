import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import postgres, { type Sql } from 'postgres';
import { DEMO_CHARTS } from '../../demo/charts.ts';
import { EXAMPLES } from '../../demo/examples.ts';
import { loadSampleData, type SampleData } from '../../demo/sample-data/load.ts';
import { ordersBetween, ordersOfSecond } from '../../demo/sample-data/orders.ts';
import { SAMPLE_TABLES } from '../../demo/sample-data/tables.ts';
import { guardChild } from '../../server/embedded/processes.ts';
import { bindParams } from '../../server/runs/bind-params.ts';
import { temporaryDirectory, withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const connect = (url: string): Sql => postgres(url, { max: 1, onnotice: () => {} });

describe('the sample database', () => {
	const own = scope();
	let stateDir: string;
	let admin: string;
	let database: string;
	let sample: SampleData;
	let reader: Sql;
	let writer: Sql;

	before(async () => {
		stateDir = temporaryDirectory();
		own.defer(() => rmSync(stateDir, { recursive: true, force: true }));
		const control = await withPostgres(own);
		admin = control.url;
		database = `${control.name}_customer`;
		sample = await loadSampleData({ databaseUrl: admin, stateDir, database });
		own.defer(async () => {
			const sql = connect(admin);
			await sql.unsafe(`drop database if exists "${database}" with (force)`);
			await sql.end();
		});
		reader = connect(sample.readerUrl);
		writer = connect(sample.ownerUrl);
		own.defer(() => Promise.all([reader.end({ timeout: 1 }), writer.end({ timeout: 1 })]));
	});

	test('holds every table with rows, a primary key and a comment', async () => {
		const tables = await reader<{ name: string; comment: string | null; keys: number }[]>`
			select c.relname as name, obj_description(c.oid) as comment,
				(select count(*)::int from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') as keys
			from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
		const names = [...SAMPLE_TABLES.map((table) => table.name), 'orders'];
		assert.deepEqual(tables.map((table) => table.name).sort(), names.sort());
		for (const { name, comment, keys } of tables) {
			assert.ok(comment !== null && comment.length > 20, `${name} has a comment`);
			assert.equal(keys, 1, `${name} has a primary key`);
			assert.equal((await reader`select 1 from ${reader(name)} limit 1`).length, 1, `${name} has rows`);
		}
		const [flights] = await reader`select count(*)::int as rows from flights`;
		assert.equal(flights?.['rows'], 200_000);
	});

	test('keeps the values of the files it came from', async () => {
		const [row] = await reader`
			select (select price::text from stocks where symbol = 'MSFT' and date = '2000-01-01') as price,
				(select weather from seattle_weather where date = '2012-01-02') as weather,
				(select name from airports where iata = 'JFK') as airport,
				(select min(delay) from flights) as earliest,
				(select count(*)::int from penguins where sex is null) as unknown_sex,
				(select round(max(departure_hour)) from flights) as latest`;
		assert.deepEqual(
			{ ...row },
			{ price: '39.81', weather: 'rain', airport: 'John F Kennedy Intl', earliest: -86, unknown_sex: 11, latest: 24 },
		);
	});

	test('lets its reader read, and do nothing else, whatever it sets', async () => {
		const session = await reader.reserve();
		try {
			await assert.rejects(session`create temp table mine (a int)`, /read-only/);
			await session`set default_transaction_read_only = off`;
			const refused = [
				"insert into stocks values ('A', '2020-01-01', 1)",
				'create table mine (a int)',
				'create temp table mine (a int)',
				'create schema mine',
				'drop table stocks',
				'truncate orders',
				'select * from chartwire_sample.version',
				"select pg_read_file('/etc/passwd')",
				"copy stocks to program 'true'",
				'create role other',
				'set role pg_read_all_data',
			];
			for (const statement of refused)
				await assert.rejects(session.unsafe(statement), /denied|must be owner/, statement);
		} finally {
			session.release();
		}
		assert.equal(statSync(join(stateDir, 'reader-password')).mode & 0o777, 0o600);
	});

	test('is loaded once: a second start finds it and takes a moment', async () => {
		await writer`update stocks set price = 1 where symbol = 'MSFT' and date = '2000-01-01'`;
		const started = performance.now();
		const again = await loadSampleData({ databaseUrl: admin, stateDir, database });
		assert.ok(performance.now() - started < 1_500, 'nothing is loaded again');
		assert.equal(again.readerUrl, sample.readerUrl);
		const [row] = await reader`select price::text from stocks where symbol = 'MSFT' and date = '2000-01-01'`;
		assert.equal(row?.['price'], '1.00');
	});

	test('answers the question of every demo chart', async () => {
		for (const { name, sql } of DEMO_CHARTS) {
			const { text: nothingChosen } = bindParams(sql, {});
			assert.ok((await reader.unsafe(nothingChosen)).length > 0, `${name} has rows`);
		}
	});

	test('answers every example of the editor, but for the one that is wrong on purpose', async () => {
		for (const { title, sql } of EXAMPLES) {
			const answer = reader.unsafe(sql.replace(/pg_sleep\(\d+\)/, 'pg_sleep(0)'));
			if (title.startsWith('A wrong')) await assert.rejects(answer, /column .* does not exist/);
			else assert.ok((await answer).length > 0, `${title} has rows`);
		}
	});

	test('has a month of orders up to now, without a gap', async () => {
		const [facts] = await reader`
			select extract(epoch from max(at) - min(at)) / 86400 as days, extract(epoch from now() - max(at)) as age,
				count(distinct at::date)::int as dates, min(quantity) as least
			from orders`;
		assert.ok(Number(facts?.['days']) > 29.9);
		assert.ok(Number(facts?.['age']) < 120);
		assert.ok(Number(facts?.['dates']) >= 30);
		assert.ok(Number(facts?.['least']) >= 1);
	});

	describe('with the feeder', () => {
		let child: ChildProcess;
		const feed = (): ChildProcess => {
			const env = { ...process.env, FEEDER_DATABASE_URL: sample.ownerUrl };
			const started = spawn(process.execPath, ['--import', 'tsx', 'demo/feeder.ts'], { env, stdio: 'ignore' });
			guardChild(started, 'TERM');
			own.defer(() => started.kill('SIGKILL'));
			return started;
		};
		const newest = async (): Promise<number> => {
			const [row] = await writer<{ at: Date }[]>`select max(at) as at from orders`;
			return row?.at.getTime() ?? 0;
		};
		const fresh = () =>
			until(async () => Date.now() - (await newest()) < 3_000, { what: 'orders of the last seconds' });

		test('takes orders every second, and goes on when its connection is cut', async () => {
			child = feed();
			await fresh();
			await writer`
				select pg_terminate_backend(pid) from pg_stat_activity
				where application_name = 'chartwire feeder' and datname = current_database()`;
			const cutAt = Date.now();
			await until(async () => (await newest()) > cutAt + 1_000, { what: 'orders after the cut' });
			const [doubled] = await writer`
				select count(*)::int as count from (
					select 1 from orders where at > now() - interval '1 minute'
					group by at, region, product, quantity, amount having count(*) > 1
				) as twice`;
			assert.equal(doubled?.['count'], 0, 'no second is written twice');
		});

		test('ends on SIGTERM, and makes up for the time in between when it is started again', async () => {
			child.kill('SIGTERM');
			await until(() => child.exitCode === 0, { what: 'the feeder ends with 0' });
			await writer`delete from orders where at > now() - interval '10 minutes'`;
			child = feed();
			await fresh();
			const [row] = await writer`
				select count(distinct date_trunc('minute', at))::int as minutes
				from orders where at > now() - interval '10 minutes'`;
			assert.ok(Number(row?.['minutes']) >= 10);
		});

		test('adds up old orders without changing their sums', async () => {
			child.kill('SIGTERM');
			await until(() => child.exitCode === 0);
			await writer`
				insert into orders (at, region, product, quantity, amount)
				select date_trunc('day', now()) - interval '3 days' + make_interval(secs => n + 0.5), 'Europe', 'Tea', 1, 0.01
				from generate_series(1, 1000) as n`;
			await writer`
				insert into orders (at, region, product, quantity, amount)
				values (now() - interval '61 days', 'Europe', 'Tea', 1, 1)`;
			const totals = () => writer`
				select sum(quantity)::text as quantity, sum(amount)::text as amount from orders
				where at between now() - interval '4 days' and date_trunc('day', now()) - interval '1 day'`;
			const [{ rows } = { rows: 0 }] = await writer<{ rows: number }[]>`select count(*)::int as rows from orders`;
			const earlier = await totals();
			child = feed();
			await until(async () => {
				const [{ left } = { left: 0 }] = await writer<{ left: number }[]>`select count(*)::int as left from orders`;
				return left < rows - 900;
			});
			assert.deepEqual([...(await totals())], [...earlier]);
			const old = await writer`select 1 from orders where at < now() - interval '60 days'`;
			assert.equal(old.length, 0);
		});
	});
});

test('the same second always brings the same orders, one to five of them', () => {
	const noon = Date.UTC(2026, 0, 15, 12);
	for (let second = 0; second < 500; second += 1) {
		const orders = ordersOfSecond(noon + second * 1000);
		assert.deepEqual(orders, ordersOfSecond(noon + second * 1000));
		assert.ok(orders.length >= 1 && orders.length <= 5);
		for (const { at } of orders)
			assert.ok(at.getTime() >= noon + second * 1000 && at.getTime() < noon + (second + 1) * 1000);
	}
});

test('orders go over from added-up to single ones without a gap or a step', () => {
	const now = Date.UTC(2026, 0, 15, 12, 3, 7);
	const hour = 3_600_000;
	const amounts = new Map<number, number>();
	for (const { at, amount } of ordersBetween(now - 60 * hour, now, now)) {
		const start = Math.floor(at.getTime() / (6 * hour)) * 6 * hour;
		amounts.set(start, (amounts.get(start) ?? 0) + Number(amount));
	}
	const whole = [...amounts.entries()].sort(([a], [b]) => a - b).slice(1, -1);
	assert.equal(whole.length, 9);
	// The same quarter of the day before differs by the weekday's rhythm and chance, not by a factor.
	for (const [start, amount] of whole) {
		const before = amounts.get(start - 24 * hour);
		if (before !== undefined && whole.some(([other]) => other === start - 24 * hour)) {
			assert.ok(amount / before > 0.75 && amount / before < 1.35, `${amount} after ${before}`);
		}
	}
});
