import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Link, type LinkEvent } from '../../../widget/socket/link.ts';
import type { Transport } from '../../../widget/socket/transports/transport.ts';
import { HandTiming } from './support/hand-timing.ts';

function connect(transport: Transport | Promise<Transport>) {
	const timing = new HandTiming();
	const told: LinkEvent[] = [];
	const link = new Link({
		transport,
		timing,
		owner: { on: (_link, event) => void told.push(event) },
		onMalformed: () => undefined,
	});
	return { timing, told, link };
}

describe('a connection whose code has to be loaded', () => {
	test('is lost when the code cannot be', async () => {
		const { told } = connect(Promise.reject(new Error('the server has no such file any more')));
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual(told, [{ type: 'closed', code: 1006, reason: '' }]);
	});

	test('that is closed before it is there never opens', async () => {
		let opened = 0;
		const transport: Transport = () => {
			opened += 1;
			return { name: 'stream', send: () => undefined, close: () => undefined };
		};
		const { link, told, timing } = connect(Promise.resolve(transport));
		link.expect(15_000);
		link.close(1000);
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual([opened, told, timing.pending], [0, [], 0]);
	});

	test('may be silent for as long as what carries it says, and no longer', () => {
		const { link, told, timing } = connect(() => ({
			name: 'poll',
			patienceMs: 60_000,
			send: () => undefined,
			close: () => undefined,
		}));
		link.expect(35_000);
		timing.advance(59_999);
		assert.deepEqual(told, []);
		timing.advance(1_000);
		assert.deepEqual(told, [{ type: 'silent' }]);
	});
});
