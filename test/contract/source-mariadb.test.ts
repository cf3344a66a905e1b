/** MariaDB, by the adapter that also speaks to MySQL; then what only this engine has: its types, and its own ways out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dialTarget } from '../../server/source/dial.ts';
import { MysqlSource } from '../../server/source/mysql.ts';
import { quietLog } from '../support/log.ts';
import { startMariadb, type TestMariadb } from '../support/mariadb.ts';
import { scope } from '../support/scope.ts';
import { type Dialect, runOn, sourceContract, type UnderTest } from './source-contract.ts';

const dialect: Dialect = {
	bound: () => '?',
	sleep: 'select sleep(600)',
	series: (most) => `select seq as i from seq_1_to_${most}`,
	letters: (length) => `select repeat('x', ${length})`,
	claim: (name) => `@\`chartwire.${name}\``,
	lock: "select get_lock('a', 20)",
	leak: {
		change: "select @mine := 'left', 1 from (select 1) t",
		read: "select coalesce(@mine, 'nothing'), @@sql_mode, @@session.group_concat_max_len",
	},
	writes: [
		'insert into kept values (2)',
		'delete from kept',
		'delete from kept returning a',
		'insert into kept values (3) returning a',
		'create table more (a int)',
		'create table more select 1 as a',
		'drop table kept',
		'begin not atomic commit; insert into kept values (4); end',
		'call writes()',
		'set statement sql_mode = "" for insert into kept values (5)',
		'execute immediate "insert into kept values (6)"',
	],
	summer: {
		sql: 'select from_unixtime(1774744200 + seq * 3600) from seq_0_to_1',
		cells: ['2026-03-29T01:30:00', '2026-03-29T03:30:00'],
	},
};

let server: TestMariadb;
let target: UnderTest;

sourceContract(scope(), dialect, async (owner) => {
	server = await startMariadb(owner);
	const { admin, root, port, reader } = server;
	await admin.query(`
		use test;
		create table kept (a int); insert into kept values (1);
		create procedure writes() begin commit; insert into kept values (9); select 1; end;
	`);
	const open = (address: typeof root) => {
		const dial = () => dialTarget({ host: address.host, port: address.port });
		const source = new MysqlSource({ address, dial, maxIdle: 2, log: quietLog });
		owner.defer(() => source.close());
		return source;
	};
	const count = async (where: string, values: string[] = []) => {
		const sql = `select count(*) as n from information_schema.processlist where id <> connection_id() and ${where}`;
		const [rows] = await admin.query(sql, values);
		return Number((rows as { n: unknown }[])[0]?.n);
	};
	assert.ok(port > 0, 'a port');
	target = {
		source: open(root),
		dead: open({ ...reader, port: 1 }),
		running: (text) => count("command = 'Execute' and locate(?, info) > 0", [text]),
		kept: async () => {
			const [rows] = await admin.query('select a from test.kept');
			return (rows as unknown[]).length;
		},
		sessions: () => count("db = 'test'"),
	};
	return target;
});

const one = async (sql: string, more = {}) => {
	const { columns, data } = await runOn(target.source, sql, more);
	return columns.map(({ type }, index) => [type, data[index]?.[0]]);
};

describe('the types of MySQL', () => {
	test('numbers are exact: what a double would change is text', async () => {
		const sql = `select cast(18446744073709551615 as unsigned), cast(-9223372036854775808 as signed), 12.50,
			12345678901234567890.123456789, cast(0.1 as float), 1e300, true, cast(7 as unsigned)`;
		assert.deepEqual(await one(sql), [
			['decimal', '18446744073709551615'],
			['decimal', '-9223372036854775808'],
			['decimal', 12.5],
			['decimal', '12345678901234567890.123456789'],
			['number', 0.1],
			['number', 1e300],
			['number', 1],
			['number', 7],
		]);
	});

	test('dates are text, those that no calendar has, too', async () => {
		await server.admin.query(`set session sql_mode = ''; create table test.days (d date, t datetime(6), y year, c time);
			insert into test.days values ('0000-00-00', '0000-00-00 00:00:00', 2026, '-12:30:01'), ('2026-02-00', '2026-01-02 03:04:05.000006', 1999, '838:59:59')`);
		const { columns, data } = await runOn(target.source, 'select * from days');
		assert.deepEqual(
			columns.map(({ type }) => type),
			['date', 'timestamp', 'number', 'other'],
		);
		assert.deepEqual(data, [
			['0000-00-00', '2026-02-00'],
			['0000-00-00T00:00:00', '2026-01-02T03:04:05.000006'],
			[2026, 1999],
			['-12:30:01', '838:59:59'],
		]);
	});

	test('json is JSON; bytes are hexadecimal, bits are ones and zeros, and text is never taken for either', async () => {
		await server.admin.query(`create table test.things (j json, b blob, bits bit(10), e enum('ä','b'), s set('x','y'), n varchar(9));
			insert into test.things values ('{"k":[1,null]}', x'00ff10', b'101', 'ä', 'x,y', null)`);
		assert.deepEqual(await one('select * from things'), [
			['json', { k: [1, null] }],
			['other', '0x00ff10'],
			['other', '0000000101'],
			['text', 'ä'],
			['text', 'x,y'],
			['text', null],
		]);
	});
});

describe('the ways of MySQL', () => {
	test('I12 a file is neither written nor asked of the worker', async () => {
		for (const sql of [
			"select 1 into outfile '/tmp/chartwire-must-not-be'",
			"load data local infile '/etc/hostname' into table kept",
		]) {
			await assert.rejects(runOn(target.source, sql), { name: 'SqlFailure' }, sql);
		}
	});

	test('SHOW and EXPLAIN bring rows', async () => {
		assert.deepEqual((await runOn(target.source, "show tables like 'kept'")).data, [['kept']]);
		assert.equal((await runOn(target.source, 'explain select * from kept')).rows, 1);
	});

	test('a placeholder of the author’s own is refused, and the message says what to write', async () => {
		await assert.rejects(runOn(target.source, 'select ?'), /write \{\{name\}\}/);
	});

	test('a time zone that the database does not know is named, with what to do', async () => {
		await assert.rejects(runOn(target.source, 'select 1', { timeZone: 'Asia/Tokyo' }), /mysql_tzinfo_to_sql/);
	});
});
