/** What sessions and roles permit in the rest of the API, and how soon it ends: access tokens, members, projects, at two nodes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwt } from 'jose';
import { type Answer, codeOf, PASSWORD, type People, Person, startPeople, withToken } from '../../support/people.ts';
import { countWaiting, overlapping } from '../../support/race.ts';
import { scope } from '../../support/scope.ts';
import { until } from '../../support/until.ts';
import { connectWire } from '../../support/wire.ts';

const owner = scope();
let people: People;
let guests = 0;

before(async () => {
	people = await startPeople(owner);
	for (const project of ['shop', 'bank'])
		await people.admin.must('POST', '/projects', { project, name: `The ${project}` });
});

const join = (role: string, project = 'shop') => {
	guests += 1;
	return people.join(`guest${guests}@example.com`, role, project);
};

/** What an author may, and a viewer may not: look at their runs. */
const asAuthor = async (token: string, node = people.nodes[1]) => {
	const { status, code } = await withToken(node, token, ['GET', '/v1/runs']);
	return status === 200 ? 'open' : code;
};

/** A connection at the other node than the one that changes things. */
async function connected(token: string) {
	const wire = await connectWire({ url: people.nodes[1].url, token, scope: owner });
	await wire.waitForType('welcome');
	return wire;
}

/** What a connection is told at its end, and after how long. */
async function endOf(wire: Awaited<ReturnType<typeof connected>>, work: () => Promise<unknown>) {
	const began = performance.now();
	await work();
	const { code } = await wire.closed;
	const error = wire.frames.find((frame) => frame.type === 'error');
	return { code, error: error?.type === 'error' ? error.code : undefined, inTime: performance.now() - began < 5_000 };
}

const REVOKED = { code: 4401, error: 'token_revoked', inTime: true };

describe('an access token', () => {
	test('speaks for one project of its account, with the role that it has there, for ten minutes', async () => {
		const person = await join('author');
		const answer = await person.must('POST', '/token', { project: 'shop' });
		const { sub, project, role, permissions, exp = 0, jti } = decodeJwt(String(answer['token']));
		assert.deepEqual([sub, project, role, permissions], [await person.id(), 'shop', 'author', ['author']]);
		assert.ok(jti !== undefined && Math.abs(exp * 1_000 - Date.now() - 600_000) < 10_000);
		assert.equal(await asAuthor(String(answer['token'])), 'open');
		for (const foreign of ['bank', 'default', 'nowhere'])
			assert.equal((await person.ask('POST', '/token', { project: foreign })).code, 'not_found', foreign);
		assert.equal(await asAuthor(await (await join('viewer')).token('shop')), 'not_allowed');
	});

	test('of an author manages no keys of the project, which would outlast the membership', async () => {
		const [author, manager] = [await join('author'), await join('administrator')];
		const keys = (token: string) => withToken(people.nodes[0], token, ['GET', '/v1/project/keys']);
		assert.equal((await keys(await author.token('shop'))).code, 'not_allowed');
		assert.equal((await keys(await manager.token('shop'))).status, 200);
	});

	test('ends with its session, on living connections within 5 s, and no other session’s does', async () => {
		const person = await join('viewer');
		const other = new Person(people.nodes[1], person.email);
		await other.signIn();
		const [token, kept] = [await person.token('shop'), await connected(await other.token('shop'))];
		const wire = await connected(token);
		assert.deepEqual(await endOf(wire, () => person.must('POST', '/sign-out')), REVOKED);
		assert.equal(await asAuthor(token), 'token_revoked');
		assert.equal(kept.socket.readyState, kept.socket.OPEN);
		assert.deepEqual(await endOf(kept, () => other.must('DELETE', '/sessions')), REVOKED);
	});

	test('ends with the membership, the role and the account that it was given for, within 5 s', async () => {
		const changes: readonly (readonly [string, (id: string) => Promise<unknown>, string])[] = [
			['removed', (id) => people.admin.must('DELETE', `/projects/shop/members/${id}`), 'not_found'],
			['demoted', (id) => people.admin.must('PUT', `/projects/shop/members/${id}`, { role: 'viewer' }), 'not_allowed'],
			['disabled', (id) => people.admin.must('PUT', `/people/${id}`, { disabled: true }), 'session_missing'],
			['deleted', (id) => people.admin.must('DELETE', `/people/${id}`), 'session_missing'],
		];
		for (const [name, change, afterwards] of changes) {
			const person = await join('author');
			const id = await person.id();
			const wire = await connected(await person.token('shop'));
			assert.deepEqual(await endOf(wire, () => change(id)), REVOKED, name);
			const again = await person.ask('POST', '/token', { project: 'shop' });
			const then = again.status === 200 ? await asAuthor(String(again.body['token'])) : again.code;
			assert.equal(then, afterwards, name);
		}
	});

	test('that is asked for while its role is being changed has the new one, and none that was given before is taken', async () => {
		const person = await join('author');
		const id = await person.id();
		const before = await person.token('shop');
		let changed: Promise<unknown> = Promise.resolve();
		let asked: Promise<string> = Promise.resolve('');
		// The change is made and revoked, and not finished: its entry in the audit log cannot be written yet.
		await people.control.begin(async (on) => {
			await on`lock table audit_log in share row exclusive mode`;
			changed = people.admin.must('PUT', `/projects/shop/members/${id}`, { role: 'viewer' });
			await until(async () => (await countWaiting(people.control)) >= 1);
			let isAnswered = false;
			asked = person.token('shop').finally(() => {
				isAnswered = true;
			});
			await until(async () => isAnswered || (await countWaiting(people.control)) >= 2);
		});
		await changed;
		assert.equal(decodeJwt(await asked)['role'], 'viewer');
		await until(async () => (await asAuthor(before)) === 'token_revoked');
		assert.equal(await asAuthor(await asked), 'not_allowed');
	});
});

