/** The schema of a source, from asking for it on one node to a worker's reading it, with real processes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import postgres from 'postgres';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { type Answer, type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { startMariadb } from '../support/mariadb.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let call: Caller;

before(async () => {
	chartwire = await startChartwire(owner);
	call = await callerOf(chartwire);
	await chartwire.customer`create table orders (id integer primary key, word text)`;
});

const state = ({ headers }: Answer) => headers.get('chartwire-schema-state');
const path = (source: string) => `/v1/sources/${source}/schema`;

/** Asks until it is no longer being read. */
const settled = (source: string, headers: Record<string, string> = {}) =>
	until(
		async () => {
			const answer = await call('GET', path(source), { headers });
			return answer.status === 202 || state(answer) === 'reading' ? undefined : answer;
		},
		{ timeoutMs: 20_000 },
	);
const put = async (source: string, address: object) => {
	const { status, text } = await call('PUT', `/v1/sources/${source}`, { body: address });
	assert.equal(status, 200, text);
};
const sample = () => ({ engine: 'postgresql', url: chartwire.customerUrl });
const etagOf = ({ headers }: Answer) => ({ 'if-none-match': headers.get('etag') ?? '' });
/** How often a worker has begun to read a source, by what the control database says of it. */
const begun = async (source: string) => {
	const [row] = await chartwire.control`select begun_at::text from source_schemas where source = ${source}`;
	return row?.['begun_at'] as string | undefined;
};

