/** What a client may send that no client of ours does: the answer is named, the connection lives, and nothing is lost by it. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { before, describe, test } from 'node:test';
import type { Position, ResetMessage, ServerMessage } from '../../widget/protocol.ts';
import { channelOpener, type TestChannel } from '../support/channel.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { WireClient } from '../support/wire.ts';

const owner = scope();
const FENCE_ID = 9_999;
let chartwire: Chartwire;
let one: TestChannel;
let other: TestChannel;

before(async () => {
	chartwire = await startChartwire(owner);
	const open = await channelOpener(owner, chartwire);
	[one, other] = [await open('one'), await open('other')];
});

const resetsOf = (wire: WireClient) => wire.frames.filter((frame): frame is ResetMessage => frame.type === 'reset');
const codesOf = (frames: readonly ServerMessage[]) =>
	frames.flatMap((frame) => (frame.type === 'error' ? [[frame.code, frame.id]] : []));

/** Where a channel stands now. */
async function topOf(chart: string): Promise<Position> {
	const wire = await chartwire.wire();
	const { epoch, seq } = await wire.subscribe({ chart });
	await wire.close();
	return { epoch, seq };
}

/** Sends all of it in one TCP segment, so that the server reads it at once. */
function inOnePacket(wire: WireClient, work: () => void): void {
	const { _socket: socket } = wire.socket as unknown as { readonly _socket: Socket };
	socket.cork();
	work();
	socket.uncork();
}

describe('a position', () => {
	const positions: readonly [string, () => Promise<Position>][] = [
		['above the top', async () => ({ ...(await topOf('one')), seq: (await topOf('one')).seq + 1_000_000 })],
		['as high as a number goes', async () => ({ ...(await topOf('one')), seq: 2 ** 53 - 1 })],
		['of another channel', () => topOf('other')],
		['of an epoch that never was', async () => ({ epoch: '', seq: 0 })],
	];
	for (const [what, position] of positions) {
		test(`I3 ${what} is a gap: one reset with the state now, and then what follows it`, async () => {
			const wire = await chartwire.wire();
			const top = await topOf('one');
			const answer = await wire.subscribe({ chart: 'one' }, await position());
			assert.deepEqual([answer.recovered, answer.epoch, answer.seq], [false, top.epoch, top.seq]);
			await one.progress(2);
			await until(() => wire.eventsOf(one.channel).length === 2, { what: 'the events after it' });
			assert.deepEqual(
				resetsOf(wire).map(({ epoch, seq }) => ({ epoch, seq })),
				[top],
			);
			assert.deepEqual(
				wire.eventsOf(one.channel).map(({ seq }) => seq),
				[top.seq + 1, top.seq + 2],
			);
		});
	}

	const wrong: readonly [string, unknown][] = [
		['negative', -1],
		['2^53, which is no exact number any more', 2 ** 53],
		['a fraction', 1.5],
		['text', '7'],
		['nothing', null],
	];
	for (const [what, seq] of wrong) {
		test(`that is ${what} is malformed, said for that subscription, and the number is free again`, async () => {
			const wire = await chartwire.wire();
			const { epoch } = await topOf('one');
			wire.sendText(JSON.stringify({ type: 'subscribe', id: 1, chart: 'one', since: { epoch, seq } }));
			await until(() => codesOf(wire.frames).length === 1, { what: 'an error' });
			assert.deepEqual(codesOf(wire.frames), [['malformed', 1]]);
			wire.send({ type: 'subscribe', id: 1, chart: 'one' });
			await wire.waitFor((frame) => frame.type === 'subscribed' && frame.id === 1);
		});
	}
});

