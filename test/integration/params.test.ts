/** Parameters of charts, from a page to the database and back. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { EventMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
	await chartwire.customer`create table sales as
		select date '2026-01-01' + i as day, (array['north', 'south', 'it''s "east"'])[i % 3 + 1] as region, i from generate_series(0, 89) i`;
	await chartwire.chart('sales', SQL, {
		params: [
			{ name: 'range', type: 'daterange', required: false },
			{
				name: 'regions',
				type: 'list',
				required: false,
				allowed: { sql: 'select distinct region from sales order by 1' },
			},
			{ name: 'least', type: 'number', default: 0 },
		],
	});
});

const SQL = `select count(*) as n, min(day) as first, max(day) as last from sales where i >= {{least}}
	[[ and day >= {{range.start}} ]] [[ and day <= {{range.end}} ]] [[ and region = any({{regions}}) ]]`;

async function endOf(body: object) {
	const { status, body: answer } = await chartwire.api('POST', '/v1/runs', body);
	assert.equal(status, 202, JSON.stringify(answer));
	return until(async () => {
		const { body: run } = await chartwire.api('GET', `/v1/runs/${String(answer['run'])}`);
		return ['succeeded', 'failed'].includes(String(run['state'])) ? run : undefined;
	});
}

async function dataOf(params: object): Promise<unknown> {
	const run = await endOf({ chart: 'sales', params });
	assert.equal(run['state'], 'succeeded', JSON.stringify(run));
	return (run['result'] as { data: unknown[][] }).data.flat();
}

describe('a chart’s parameters', () => {
	test('reach the database as ranges, lists and numbers, and what is unset drops out', async () => {
		assert.deepEqual(await dataOf({}), [90, '2026-01-01', '2026-03-31']);
		assert.deepEqual(await dataOf({ range: '2026-02-01/2026-02-28' }), [28, '2026-02-01', '2026-02-28']);
		assert.deepEqual(await dataOf({ range: '2026-03-30/', least: '88' }), [2, '2026-03-30', '2026-03-31']);
		for (const regions of [['north'], ['north', 'it\'s "east"'], []]) {
			const [truth] = await chartwire.customer`select count(*)::int as n from sales where region = any(${regions})`;
			const [counted] = (await dataOf({ regions })) as unknown[];
			assert.equal(counted, truth?.['n'], regions.join());
		}
	});

	test('that a query does not allow fail the run with those that it does, before the SQL runs', async () => {
		const { state, error } = await endOf({ chart: 'sales', params: { regions: ['north', 'west'] } });
		assert.equal(state, 'failed');
		const { code, message } = error as { code: string; message: string };
		assert.equal(code, 'bad_parameter');
		assert.match(message, /"regions" must be one of .*"north", "south", and is "west"/);
	});

	test('whose allowed values cannot be asked for say why', async () => {
		const params = [{ name: 'a', type: 'text', allowed: { sql: 'select nope' } }];
		await chartwire.chart('unasked', 'select {{a}}::text as a', { params });
		const { error } = await endOf({ chart: 'unasked', params: { a: 'x' } });
		assert.match(
			JSON.stringify(error),
			/allowed values of the parameter \\"a\\" failed: column \\"nope\\" does not exist/,
		);
	});

	test('that a filter offers to all charts of a page are taken by those that declare them, where the token lets it', async () => {
		const free = await chartwire.wire();
		const plain = await free.subscribe({ chart: 'sales' });
		const least = await free.subscribe({ chart: 'sales', params: { least: 7 } });
		const offer = { params: { least: 7, nobody: 'x' }, offered: ['least', 'nobody'] };
		assert.equal((await free.subscribe({ chart: 'sales', ...offer })).channel, least.channel);
		await assert.rejects(free.subscribe({ chart: 'sales', params: offer.params }), /unknown_parameter/);
		await assert.rejects(free.subscribe({ chart: 'sales', ...offer, offered: ['least'] }), /unknown_parameter/);
		const locked = await chartwire.wire({ permissions: [], params: { least: 7 } });
		const other = { params: { least: 80 }, offered: ['least'] };
		assert.equal((await locked.subscribe({ chart: 'sales', ...other })).channel, least.channel);
		const held = await chartwire.wire({ permissions: [], parameters: ['regions'] });
		assert.equal((await held.subscribe({ chart: 'sales', ...other })).channel, plain.channel);
		await assert.rejects(held.subscribe({ chart: 'sales', params: { least: 80 } }), /not_allowed/);
	});

	test('I8 that mean the same are one channel, over the socket too', async () => {
		const wire = await chartwire.wire();
		const first = await wire.subscribe({ chart: 'sales', params: { regions: ['south', 'north'], least: '1' } });
		const second = await wire.subscribe({ chart: 'sales', params: { regions: ['north', 'south', 'north'], least: 1 } });
		assert.equal(first.channel, second.channel);
		const isResult = (frame: ServerMessage): frame is EventMessage =>
			frame.type === 'event' && frame.event.kind === 'result' && frame.channel === first.channel;
		const { event } = await wire.waitFor(isResult);
		const [truth] = await chartwire.customer`
			select count(*)::int as n from sales where i >= 1 and region in ('north', 'south')`;
		assert.equal(
			event.kind === 'result' && 'data' in event.result ? event.result.data[0]?.[0] : undefined,
			truth?.['n'],
		);
	});

	test('still refresh while somebody watches', async () => {
		const params = [{ name: 'range', type: 'daterange', default: '2026-01-01/' }];
		const sql = 'select clock_timestamp() as at, {{range.start}}::date as since';
		await chartwire.chart('ticking', sql, { params, refreshMs: 1_000, maxAgeMs: 0 });
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'ticking' });
		await until(
			() => wire.frames.filter((frame) => frame.type === 'event' && frame.event.kind === 'result').length >= 2,
		);
	});

	test('have errors whose place is the author’s, after blocks that dropped out', async () => {
		const sql = 'select 1\n[[ , {{none}} ]]\n[[ , {{set}}::text ]], nope';
		const params = [
			{ name: 'none', type: 'text', required: false },
			{ name: 'set', type: 'text', default: 'x' },
		];
		await chartwire.chart('misplaced', sql, { params });
		const { error } = await endOf({ chart: 'misplaced' });
		const { position } = error as { position: unknown };
		assert.deepEqual(position, { line: 3, column: 24, offset: sql.indexOf('nope') });
	});

	test('are refused when they are declared in vain', async () => {
		const put = async (sql: string, params: object[]) => {
			const answer = await chartwire.api('PUT', '/v1/charts/vain', { source: 'sample', sql, params });
			return `${answer.status} ${(answer.body['error'] as { message: string } | undefined)?.message}`;
		};
		assert.match(await put('select {{b}}', [{ name: 'a', type: 'text' }]), /^400 .*\{\{b\}\}.*declares \{\{a\}\}/);
		assert.match(
			await put('select {{a}}', [{ name: 'a', type: 'daterange' }]),
			/^400 .*\{\{a\.start\}\}, \{\{a\.end\}\}/,
		);
		const region = { name: 'a', type: 'text', allowed: ['north'], default: 'west' };
		assert.match(await put('select {{a}}', [region]), /^400 .*one of "north"/);
		assert.match(await put('select {{a}}', [{ name: 'a', type: 'colour' }]), /^400 .*params\.0\.type/);
	});
});