describe('the schema of a source', () => {
	test('is read by a worker when first asked for: 202 and when to ask again, then the whole', async () => {
		const first = await call('GET', path('sample'));
		assert.deepEqual([first.status, first.body['state']], [202, 'reading']);
		assert.equal(first.headers.get('retry-after'), '1');
		const answer = await settled('sample');
		assert.deepEqual([answer.status, state(answer)], [200, 'ready']);
		const { asOf, schemas, truncated, engine } = answer.body;
		assert.deepEqual([typeof asOf, truncated, engine], ['number', false, 'postgresql']);
		assert.match(JSON.stringify(schemas), /"name":"orders","kind":"table".*"primaryKey":\["id"\]/);
	});

	test('is known to who has it already, and whole in every encoding', async () => {
		const whole = await settled('sample');
		const again = await call('GET', path('sample'), { headers: etagOf(whole) });
		assert.deepEqual([again.status, again.text, etagOf(again)], [304, '', etagOf(whole)]);
		for (const encoding of ['br', 'gzip', 'identity']) {
			const answer = await call('GET', path('sample'), { headers: { 'accept-encoding': encoding } });
			assert.deepEqual(answer.body, whole.body, encoding);
		}
	});

	test('is answered at once while a younger one is read, which a refresh asks for at any time', async () => {
		const before = await settled('sample');
		await chartwire.customer`alter table orders add column price numeric(10, 2)`;
		assert.equal((await call('POST', `${path('sample')}/refresh`)).status, 202);
		const after = await until(async () => {
			const answer = await call('GET', path('sample'), { headers: etagOf(before) });
			assert.notEqual(answer.status, 202);
			return answer.status === 200 ? answer : undefined;
		});
		assert.match(after.text, /price/);
		assert.ok(Number(after.body['asOf']) > Number(before.body['asOf']));
	});

	test('is read anew when it is asked for and older than ten minutes, and not before', async () => {
		await settled('sample');
		const first = await begun('sample');
		assert.equal(state(await call('GET', path('sample'))), 'ready');
		await chartwire.control`update source_schemas set as_of = now() - interval '601 s' where source = 'sample'`;
		const old = await call('GET', path('sample'));
		assert.deepEqual([old.status, state(old)], [200, 'reading']);
		await settled('sample');
		assert.notEqual(await begun('sample'), first);
	});

	test('of a source that is down is a named failure, with its time, and tried again later; the last one stays', async () => {
		await put('moving', { ...addressOfUrl(chartwire.customerUrl), port: 1 });
		await call('GET', path('moving'));
		const down = await settled('moving');
		const { code, step, at } = down.error;
		assert.deepEqual([down.status, code, step, typeof at], [502, 'source_unreachable', 'port', 'number']);
		const shown = (await call('GET', '/v1/sources/moving')).body['schema'] as { failure?: { step?: string } };
		assert.equal(shown.failure?.step, 'port');
		// Who asks right after it is told the same; later it is tried again.
		assert.equal((await call('GET', path('moving'))).status, 502);
		await chartwire.control`update source_schemas set failed_at = now() - interval '11 s' where source = 'moving'`;
		assert.equal((await call('GET', path('moving'))).status, 202);
		await settled('moving');
		await chartwire.control`update source_schemas set failed_at = null, failure = null, body = other.body, bytes = other.bytes,
			hash = other.hash, as_of = now() from source_schemas other where source_schemas.source = 'moving' and other.source = 'sample'`;
		await call('POST', `${path('moving')}/refresh`);
		const stale = await settled('moving');
		assert.deepEqual([stale.status, state(stale)], [200, 'failed']);
	});

	test('of a login that is refused, or may not read the catalog, says so, and says no password', async () => {
		await put('locked', { ...addressOfUrl(chartwire.customerUrl), password: 'a-wrong-secret', user: 'nobody_here' });
		await call('GET', path('locked'));
		const refused = await settled('locked');
		const { code, step } = refused.error;
		assert.deepEqual([code, step], ['source_unreachable', 'login'], refused.text);
		assert.doesNotMatch(refused.text, /a-wrong-secret/);
	});

	test('that was read through another tunnel is forgotten; one whose tunnel has other secrets stays', async () => {
		const ssh = { host: 'bastion.example', port: 22, user: 'jump', hostKey: `SHA256:${'a'.repeat(43)}`, password: 'x' };
		const through = (more: object) => put('deep', { ...addressOfUrl(chartwire.customerUrl), ssh: { ...ssh, ...more } });
		const known = async () => {
			const [row] = await chartwire.control`select count(*)::integer as n from source_schemas where source = 'deep'`;
			return row?.['n'] === 1;
		};
		for (const [more, isKept] of [
			[{ password: 'y' }, true],
			[{ port: 2222 }, false],
			[{ user: 'other' }, false],
			[{ host: 'elsewhere.example' }, false],
		] as const) {
			await through({});
			await chartwire.control`insert into source_schemas (project, source, wanted_at, body, bytes, hash, as_of)
				select project, 'deep', null, body, bytes, hash, now() from source_schemas where source = 'sample'
				on conflict do nothing`;
			assert.equal(await known(), true);
			await through(more);
			assert.equal(await known(), isKept, JSON.stringify(more));
		}
	});

	test('of MariaDB is read on the same way', async () => {
		const maria = await startMariadb(owner);
		await maria.admin.query('create table test.shops (id int primary key, name text)');
		const { tls: _tls, ...parts } = maria.reader;
		await put('shop', parts);
		await call('GET', path('shop'));
		assert.match((await settled('shop')).text, /"name":"shops"/);
	});

	test('is forgotten when the address changes, kept when it does not, and gone with its source', async () => {
		await settled('sample');
		await put('sample', sample());
		assert.equal((await call('GET', path('sample'))).status, 200);
		assert.equal((await call('PATCH', '/v1/sources/sample', { body: { maxConcurrent: 4 } })).status, 200);
		assert.equal((await call('GET', path('sample'))).status, 200);
		const { host } = addressOfUrl(chartwire.customerUrl);
		await put('sample', {
			...addressOfUrl(chartwire.customerUrl),
			host: host === 'localhost' ? '127.0.0.1' : 'localhost',
		});
		assert.equal((await call('GET', path('sample'))).status, 202);
		await put('sample', sample());
		await put('passing', sample());
		await call('GET', path('passing'));
		await settled('passing');
		assert.equal((await call('DELETE', '/v1/sources/passing')).status, 200);
		assert.equal((await call('GET', path('passing'))).code, 'unknown_source');
		const [row] = await chartwire.control`select count(*)::integer as n from source_schemas where source = 'passing'`;
		assert.equal(row?.['n'], 0);
	});

	test('I9 is its project’s authors’ alone: to all others the source is one that does not exist', async () => {
		const stranger = await callerOf(chartwire, { project: 'elsewhere' });
		const viewer = await callerOf(chartwire, { permissions: [] });
		for (const [method, more] of [
			['GET', ''],
			['POST', '/refresh'],
		] as const) {
			const [theirs, nobodys] = [
				await stranger(method, `${path('sample')}${more}`),
				await stranger(method, `${path('nothing')}${more}`),
			];
			assert.deepEqual([theirs.status, theirs.text.replace('sample', 'nothing')], [404, nobodys.text]);
			assert.equal((await viewer(method, `${path('sample')}${more}`)).code, 'not_allowed');
		}
	});
});

