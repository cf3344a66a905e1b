import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MAX_CLIENT_FRAME_BYTES, type ServerMessage } from '../../../widget/protocol.ts';
import { ANSWER_MS, targetKey } from '../../../widget/subscriptions.ts';
import { frame, makeRig, short, view } from './support/rig.ts';

const subscribed = (
	id: number,
	seq: number,
	recovered: boolean,
	{ channel = 'c', epoch = 'a' } = {},
): ServerMessage => ({
	type: 'subscribed',
	id,
	channel,
	epoch,
	seq,
	recovered,
});
const refusal = (id: number, code: string, retryable: boolean): ServerMessage => ({
	type: 'error',
	id,
	code,
	message: `The chart says ${code}.`,
	retryable,
});

describe('the client', () => {
	test('is idle and opens no socket until something is watched', () => {
		const { client, network, watch } = makeRig();
		assert.deepEqual([client.connection(), network.sockets.length], [{ status: 'idle' }, 0]);
		watch();
		assert.equal(network.sockets.length, 1);
	});

	test('tells the connection at once and with every change, once each', () => {
		const { states, network, watch, timing } = makeRig();
		watch();
		network.welcome();
		network.last.cut();
		timing.advance(250);
		assert.deepEqual(
			states.map(({ status }) => status),
			['idle', 'connecting', 'online', 'waiting', 'connecting'],
		);
	});

	test('shows the state of a reset and then each event with the whole view after it', () => {
		const { network, watch, accept } = makeRig();
		const { updates, told } = watch();
		network.welcome();
		accept();
		network.last.say(frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5', 'event a6']);
		assert.deepEqual((updates[1] as { view?: unknown }).view, view(6));
	});

	test('I11 a run that begins leaves the last result in the view', () => {
		const { network, watch } = makeRig();
		const { updates } = watch();
		const result = { columns: [], data: [], rows: 0, truncated: false, asOf: 1, hash: 'h' };
		const [resultEvent, running] = [
			{ kind: 'result', run: 'r1', result },
			{ kind: 'running', run: 'r2', startedAt: 2 },
		];
		network.welcome().say(subscribed(1, 1, false), { ...frame.reset('c', 'a', 1), snapshot: { result: resultEvent } });
		network.last.say({ ...frame.event('c', 'a', 2), event: running });
		assert.deepEqual((updates[1] as { view?: unknown }).view, { result: resultEvent, run: running });
	});

	test('keeps one subscription for all who watch the same, whatever the order of its parameters', () => {
		const { network, watch, accept } = makeRig();
		const first = watch({ chart: 'revenue', params: { year: 2024, region: 'north' } });
		const second = watch({ chart: 'revenue', params: { region: 'north', year: 2024 } });
		network.welcome();
		accept();
		assert.equal(network.last.sentOf('subscribe').length, 1);
		assert.deepEqual([first.told(), second.told()], [['reset a5'], ['reset a5']]);
	});

	test('tells apart what is not the same', () => {
		const targets = [
			{ chart: 'a' },
			{ chart: 'b' },
			{ run: 'a' },
			{ inbox: true as const },
			{ dashboard: 'a' },
			{ chart: 'a', params: { x: 1 } },
			{ chart: 'a', params: { x: '1' } },
			{ chart: 'a', params: { x: null } },
		];
		assert.equal(new Set(targets.map(targetKey)).size, targets.length);
		assert.equal(targetKey({ chart: 'a', params: {} }), targetKey({ chart: 'a' }));
	});

	test('whoever joins late is at once told the present view', () => {
		const { network, watch, accept } = makeRig();
		watch();
		network.welcome();
		accept();
		network.last.say(frame.event('c', 'a', 6));
		const late = watch();
		assert.deepEqual(late.told(), ['reset a6']);
		assert.deepEqual((late.updates[0] as { view?: unknown }).view, view(6));
	});

	test('two targets on one channel share its view: the second is shown it, the first is not told again', () => {
		const { network, watch, accept } = makeRig();
		const first = watch({ chart: 'revenue' });
		network.welcome();
		accept();
		const second = watch({ chart: 'revenue', params: { region: 'all' } });
		accept();
		network.last.say(frame.event('c', 'a', 6));
		assert.deepEqual(
			[first.told(), second.told()],
			[
				['reset a5', 'event a6'],
				['reset a5', 'event a6'],
			],
		);
	});

	test('after a lost connection everything is subscribed from where the application stands', () => {
		const { network, watch, accept, timing } = makeRig();
		watch({ chart: 'revenue' });
		watch({ run: 'r1' });
		network.welcome();
		network.last.say(subscribed(1, 5, false), frame.reset('c', 'a', 5), frame.event('c', 'a', 6));
		network.last.cut();
		timing.advance(1_000);
		network.welcome();
		assert.deepEqual(
			network.last.sentOf('subscribe').map(({ id: _id, ...rest }) => rest),
			[
				{ chart: 'revenue', type: 'subscribe', since: { epoch: 'a', seq: 6 } },
				{ run: 'r1', type: 'subscribe' },
			],
		);
		accept({ channel: 'd' });
	});

	test('I3 a gap is rewound: unsubscribe, subscribe since the cursor, and nothing counts until the answer', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		const id = accept();
		network.last.say(frame.event('c', 'a', 8), frame.event('c', 'a', 6), frame.top('c', 'a', 8));
		assert.deepEqual(network.last.sent.slice(2), [
			{ type: 'unsubscribe', id },
			{ type: 'subscribe', id: id + 1, chart: 'revenue', since: { epoch: 'a', seq: 5 } },
		]);
		assert.deepEqual(told(), ['reset a5']);
		network.last.say(subscribed(id, 8, true), frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5'], 'the answer to an earlier subscription counted');
		network.last.say(subscribed(id + 1, 8, true), ...[6, 7, 8].map((seq) => frame.event('c', 'a', seq)));
		assert.deepEqual(told(), ['reset a5', 'event a6', 'event a7', 'event a8']);
	});

	test('I3 a lost last event is noticed by the top', () => {
		const { network, watch, accept } = makeRig();
		watch();
		network.welcome();
		accept();
		network.last.say(frame.top('c', 'a', 6));
		assert.equal(network.last.sentOf('subscribe').length, 2);
	});

	test('I3 I10 a subscription that nobody answers is made anew, and one that was answered is not', () => {
		const { network, watch, accept, timing } = makeRig();
		watch();
		const socket = network.welcome();
		for (let seventh = 0; seventh < 7; seventh += 1) {
			timing.advance(ANSWER_MS / 7);
			socket.say({ type: 'ping', at: 1 });
		}
		assert.deepEqual(
			socket.sent
				.filter(({ type }) => type.endsWith('subscribe'))
				.map((message) => [message.type, 'id' in message && message.id]),
			[
				['subscribe', 1],
				['unsubscribe', 1],
				['subscribe', 2],
			],
		);
		accept();
		const count = socket.sent.length;
		for (let quarter = 0; quarter < 8; quarter += 1) {
			timing.advance(ANSWER_MS / 4);
			socket.say({ type: 'ping', at: 1 });
		}
		assert.deepEqual(
			socket.sent.slice(count).filter(({ type }) => type !== 'pong'),
			[],
		);
	});

	test('a gap that repeats is rewound with back-off, one rewind at a time', () => {
		const { network, watch, accept, timing } = makeRig();
		watch();
		const socket = network.welcome({ pingMs: 500_000 });
		accept();
		const waits: number[] = [];
		for (let round = 0; round < 5; round += 1) {
			const before = socket.sentOf('subscribe').length;
			socket.say(frame.top('c', 'a', 9), frame.top('c', 'a', 9), frame.event('c', 'a', 9));
			assert.equal(socket.sentOf('unsubscribe').length, round + 1);
			let waited = 0;
			for (; socket.sentOf('subscribe').length === before; waited += 50) timing.advance(50);
			waits.push(waited);
			socket.say(subscribed(socket.sentOf('subscribe').at(-1)?.id ?? 0, 9, true));
		}
		assert.deepEqual(waits, [0, 250, 500, 1_000, 2_000]);
	});

	test('a rewind takes all the subscriptions of its channel along', () => {
		const { network, watch, accept } = makeRig();
		watch({ chart: 'revenue' });
		network.welcome();
		accept();
		watch({ chart: 'revenue', params: { region: 'all' } });
		accept();
		network.last.say(frame.top('c', 'a', 6));
		assert.deepEqual(
			network.last.sentOf('unsubscribe').map(({ id }) => id),
			[1, 2],
		);
		assert.deepEqual(
			network.last
				.sentOf('subscribe')
				.slice(2)
				.map(({ since }) => since),
			[
				{ epoch: 'a', seq: 5 },
				{ epoch: 'a', seq: 5 },
			],
		);
	});

	test('a reset at the cursor after a reconnection is not told again', () => {
		const { network, watch, accept, timing } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		network.last.cut();
		timing.advance(1_000);
		network.welcome();
		accept();
		network.last.say(frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5', 'event a6']);
	});

	test('after a reconnection frames count only from the answer on, which may say that the server lost its newest events', () => {
		const { network, watch, accept, timing } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		network.last.cut();
		timing.advance(1_000);
		network.welcome().say(frame.event('c', 'a', 6), frame.reset('c', 'a', 9));
		assert.deepEqual(told(), ['reset a5']);
		network.last.say(subscribed(2, 3, false), frame.reset('c', 'a', 3), frame.event('c', 'a', 4));
		assert.deepEqual(told(), ['reset a5', 'reset a3', 'event a4']);
	});

	test('events of an unknown kind are not told and still advance the cursor', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		const unknown = { ...frame.event('c', 'a', 6), event: { kind: 'from_the_future' } };
		network.last.say(unknown, frame.event('c', 'a', 7));
		assert.deepEqual(told(), ['reset a5', 'event a7']);
		assert.equal(network.last.sentOf('subscribe').length, 1);
	});

	test('frames of a channel that nobody watches are ignored', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		network.last.say(frame.event('other', 'a', 6), frame.reset('other', 'a', 9), { type: 'moved', id: 77 });
		assert.deepEqual(told(), ['reset a5']);
	});

	test("one listener's exception is reported and never stops the others or the stream", () => {
		const { network, watch, accept, client, reported } = makeRig();
		client.watch({ chart: 'revenue' }, () => {
			throw new Error('broken element');
		});
		const { told } = watch();
		network.welcome();
		accept();
		network.last.say(frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5', 'event a6']);
		assert.equal(reported.length, 2);
	});
});

describe('a subscription that is refused or moved', () => {
	test('a refusal that cannot pass is told, and to those who join later too', () => {
		const { network, watch, timing } = makeRig();
		const first = watch();
		network.welcome().say(refusal(1, 'chart_unknown', false));
		const late = watch();
		timing.advance(20_000);
		assert.deepEqual([first.told(), late.told()], [['error chart_unknown'], ['error chart_unknown']]);
		assert.equal(network.last.sentOf('subscribe').length, 1);
	});

	test('I10 a refusal that passes is tried again with back-off, and told when it repeats', () => {
		const { network, watch, timing } = makeRig();
		const { told } = watch();
		const socket = network.welcome({ pingMs: 500_000 });
		const waits: number[] = [];
		for (let id = 1; id <= 4; id += 1) {
			socket.say(refusal(id, 'source_busy', true));
			let waited = 0;
			for (; socket.sentOf('subscribe').length === id; waited += 50) timing.advance(50);
			waits.push(waited);
		}
		assert.deepEqual(waits, [250, 500, 1_000, 2_000]);
		assert.deepEqual(told(), ['error source_busy', 'error source_busy']);
	});

	test('I11 what was shown is shown again once a refusal is over, though nothing new was published', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		network.last.say(refusal(1, 'chart_unknown', false), { type: 'token_accepted' });
		network.last.say(subscribed(2, 5, true));
		assert.deepEqual(told(), ['reset a5', 'error chart_unknown', 'reset a5']);
	});

	test('what was refused, or has failed, is asked for anew on demand, and only that, from where it stands', () => {
		const { network, watch, client, accept } = makeRig();
		const { told } = watch();
		watch({ chart: 'another' });
		const socket = network.welcome();
		socket.say(refusal(1, 'chart_unknown', false));
		client.tryNow({ chart: 'revenue' });
		assert.deepEqual(
			socket.sentOf('subscribe').map((message) => 'chart' in message && message.chart),
			['revenue', 'another', 'revenue'],
		);
		accept();
		assert.deepEqual(told(), ['error chart_unknown', 'reset a5']);
		client.tryNow({ chart: 'revenue' });
		assert.deepEqual(socket.sentOf('unsubscribe'), [{ type: 'unsubscribe', id: 3 }]);
		assert.deepEqual(socket.sentOf('subscribe').at(-1)?.since, { epoch: 'a', seq: 5 });
		client.tryNow({ chart: 'of no element' });
		assert.equal(socket.sentOf('subscribe').length, 4);
	});

	test('another token is sent on the living socket, and what was refused is asked for again', () => {
		const { network, watch, client } = makeRig();
		watch();
		network.welcome().say(refusal(1, 'not_allowed', false));
		client.setToken('token-2');
		assert.deepEqual(network.last.sentOf('token'), [{ type: 'token', token: 'token-2' }]);
		network.last.say({ type: 'token_accepted' });
		assert.equal(network.last.sentOf('subscribe').length, 2);
		assert.equal(network.sockets.length, 1);
	});

	test('I9 moved to another channel: the frame is blanked before the new state comes, and since is not sent', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		const id = accept();
		network.last.say({ type: 'moved', id });
		assert.deepEqual(network.last.sent.at(-1), { type: 'subscribe', id: id + 1, chart: 'revenue' });
		accept({ channel: 'd', epoch: 'b', seq: 2 });
		network.last.say(frame.event('c', 'a', 6), frame.event('d', 'b', 3));
		assert.deepEqual(told(), ['reset a5', 'blank', 'reset b2', 'event b3']);
	});

	test('moved to the same channel because it is drawn otherwise: all who watch are told, and whoever comes later', () => {
		const { network, watch } = makeRig();
		const { told } = watch();
		network.welcome().say({ ...subscribed(1, 5, false), spec: { version: 1, title: 'a' } }, frame.reset('c', 'a', 5));
		assert.deepEqual(told(), ['spec {"version":1,"title":"a"}', 'reset a5']);
		network.last.say({ type: 'moved', id: 1 });
		network.last.say({ ...subscribed(2, 5, false), spec: { version: 1, title: 'b' } }, frame.reset('c', 'a', 5));
		assert.deepEqual(told().slice(2, 3), ['spec {"version":1,"title":"b"}']);
		assert.equal(told().includes('blank'), false);
		assert.deepEqual(watch().told().slice(0, 1), ['spec {"version":1,"title":"b"}']);
		network.last.say({ type: 'moved', id: 2 });
		network.last.say({ ...subscribed(3, 5, false), spec: null }, frame.reset('c', 'a', 5));
		assert.equal(told().includes('spec null'), true);
		assert.equal(
			watch()
				.told()
				.some((each) => each.startsWith('spec')),
			false,
		);
	});

	test('moved to the same channel: nothing is blanked and nothing is told twice', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		const id = accept();
		network.last.say({ type: 'moved', id });
		accept();
		network.last.say(frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5', 'event a6']);
	});

	test('I9 moved and then refused: the frame is blanked, for it may not be seen any more', () => {
		const { network, watch, accept } = makeRig();
		const { told } = watch();
		network.welcome();
		const id = accept();
		network.last.say({ type: 'moved', id }, refusal(id + 1, 'not_allowed', false));
		assert.deepEqual(told(), ['reset a5', 'blank', 'error not_allowed']);
		assert.deepEqual(watch().told(), ['error not_allowed']);
	});

	test('I9 another channel after a reconnection blanks the frame as well', () => {
		const { network, watch, accept, timing } = makeRig();
		const { told } = watch();
		network.welcome();
		accept();
		network.last.cut();
		timing.advance(1_000);
		network.welcome();
		accept({ channel: 'd', epoch: 'b', seq: 2 });
		assert.deepEqual(told(), ['reset a5', 'blank', 'reset b2']);
	});

	test('parameters beyond the size of a frame are refused here, and the connection lives', () => {
		const { network, watch, client } = makeRig();
		const { updates, told } = watch({ chart: 'revenue', params: { text: 'é'.repeat(MAX_CLIENT_FRAME_BYTES / 2) } });
		network.welcome();
		assert.deepEqual(told(), ['error frame_too_large']);
		assert.equal((updates[0] as { retryable?: boolean }).retryable, false);
		assert.deepEqual([network.last.sentOf('subscribe').length, client.connection().status], [0, 'online']);
	});
});

