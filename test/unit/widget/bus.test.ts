import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Bus } from '../../../widget/bus.ts';

interface Events {
	readonly greeting: string;
	readonly count: number;
}

describe('the bus', () => {
	test('tells every listener of the name, in the order they came, and nobody else', () => {
		const told: string[] = [];
		const bus = new Bus<Events>();
		bus.on('greeting', (text) => told.push(`first ${text}`));
		bus.on('greeting', (text) => told.push(`second ${text}`));
		bus.on('count', () => told.push('count'));
		bus.emit('greeting', 'hello');
		assert.deepEqual(told, ['first hello', 'second hello']);
	});

	test('subscribing returns what ends it, and the same function may listen twice', () => {
		const told: number[] = [];
		const bus = new Bus<Events>();
		const listener = (count: number) => told.push(count);
		const off = bus.on('count', listener);
		const offAgain = bus.on('count', listener);
		bus.emit('count', 1);
		off();
		off();
		bus.emit('count', 2);
		assert.deepEqual(told, [1, 1, 2]);
		assert.equal(bus.has('count'), true);
		offAgain();
		assert.equal(bus.has('count'), false);
	});

	test("one listener's exception is reported and never stops the others", () => {
		const reported: unknown[] = [];
		const told: number[] = [];
		const bus = new Bus<Events>((error) => reported.push(error));
		const broken = new Error('broken listener');
		bus.on('count', () => {
			throw broken;
		});
		bus.on('count', (count) => told.push(count));
		bus.emit('count', 1);
		assert.deepEqual(reported, [broken]);
		assert.deepEqual(told, [1]);
	});

	test('a listener may end itself and others while an event is being told', () => {
		const told: string[] = [];
		const bus = new Bus<Events>();
		const offFirst = bus.on('count', () => {
			told.push('first');
			offFirst();
			offSecond();
		});
		const offSecond = bus.on('count', () => told.push('second'));
		bus.on('count', () => told.push('third'));
		bus.emit('count', 1);
		bus.emit('count', 2);
		assert.deepEqual(told, ['first', 'third', 'third']);
	});

	test('a listener that comes while an event is being told hears the next one only', () => {
		const told: number[] = [];
		const bus = new Bus<Events>();
		let joined = false;
		bus.on('count', () => {
			if (!joined) bus.on('count', (count) => told.push(count));
			joined = true;
		});
		bus.emit('count', 1);
		bus.emit('count', 2);
		assert.deepEqual(told, [2]);
	});
});