describe('a project', () => {
	test('that is archived answers nobody within 5 s, and everybody again once it is opened', async () => {
		const person = await join('viewer', 'bank');
		const token = await person.token('bank');
		const wire = await connected(token);
		assert.deepEqual(await endOf(wire, () => people.admin.must('PUT', '/projects/bank', { archived: true })), REVOKED);
		assert.equal((await person.ask('POST', '/token', { project: 'bank' })).code, 'not_allowed');
		await people.admin.must('PUT', '/projects/bank', { archived: false });
		await until(async () => (await asAuthor(token)) === 'not_allowed', { what: 'the token is taken again' });
		await (await connected(await person.token('bank'))).close();
	});

	test('is made and renamed by administrators of the installation, and its id stays', async () => {
		await people.admin.must('PUT', '/projects/shop', { name: 'A better name' });
		assert.equal((await people.admin.ask('POST', '/projects', { project: 'shop', name: 'Again' })).code, 'conflict');
		const { projects } = await people.admin.must('GET', '/projects');
		const shop = (projects as { project: string; name: string }[]).find(({ project }) => project === 'shop');
		assert.equal(shop?.name, 'A better name');
		const manager = await join('administrator');
		assert.equal((await manager.ask('PUT', '/projects/shop', { name: 'Mine' })).code, 'not_allowed');
		assert.deepEqual(
			((await manager.must('GET', '/projects'))['projects'] as typeof projects & object[]).length,
			1,
			'others are not shown',
		);
	});
});

describe('an invitation', () => {
	const invite = async (body: object, by = people.admin) =>
		codeOf((await by.must('POST', '/projects/shop/invitations', body))['link']);
	const joining = (code: string, email: string) => {
		const person = new Person(people.nodes[guests % 2 === 0 ? 0 : 1], email);
		return person.ask('POST', '/join', { code, email, name: 'A Guest', password: PASSWORD });
	};

	test('lets in one person, however many use it at once', async () => {
		const code = await invite({ role: 'author' });
		const tries = [1, 2, 3, 4, 5].map((index) => joining(code, `racer${index}@example.com`));
		const answers = await Promise.all(tries);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 404, 404, 404, 404]);
		const [row] = await people.control`select count(*)::int as n from accounts where email like 'racer%'`;
		assert.equal(row?.['n'], 1, 'an account without the invitation was left behind');
	});

	test('for one address is for that one only, says what it is for, and can be taken back', async () => {
		const code = await invite({ role: 'viewer', email: 'Invited@Example.com' });
		const said = await new Person(people.nodes[1], '').must('POST', '/link', { code });
		assert.deepEqual(said, {
			kind: 'invitation',
			role: 'viewer',
			email: 'invited@example.com',
			project: 'A better name',
		});
		assert.equal((await joining(code, 'somebody@example.com')).code, 'not_allowed');
		const { invitations } = await people.admin.must('GET', '/projects/shop/invitations');
		const [shown] = invitations as { id: string }[];
		assert.doesNotMatch(JSON.stringify(invitations), new RegExp(code));
		await people.admin.must('DELETE', `/projects/shop/invitations/${shown?.id}`);
		assert.equal((await joining(code, 'invited@example.com')).code, 'link_invalid');
	});

	test('lets nobody in any more once who has made it may not invite', async () => {
		const ends: readonly (readonly [string, (id: string) => Promise<unknown>])[] = [
			['removed', (id) => people.admin.must('DELETE', `/projects/shop/members/${id}`)],
			['demoted', (id) => people.admin.must('PUT', `/projects/shop/members/${id}`, { role: 'author' })],
			['disabled', (id) => people.admin.must('PUT', `/people/${id}`, { disabled: true })],
			['deleted', (id) => people.admin.must('DELETE', `/people/${id}`)],
		];
		for (const [how, end] of ends) {
			const manager = await join('administrator');
			const [used, kept] = [
				await invite({ role: 'viewer' }, manager),
				await invite({ role: 'administrator' }, manager),
			];
			assert.equal((await joining(used, `early-${how}@example.com`)).status, 204, how);
			await end(await manager.id());
			assert.equal((await joining(kept, `back-${how}@example.com`)).code, 'link_invalid', how);
			const shown = await new Person(people.nodes[0], '').ask('POST', '/link', { code: kept });
			assert.equal(shown.code, 'link_invalid', how);
		}
	});

	test('adds a project to somebody who is signed in, and never takes a higher role away', async () => {
		const person = await join('viewer', 'bank');
		await person.must('POST', '/join', { code: await invite({ role: 'author' }) });
		await person.must('POST', '/join', { code: await invite({ role: 'viewer' }) });
		assert.equal((await person.must('POST', '/token', { project: 'shop' }))['role'], 'author');
		const code = await invite({ role: 'viewer' });
		assert.equal((await joining(code, person.email)).code, 'conflict', 'their address is not somebody else’s');
		assert.equal((await new Person(people.nodes[0], '').ask('POST', '/join', { code })).code, 'session_missing');
	});
});

