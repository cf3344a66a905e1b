/** What the workshop needs beside runs and drafts: sources that are edited, charts with versions; and each project's own. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { before, describe, test } from 'node:test';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { type Answer, type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { countWaiting, raced } from '../support/race.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
/** Of the project `default`: the author of the sources, and a second one. */
let ada: Caller;
let ben: Caller;
/** An author of another project, and somebody who only watches. */
let stranger: Caller;
let viewer: Caller;

before(async () => {
	chartwire = await startChartwire(owner);
	[ada, ben, stranger, viewer] = await Promise.all([
		callerOf(chartwire, { subject: 'ada' }),
		callerOf(chartwire, { subject: 'ben' }),
		callerOf(chartwire, { subject: 'ada', project: 'elsewhere' }),
		callerOf(chartwire, { subject: 'ada', permissions: [] }),
	]);
});

const ok = async (answer: Promise<Answer>): Promise<Answer> => {
	const got = await answer;
	assert.equal(got.status, 200, got.text);
	return got;
};
const list = (answer: Answer, key: string) => answer.body[key] as Record<string, unknown>[];

describe('a source', () => {
	/** A port that counts who connects to it. */
	async function trap(): Promise<{ port: number; caught: () => number }> {
		let caught = 0;
		const server: Server = createServer((socket) => {
			caught += 1;
			socket.destroy();
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		owner.defer(() => server.close());
		const address = server.address();
		return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, caught: () => caught };
	}

	test('is shown without its login, edited without its password, and works on', async () => {
		const { host, port, database, user, password } = addressOfUrl(chartwire.customerUrl);
		await ok(
			ada('PUT', '/v1/sources/edited', { body: { engine: 'postgresql', host, port, database, user, password } }),
		);
		const edit = { maxConcurrent: 3, database, host };
		await ok(ada('PATCH', '/v1/sources/edited', { body: edit }));
		const { body, text } = await ok(ada('GET', '/v1/sources/edited'));
		assert.deepEqual([body['name'], body['host'], body['maxConcurrent']], ['edited', host, 3]);
		assert.deepEqual(body['schema'], { reading: false });
		assert.equal(['user', 'password', 'sealed', 'url'].filter((key) => text.includes(`"${key}"`)).length, 0);
		assert.equal((await ok(ada('POST', '/v1/sources/edited/test'))).body['ok'], true);
	});

	test('sends its stored password to no other host, port or user, be it saved or tested', async () => {
		const { port, caught } = await trap();
		for (const edit of [{ port }, { host: 'localhost', port }, { user: 'somebody' }]) {
			for (const [method, path] of [
				['PATCH', '/v1/sources/edited'],
				['POST', '/v1/sources/edited/test'],
			] as const) {
				const { status, code, text } = await ada(method, path, { body: edit });
				assert.deepEqual([status, code], [422, 'password_needed'], text);
			}
		}
		assert.equal(caught(), 0);
		// With a password that is given, it is theirs to send.
		const tested = await ok(ada('POST', '/v1/sources/edited/test', { body: { port, password: 'given' } }));
		assert.deepEqual([tested.body['ok'], caught() > 0], [false, true]);
		assert.equal((await ok(ada('POST', '/v1/sources/edited/test'))).body['ok'], true);
	});

	test('keeps a password that was changed while it was edited', async () => {
		const { host, port, database, user, password } = addressOfUrl(chartwire.customerUrl);
		const save = (given: string) =>
			ok(
				ada('PUT', '/v1/sources/rotated', {
					body: { engine: 'postgresql', host, port, database, user, password: given },
				}),
			);
		const { control } = chartwire;
		await save(password);
		const [rotated] = await control`select sealed from sources where name = 'rotated'`;
		await save('the one before');
		let edited: Promise<Answer> | undefined;
		await control.begin(async (on) => {
			await on`select from sources where name = 'rotated' for update`;
			edited = ada('PATCH', '/v1/sources/rotated', { body: { maxConcurrent: 3 } });
			await until(async () => (await countWaiting(control)) > 0, { what: 'the edit waits' });
			await on`update sources set sealed = ${rotated?.['sealed']} where name = 'rotated'`;
		});
		assert.equal((await edited)?.status, 200);
		const { body } = await ok(ada('GET', '/v1/sources/rotated'));
		assert.equal(body['maxConcurrent'], 3);
		assert.equal((await ok(ada('POST', '/v1/sources/rotated/test'))).body['ok'], true);
	});

	test('is deleted when no chart asks it, and says which do', async () => {
		await chartwire.chart('asking', 'select 1 as a', { source: 'edited' });
		const refused = await ada('DELETE', '/v1/sources/edited');
		assert.deepEqual([refused.status, refused.code], [409, 'source_in_use']);
		assert.match(refused.text, /\\"asking\\"/);
		await ok(ada('DELETE', '/v1/charts/asking'));
		await ok(ada('DELETE', '/v1/sources/edited'));
		assert.equal((await ada('GET', '/v1/sources/edited')).code, 'unknown_source');
		assert.equal((await ada('DELETE', '/v1/sources/edited')).code, 'unknown_source');
	});
});

const declaration = (sql: string, more: object = {}) => ({ source: 'sample', sql, title: 'Revenue', ...more });

describe('a chart', () => {
	test('says what those are called who have saved it, where an account or a key of this project is theirs', async () => {
		const { control } = chartwire;
		const [person, machine, foreign] = [randomUUID(), `ak_${randomUUID()}`, `ak_${randomUUID()}`];
		await control`insert into accounts (id, email, name) values (${person}, 'grace@example.com', 'Grace')`;
		await control`insert into projects (project) values ('others') on conflict do nothing`;
		for (const [id, project] of [
			[machine, 'default'],
			[foreign, 'others'],
		] as const)
			await control`insert into api_keys (id, hash, project, name, role, created_by, expires_at)
				values (${id}, ${id}, ${project}, 'nightly', 'author', '', now() + interval '1 day')`;
		const callers = [person, machine, foreign].map((subject) => callerOf(chartwire, { subject }));
		for (const [index, by] of (await Promise.all(callers)).entries())
			await ok(by('PUT', '/v1/charts/signed', { body: declaration(`select ${index} as a`) }));
		const { body } = await ok(ada('GET', '/v1/charts/signed/versions'));
		assert.deepEqual(
			(body['versions'] as { by: string; byName?: string }[]).map(({ by, byName }) => [by, byName]),
			[
				[foreign, undefined],
				[machine, 'nightly'],
				[person, 'Grace'],
			],
		);
		const [first] = list(await ok(ada('GET', '/v1/charts?q=signed')), 'charts');
		assert.deepEqual([first?.['updatedBy'], first?.['updatedByName']], [foreign, undefined]);
		const restored = await callers[0];
		assert.equal((await restored?.('POST', '/v1/charts/signed/versions/1/restore'))?.status, 200);
		const [again] = list(await ok(ada('GET', '/v1/charts?q=signed')), 'charts');
		assert.equal(again?.['updatedByName'], 'Grace');
		assert.equal((await ok(ada('GET', '/v1/charts/signed'))).body['updatedByName'], 'Grace');
	});

	test('has its specification checked in the words in which it would be refused, by authors, and nothing is saved', async () => {
		const spec = { version: 1, type: 'line', stack: 'stacked', yAxis: { min: 2, max: 1 } };
		const { body } = await ok(ada('POST', '/v1/charts/check-spec', { body: { spec } }));
		const problems = body['problems'] as { path: string[]; message: string }[];
		assert.deepEqual(problems.map(({ path }) => path.join('.')).sort(), ['stack', 'yAxis']);
		const refused = await ada('PUT', '/v1/charts/unsaved', { body: declaration('select 1 as a', { spec }) });
		for (const { path, message } of problems)
			assert.ok(refused.text.includes(JSON.stringify(`spec.${path.join('.')}: ${message}`).slice(1, -1)));
		const fine = await ok(ada('POST', '/v1/charts/check-spec', { body: { spec: { version: 1 } } }));
		assert.deepEqual(fine.body['problems'], []);
		assert.equal((await ada('GET', '/v1/charts/unsaved')).code, 'unknown_chart');
		assert.equal((await viewer('POST', '/v1/charts/check-spec', { body: { spec } })).status, 403);
	});

	test('has a version for each change, with who made it and what it was, and none for no change', async () => {
		const save = (by: Caller, sql: string) => ok(by('PUT', '/v1/charts/revenue', { body: declaration(sql) }));
		const revisions = [];
		for (const [by, sql] of [
			[ada, 'select 1 as a'],
			[ben, 'select 2 as a'],
			[ben, 'select 2 as a'],
		] as const) {
			revisions.push((await save(by, sql)).body['revision']);
		}
		assert.deepEqual(revisions, [1, 2, 2]);
		const stored = await ok(ada('GET', '/v1/charts/revenue'));
		assert.deepEqual([stored.body['revision'], stored.body['updatedBy']], [2, 'ben']);
		assert.equal((stored.body['declaration'] as { sql: string }).sql, 'select 2 as a');
		assert.equal(stored.headers.get('etag'), '"2"');
		const versions = list(await ok(ada('GET', '/v1/charts/revenue/versions')), 'versions');
		assert.deepEqual(
			versions.map(({ version, action, by }) => [version, action, by]),
			[
				[2, 'saved', 'ben'],
				[1, 'saved', 'ada'],
			],
		);
		const first = await ok(ada('GET', '/v1/charts/revenue/versions/1'));
		assert.equal((first.body['declaration'] as { sql: string }).sql, 'select 1 as a');
		// What is answered can be sent back, and is no change.
		const again = await ok(ada('PUT', '/v1/charts/revenue', { body: stored.body['declaration'] }));
		assert.equal(again.body['revision'], 2);
	});

	test('is not overwritten by who did not see the last version: 409, with both', async () => {
		const base = (await ok(ada('GET', '/v1/charts/revenue'))).headers.get('etag') ?? '';
		const headers = { 'if-match': base };
		const body = (sql: string) => declaration(sql);
		// Both at once: one of them only.
		const save = (by: Caller, sql: string) => by('PUT', '/v1/charts/revenue', { headers, body: body(sql) });
		const answers = await raced(
			chartwire.control,
			(on) => on`select from charts where name = 'revenue' for update`,
			() => Promise.all([save(ada, 'select 31 as a'), save(ben, 'select 32 as a')]),
		);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
		const lost = answers.find(({ status }) => status === 409);
		const { stored, given } = (lost?.body ?? {}) as {
			stored: { revision: number; declaration: object };
			given: object;
		};
		assert.equal(lost?.code, 'chart_conflict');
		assert.equal(stored.revision, 3);
		assert.deepEqual([stored.declaration, given].map((each) => (each as { sql: string }).sql).sort(), [
			'select 31 as a',
			'select 32 as a',
		]);
		const taken = await ada('PUT', '/v1/charts/revenue', {
			headers: { 'if-none-match': '*' },
			body: body('select 4 as a'),
		});
		assert.equal(taken.code, 'chart_conflict');
		const nonsense = await ada('PUT', '/v1/charts/revenue', {
			headers: { 'if-match': 'W/"x"' },
			body: body('select 4'),
		});
		assert.equal(nonsense.code, 'bad_request');
	});

	test('is restored as an earlier version, which is a version itself, and by today’s rules', async () => {
		const restored = await ok(ben('POST', '/v1/charts/revenue/versions/1/restore'));
		assert.equal(restored.body['revision'], 4);
		const [latest] = list(await ok(ada('GET', '/v1/charts/revenue/versions?limit=1')), 'versions');
		assert.deepEqual([latest?.['action'], latest?.['restored'], latest?.['by']], ['restored', 1, 'ben']);
		const { body } = await ok(ada('GET', '/v1/charts/revenue'));
		assert.equal((body['declaration'] as { sql: string }).sql, 'select 1 as a');
		assert.equal((await ada('POST', '/v1/charts/revenue/versions/99/restore')).code, 'unknown_version');
		const late = { 'if-match': '"3"' };
		assert.equal(
			(await ada('POST', '/v1/charts/revenue/versions/2/restore', { headers: late })).code,
			'chart_conflict',
		);
		await chartwire.control`update chart_versions set declaration = declaration || '{"source": "gone"}' where chart = 'revenue' and version = 2`;
		assert.equal((await ada('POST', '/v1/charts/revenue/versions/2/restore')).code, 'unknown_source');
	});

	test('that is deleted is told to who watches it, and can be restored', async () => {
		await ok(ada('PUT', '/v1/charts/passing', { body: declaration('select 7 as a') }));
		const wire = await chartwire.wire();
		const { id } = await wire.subscribe({ chart: 'passing' });
		const stale = { 'if-match': '"9"' };
		assert.equal((await ada('DELETE', '/v1/charts/passing', { headers: stale })).code, 'chart_conflict');
		await ok(ada('DELETE', '/v1/charts/passing'));
		await wire.waitFor((frame) => frame.type === 'moved' && frame.id === id);
		assert.equal((await ada('GET', '/v1/charts/passing')).code, 'unknown_chart');
		assert.equal((await ada('DELETE', '/v1/charts/passing')).code, 'unknown_chart');
		const [gone] = list(await ok(ada('GET', '/v1/charts/passing/versions')), 'versions');
		assert.deepEqual([gone?.['version'], gone?.['action']], [2, 'deleted']);
		const back = await ok(ada('POST', '/v1/charts/passing/versions/1/restore'));
		assert.equal(back.body['revision'], 3);
		assert.equal((await ok(ada('GET', '/v1/charts/passing'))).body['revision'], 3);
	});

	test('is found by name, title and SQL, page by page, the last saved first', async () => {
		for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) {
			await ok(ada('PUT', `/v1/charts/${name}`, { body: declaration(`select 'Need%le' as ${name}`) }));
		}
		const found: unknown[] = [];
		for (let cursor = ''; ; ) {
			const page = await ok(ada('GET', `/v1/charts?limit=2&q=NEED%25LE${cursor}`));
			found.push(...list(page, 'charts').map(({ name }) => name));
			if (page.body['next'] === undefined) break;
			cursor = `&cursor=${String(page.body['next'])}`;
		}
		assert.deepEqual(found, ['a5', 'a4', 'a3', 'a2', 'a1']);
		assert.deepEqual(list(await ok(ada('GET', '/v1/charts?q=need_le')), 'charts'), []);
		assert.deepEqual(list(await ok(ada('GET', '/v1/charts?source=other')), 'charts'), []);
		assert.equal((await ada('GET', '/v1/charts?cursor=nonsense')).code, 'bad_request');
	});

	test('keeps its newest 500 versions', async () => {
		await chartwire.control`update chart_versions set version = version + 600 where chart = 'a1'`;
		await chartwire.control`insert into chart_versions select project, chart, 100, action, restored, declaration, saved_at, saved_by
			from chart_versions where chart = 'a1' and version = 601`;
		await ok(ada('PUT', '/v1/charts/a1', { body: declaration('select 2 as a1') }));
		const versions = list(await ok(ada('GET', '/v1/charts/a1/versions')), 'versions');
		assert.deepEqual(
			versions.map(({ version }) => version),
			[602, 601],
		);
	});
});