describe('readers of schemas', () => {
	/** Holds the catalog of a database, so that whoever reads it waits. */
	async function holdCatalog(database: postgres.Sql = chartwire.customer) {
		const held = await database.reserve();
		await held`begin`;
		await held`lock table pg_catalog.pg_description in access exclusive mode`;
		let isHeld = true;
		const release = async () => {
			if (isHeld) await held`rollback`;
			if (isHeld) held.release();
			isHeld = false;
		};
		// A test that fails must not leave everybody waiting.
		owner.defer(release);
		const reading = async () => {
			const [row] = await database`select count(*)::integer as n from pg_stat_activity
				where application_name like 'chartwire schema%' and state = 'active' and datname = current_database()`;
			return Number(row?.['n']);
		};
		return { release, reading };
	}

	test('never read one source twice at once, however many nodes ask and workers look', async () => {
		const second = await chartwire.start('worker');
		await settled('sample');
		const { release, reading } = await holdCatalog();
		await call('POST', `${path('sample')}/refresh`);
		await until(async () => (await reading()) === 1);
		// Each worker looks twice a second: two of their looks with more askers than there were before.
		const [before] = await chartwire.control`select now()`;
		await until(async () => {
			await call('POST', `${path('sample')}/refresh`);
			assert.equal(await reading(), 1);
			const [row] = await chartwire.control`select now() - ${before?.['now'] as Date} > interval '1500 ms' as over`;
			return row?.['over'] === true;
		});
		const first = await begun('sample');
		await release();
		// Whoever asked meanwhile gets one that was begun after they asked.
		await until(async () => (await begun('sample')) !== first);
		await settled('sample');
		await second.stop();
	});

	test('drop what they have read when the source has moved meanwhile', async () => {
		const other = await withPostgres(owner);
		const elsewhere = postgres(other.url, { max: 2, onnotice: () => {} });
		owner.defer(() => elsewhere.end());
		await elsewhere`create table moved_here (a integer)`;
		const [here, there] = [await holdCatalog(), await holdCatalog(elsewhere)];
		await call('POST', `${path('sample')}/refresh`);
		await until(async () => (await here.reading()) === 1);
		await put('sample', { engine: 'postgresql', url: other.url });
		// The same worker reads the new place beside the old one.
		assert.equal((await call('GET', path('sample'))).status, 202);
		await until(async () => (await there.reading()) === 1);
		await here.release();
		await until(() => /it was dropped/.test(chartwire.worker().output()));
		assert.equal((await call('GET', path('sample'))).status, 202);
		await there.release();
		const { text } = await settled('sample');
		assert.match(text, /moved_here/);
		assert.doesNotMatch(text, /orders/);
		await put('sample', sample());
	});

	test('take over from a worker that has died, once its lease is over', async () => {
		await call('GET', path('sample'));
		await settled('sample');
		await chartwire.control`update source_schemas set worker = 'dead', begun_at = now() - interval '2 s', wanted_at = now(),
			held_until = now() + interval '1 hour' where source = 'sample'`;
		const held = await begun('sample');
		await put('other', sample());
		await call('GET', path('other'));
		await settled('other');
		assert.equal(await begun('sample'), held);
		await chartwire.control`update source_schemas set held_until = now() - interval '1 ms' where source = 'sample'`;
		await settled('sample');
		assert.notEqual(await begun('sample'), held);
	});
});
