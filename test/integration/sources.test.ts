/** Sources of both engines, as authors save them and as the control database keeps them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import type { EventMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { startMariadb, type TestMariadb } from '../support/mariadb.ts';
import { scope } from '../support/scope.ts';
import { TEST_KEYS } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let maria: TestMariadb;

before(async () => {
	[chartwire, maria] = await Promise.all([startChartwire(owner), startMariadb(owner)]);
});

const answerOf = async (source: string, sql: string, params = {}) => {
	const accepted = await chartwire.api('POST', '/v1/runs', { source, sql, params });
	assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
	return until(async () => {
		const { body } = await chartwire.api('GET', `/v1/runs/${String(accepted.body['run'])}`);
		return ['succeeded', 'failed'].includes(String(body['state'])) ? body : undefined;
	});
};
const dataOf = (body: Record<string, unknown>) => (body['result'] as { data?: unknown } | null)?.data ?? body;

describe('a source', () => {
	test('of MySQL is saved in parts and answers with its parameters bound', async () => {
		const { tls: _tls, ...parts } = maria.reader;
		assert.equal((await chartwire.api('PUT', '/v1/sources/shop', parts)).status, 200);
		const body = await answerOf('shop', "select {{a}} as a, concat({{b}}, '''{{b}}') as b, {{a}} as c", {
			a: 7,
			b: "x' or ?",
		});
		assert.deepEqual(dataOf(body), [[7], ["x' or ?'{{b}}"], [7]]);
	});

	test('of MySQL counts what a list names, however it is quoted, and a chart without the list counts all', async () => {
		const sql = `select count(*) as n from (
			select 'north' as region union all select 'it''s "east"' union all select 'south' union all select '?') t
			where 1 = 1 [[ and region in ({{regions}}) ]]`;
		await chartwire.chart('mysql-list', sql, {
			source: 'shop',
			params: [{ name: 'regions', type: 'list', required: false }],
		});
		const wire = await chartwire.wire();
		for (const [regions, n] of [
			[['north', 'it\'s "east"', 'west', '?'], 3],
			[['north'], 1],
			[undefined, 4],
		] as const) {
			const { channel } = await wire.subscribe({
				chart: 'mysql-list',
				params: regions ? { regions: [...regions] } : {},
			});
			const isResult = (frame: ServerMessage): frame is EventMessage =>
				frame.type === 'event' && frame.channel === channel && frame.event.kind === 'result';
			const { event } = await wire.waitFor(isResult);
			assert.deepEqual(event.kind === 'result' && 'data' in event.result && event.result.data, [[n]], String(regions));
		}
	});

	test('shows where it is, and nothing of its login; the control database and the logs hold none of it in plain', async () => {
		const list = await chartwire.api('GET', '/v1/sources');
		const stored = await chartwire.control`select to_jsonb(s)::text as row from sources s`;
		const said = [JSON.stringify(list.body), JSON.stringify(stored), chartwire.web().output()].join('\n');
		assert.match(said, /"host":"127.0.0.1"/);
		assert.doesNotMatch(said, /a-reader/);
		assert.doesNotMatch(said, new RegExp(new URL(chartwire.customerUrl).password || 'postgres://'));
	});

	test('that was stored in plain before is encrypted when a server starts, and works on', async () => {
		await chartwire.control`update sources set url = ${chartwire.customerUrl}, sealed = null where name = 'sample'`;
		assert.deepEqual(dataOf(await answerOf('sample', 'select 1 as a')), [[1]]);
		await chartwire.start('worker');
		const [row] = await chartwire.control`select url, sealed from sources where name = 'sample'`;
		assert.equal(row?.['url'], null);
		assert.match(String(row?.['sealed']), /^v1\.test\./);
		assert.deepEqual(dataOf(await answerOf('sample', 'select 2 as a')), [[2]]);
	});

	test('is encrypted anew under a new first key, and a server that has only that key answers', async () => {
		const fresh = `next:${Buffer.alloc(32, 9).toString('base64')}`;
		const env = { ...process.env, ...chartwire.env, CHARTWIRE_KEYS: `${fresh},${TEST_KEYS}` };
		const rotate = () =>
			spawnSync(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'rotate-keys'], { env, encoding: 'utf8' });
		assert.match(rotate().stdout, /^2 sources/);
		assert.match(rotate().stdout, /^0 sources/);
		const rows = await chartwire.control`select sealed from sources`;
		assert.equal(
			rows.every(({ sealed }) => /^v1\.next\./.test(String(sealed))),
			true,
		);
		// The workers that lack the key say so.
		const refused = await answerOf('sample', 'select 3 as a');
		assert.match(JSON.stringify(refused), /key_missing.*next.*CHARTWIRE_KEYS/);
	});
});
