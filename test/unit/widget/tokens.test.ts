import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nameOfSource } from '../../../widget/token-sources.ts';
import { timesOf } from '../../../widget/tokens.ts';
import { settle, until } from './support/fake-fetch.ts';
import { makeRig } from './support/rig.ts';

const ENDPOINT = 'http://shop.test/session/chart-token';
const HOUR = 3_600_000;

/** A JWT as far as its bearer can read it. */
function jwt(name: string, times: { iat?: number; exp?: number }): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256' })}.${part({ sub: name, ...times })}.signature`;
}

/** The page's own back end: answers as the test says, and remembers how it was asked. */
class Endpoint {
	readonly asked: { url: string; init: RequestInit }[] = [];
	answer: () => Promise<Response> | Response = () => Response.error();

	readonly fetch = ((url: string, init: RequestInit) => {
		this.asked.push({ url, init });
		const broken = new Promise<Response>((_resolve, reject) => {
			init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
		});
		return Promise.race([broken, Promise.resolve().then(this.answer)]);
	}) as typeof fetch;
}

async function makeTokenRig(token: string, tokenEndpoint = ENDPOINT) {
	const endpoint = new Endpoint();
	const rig = makeRig({ token, tokenEndpoint, fetch: endpoint.fetch });
	const seconds = () => Math.floor(rig.timing.now() / 1000);
	/** A token that is made now, by a server whose clock is the page's. */
	const fresh = (name: string, lifeMs = HOUR) => jwt(name, { iat: seconds(), exp: seconds() + lifeMs / 1000 });
	const give = (given: string) => {
		endpoint.answer = () => Response.json({ token: given });
	};
	const comeOnline = () => {
		rig.network.last.open();
		rig.network.last.say({
			type: 'welcome',
			session: 's',
			at: rig.timing.now(),
			pingMs: 600_000,
			reconnectSpreadMs: 0,
		});
	};
	/** Time passes on a connection that is alive. */
	const pass = async (ms: number) => {
		for (let left = ms; left > 0; left -= 10_000) {
			rig.timing.advance(Math.min(10_000, left));
			rig.network.last.say({ type: 'ping', at: rig.timing.now() });
			await settle();
		}
	};
	const tokensSaid = () => rig.network.last.sentOf('token').map((message) => message.token);
	const state = () => rig.states.at(-1);
	return { ...rig, endpoint, fresh, give, comeOnline, pass, tokensSaid, state };
}

