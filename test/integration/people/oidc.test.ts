/** Signing in at an OpenID provider: the real oidc-provider in a process of its own, two nodes, and whoever means harm between them. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { atProvider, CLIENT, comeBack, type Somebody, signInAt, start, startProvider } from '../../support/oidc.ts';
import { type People, Person, startPeople } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const owner = scope();
const PUBLIC_URL = 'http://localhost:7999';
const CALLBACK = `${PUBLIC_URL}/v1/account/oidc/callback`;
let people: People;
let provider: Awaited<ReturnType<typeof startProvider>>;
let settings: Record<string, string>;
/** Where newcomers are let in only if they have an account. */
let closed: SpawnedServer;

before(async () => {
	provider = await startProvider(owner, CALLBACK);
	settings = {
		CHARTWIRE_PUBLIC_URL: PUBLIC_URL,
		CHARTWIRE_OIDC_ISSUER: provider.issuer,
		CHARTWIRE_OIDC_CLIENT_ID: CLIENT.id,
		CHARTWIRE_OIDC_CLIENT_SECRET: CLIENT.secret,
		CHARTWIRE_OIDC_NAME: 'the company',
		CHARTWIRE_OIDC_DOMAINS: 'Example.com, example.org',
	};
	people = await startPeople(owner, { ...settings, CHARTWIRE_OIDC_ROLE: 'viewer' });
	closed = await spawnServer({ role: 'web', env: { ...people.env, CHARTWIRE_OIDC_ROLE: 'none' }, scope: owner });
});

const somebody = (sub: string, more: Partial<Somebody> = {}): Somebody => ({
	sub,
	email: `${sub}@example.com`,
	email_verified: true,
	name: `Called ${sub}`,
	...more,
});
const browser = (node = people.nodes[0]) => new Person(node, '');
const me = async (person: Person) =>
	(await person.ask('GET', '')).body as { account?: string; email?: string; name?: string };

describe('somebody whom the provider vouches for', () => {
	test('is signed in, as a newcomer with the role that the settings name, and at any node', async () => {
		assert.deepEqual((await browser().must('GET', '/options'))['oidc'], { name: 'the company' });
		const person = browser();
		const answer = await atProvider(await start(person, '/charts?x=1'), somebody('ada'));
		person.node = people.nodes[1];
		assert.equal(await comeBack(person, answer), '/charts?x=1');
		const { email, name } = await me(person);
		assert.deepEqual([email, name], ['ada@example.com', 'Called ada']);
		assert.equal((await person.must('POST', '/token', { project: 'default' }))['role'], 'viewer');
		assert.equal(person.jar.has('chartwire-oidc'), false);
	});

	test('has the same account ever after, by issuer and subject, whatever the address is now', async () => {
		const [first, second, third] = [browser(), browser(), browser()];
		await signInAt(first, somebody('bob'));
		await signInAt(second, somebody('bob', { email: 'robert@example.org' }));
		assert.equal((await me(second)).account, (await me(first)).account);
		await signInAt(third, somebody('another', { email: 'bob@example.com' }));
		assert.equal((await me(third)).account, (await me(first)).account, 'the address was his at first');
	});

	test('gets the account of the verified address; a password that somebody else may have set there is gone', async () => {
		const invited = await people.join('carol@example.com', 'author');
		const person = browser();
		assert.equal(await signInAt(person, somebody('carol')), '/account');
		assert.equal((await person.must('POST', '/token', { project: 'default' }))['role'], 'author');
		assert.equal((await invited.ask('GET', '')).code, 'session_missing');
		assert.equal((await invited.signIn()).code, 'sign_in_failed');
		await signInAt(browser(), somebody('boss', { email: people.admin.email }));
		assert.equal((await people.admin.signIn()).status, 204, 'an administrator keeps a way in without the provider');
	});

	test('is led on within this server only', async () => {
		for (const path of ['//evil.example', 'https://evil.example/', '/\\evil.example'])
			assert.equal(await signInAt(browser(), somebody('ada'), path), '/');
	});
});