const draft = (revision: number, sql: string, more: object = {}) => ({ revision, sql, title: 'Tab', ...more });

test('I9 another project’s author sees none of it, and hears the same as of what does not exist; a viewer is told to be none', async () => {
	const id = randomUUID();
	await ok(ada('PUT', `/v1/drafts/${id}`, { body: draft(0, 'select 1', { shared: true }) }));
	await ok(ada('PUT', '/v1/charts/secret', { body: declaration('select 1 as a') }));
	const run = await chartwire.run('select 1 as a');
	const nobodys = randomUUID();
	const paths: readonly (readonly [string, string, string, unknown?])[] = [
		['GET', '/v1/sources/sample', '/v1/sources/nothing'],
		['PATCH', '/v1/sources/sample', '/v1/sources/nothing', { maxConcurrent: 1 }],
		['DELETE', '/v1/sources/sample', '/v1/sources/nothing'],
		['GET', '/v1/charts/secret', '/v1/charts/nothing'],
		['DELETE', '/v1/charts/secret', '/v1/charts/nothing'],
		['GET', '/v1/charts/secret/versions', '/v1/charts/nothing/versions'],
		['GET', '/v1/charts/secret/versions/1', '/v1/charts/nothing/versions/1'],
		['POST', '/v1/charts/secret/versions/1/restore', '/v1/charts/nothing/versions/1/restore'],
		['GET', `/v1/runs/${run}`, `/v1/runs/${nobodys}`],
		['GET', `/v1/drafts/${id}`, `/v1/drafts/${nobodys}`],
		['PUT', `/v1/drafts/${id}`, `/v1/drafts/${nobodys}`, draft(1, 'theirs')],
		['DELETE', `/v1/drafts/${id}`, `/v1/drafts/${nobodys}`],
		['POST', `/v1/drafts/${id}/restore`, `/v1/drafts/${nobodys}/restore`],
	];
	for (const [method, theirs, none, body] of paths) {
		const [seen, unseen] = await Promise.all([theirs, none].map((path) => stranger(method, path, { body })));
		const bare = (answer: Answer | undefined) => answer?.text.replaceAll(/sample|secret/g, 'nothing');
		assert.deepEqual([seen?.status, bare(seen)], [404, unseen?.text], `${method} ${theirs}`);
		const watching = await viewer(method, theirs, { body });
		assert.ok(['not_allowed', 'unknown_run'].includes(String(watching.code)), `${method} ${theirs}: ${watching.text}`);
	}
	for (const path of ['/v1/sources', '/v1/charts', '/v1/drafts', '/v1/drafts?deleted=true', '/v1/runs']) {
		assert.deepEqual(Object.values((await ok(stranger('GET', path))).body), [[]], path);
		assert.equal((await viewer('GET', path)).code, 'not_allowed');
	}
	// The same id may be theirs as well, and tells them nothing.
	assert.equal((await ok(stranger('PUT', `/v1/drafts/${id}`, { body: draft(0, 'other') }))).body['revision'], 1);
	assert.equal((await ok(ada('GET', `/v1/drafts/${id}`))).body['sql'], 'select 1');
});

test('a page of another origin may edit by revision, and read which one there is', async () => {
	const asked = {
		origin: 'https://workshop.example',
		'access-control-request-method': 'PATCH',
		'access-control-request-headers': 'authorization, if-match, if-none-match',
	};
	const url = `${chartwire.web().url}/v1/sources/sample`;
	const { headers } = await fetch(url, { method: 'OPTIONS', headers: asked });
	assert.match(headers.get('access-control-allow-methods') ?? '', /PATCH/);
	for (const name of ['if-match', 'if-none-match']) {
		assert.ok(headers.get('access-control-allow-headers')?.includes(name), name);
	}
	const answer = await ada('GET', '/v1/charts/secret');
	assert.match(answer.headers.get('access-control-expose-headers') ?? '', /etag.*chartwire-schema-state/);
});