describe('tokens from the page’s own back end', () => {
	test('a new one is asked for before the old one ends, and swapped on the open connection', async () => {
		const rig = await makeTokenRig('');
		const [first, second] = [rig.fresh('first'), 'second'];
		rig.give(first);
		rig.watch();
		assert.equal(rig.network.sockets.length, 0, 'nothing is opened without a token');
		await until('a socket', () => rig.network.sockets.length === 1);
		rig.comeOnline();
		assert.deepEqual(
			rig.network.last.sentOf('hello').map(({ token }) => token),
			[first],
		);
		rig.give(second);
		await rig.pass(0.69 * HOUR);
		assert.equal(rig.endpoint.asked.length, 1, 'asked again too early');
		await rig.pass(0.22 * HOUR);
		await until('the swap', () => rig.tokensSaid().length === 1);
		assert.deepEqual(rig.tokensSaid(), [second]);
		assert.equal(rig.network.sockets.length, 1, 'the connection stays');
		assert.deepEqual(rig.state(), { status: 'online', transport: 'websocket' });
	});

	test('a function of the page is asked in place of an address, once for all who share it, and in time', async () => {
		const asked: string[] = [];
		let answer: () => Promise<string> | string = () => 'none';
		const source = () => {
			asked.push('asked');
			return answer();
		};
		const rig = await makeTokenRig('', nameOfSource(source));
		assert.equal(nameOfSource(source), nameOfSource(source), 'one function has one name');
		assert.notEqual(
			nameOfSource(() => answer()),
			nameOfSource(() => answer()),
			'functions of equal text are two',
		);
		answer = () => rig.fresh('first');
		rig.watch();
		await until('a socket', () => rig.network.sockets.length === 1);
		rig.comeOnline();
		answer = async () => 'second';
		await rig.pass(0.95 * HOUR);
		await until('the swap', () => rig.tokensSaid().length === 1);
		assert.deepEqual([rig.tokensSaid(), asked.length, rig.endpoint.asked.length], [['second'], 2, 0]);
	});

	test('a function that throws, gives nothing, or never answers is asked again later, and named', async () => {
		for (const broken of [
			() => Promise.reject(new Error('signed out')),
			() => '',
			() => 7 as never,
			() => new Promise<string>(() => undefined),
		]) {
			let answer: () => Promise<string> | string = broken;
			let asked = 0;
			const source = () => {
				asked += 1;
				return answer();
			};
			const rig = await makeTokenRig('', nameOfSource(source));
			rig.watch();
			await until('a question', () => asked === 1);
			await settle();
			if (rig.warnings.length === 0) rig.timing.advance(15_001);
			await until('a failure', () => rig.warnings.length === 1);
			assert.match(rig.warnings[0] ?? '', /no new token from its function: /);
			await settle();
			answer = () => rig.fresh('late');
			rig.browser.dispatchEvent(new Event('online'));
			await until('a socket', () => rig.network.sockets.length === 1);
		}
	});

	test('it is asked as the page, and never told a token', async () => {
		const rig = await makeTokenRig('');
		rig.give(rig.fresh('first'));
		await until('a question', () => rig.endpoint.asked.length === 1);
		const { url, init } = rig.endpoint.asked[0] ?? { url: '', init: {} };
		assert.equal(url, ENDPOINT);
		assert.deepEqual([init.method, init.credentials, init.cache], ['GET', 'same-origin', 'no-store']);
		assert.equal(JSON.stringify(init).toLowerCase().includes('authorization'), false, 'no token is sent');
	});

	test('while it does not answer it is asked with back-off, at most every 30 s, and told of once', async () => {
		const rig = await makeTokenRig('');
		rig.timing.nextRandom = () => 0.999;
		rig.watch();
		await until('a failure', () => rig.warnings.length === 1);
		for (let minute = 0; minute < 240; minute += 1) {
			rig.timing.advance(15_000);
			await settle();
		}
		const asked = rig.endpoint.asked.length;
		assert.ok(asked > 110 && asked < 140, `asked ${asked} times in an hour`);
		assert.equal(rig.warnings.length, 1);
		assert.match(rig.warnings[0] ?? '', /no new token from http:\/\/shop\.test\/session\/chart-token/);
		assert.equal(rig.state()?.status, 'waiting');
		rig.give(rig.fresh('late'));
		rig.browser.dispatchEvent(new Event('online'));
		await until('a socket', () => rig.network.sockets.length === 1);
	});

	test('I10: a token that ran out meanwhile is no end: the page reconnects with a new one by itself', async () => {
		const rig = await makeTokenRig('');
		rig.give('old');
		rig.watch();
		await until('a socket', () => rig.network.sockets.length === 1);
		rig.comeOnline();
		rig.give(rig.fresh('new'));
		rig.network.last.say({ type: 'error', code: 'token_expired', message: 'It has expired.', retryable: false });
		assert.equal(rig.state()?.status, 'connecting', 'it is no end');
		await until('another socket', () => rig.network.sockets.length === 2);
		rig.comeOnline();
		assert.equal(rig.network.last.sentOf('hello').length, 1);
		assert.deepEqual(rig.state(), { status: 'online', transport: 'websocket' });
		assert.equal(
			rig.states.some(({ status }) => status === 'stopped'),
			false,
			'the page was told of an end',
		);
	});

	test('tokens that the server never takes are asked for later and later, not in a circle', async () => {
		const rig = await makeTokenRig('');
		rig.timing.nextRandom = () => 0.999;
		let number = 0;
		rig.endpoint.answer = () => {
			number += 1;
			return Response.json({ token: `wrong-${number}` });
		};
		rig.network.onCreate = (socket) =>
			setImmediate(() => {
				socket.open();
				socket.say({ type: 'error', code: 'token_invalid', message: 'No.', retryable: false });
			});
		rig.watch();
		for (let second = 0; second < 600; second += 1) {
			await settle();
			rig.timing.advance(1_000);
		}
		assert.ok(number > 5 && number < 40, `asked ${number} times in ten minutes`);
	});

	test('a refusal is told as what it is, and asked again a minute later', async () => {
		const rig = await makeTokenRig('');
		rig.endpoint.answer = () => Response.json({ error: { code: 'logged_out', message: 'Log in.' } }, { status: 401 });
		rig.watch();
		await until('the refusal', () => rig.state()?.status === 'stopped');
		assert.match(JSON.stringify(rig.state()), /logged_out.*Log in\./);
		rig.timing.advance(59_000);
		await settle();
		assert.equal(rig.endpoint.asked.length, 1, 'asked again within the minute');
		rig.give(rig.fresh('again'));
		rig.timing.advance(2_000);
		await until('a socket', () => rig.network.sockets.length === 1);
	});

	test('an answer that never comes is given up', async () => {
		const rig = await makeTokenRig('');
		rig.endpoint.answer = () => new Promise(() => undefined);
		rig.watch();
		await until('a question', () => rig.endpoint.asked.length === 1);
		rig.timing.advance(15_000);
		await until('a failure', () => rig.warnings.length === 1);
	});

	test('the page’s wrong clock neither hurries nor delays the question', async () => {
		for (const hours of [-5, 5]) {
			const rig = await makeTokenRig('');
			const made = Math.floor(rig.timing.now() / 1000) + hours * 3600;
			rig.give(jwt('elsewhere', { iat: made, exp: made + 3600 }));
			rig.watch();
			await until('a socket', () => rig.network.sockets.length === 1);
			rig.timing.advance(0.69 * HOUR);
			await settle();
			assert.equal(rig.endpoint.asked.length, 1, `${hours} h wrong: asked too early`);
			rig.timing.advance(0.22 * HOUR);
			await settle();
			assert.equal(rig.endpoint.asked.length, 2, `${hours} h wrong: not asked in time`);
			rig.client.close();
		}
	});

	test('two clients of one page ask once', async () => {
		const [one, other] = [await makeTokenRig(''), await makeTokenRig('')];
		let answer = (_token: string): void => undefined;
		const held = new Promise<string>((resolve) => {
			answer = resolve;
		});
		for (const { endpoint } of [one, other]) endpoint.answer = async () => Response.json({ token: await held });
		one.watch();
		other.watch();
		await until('both ask', () => [one, other].every((rig) => rig.state()?.status === 'connecting'));
		answer(one.fresh('shared'));
		await until('both sockets', () => one.network.sockets.length + other.network.sockets.length === 2);
		assert.equal(one.endpoint.asked.length + other.endpoint.asked.length, 1);
	});

	test('a closed client asks no more', async () => {
		const rig = await makeTokenRig('');
		rig.watch();
		await until('a failure', () => rig.warnings.length === 1);
		rig.client.close();
		rig.timing.advance(HOUR);
		await settle();
		assert.equal(rig.endpoint.asked.length, 1);
	});

	test('reads the times of a JWT, and none from anything else', () => {
		assert.deepEqual(timesOf(jwt('a', { iat: 5, exp: 9 })), { madeAt: 5_000, endsAt: 9_000 });
		assert.deepEqual(timesOf(jwt('a', { exp: 9 })), { endsAt: 9_000 });
		for (const other of ['', 'opaque', 'a.b.c', '..']) assert.deepEqual(timesOf(other), {});
	});
});
