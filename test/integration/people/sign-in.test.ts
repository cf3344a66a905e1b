/** Signing in by password, sessions and their cookies, at two nodes. */
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { hash } from '@node-rs/argon2';
import { Passwords } from '../../../server/people/passwords.ts';
import { signIn } from '../../../server/people/sign-in.ts';
import { quietLog } from '../../support/log.ts';
import { type Answer, PASSWORD, type People, Person, startPeople } from '../../support/people.ts';
import { countWaiting } from '../../support/race.ts';
import { scope } from '../../support/scope.ts';
import { spawnServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const owner = scope();
let people: People;
let ada: Person;

before(async () => {
	people = await startPeople(owner);
	ada = await people.join('ada@example.com', 'viewer');
});
beforeEach(() => people.control`delete from sign_in_attempts`);

const at = (node: 0 | 1, email = ada.email) => new Person(people.nodes[node], email);

async function signedIn(node: 0 | 1 = 0): Promise<Person> {
	const person = at(node);
	assert.equal((await person.signIn()).status, 204);
	return person;
}

const isIn = async (person: Person, headers: object = {}) =>
	(await person.ask('GET', '', undefined, headers)).status === 200;

describe('the cookie of a session', () => {
	test('is out of scripts’ reach, of this host alone, and a random token whose hash is kept', async () => {
		const answer = await at(0).signIn();
		const [cookie = ''] = answer.headers.getSetCookie();
		assert.match(cookie, /^chartwire=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
		const token = /=([\w-]{43})/.exec(cookie)?.[1] ?? '';
		assert.equal(JSON.stringify(await people.control`select * from sessions`).includes(token), false);
	});

	test('has the prefix __Host- and travels encrypted only, where the server is reached by https', async () => {
		const env = { ...people.env, CHARTWIRE_PUBLIC_URL: 'https://charts.example.com' };
		const node = await spawnServer({ role: 'web', env, scope: owner });
		const person = new Person(node, ada.email);
		const body = { email: ada.email, password: PASSWORD };
		assert.equal((await person.ask('POST', '/sign-in', body)).code, 'origin_not_allowed', 'not by its inner address');
		const outer = { origin: 'https://charts.example.com' };
		const answer = await person.ask('POST', '/sign-in', body, outer);
		assert.match(
			answer.headers.getSetCookie()[0] ?? '',
			/^__Host-chartwire=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
		);
		assert.equal(await isIn(person, outer), true);
		person.jar.set('chartwire', person.jar.get('__Host-chartwire') ?? '');
		person.jar.delete('__Host-chartwire');
		assert.equal(await isIn(person, outer), false, 'a cookie that another host may have set');
	});

	test('is another one after each sign-in, and the one before is worth nothing', async () => {
		const person = await signedIn();
		const [before] = person.jar.values();
		await person.signIn();
		assert.notEqual([...person.jar.values()][0], before);
		const stale = at(1);
		stale.jar.set('chartwire', before ?? '');
		assert.equal(await isIn(stale), false);
		assert.equal(await isIn(person), true);
	});

	test('is taken at the account’s part of the API only, and there from pages of this server only', async () => {
		const person = await signedIn();
		for (const path of ['/v1/runs', '/v1/inbox', '/v1/sources', '/v1/project', '/v1/charts/x/rows.csv']) {
			const response = await person.fetch(path);
			assert.equal(response.status, 401, path);
			assert.match(await response.text(), /token_missing/);
		}
		const forgeries: readonly object[] = [
			{ origin: 'https://evil.example' },
			{ 'sec-fetch-site': 'cross-site' },
			{ 'chartwire-account': '' },
		];
		for (const headers of forgeries) {
			assert.equal((await person.ask('DELETE', '/sessions', undefined, headers)).code, 'origin_not_allowed');
			assert.equal((await person.ask('GET', '', undefined, headers)).code, 'origin_not_allowed');
		}
		const asked = await person.fetch('/v1/account/token', {
			method: 'OPTIONS',
			headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
		});
		assert.equal(asked.headers.get('access-control-allow-origin'), null);
		assert.equal(await isIn(person), true);
	});
});

describe('a session', () => {
	test('is good at every node', async () => {
		const person = await signedIn(0);
		person.node = people.nodes[1];
		assert.equal(await isIn(person), true);
	});

	test('ends when it is not used, and when it is old, however much it is used', async () => {
		const id = await (await signedIn()).id();
		for (const change of [
			people.control`seen_at = now() - interval '24 hours'`,
			people.control`expires_at = now() - interval '1 ms'`,
		]) {
			const person = await signedIn();
			await people.control`update sessions set ${change} where account = ${id}`;
			assert.equal((await person.ask('GET', '')).code, 'session_missing');
		}
		const person = await signedIn();
		const mine = people.control`where account = ${id}`;
		await people.control`update sessions set seen_at = now() - interval '23 hours' ${mine}`;
		assert.equal(await isIn(person), true);
		const [row] = await people.control`select now() - max(seen_at) < interval '1 minute' as used from sessions ${mine}`;
		assert.equal(row?.['used'], true, 'using it renews it');
	});

	test('is listed to its owner, who ends one, or all, and nobody else’s', async () => {
		const [one, two] = [await signedIn(0), await signedIn(1)];
		const listed = (await one.must('GET', '/sessions'))['sessions'] as { id: string; current: boolean }[];
		assert.equal(listed.filter(({ current }) => current).length, 1);
		const foreign = await people.admin.ask('DELETE', `/sessions/${listed[0]?.id}`);
		assert.equal(foreign.code, 'not_found');
		const others = ((await two.must('GET', '/sessions'))['sessions'] as typeof listed).filter(
			({ current }) => !current,
		);
		for (const { id } of others) await two.must('DELETE', `/sessions/${id}`);
		assert.deepEqual([await isIn(one), await isIn(two)], [false, true]);
		await (await signedIn(0)).must('DELETE', '/sessions');
		assert.equal(await isIn(two), false);
		assert.equal(await isIn(people.admin), true);
	});

	test('ends with a sign-out, which asks nothing of a browser that is signed out', async () => {
		const person = await signedIn();
		const stolen = at(1);
		stolen.jar.set('chartwire', person.jar.get('chartwire') ?? '');
		await person.must('POST', '/sign-out');
		assert.deepEqual([person.jar.size, await isIn(stolen)], [0, false]);
		await person.must('POST', '/sign-out');
	});
});

describe('a password', () => {
	test('that is changed ends every other session, and wants the present one', async () => {
		const [person, other] = [await signedIn(0), await signedIn(1)];
		const next = 'another four good words';
		assert.equal((await person.ask('POST', '/password', { current: 'wrong', next })).code, 'sign_in_failed');
		assert.equal(
			(await person.ask('POST', '/password', { current: PASSWORD, next: 'ada@example.com' })).code,
			'password_weak',
		);
		await person.must('POST', '/password', { current: PASSWORD, next });
		assert.deepEqual([await isIn(person), await isIn(other)], [true, false]);
		assert.equal((await at(0).signIn()).code, 'sign_in_failed');
		assert.equal((await at(0).signIn(next)).status, 204);
		await person.must('POST', '/password', { current: next, next: PASSWORD });
	});

	test('is hashed again when the parameters have changed', async () => {
		const old = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
		await people.control`update accounts set password = ${old} where email = ${ada.email}`;
		await signedIn();
		const [row] = await people.control`select password from accounts where email = ${ada.email}`;
		assert.match(String(row?.['password']), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		await signedIn();
	});

	test('that is changed while somebody signs in with the one before lets them in no more, and stays changed', async () => {
		const outdated = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };
		const [before, next] = [await hash(PASSWORD, outdated), await hash('another four good words', outdated)];
		const mine = people.control`where email = ${ada.email}`;
		await people.control`update accounts set password = ${before} ${mine}`;
		let asked: Promise<Answer> | undefined;
		// It is compared with the one before, since the change is not finished.
		await people.control.begin(async (on) => {
			await on`update accounts set password = ${next} where email = ${ada.email}`;
			let isAnswered = false;
			asked = at(0)
				.signIn()
				.finally(() => {
					isAnswered = true;
				});
			await until(async () => isAnswered || (await countWaiting(people.control)) >= 1);
		});
		assert.equal((await asked)?.code, 'sign_in_failed');
		const [row] = await people.control`select password from accounts ${mine}`;
		assert.equal(row?.['password'], next, 'the one before was written back');
		await people.control`update accounts set password = ${before} ${mine}`;
	});

	test('that is wrong, and an account that there is not, are answered alike', async () => {
		const [known, unknown] = [await at(0).signIn('wrong'), await at(0, 'nobody@example.com').signIn('wrong')];
		const told = ({ status, body, headers }: typeof known) => [status, body, [...headers.keys()].sort()];
		assert.deepEqual(told(known), told(unknown));
		assert.equal(known.code, 'sign_in_failed');
	});

	test('for which there is no room to be compared is not counted as a wrong one', async () => {
		const { publicUrl, sessionMs, sessionIdleMs } = { publicUrl: '', sessionMs: 1_000, sessionIdleMs: 1_000 };
		const settings = { publicUrl, sessionMs, sessionIdleMs, auditDays: 1, oidc: undefined };
		const passwords = new Passwords({ atOnce: 1, waiting: 0 });
		const deps = { database: people.control, log: quietLog, secret: 'a secret', passwords, settings, trustedHops: 0 };
		const visitor = { address: '192.0.2.1', agent: '', token: undefined };
		const tries = ['one@example.com', 'two@example.com'].map((email) =>
			signIn(deps, { email, password: 'wrong' }, visitor),
		);
		const codes = (await Promise.allSettled(tries)).map((each) => each.status === 'rejected' && each.reason.code);
		assert.deepEqual(codes, ['sign_in_failed', 'rate_limited']);
		const rows = await people.control`select failures from sign_in_attempts`;
		assert.deepEqual(
			rows.map((row) => row['failures']),
			[1, 1],
			'of one account, and of the address',
		);
	});

	test('may be tried five times for an account, counted at all nodes together and also at once; then there is a wait', async () => {
		const tries = Array.from({ length: 12 }, (_, index) => at(index % 2 === 0 ? 0 : 1).signIn('wrong'));
		const answers = await Promise.all(tries);
		const codes = answers.map(({ code }) => code);
		assert.equal(codes.filter((code) => code === 'sign_in_failed').length, 5);
		const blocked = await at(1).signIn();
		assert.equal(blocked.code, 'rate_limited');
		assert.equal(Number(blocked.headers.get('retry-after')) >= 1, true);
		await until(async () => {
			const logged = await people.control`select actor_kind from audit_log where action = 'session.refused'`;
			return isDeepStrictEqual(
				logged.map((row) => row['actor_kind']),
				['stranger'],
			);
		});
		await people.control`update sign_in_attempts set blocked_until = now()`;
		await signedIn(1);
		assert.equal((await at(0).signIn('wrong')).code, 'sign_in_failed', 'a success takes the failures back');
	});

	test('may be tried thirty times from one address, whatever the accounts', async () => {
		for (let round = 0; round < 6; round += 1)
			await Promise.all([0, 1, 2, 3, 4].map((index) => at(0, `guess${round}.${index}@example.com`).signIn('wrong')));
		const answer = await at(1, 'guess@example.com').signIn('wrong');
		assert.equal(answer.code, 'rate_limited');
	});

	test('that is wrong too often is answered without a wait for the audit log, which only knows accounts that there are', async () => {
		const told = async () => {
			const [row] = await people.control`select count(*)::int as n from audit_log where action = 'session.refused'`;
			return Number(row?.['n']);
		};
		const earlier = await told();
		for (let count = 0; count < 4; count += 1) await at(0).signIn('wrong');
		let asked: Promise<Answer> | undefined;
		await people.control.begin(async (on) => {
			await on`lock table audit_log in share row exclusive mode`;
			let isAnswered = false;
			asked = at(0)
				.signIn('wrong')
				.finally(() => {
					isAnswered = true;
				});
			await until(() => isAnswered, { what: 'it is answered while nothing can be logged' });
		});
		assert.equal((await asked)?.code, 'sign_in_failed');
		await until(async () => (await told()) === earlier + 1);
	});
});

test('a flood of sign-ins leaves the node free for others', async () => {
	const [node] = people.nodes;
	const flood = Array.from({ length: 100 }, (_, index) => at(0, `flood${index % 25}@example.com`).signIn('wrong'));
	const waits: number[] = [];
	let done = false;
	const watched = (async () => {
		while (!done) {
			const began = performance.now();
			await (await fetch(`${node.url}/healthz`)).text();
			waits.push(performance.now() - began);
		}
	})();
	await Promise.all(flood);
	done = true;
	await watched;
	const median = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0;
	assert.ok(median < 100, `others waited for ${median} ms`);
});