describe('letting go', () => {
	test('an element that moves in the page keeps its subscription and its socket', () => {
		const { network, watch, accept, timing } = makeRig();
		const { off } = watch();
		network.welcome();
		accept();
		off();
		timing.advance(900);
		const again = watch();
		timing.advance(5_000);
		assert.deepEqual(again.told(), ['reset a5']);
		assert.deepEqual([network.sockets.length, network.last.sentOf('unsubscribe')], [1, []]);
	});

	test('a second after the last listener has gone the subscription ends, and with the last of them the socket', () => {
		const { network, watch, accept, timing, client } = makeRig();
		const one = watch({ chart: 'revenue' });
		network.welcome();
		accept();
		const two = watch({ chart: 'cost' });
		accept({ channel: 'd' });
		one.off();
		timing.advance(1_000);
		assert.deepEqual(network.last.sentOf('unsubscribe'), [{ type: 'unsubscribe', id: 1 }]);
		assert.equal(client.connection().status, 'online');
		two.off();
		timing.advance(1_000);
		assert.deepEqual(client.connection(), { status: 'idle' });
		assert.equal(network.last.closedWith, 1000);
		assert.equal(timing.pending, 0);
	});

	test('ending from inside a callback is safe', () => {
		const { network, accept, client, timing } = makeRig();
		const told: string[] = [];
		const off = client.watch({ chart: 'revenue' }, (update) => {
			told.push(short(update));
			off();
		});
		network.welcome();
		accept();
		network.last.say(frame.event('c', 'a', 6));
		timing.advance(1_000);
		assert.deepEqual(told, ['reset a5']);
		assert.deepEqual(client.connection(), { status: 'idle' });
	});

	test('closing ends everything at once', () => {
		const listening = new Set<unknown>();
		const { network, watch, accept, client, timing } = makeRig({
			network: {
				addEventListener: (_name: string, listener: unknown) => listening.add(listener),
				removeEventListener: (_name: string, listener: unknown) => listening.delete(listener),
			},
		});
		watch();
		network.welcome();
		accept();
		assert.equal(listening.size, 1);
		client.close();
		assert.deepEqual([client.connection(), timing.pending, network.last.closedWith], [{ status: 'idle' }, 0, 1000]);
		assert.equal(listening.size, 0);
	});
});

test("the client knows the server's time on a page whose clock is wrong", () => {
	const { network, watch, client, timing } = makeRig();
	watch();
	network.welcome({ at: timing.now() + 7_200_000 });
	timing.advance(1_000);
	assert.equal(client.serverNow(), timing.now() + 7_200_000);
});
