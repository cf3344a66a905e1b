/** Runs as the workshop shows them: by their address, in a history that can be searched, and as plans. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { startMariadb } from '../support/mariadb.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let ada: Caller;
let ben: Caller;

before(async () => {
	chartwire = await startChartwire(owner);
	[ada, ben] = (await Promise.all(['ada', 'ben'].map((subject) => callerOf(chartwire, { subject })))) as [
		Caller,
		Caller,
	];
	await chartwire.customer`create table orders (id integer primary key, word text)`;
});

const asked = async (by: Caller, body: object): Promise<string> => {
	const { status, body: accepted, text } = await by('POST', '/v1/runs', { body });
	assert.equal(status, 202, text);
	return String(accepted['run']);
};
const ended = (by: Caller, run: string) =>
	until(async () => {
		const { body } = await by('GET', `/v1/runs/${run}`);
		return ['succeeded', 'failed', 'canceled'].includes(String(body['state'])) ? body : undefined;
	});
const run = async (by: Caller, sql: string, more: object = {}) =>
	ended(by, await asked(by, { source: 'sample', sql, ...more }));
const tableOf = (body: Record<string, unknown>) =>
	body['result'] as { columns: object[]; data: unknown[][]; rows: number };

describe('a run', () => {
	test('is shown by its address to every author of the project, with all that made it', async () => {
		const id = await asked(ada, { source: 'sample', sql: 'select {{n}}::integer as n', params: { n: 7 } });
		await ended(ada, id);
		const { body } = await ben('GET', `/v1/runs/${id}`);
		const { sql, source, params, state, by, rows, explain, timeZone } = body;
		assert.deepEqual(
			{ sql, source, params, state, by, rows, explain, timeZone },
			{
				sql: 'select {{n}}::integer as n',
				source: 'sample',
				params: { n: 7 },
				state: 'succeeded',
				by: 'ada',
				rows: 1,
				explain: undefined,
				timeZone: 'UTC',
			},
		);
		assert.deepEqual(tableOf(body).data, [[7]]);
		const [accepted, started, finished] = ['acceptedAt', 'startedAt', 'finishedAt'].map((key) => Number(body[key]));
		assert.ok(accepted !== undefined && started !== undefined && finished !== undefined);
		assert.ok(accepted <= started && started <= finished && finished <= Date.now() + 1_000);
		const large = await run(ada, 'select i, repeat(md5(i::text), 3) as word from generate_series(1, 1000) i');
		assert.match(JSON.stringify(large['result']), /"href":"\/v1\/results\//);
	});

	test('that failed says where, and what the database advises', async () => {
		const { error, state } = await run(ada, 'select id,\n  wrd from orders');
		assert.equal(state, 'failed');
		const { position, hint, code } = error as Record<string, unknown>;
		assert.deepEqual([code, position], ['sql_error', { line: 2, column: 3, offset: 13 }]);
		assert.match(String(hint), /word/);
	});
});

describe('the history', () => {
	test('is searched by SQL, chart and state, page by page', async () => {
		await chartwire.chart('searched', 'select 1 as "Needle_1%"');
		for (let at = 0; at < 3; at += 1) await run(ada, `select ${at} as "needle_1%"`);
		await run(ada, 'select nothing as "NEEDLE_1%"');
		await ended(ada, await asked(ada, { chart: 'searched', params: {} }));
		await run(ben, 'select 5 as "needle_1%"');
		const found = async (query: string) => {
			const runs: Record<string, unknown>[] = [];
			for (let cursor = ''; ; ) {
				const { body, status, text } = await ada('GET', `/v1/runs?limit=2&${query}${cursor}`);
				assert.equal(status, 200, text);
				runs.push(...(body['runs'] as Record<string, unknown>[]));
				if (body['next'] === undefined) return runs;
				cursor = `&cursor=${String(body['next'])}`;
			}
		};
		const q = `q=${encodeURIComponent('nEEdle_1%')}`;
		assert.deepEqual(
			(await found(q)).map(({ state, chart }) => [state, chart]),
			[['succeeded', 'searched'], ['failed', null], ...Array(3).fill(['succeeded', null])],
		);
		assert.equal((await found(`${q}&state=failed`)).length, 1);
		assert.equal((await found('chart=searched')).length, 1);
		assert.deepEqual(await found(`q=${encodeURIComponent('needle%1')}`), []);
		assert.equal((await ada('GET', '/v1/runs?chart=%00')).code, 'bad_request');
	});
});

describe('a plan', () => {
	test('is the result of a run, as one value, with the parameters bound; the same SQL runs beside it', async () => {
		const body = { source: 'sample', sql: 'select word, pg_sleep(1) from orders where id = {{id}}', params: { id: 3 } };
		const [plan, answer] = await Promise.all([asked(ada, { ...body, explain: true }), asked(ada, body)]);
		assert.notEqual(plan, answer);
		const shown = await ended(ada, plan);
		assert.deepEqual([shown['explain'], shown['sql'], shown['state']], [true, body.sql, 'succeeded']);
		const { columns, data, rows } = tableOf(shown);
		assert.deepEqual([columns, rows], [[{ name: 'plan', type: 'json' }], 1]);
		assert.match(JSON.stringify(data[0]?.[0]), /"Relation Name":"orders".*"Index Cond"/);
		assert.deepEqual(tableOf(await ended(ada, answer)).data, [[], []]);
	});

	test('is made without running the SQL; an analysis runs it, read-only', async () => {
		const slow = { source: 'sample', sql: 'select pg_sleep(30)' };
		const plan = await ended(ada, await asked(ada, { ...slow, explain: true }));
		assert.match(JSON.stringify(plan['result']), /"Total Cost"/);
		assert.doesNotMatch(JSON.stringify(plan['result']), /Actual/);
		const analysis = await run(ada, 'select count(*) from generate_series(1, 10)', { explain: 'analyze' });
		assert.equal(analysis['explain'], 'analyze');
		assert.match(JSON.stringify(analysis['result']), /"Actual Rows":10/);
		const written = await run(ada, "insert into orders values (1, 'x')", { explain: 'analyze' });
		assert.match(JSON.stringify(written['error']), /read-only/);
		assert.deepEqual([...(await chartwire.customer`select * from orders`)], []);
	});

	test('of a chart has its parameters and its token’s claims', async () => {
		const sql = 'select word from orders where id = {{id}} and word = {{claims.tenant}}';
		await chartwire.chart('planned', sql, { params: [{ name: 'id', type: 'number' }], claims: ['tenant'] });
		const token = await callerOf(chartwire, { claims: { tenant: 'north' } });
		const plan = await ended(token, await asked(token, { chart: 'planned', params: { id: 5 }, explain: true }));
		assert.match(JSON.stringify(plan['result']), /"Index Cond":"\(orders.id = 5\)".*north/);
	});

	test('of MariaDB is one value as well', async () => {
		const maria = await startMariadb(owner);
		await maria.admin.query('create table test.shops (id int primary key)');
		const { tls: _tls, ...parts } = maria.reader;
		assert.equal((await ada('PUT', '/v1/sources/shop', { body: parts })).status, 200);
		const sql = 'select * from shops where id = {{id}}';
		const body = { source: 'shop', sql, params: { id: 5 }, explain: true };
		assert.match(JSON.stringify(tableOf(await ended(ada, await asked(ada, body))).data), /^\[\[\{"query_block":/);
	});

	test('is in the history and in no inbox, and asked for in no other word', async () => {
		const cyd = await callerOf(chartwire, { subject: 'cyd' });
		await run(cyd, 'select 1 as a', { explain: true });
		const { body } = await cyd('GET', '/v1/runs');
		assert.deepEqual(
			(body['runs'] as Record<string, unknown>[]).map(({ explain }) => explain),
			[true],
		);
		assert.deepEqual((await cyd('GET', '/v1/inbox')).body, { unread: 0, notices: [] });
		const wrong = { source: 'sample', sql: 'select 1', explain: 'verbose' };
		assert.equal((await cyd('POST', '/v1/runs', { body: wrong })).code, 'bad_request');
	});
});