describe('subscriptions', () => {
	test('I2 of the same number twice: the second is refused by name, and the first goes on', async () => {
		const wire = await chartwire.wire();
		inOnePacket(wire, () => {
			wire.send({ type: 'subscribe', id: 1, chart: 'one' });
			wire.send({ type: 'subscribe', id: 1, chart: 'other' });
		});
		await until(() => codesOf(wire.frames).length === 1 && resetsOf(wire).length === 1, { what: 'both answers' });
		assert.deepEqual(codesOf(wire.frames), [['duplicate_id', 1]]);
		await other.progress(1);
		await one.progress(1);
		await until(() => wire.eventsOf(one.channel).length === 1, { what: 'the first goes on' });
		assert.equal(wire.eventsOf(other.channel).length, 0);
	});

	test('I2 made, ended and made again in one packet are one, and get each event once', async () => {
		const wire = await chartwire.wire();
		inOnePacket(wire, () => {
			wire.send({ type: 'subscribe', id: 1, chart: 'one' });
			wire.send({ type: 'unsubscribe', id: 1 });
			wire.send({ type: 'subscribe', id: 1, chart: 'one' });
		});
		await until(() => resetsOf(wire).length >= 1, { what: 'a state' });
		const { seq } = resetsOf(wire).at(-1) as ResetMessage;
		await one.progress(3);
		await until(() => wire.eventsOf(one.channel).length >= 3, { what: 'the events' });
		await fence(wire);
		assert.deepEqual(
			wire.eventsOf(one.channel).map((event) => event.seq),
			[seq + 1, seq + 2, seq + 3],
		);
		assert.equal(wire.frames.filter(({ type }) => type === 'subscribed').length, 1);
		assert.deepEqual(codesOf(wire.frames), [['unknown_chart', FENCE_ID]], 'only the fence');
	});

	test('whose number is used again in the same packet for another chart get that one alone', async () => {
		const wire = await chartwire.wire();
		inOnePacket(wire, () => {
			wire.send({ type: 'subscribe', id: 1, chart: 'one' });
			wire.send({ type: 'unsubscribe', id: 1 });
			wire.send({ type: 'subscribe', id: 1, chart: 'other' });
		});
		await until(() => resetsOf(wire).some(({ channel }) => channel === other.channel), { what: 'the other' });
		await one.progress(2);
		await other.progress(2);
		await until(() => wire.eventsOf(other.channel).length === 2, { what: 'its events' });
		assert.equal(wire.eventsOf(one.channel).length, 0);
	});

	/** Once this is answered, everything that was sent before it has been answered. */
	async function fence(wire: WireClient): Promise<number> {
		const id = FENCE_ID;
		wire.send({ type: 'subscribe', id, chart: 'there-is-none' });
		const isAnswer = (frame: ServerMessage) => frame.type === 'error' && frame.id === id;
		await wire.waitFor(isAnswer);
		return wire.frames.findIndex(isAnswer);
	}

	test('that have ended get nothing more, while events pour', async () => {
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'one' });
		let pouring = true;
		const pour = (async () => {
			while (pouring) await one.progress(5);
		})();
		await until(() => wire.eventsOf(one.channel).length > 50, { what: 'events pour' });
		wire.send({ type: 'unsubscribe', id: 1 });
		const at = await fence(wire);
		const published = await one.progress(20);
		await until(async () => (await topOf('one')).seq >= published, { what: 'they are published' });
		pouring = false;
		await pour;
		await wire.subscribe({ chart: 'other' });
		const later = wire.frames.slice(at).filter((frame) => 'channel' in frame && frame.channel === one.channel);
		assert.deepEqual(later, []);
	});

	test('that are ended twice, or never were, are no error', async () => {
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'one' });
		for (const id of [1, 1, 77]) wire.send({ type: 'unsubscribe', id });
		await wire.subscribe({ chart: 'one' });
		assert.deepEqual(codesOf(wire.frames), []);
	});
});

describe('a greeting', () => {
	test('I9 said twice is refused, also with another token, and changes nothing', async () => {
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'one' });
		wire.send({ type: 'hello', token: await chartwire.token({ subject: 'another', charts: [] }) });
		await until(() => codesOf(wire.frames).length === 1, { what: 'an error' });
		assert.deepEqual(codesOf(wire.frames), [['malformed', undefined]]);
		await one.progress(1);
		await until(() => wire.eventsOf(one.channel).length === 1, { what: 'the subscription goes on' });
		await wire.subscribe({ chart: 'other' });
		assert.equal(wire.frames.filter(({ type }) => type === 'welcome').length, 1);
	});
});
