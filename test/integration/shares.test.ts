/** Public links on real servers: what they open, what they never do, and how they end. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { CLOSE } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { LINK_PASSWORD, Links, rowsOf } from '../support/shares.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let links: Links;
/** A second web node: what is said to the first must count here as well. */
let other: SpawnedServer;

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_TRUSTED_HOPS: '1' } });
	other = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
	links = new Links(chartwire, owner);
	const region = { name: 'region', type: 'text', default: 'north' };
	await chartwire.chart('sales', 'select {{region}}::text as region, 42 as n', { title: 'Sales', params: [region] });
	const own = "select current_setting('chartwire.tenant', true) as tenant";
	await chartwire.chart('own', own, { claims: ['tenant'] });
});

describe('a link', () => {
	test('opens one chart without any other authentication, at every node, with fixed parameters', async () => {
		const { code } = await links.share({ params: { region: 'south' }, title: 'For the board' });
		const { status, body } = await links.ask({ code }, { at: other });
		assert.equal(status, 200);
		assert.deepEqual([body['title'], body['target']], ['For the board', { chart: 'sales' }]);
		const left = Number(body['expiresAt']) - Date.now();
		assert.ok(left > 540_000 && left <= 600_000, `${left} ms`);
		const wire = await links.open(code);
		assert.match(await rowsOf(wire, { chart: 'sales' }), /"south"/);
		await assert.rejects(wire.subscribe({ chart: 'sales', params: { region: 'north' } }), /not_allowed/);
		await assert.rejects(wire.subscribe({ chart: 'own' }), /unknown_chart/);
	});

	test('lets nothing be taken away unless it says so, and writes nothing', async () => {
		const statusOf = async (code: string, path: string, method = 'GET'): Promise<number> => {
			const headers = { authorization: `Bearer ${await links.tokenOf(code)}`, 'content-type': 'application/json' };
			const init = method === 'GET' ? { headers } : { method, headers, body: '{}' };
			return (await fetch(`${chartwire.web().url}${path}`, init)).status;
		};
		const [closed, opened] = [await links.share(), await links.share({ exports: true })];
		assert.equal(await statusOf(closed.code, '/v1/charts/sales/rows.csv'), 403);
		assert.equal(await statusOf(opened.code, '/v1/charts/sales/rows.csv'), 200);
		for (const path of [
			'/v1/shares',
			'/v1/access',
			'/v1/watching',
			'/v1/views?chart=sales',
			'/v1/charts',
			'/v1/sources',
			'/v1/project',
		])
			assert.equal(await statusOf(opened.code, path), 403, path);
		for (const path of ['/v1/runs', '/v1/shares']) assert.equal(await statusOf(opened.code, path, 'POST'), 403, path);
	});

	test('is answered alike when it is unknown, expired, revoked, or its chart is gone, and nothing is revealed', async () => {
		await chartwire.chart('short-lived', 'select 1 as n', { title: 'A secret title' });
		const [expired, revoked, orphan] = [
			await links.share({ expiresAt: Date.now() + 5_000, password: LINK_PASSWORD }),
			await links.share(),
			await links.share({ target: { chart: 'short-lived' } }),
		];
		await chartwire.control`update shares set expires_at = now() where id = ${expired.id}`;
		assert.equal(await links.revoke(revoked.id), 204);
		assert.equal(await links.revoke(revoked.id), 404, 'it is revoked once');
		await chartwire.api('DELETE', '/v1/charts/short-lived');
		const answers = await Promise.all(
			[expired.code, revoked.code, orphan.code, 'x'.repeat(22), 'no code at all'].map((code) => links.ask({ code })),
		);
		for (const { status, body } of answers)
			assert.deepEqual(
				[status, body],
				[404, { error: { code: 'link_invalid', message: 'This link no longer works.', retryable: false } }],
			);
	});

	test('is kept as a hash, and is in no log and no audit entry', async () => {
		const { id, code } = await links.share({ password: LINK_PASSWORD });
		await links.ask({ code, password: LINK_PASSWORD });
		const [row] = await chartwire.control`select * from shares where id = ${id}`;
		assert.ok(!JSON.stringify(row).includes(code));
		assert.match(String(row?.['password']), /^\$argon2id\$/);
		const audit = await chartwire.control`select action, details from audit_log where object = ${id}`;
		assert.deepEqual(
			audit.map(({ action }) => action),
			['share.created'],
		);
		const said = JSON.stringify(audit) + chartwire.web().output() + other.output();
		assert.ok(!said.includes(code) && !said.includes(LINK_PASSWORD));
	});

	test('ends a living socket, an event stream and a poll within seconds of its revocation, at every node', async () => {
		const { id, code } = await links.share();
		const [wire, far] = [await links.open(code), await links.open(code, other)];
		for (const each of [wire, far]) await rowsOf(each, { chart: 'sales' });
		const token = await links.tokenOf(code);
		const { epoch, seq } = await wire.subscribe({ chart: 'sales' });
		const send = (path: string) => {
			const subscriptions = [{ id: 1, chart: 'sales', since: { epoch, seq } }];
			const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
			return fetch(`${other.url}${path}`, { ...init, body: JSON.stringify({ token, subscriptions }) });
		};
		const stream = await send('/v1/stream');
		const told = stream.text();
		const polled = send('/v1/poll').then((response) => response.text());
		await links.revoke(id);
		const ended = await Promise.all([wire.closed, far.closed]);
		for (const { code: closedWith } of ended) assert.equal(closedWith, CLOSE.tokenInvalid);
		for (const each of [wire, far]) assert.match(each.texts.join('\n'), /token_revoked/);
		assert.match(await told, /token_revoked/);
		assert.match(await polled, /token_revoked/);
		assert.equal((await send('/v1/poll')).status, 401, 'the token is taken again');
		const rows = await fetch(`${chartwire.web().url}/v1/charts/sales/picture.svg`, {
			headers: { authorization: `Bearer ${token}` },
		});
		assert.equal(rows.status, 401);
	});

	test('that expires ends what it shows, since its token lives no longer', async () => {
		const { code } = await links.share({ expiresAt: Date.now() + 4_000 });
		const wire = await links.open(code);
		await wire.closed;
		assert.match(wire.texts.join('\n'), /token_expired/);
		assert.equal((await links.ask({ code })).code, 'link_invalid');
	});

	test('is listed with who made it, what it fixes and how often it was opened; renewing is no opening', async () => {
		const { id, code } = await links.share({ params: { region: 'east' } });
		await links.ask({ code });
		await links.ask({ code }, { at: other });
		await links.ask({ code, renews: true });
		const listed = await until(
			async () => {
				const { body } = await chartwire.api('GET', '/v1/shares?chart=sales');
				const found = (body['shares'] as Record<string, unknown>[]).find((each) => each['id'] === id);
				return found?.['opens'] === 2 ? found : undefined;
			},
			{ what: 'both openings are counted', timeoutMs: 60_000 },
		);
		assert.deepEqual(listed['params'], { region: 'east' });
		assert.deepEqual([listed['createdByName'], listed['hasPassword'], listed['exports']], ['author', false, false]);
		assert.equal(typeof listed['lastOpenedAt'], 'number');
		assert.ok(!JSON.stringify(listed).includes(code));
	});

	test('is refused for what cannot be shown by it', async () => {
		const refused = async (body: object): Promise<unknown> => {
			const answer = await chartwire.api('POST', '/v1/shares', body);
			return (answer.body['error'] as { code: string }).code;
		};
		const target = { chart: 'sales' };
		assert.equal(await refused({ target: { chart: 'nothing' } }), 'unknown_chart');
		assert.equal(await refused({ target, params: { planet: 'mars' } }), 'unknown_parameter');
		assert.equal(await refused({ target, claims: { tenant: 'acme' } }), 'bad_request');
		assert.equal(await refused({ target, expiresAt: Date.now() - 1 }), 'bad_request');
		assert.equal(await refused({ target, password: 'short' }), 'password_weak');
	});
});

