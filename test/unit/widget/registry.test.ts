import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acquireClient } from '../../../widget/client.ts';
import { createRegistry } from '../../../widget/registry.ts';
import { HandTiming } from './support/hand-timing.ts';

function makeRegistry() {
	const timing = new HandTiming();
	const closed: string[] = [];
	const acquire = createRegistry<{ name: string }, string>({
		create: (name) => ({ name }),
		serves: (client, name) => client.name === name,
		close: ({ name }) => closed.push(name),
		timing,
	});
	return { timing, closed, acquire };
}

describe('the registry of clients', () => {
	test('gives the same client to all who ask for the same, and another to others', () => {
		const { acquire } = makeRegistry();
		const first = acquire('a').client;
		assert.equal(acquire('a').client, first);
		assert.notEqual(acquire('b').client, first);
	});

	test('closes a client one second after its last release, and releasing twice counts once', () => {
		const { acquire, timing, closed } = makeRegistry();
		const one = acquire('a');
		const two = acquire('a');
		one.release();
		one.release();
		timing.advance(5_000);
		assert.deepEqual(closed, []);
		two.release();
		timing.advance(999);
		assert.deepEqual(closed, []);
		timing.advance(1);
		assert.deepEqual(closed, ['a']);
		assert.notEqual(acquire('a').client, one.client);
	});

	test('an element that moves in the page keeps its client', () => {
		const { acquire, timing, closed } = makeRegistry();
		const before = acquire('a');
		before.release();
		timing.advance(500);
		const after = acquire('a');
		timing.advance(5_000);
		assert.equal(after.client, before.client);
		assert.deepEqual(closed, []);
	});

	test('finds a client by the token that it has now', () => {
		const server = 'http://charts.test/base';
		const old = acquireClient({ server, token: 'token-1' });
		old.client.setToken('token-2');
		const found = acquireClient({ server: `${server}/`, token: 'token-2' });
		const other = acquireClient({ server, token: 'token-1' });
		assert.equal(found.client, old.client);
		assert.notEqual(other.client, old.client);
		assert.equal(old.client.server, server);
		for (const { release } of [old, found, other]) release();
	});

	test('says so when the server is not an address', () => {
		assert.throws(() => acquireClient({ server: 'http://', token: 't' }), {
			name: 'ChartwireError',
			code: 'bad_server',
			message: /"http:\/\/" is not an address; write one such as/,
		});
	});
});
