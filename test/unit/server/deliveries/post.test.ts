/** Where a webhook may lead, and what becomes of one that may not; and when what failed is tried again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPublicAddress } from '../../../../server/deliveries/addresses.ts';
import { post } from '../../../../server/deliveries/post.ts';
import { MOST_ATTEMPTS, retryAfterMs, SendFailure } from '../../../../server/deliveries/send-failure.ts';
import { startReceiver } from '../../../support/receiver.ts';
import { scope } from '../../../support/scope.ts';

const owner = scope();
const never = new AbortController().signal;
const codeOf = (url: string, allowPrivate = false) =>
	post({ url, body: '{}', allowPrivate, signal: never }).then(
		() => 'sent',
		(error: unknown) => {
			assert.ok(error instanceof SendFailure, String(error));
			return error.code;
		},
	);

describe('a webhook', () => {
	test('never leads to a private address, be it written, a name, or one hidden in another', async () => {
		const receiver = await startReceiver(owner);
		const { port } = new URL(receiver.url);
		for (const host of [
			'127.0.0.1',
			'localhost',
			'[::1]',
			'[::ffff:127.0.0.1]',
			'2130706433',
			'0x7f.1',
			'169.254.169.254',
		]) {
			assert.equal(await codeOf(`https://${host}:${port}/`), 'address_forbidden', host);
		}
		assert.equal(await codeOf(`http://127.0.0.1:${port}/`), 'not_encrypted');
		assert.equal(receiver.posts.length, 0);
		assert.equal(await codeOf(`http://localhost:${port}/`, true), 'sent', 'where the operator allows it');
	});

	test('follows no redirect', async () => {
		const receiver = await startReceiver(owner);
		receiver.answer = (_post, response) => response.writeHead(307, { location: '/elsewhere' }).end();
		assert.equal(await codeOf(receiver.url, true), 'redirected');
		assert.deepEqual(
			receiver.posts.map(({ path }) => path),
			['/'],
		);
	});

	test('keeps of an answer what can be stored: no control character, and no half of one sign', async () => {
		const receiver = await startReceiver(owner);
		receiver.answer = (_post, response) => response.writeHead(500).end(`\u0000${'x'.repeat(199)}😀`);
		await assert.rejects(
			post({ url: receiver.url, body: '{}', allowPrivate: true, signal: never }),
			({ message }: Error) => message === `HTTP 500: ${'x'.repeat(199)}`,
		);
	});

	test('is given up where its receiver changes the protocol instead of answering', async () => {
		const receiver = await startReceiver(owner);
		receiver.answer = (_post, response) =>
			void response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n');
		assert.equal(await codeOf(receiver.url, true), 'unreachable');
	});

	test('reads the beginning of an answer that has no end, and no more', async () => {
		const receiver = await startReceiver(owner);
		receiver.answer = (_post, response) => {
			response.writeHead(200);
			const more = () => {
				if (response.writable && response.write('x'.repeat(65_536))) setImmediate(more);
				else response.once('drain', more);
			};
			more();
		};
		const said = await post({ url: receiver.url, body: '{}', allowPrivate: true, signal: never });
		assert.equal(said, `HTTP 200: ${'x'.repeat(200)}`);
	});
});

test('addresses of the public Internet are told from all others', () => {
	const open = ['8.8.8.8', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::200e'];
	const closed = [
		...[
			'0.0.0.0',
			'10.1.2.3',
			'100.64.0.1',
			'127.8.8.8',
			'169.254.169.254',
			'172.31.255.255',
			'192.168.0.1',
			'224.0.0.1',
		],
		...[
			'255.255.255.255',
			'198.18.0.1',
			'::',
			'::1',
			'fe80::1',
			'fd00::1',
			'ff02::1',
			'::ffff:10.0.0.1',
			'64:ff9b::a00:1',
		],
		...['2002:a00:1::', '2001:db8::1', 'localhost', ''],
	];
	for (const address of open) assert.ok(isPublicAddress(address), address);
	for (const address of closed) assert.ok(!isPublicAddress(address), address);
});

test('what failed is tried again seven times within a day, later where the receiver asks for it, and then no more', () => {
	const retryable = { retryable: true, afterMs: undefined };
	const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => retryAfterMs(index + 1, retryable));
	assert.deepEqual(
		waits.map((ms) => ms && ms / 60_000),
		[1, 5, 30, 120, 240, 360, 480, undefined],
	);
	assert.ok(waits.reduce((sum: number, ms) => sum + (ms ?? 0), 0) < 24 * 3_600_000);
	assert.equal(retryAfterMs(1, { retryable: false, afterMs: 1 }), undefined);
	assert.equal(retryAfterMs(1, { retryable: true, afterMs: 600_000 }), 600_000);
	assert.equal(retryAfterMs(1, { retryable: true, afterMs: 1e12 }), 12 * 3_600_000);
});