describe('I9 a chart that shows each viewer their own rows', () => {
	test('is shared only with values that its author has chosen, which the log has', async () => {
		const target = { chart: 'own' };
		for (const claims of [{}, { tenant: null }]) {
			const { status, body } = await chartwire.api('POST', '/v1/shares', { target, claims });
			assert.ok(status >= 400, JSON.stringify(body));
		}
		const { id, code } = await links.share({ target, claims: { tenant: 'acme' } });
		assert.match(await rowsOf(await links.open(code), target), /"acme"/);
		const [entry] = await chartwire.control`select details from audit_log where object = ${id}`;
		assert.deepEqual(entry?.['details']['claims'], ['tenant acme']);
	});

	test('is on a shared dashboard with values that were chosen, or is not shown there, while the others are', async () => {
		const place = { x: 0, w: 6, h: 4, kind: 'chart' };
		const item = (chart: string, y: number) => ({ ...place, y, id: chart, chart });
		const put = (charts: readonly string[]) =>
			chartwire.api('PUT', '/v1/dashboards/board', {
				title: 'The board',
				tabs: [{ id: 'first', title: 'First', items: charts.map((chart, index) => item(chart, 4 * index)) }],
				filters: [],
			});
		assert.equal((await put(['sales', 'own'])).status, 200);
		const target = { dashboard: 'board' };
		const refused = await chartwire.api('POST', '/v1/shares', { target });
		assert.equal((refused.body['error'] as { code: string }).code, 'claims_needed');
		const { code } = await links.share({ target, claims: { tenant: 'acme' }, params: { region: 'west' } });
		const wire = await links.open(code, other);
		await wire.subscribe(target);
		assert.match(await rowsOf(wire, { chart: 'own' }), /"acme"/);
		await wire.subscribe({ chart: 'sales' });
		await until(() => /"west"/.test(wire.texts.join('')), { what: 'the fixed region', timeoutMs: 60_000 });
		await chartwire.chart('other', "select current_setting('chartwire.person', true) as person", {
			claims: ['person'],
		});
		await put(['sales', 'other']);
		await assert.rejects(
			until(() => wire.subscribe({ chart: 'other' })),
			/not_allowed/,
		);
		const again = await links.open(code);
		await again.subscribe({ chart: 'sales' });
		await assert.rejects(again.subscribe({ chart: 'own' }), /unknown_chart/);
		await chartwire.api('DELETE', '/v1/dashboards/board');
		assert.equal((await links.ask({ code })).code, 'link_invalid');
	});

	test('is shown no more, by open pages either, once it reads a claim for which nothing was chosen', async () => {
		const sql = "select 'everything' as rows";
		await chartwire.chart('later', sql);
		const { id, code } = await links.share({ target: { chart: 'later' } });
		const wire = await links.open(code);
		assert.match(await rowsOf(wire, { chart: 'later' }), /everything/);
		const limited = `${sql} where {{claims.tenant}}::text is null or {{claims.tenant}}::text = 'acme'`;
		await chartwire.chart('later', limited, { claims: ['tenant'] });
		await wire.waitForType('moved', 60_000);
		// What the page does then, with the token that it still has.
		await assert.rejects(wire.subscribe({ chart: 'later' }), /not_allowed/);
		assert.equal((await links.ask({ code })).code, 'link_invalid');
		const { body } = await chartwire.api('GET', `/v1/shares/${id}`);
		assert.deepEqual(body['lacking'], ['tenant']);
	});
});

