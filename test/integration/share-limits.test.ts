/** Who may open a link how often; and how many watch, counted without anybody’s name. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { LINK_PASSWORD, Links } from '../support/shares.ts';
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
	await chartwire.chart('sales', 'select 42 as n');
});

describe('the password of a link', () => {
	test('is asked for, compared, and then a pass does; a pass opens neither another link nor a door', async () => {
		const [first, second] = [
			await links.share({ password: LINK_PASSWORD }),
			await links.share({ password: LINK_PASSWORD }),
		];
		const asked = await links.ask({ code: first.code });
		assert.deepEqual([asked.code, asked.body['title']], ['password_needed', undefined]);
		assert.equal((await links.ask({ code: first.code, password: 'not this one' })).code, 'sign_in_failed');
		const { status, body } = await links.ask({ code: first.code, password: LINK_PASSWORD });
		assert.equal(status, 200);
		const pass = String(body['pass']);
		assert.equal((await links.ask({ code: first.code, pass, renews: true }, { at: other })).status, 200);
		assert.equal((await links.ask({ code: second.code, pass })).code, 'password_needed');
		assert.equal((await links.ask({ code: first.code, pass: String(body['token']) })).code, 'password_needed');
		const headers = { authorization: `Bearer ${pass}` };
		assert.equal((await fetch(`${other.url}/v1/charts/sales/rows.csv`, { headers })).status, 401);
		await links.revoke(first.id);
		assert.equal((await links.ask({ code: first.code, pass })).code, 'link_invalid');
	});

	test('may be guessed five times from one address, at all nodes together; then there is a wait, that is no longer than a minute', async () => {
		const { code } = await links.share({ password: LINK_PASSWORD });
		const from = '198.51.100.7';
		const guess = (index: number) =>
			links.ask({ code, password: `guess ${index}` }, { at: index % 2 === 0 ? other : chartwire.web(), from });
		for (let index = 0; index < 5; index += 1) assert.equal((await guess(index)).code, 'sign_in_failed');
		const [blocked, ...more] = await chartwire.control`
			update sign_in_attempts set blocked_until = now() + interval '1 minute' where blocked_until is not null returning failures`;
		assert.deepEqual([blocked?.['failures'], more.length], [5, 0]);
		for (const index of [5, 6]) {
			const { code: refused, retryAfter } = await guess(index);
			assert.equal(refused, 'rate_limited');
			assert.ok(Number(retryAfter) > 0 && Number(retryAfter) <= 60, `${retryAfter} s`);
		}
		assert.equal(
			(await links.ask({ code, password: LINK_PASSWORD }, { from: '203.0.113.9' })).status,
			200,
			'others wait as well',
		);
	});

	test('that is forgotten for long locks out an office for a minute at most, and whoever is in not at all', async () => {
		const { code } = await links.share({ password: LINK_PASSWORD });
		const from = '198.51.100.8';
		const { body } = await links.ask({ code, password: LINK_PASSWORD }, { from });
		for (let index = 0; index < 5; index += 1) await links.ask({ code, password: `guess ${index}` }, { from });
		// As if somebody had gone on for days, and just now.
		await chartwire.control`update sign_in_attempts set failures = 1000, blocked_until = now() where blocked_until is not null`;
		assert.equal((await links.ask({ code, password: 'one more' }, { from })).code, 'sign_in_failed');
		const { retryAfter, status } = await links.ask({ code, password: LINK_PASSWORD }, { from });
		assert.equal(status, 429);
		assert.ok(Number(retryAfter) <= 60, `${retryAfter} s`);
		assert.equal((await links.ask({ code, pass: String(body['pass']), renews: true }, { from })).status, 200);
		await chartwire.control`update sign_in_attempts set blocked_until = now() where blocked_until is not null`;
		assert.equal(
			(await links.ask({ code, password: LINK_PASSWORD }, { from })).status,
			200,
			'it goes on after the wait',
		);
		assert.equal((await links.ask({ code, password: 'a slip' }, { from })).code, 'sign_in_failed');
		assert.equal((await links.ask({ code, password: LINK_PASSWORD }, { from })).status, 200, 'and begins anew');
	});
});

test('codes that open nothing are limited by address, and a link that works is opened from there all the same', async () => {
	const { code } = await links.share();
	const from = '198.51.100.9';
	const answers = await Promise.all(
		Array.from({ length: 200 }, (_, index) => links.ask({ code: String(index).padStart(22, '0') }, { from })),
	);
	const refused = answers.filter((answer) => answer.status === 429);
	assert.ok(refused.length > 0, 'no guess is refused');
	assert.ok(answers.every((answer) => answer.status === 404 || answer.code === 'rate_limited'));
	assert.equal((await links.ask({ code }, { from })).status, 200);
});

describe('who watches', () => {
	test('is counted now, at all nodes together, and kept by the hour without anybody’s name', async () => {
		await chartwire.chart('watched', 'select 1 as n');
		const { code } = await links.share({ target: { chart: 'watched' } });
		const wires = [await links.open(code), await links.open(code), await links.open(code, other)];
		for (const wire of wires) await wire.subscribe({ chart: 'watched' });
		const now = async (): Promise<number | undefined> => {
			const { body } = await chartwire.api('GET', '/v1/watching');
			return (body['charts'] as { name: string; viewers: number }[]).find(({ name }) => name === 'watched')?.viewers;
		};
		await until(async () => (await now()) === 3, { what: 'three are seen', timeoutMs: 60_000 });
		await wires[0]?.close();
		await until(async () => (await now()) === 2, { what: 'two are left', timeoutMs: 60_000 });
		const hours = async () => {
			const { body } = await chartwire.api('GET', '/v1/views?chart=watched&days=2');
			return body['hours'] as { at: number; opens: number; most: number }[];
		};
		// The test may see the hour change.
		const seen = await until(
			async () => {
				const all = await hours();
				const opens = all.reduce((sum, each) => sum + each.opens, 0);
				return opens === 3 && Math.max(...all.map(({ most }) => most)) === 3 ? all : undefined;
			},
			{ what: 'the hour has all three', timeoutMs: 60_000 },
		);
		assert.ok(seen.every(({ at }) => at % 3_600_000 === 0));
		const kept = JSON.stringify(await chartwire.control`select * from views`);
		assert.doesNotMatch(kept, /share:|author|127\.0\.0\.1|sh_/);
	});
});
