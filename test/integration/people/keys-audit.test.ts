/** Keys of machines, and the audit log that tells of everything, on real nodes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { connectDatabase } from '../../../server/database/database.ts';
import { keepHouse } from '../../../server/people/housekeeping.ts';
import { PASSWORD, type People, Person, startPeople, withToken } from '../../support/people.ts';
import { withPostgres } from '../../support/postgres.ts';
import { scope } from '../../support/scope.ts';
import { connectWire } from '../../support/wire.ts';

const owner = scope();
let people: People;
let customer: string;

before(async () => {
	[people, customer] = await Promise.all([startPeople(owner), withPostgres(owner).then(({ url }) => url)]);
	await people.admin.must('POST', '/projects', { project: 'shop', name: 'The shop' });
});

interface Key {
	readonly id: string;
	readonly key: string;
}

const makeKey = async (more: object = {}) =>
	(await people.admin.must('POST', '/projects/shop/keys', {
		name: 'the CI',
		role: 'author',
		...more,
	})) as unknown as Key;
const shownKeys = async () =>
	(await people.admin.must('GET', '/projects/shop/keys'))['keys'] as { id: string; lastUsedAt: number | null }[];

const ask = (key: string, ...request: [string, string, unknown?]) => withToken(people.nodes[1], key, request);

describe('a key of a machine', () => {
	test('does what an author’s token does, in its project, and manages nothing', async () => {
		const { key } = await makeKey();
		assert.match(key, /^cw_[\w-]{43}$/);
		const source = { engine: 'postgresql', url: customer };
		assert.equal((await ask(key, 'PUT', '/v1/sources/main', source)).status, 200);
		assert.equal((await ask(key, 'PUT', '/v1/charts/sales', { source: 'main', sql: 'select 1 as n' })).status, 200);
		assert.equal((await ask(key, 'POST', '/v1/runs', { chart: 'sales' })).status, 202);
		assert.equal((await ask(key, 'GET', '/v1/project/keys')).code, 'not_allowed');
		const [stored] = await people.control`select project from charts where name = 'sales'`;
		assert.equal(stored?.['project'], 'shop');
		const wire = await connectWire({ url: people.nodes[0].url, token: key, scope: owner });
		await wire.waitForType('welcome');
		await wire.close();
	});

	test('of a viewer looks, and writes nothing', async () => {
		const { key } = await makeKey({ role: 'viewer' });
		assert.equal((await ask(key, 'GET', '/v1/runs')).code, 'not_allowed');
		assert.equal(
			(await ask(key, 'PUT', '/v1/charts/sales', { source: 'main', sql: 'select 2 as n' })).code,
			'not_allowed',
		);
		const wire = await connectWire({ url: people.nodes[1].url, token: key, scope: owner });
		await wire.subscribe({ chart: 'sales' });
		await wire.close();
	});

	test('is shown once, kept as a hash, and tells when it was last used', async () => {
		const { key, id } = await makeKey();
		const shown = () => shownKeys().then((keys) => keys.find((each) => each.id === id));
		assert.equal((await shown())?.lastUsedAt, null);
		await ask(key, 'GET', '/v1/runs');
		assert.ok(Math.abs(Number((await shown())?.lastUsedAt) - Date.now()) < 60_000);
		const kept = JSON.stringify([await shownKeys(), await people.control`select * from api_keys`]);
		assert.equal(kept.includes(key), false);
	});

	test('that is revoked ends living connections and closes every door within 5 s; one that has expired, too', async () => {
		const { key, id } = await makeKey();
		const wire = await connectWire({ url: people.nodes[1].url, token: key, scope: owner });
		await wire.waitForType('welcome');
		assert.equal((await ask(key, 'GET', '/v1/runs')).status, 200);
		const began = performance.now();
		await people.admin.must('DELETE', `/projects/shop/keys/${id}`);
		assert.equal((await wire.closed).code, 4401);
		assert.equal((await ask(key, 'GET', '/v1/runs')).code, 'token_revoked');
		assert.ok(performance.now() - began < 5_000);
		assert.equal((await people.admin.ask('DELETE', `/projects/shop/keys/${id}`)).code, 'not_found');
		const old = await makeKey();
		await people.control`update api_keys set expires_at = now() - interval '1 s' where id = ${old.id}`;
		assert.equal((await ask(old.key, 'GET', '/v1/runs')).code, 'token_expired');
		assert.equal((await ask(`cw_${'x'.repeat(43)}`, 'GET', '/v1/runs')).code, 'token_invalid');
	});
});

interface Entry {
	readonly id: number;
	readonly at: number;
	readonly actorKind: string;
	readonly actorName: string;
	readonly address: string;
	readonly project: string | null;
	readonly action: string;
	readonly object: string;
}

async function listed(query = '', by = people.admin) {
	const { entries, next } = await by.must('GET', `/audit${query}`);
	return { entries: entries as Entry[], next: next as number | null };
}

describe('the audit log', () => {
	test('tells who did what, from where, to which object and in which project, of everything that was changed', async () => {
		const person = await people.join('eve@example.com', 'author', 'shop');
		const id = await person.id();
		const token = await person.token('shop');
		await withToken(people.nodes[0], token, ['PUT', '/v1/charts/sales', { source: 'main', sql: 'select 3 as n' }]);
		const manager = await people.admin.token('shop');
		await withToken(people.nodes[0], manager, ['PUT', '/v1/project', { origins: [] }]);
		await withToken(people.nodes[0], manager, ['POST', '/v1/project/revocations', { subject: 'somebody' }]);
		await people.admin.must('PUT', `/projects/shop/members/${id}`, { role: 'viewer' });
		await people.admin.must('DELETE', `/people/${id}`);
		const { entries } = await listed('?limit=200');
		const told = entries.map(
			({ action, actorKind, actorName, project }) => `${action} ${actorKind} ${actorName} ${project}`,
		);
		const { email } = people.admin;
		for (const line of [
			`account.created account ${email} null`,
			`project.created account ${email} shop`,
			`key.created account ${email} shop`,
			`key.revoked account ${email} shop`,
			`invitation.created account ${email} shop`,
			'account.created account eve@example.com null',
			'member.added account eve@example.com shop',
			'chart.saved account eve@example.com shop',
			`project.settings account ${email} shop`,
			`subject.revoked account ${email} shop`,
			`member.changed account ${email} shop`,
			`account.removed account ${email} null`,
		])
			assert.ok(told.includes(line), `${line} is not among\n${told.join('\n')}`);
		assert.ok(told.some((line) => /^source\.saved key ak_\S+ shop$/.test(line)));
		assert.ok(entries.every(({ address }) => address === '127.0.0.1'));
	});

	test('holds no secret: no password, code, key or login', async () => {
		const { key } = await makeKey({ name: 'another' });
		const { link } = await people.admin.must('POST', '/projects/shop/invitations', { role: 'viewer' });
		const source = { engine: 'postgresql', url: customer };
		await withToken(people.nodes[0], key, ['PUT', '/v1/sources/main', source]);
		const all = JSON.stringify(await people.control`select * from audit_log`);
		const login = new URL(customer).password;
		for (const secret of [
			PASSWORD,
			key,
			String(link).split('code=')[1] ?? '',
			login,
			people.admin.jar.get('chartwire') ?? '',
		])
			if (secret !== '') assert.equal(all.includes(secret), false);
		assert.doesNotMatch(all, /postgres(ql)?:\/\//);
	});

	test('is read page by page and by filters: each entry once, the newest first', async () => {
		const seen: number[] = [];
		for (let before: number | null = null, pages = 0; pages === 0 || before !== null; pages += 1) {
			const { entries, next } = await listed(`?limit=5${before === null ? '' : `&before=${before}`}`);
			seen.push(...entries.map(({ id }) => id));
			before = next;
		}
		const [counted] = await people.control`select count(*)::int as n from audit_log`;
		assert.deepEqual(
			seen,
			[...new Set(seen)].sort((a, b) => b - a),
		);
		assert.equal(seen.length, counted?.['n']);
		const actions = async (query: string) => new Set((await listed(query)).entries.map(({ action }) => action));
		assert.deepEqual(await actions('?action=key'), new Set(['key.created', 'key.revoked']));
		assert.deepEqual(await actions('?action=key.revoked&project=shop'), new Set(['key.revoked']));
		assert.deepEqual(await actions('?actor=eve%40example.com&object=sales'), new Set(['chart.saved']));
		assert.equal((await listed(`?since=${Date.now() + 60_000}`)).entries.length, 0);
	});

	test('of a project is read by its administrators, and the whole by those of the installation only', async () => {
		const manager = await people.join('manager@example.com', 'administrator', 'shop');
		const { entries } = await listed('?project=shop&limit=200', manager);
		assert.deepEqual(new Set(entries.map(({ project }) => project)), new Set(['shop']));
		assert.equal((await manager.ask('GET', '/audit')).code, 'not_allowed');
		assert.equal((await manager.ask('GET', '/audit?project=default')).code, 'not_found');
		const author = await people.join('author@example.com', 'author', 'shop');
		assert.equal((await author.ask('GET', '/audit?project=shop')).code, 'not_allowed');
	});

	test('has no entry for what was refused, and nothing happens whose entry cannot be written', async () => {
		const count = async () => (await people.control`select count(*)::int as n from audit_log`)[0]?.['n'];
		const before = await count();
		await people.admin.ask('POST', '/projects', { project: 'shop', name: 'Again' });
		assert.equal(await count(), before);
		await people.control`alter table audit_log add constraint shut check (action <> 'project.created') not valid`;
		assert.equal((await people.admin.ask('POST', '/projects', { project: 'unseen', name: 'x' })).status, 500);
		await people.control`alter table audit_log drop constraint shut`;
		assert.deepEqual([...(await people.control`select 1 from projects where project = 'unseen'`)], []);
	});

	test('is only added to; what is older than it is kept goes, and nothing else does', async () => {
		for (const change of [
			people.control`update audit_log set action = 'x'`,
			people.control`delete from audit_log`,
			people.control`truncate audit_log`,
		])
			await assert.rejects(change, /only added to/);
		await people.control`insert into audit_log (at, actor_kind, actor, actor_name, address, action, object)
			values (now() - interval '31 days', 'operator', 'x', 'x', 'x', 'old', 'x'), (now() - interval '29 days', 'operator', 'x', 'x', 'x', 'young', 'x')`;
		const database = connectDatabase(String(people.env['DATABASE_URL']));
		owner.defer(() => database.end({ timeout: 1 }));
		const person = await people.join('idle@example.com', 'viewer', 'shop');
		await people.control`update sessions set seen_at = now() - interval '2 hours' where account = ${await person.id()}`;
		await keepHouse(database, { idleMs: 3_600_000, auditDays: 30 });
		const left = await people.control`select action from audit_log where action in ('old', 'young')`;
		assert.deepEqual(
			left.map((row) => row['action']),
			['young'],
		);
		await assert.rejects(people.control`delete from audit_log`, /only added to/);
		assert.equal((await person.ask('GET', '')).code, 'session_missing');
		assert.equal((await new Person(people.nodes[0], person.email).signIn()).status, 204);
	});
});