describe('nobody is let in', () => {
	const refusedAt = async (node: SpawnedServer, who: Somebody): Promise<string> => {
		const person = browser(node);
		const led = await signInAt(person, who);
		assert.equal(person.jar.has('chartwire'), false, `${who.sub} has a session`);
		return led;
	};
	const refused = (who: Somebody) => refusedAt(people.nodes[0], who);
	const problem = (code: string) => `/sign-in?problem=${code}`;

	test('by an address that the provider does not vouch for, also if it is an administrator’s', async () => {
		for (const more of [{ email_verified: false }, { email_verified: 'false' }, {}] as const) {
			const { email_verified: _, ...unsaid } = somebody('mallory', { email: people.admin.email });
			assert.equal(await refused({ ...unsaid, ...more }), problem('email_unverified'));
		}
	});

	test('by an ID token that vouches for an address, while that of the other answer is not vouched for', async () => {
		const mallory = { email: people.admin.email, email_verified: false, inToken: { email_verified: true } };
		assert.equal(await refused(somebody('mallory', mallory)), problem('email_unverified'));
		assert.equal(await signInAt(browser(), somebody('nora', { inToken: { email_verified: false } })), '/account');
	});

	test('of a domain that may not sign in, also if they were let in before', async () => {
		for (const email of ['x@evil.test', 'x@sub.example.com', 'x@example.com.evil.test'])
			assert.equal(await refused(somebody('dora', { email })), problem('domain_not_allowed'));
		assert.equal(await signInAt(browser(), somebody('moved')), '/account');
		assert.equal(await refused(somebody('moved', { email: 'moved@evil.test' })), problem('domain_not_allowed'));
		assert.equal(await refused(somebody('moved', { email_verified: false })), problem('domain_not_allowed'));
	});

	test('without an account where newcomers are not taken, nor with one that is disabled', async () => {
		assert.equal(await refusedAt(closed, somebody('eve')), problem('not_invited'));
		const person = browser();
		await signInAt(person, somebody('frank'));
		await people.admin.must('PUT', `/people/${(await me(person)).account}`, { disabled: true });
		assert.equal(await refused(somebody('frank')), problem('account_disabled'));
	});

	const reasons = (node: SpawnedServer) =>
		node
			.output()
			.split('\n')
			.filter((line) => line.includes('openid_failed') && line.endsWith('}'));

	/** Comes back with an answer that somebody has changed. Answers why that was refused, as the log has it. */
	async function altered(change: (answer: URL) => void, onTheWay: (address: URL) => void = () => undefined) {
		const person = browser();
		const before = reasons(person.node).length;
		const address = await start(person);
		onTheWay(address);
		const answer = await atProvider(address, somebody('ada'));
		change(answer);
		assert.equal(await comeBack(person, answer), problem('openid_failed'));
		assert.equal(person.jar.has('chartwire'), false);
		const line = await until(() => reasons(person.node)[before], { what: 'the log says why' });
		return String((JSON.parse(line) as { error: unknown }).error);
	}
	const unchanged = () => undefined;

	test('by a wrong state, or none', async () => {
		assert.match(await altered((answer) => answer.searchParams.set('state', 'another')), /"state"/);
		assert.match(await altered((answer) => answer.searchParams.delete('state')), /"state"/);
	});

	test('by an ID token with the nonce of another sign-in, or a code without this one’s proof (PKCE)', async () => {
		const foreign = (name: string) => altered(unchanged, (address) => address.searchParams.set(name, 'a'.repeat(43)));
		assert.match(await foreign('nonce'), /"nonce"/);
		assert.match(await foreign('code_challenge'), /invalid_grant/);
	});

	test('by an answer that names another issuer, or none where the provider names itself (mix-up)', async () => {
		assert.match(await altered((answer) => answer.searchParams.set('iss', 'https://evil.test')), /"iss"/);
		assert.match(await altered((answer) => answer.searchParams.delete('iss')), /"iss"/);
	});

	test('by a code that was used, in the same sign-in or in another', async () => {
		const person = browser();
		const answer = await atProvider(await start(person), somebody('ada'));
		const cookies = new Map(person.jar);
		assert.equal(await comeBack(person, answer), '/account');
		const thief = browser(people.nodes[1]);
		for (const [name, value] of cookies) thief.jar.set(name, value);
		assert.equal(await comeBack(thief, answer), problem('expired'));
		const state = (await start(thief)).searchParams.get('state') ?? '';
		answer.searchParams.set('state', state);
		assert.equal(await comeBack(thief, answer), problem('openid_failed'));
		assert.equal(thief.jar.has('chartwire'), false);
	});

	test('by an answer to another browser’s sign-in, so that nobody is made to work in a stranger’s account', async () => {
		const attacker = browser();
		const answer = await atProvider(await start(attacker), somebody('ada'));
		const victim = browser();
		assert.equal(await comeBack(victim, answer), problem('expired'));
		await start(victim);
		assert.equal(await comeBack(victim, answer), problem('openid_failed'), 'nor while one of their own is under way');
		assert.equal(victim.jar.has('chartwire'), false);
	});

	test('while the provider is away, which keeps no server from starting; and no line of the log has a code or a token', async () => {
		const answer = await atProvider(await start(browser()), somebody('ada'));
		await provider.stop();
		const later = await spawnServer({ role: 'web', env: people.env, scope: owner });
		assert.equal(
			(await start(browser(later))).pathname + (await start(browser(later))).search,
			problem('openid_failed'),
		);
		assert.equal((await new Person(later, people.admin.email).signIn()).status, 204);
		const secrets = [CLIENT.secret, answer.searchParams.get('code') ?? '', answer.searchParams.get('state') ?? ''];
		for (const node of [...people.nodes, later])
			for (const secret of secrets) assert.equal(node.output().includes(secret), false);
	});
});