test('named members are told in their inbox, where it leads to the workshop and not by the link; nobody else can be', async () => {
	const [account] = await chartwire.control`
		insert into accounts (email, name) values ('rita@example.com', 'Rita') returning id::text as id`;
	const member = String(account?.['id']);
	const body = { target: { chart: 'sales' }, title: 'For Rita', notify: [member] };
	const refused = await chartwire.api('POST', '/v1/shares', body);
	assert.equal((refused.body['error'] as { code: string }).code, 'bad_request');
	await chartwire.control`insert into members (project, account, role) values ('default', ${member}, 'viewer')`;
	const { code } = await links.share(body);
	const wire = await chartwire.wire({ subject: member });
	await wire.subscribe({ inbox: true });
	await until(() => wire.texts.join('').includes('For Rita'), { what: 'the notice comes', timeoutMs: 60_000 });
	const said = wire.texts.join('');
	assert.match(said, /\/workshop\/default\/charts\/sales/);
	assert.ok(!said.includes(code));
});

test('who can see what is one answer: people and machines, keys, and of each chart its links and claims', async () => {
	const { id } = await links.share({ target: { chart: 'own' }, claims: { tenant: 'acme' }, title: 'Seen by Acme' });
	const ended = await links.share({ target: { chart: 'own' }, claims: { tenant: 'acme' } });
	await links.revoke(ended.id);
	await chartwire.api('POST', '/v1/project/keys', { name: 'the shop' });
	const channels = [
		{ kind: 'email', to: ['board@example.com'] },
		{ kind: 'webhook', url: 'https://hooks.example.com/a-secret-path' },
	];
	const declaration = {
		chart: 'sales',
		condition: { kind: 'threshold', op: '>', value: 1 },
		everyMs: 3_600_000,
		channels,
	};
	const saved = await chartwire.api('PUT', '/v1/alerts/big', declaration);
	assert.equal(saved.status, 200, JSON.stringify(saved.body));
	const { body } = await chartwire.api('GET', '/v1/access');
	const sales = (body['objects'] as { name: string; sent: unknown }[]).find(({ name }) => name === 'sales');
	assert.deepEqual(sales?.sent, [
		{
			by: 'alert',
			name: 'big',
			channels: [
				{ kind: 'email', to: ['board@example.com'] },
				{ kind: 'webhook', to: ['hooks.example.com'] },
			],
		},
	]);
	assert.doesNotMatch(JSON.stringify(body), /a-secret-path|sealed/);
	const own = (body['objects'] as { name: string; claims: string[]; shares: { id: string; claims: object }[] }[]).find(
		({ name }) => name === 'own',
	);
	assert.deepEqual(own?.claims, ['tenant']);
	const mine = own?.shares.find((each) => each.id === id);
	assert.deepEqual(mine?.claims, { tenant: 'acme' });
	assert.ok(!own?.shares.some((each) => each.id === ended.id), 'a link that is revoked shows nothing');
	assert.deepEqual(body['signingKeys'], [{ name: 'the shop', author: false }]);
	const { body: page } = await chartwire.api('GET', '/v1/access?limit=1');
	const { body: rest } = await chartwire.api('GET', `/v1/access?after=${encodeURIComponent(String(page['next']))}`);
	const namesOf = (of: unknown) => (of as { name: string }[]).map(({ name }) => name);
	assert.deepEqual([...namesOf(page['objects']), ...namesOf(rest['objects'])], namesOf(body['objects']));
	const { body: one } = await chartwire.api('GET', '/v1/access?chart=own');
	assert.deepEqual(one['objects'], [own]);
	const { body: none } = await chartwire.api('GET', '/v1/access?dashboard=own');
	assert.deepEqual(none['objects'], []);
});