describe('the last administrator', () => {
	/** Each does it to the other, both at once. */
	async function both(table: string, [one, two]: [Person, Person], how: (by: Person, id: string) => Promise<Answer>) {
		const [first, second] = [await one.id(), await two.id()];
		return overlapping(people.control, table, () => [how(one, second), how(two, first)]);
	}

	test('of a project stays, also when two remove each other at once, at two nodes', async () => {
		for (let round = 0; round < 4; round += 1) {
			const project = `race${round}`;
			await people.admin.must('POST', '/projects', { project, name: project });
			const [one, two] = [await join('administrator', project), await join('administrator', project)];
			await people.admin.must('DELETE', `/projects/${project}/members/${await people.admin.id()}`);
			two.node = people.nodes[1];
			const answers = await both('members', [one, two], (by, id) =>
				by.ask('DELETE', `/projects/${project}/members/${id}`),
			);
			assert.equal(answers.filter(({ status }) => status === 204).length, 1);
			const left = await people.control`select account from members where project = ${project}`;
			assert.equal(left.length, 1);
			const last = [one, two].find((_, index) => answers[index]?.status === 204);
			const id = String(left[0]?.['account']);
			assert.equal(
				(await last?.ask('PUT', `/projects/${project}/members/${id}`, { role: 'viewer' }))?.code,
				'conflict',
			);
			await people.admin.must('DELETE', `/projects/${project}/members/${id}`);
		}
	});

	test('of the installation stays, also when two take it from each other at once, at two nodes', async () => {
		for (const change of ['demote', 'disable', 'delete'] as const) {
			const [one, two] = [await join('viewer'), await join('viewer')];
			two.node = people.nodes[1];
			for (const person of [one, two])
				await people.admin.must('PUT', `/people/${await person.id()}`, { administrator: true });
			await people.control`update accounts set administrator = false where email = ${people.admin.email}`;
			const answers = await both('accounts', [one, two], (by, id) => {
				if (change === 'delete') return by.ask('DELETE', `/people/${id}`);
				return by.ask('PUT', `/people/${id}`, change === 'demote' ? { administrator: false } : { disabled: true });
			});
			assert.equal(answers.filter(({ status }) => status === 204).length, 1, change);
			const left = await people.control`select email from accounts where administrator and disabled_at is null`;
			assert.equal(left.length, 1, change);
			await people.control`update accounts set administrator = email = ${people.admin.email}`;
		}
		const id = await people.admin.id();
		assert.equal((await people.admin.ask('DELETE', `/people/${id}`)).code, 'conflict');
		assert.equal((await people.admin.ask('PUT', `/people/${id}`, { administrator: false })).code, 'conflict');
	});
});

test('a link for a new password is good once, and signs its account out everywhere', async () => {
	const person = await join('viewer');
	const { link } = await people.admin.must('POST', `/people/${await person.id()}/password-link`);
	const given = { code: codeOf(link), password: 'quite another password' };
	const answers = await Promise.all(
		people.nodes.map((node) => new Person(node, '').ask('POST', '/new-password', given)),
	);
	assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 404]);
	assert.equal((await person.ask('GET', '')).code, 'session_missing');
	assert.equal((await person.signIn(given.password)).status, 204);
});
