import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { signToken } from '../../../server/auth/sign-token.ts';
import { NamedError } from '../../../server/errors.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { Feed, type FeedOptions } from '../../../server/gateway/feed.ts';
import { Hub } from '../../../server/gateway/hub.ts';
import { Outgoing } from '../../../server/gateway/outgoing.ts';
import { Session } from '../../../server/gateway/session.ts';
import type { Connection } from '../../../server/gateway/session-parts.ts';
import { type SlicedWork, Slices } from '../../../server/gateway/slices.ts';
import { Turns } from '../../../server/gateway/turns.ts';
import { MemoryStream } from '../../../server/stream/memory.ts';
import type { Frame, Stream } from '../../../server/stream/stream.ts';
import type { EventMessage, ResetMessage, ServerMessage } from '../../../widget/protocol.ts';
import { secretDoors } from '../../support/doors.ts';
import { quietLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';

const RING = { maxCount: 6, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
const SECRET = 'a-secret-that-is-long-enough-for-a-test';

const publication = (rows: number, channel = 'c') =>
	({
		channel,
		event: { kind: 'progress', run: 'r', rows, startedAt: 1 },
		key: `key-${rows}`,
		fence: { ordinal: 1, attempt: 1 },
	}) as const;

/** A stream whose announcements and reads can be held back, lost and let go by hand. */
class FaultyStream extends MemoryStream {
	lose = false;
	held: (() => void)[] = [];
	holdReads = false;

	override listen(name: string, listener: (frame: Frame) => void) {
		return super.listen(name, (frame) => {
			if (!this.lose) listener(frame);
		});
	}

	override async read(...args: Parameters<Stream['read']>) {
		const history = await super.read(...args);
		if (this.holdReads) await new Promise<void>((resolve) => this.held.push(resolve));
		return history;
	}

	letReads(): void {
		for (const resolve of this.held.splice(0)) resolve();
	}
}

const settle = async () => {
	for (let turns = 0; turns < 20; turns += 1) await turn();
};

const receiver = () => {
	const frames: (EventMessage | ResetMessage)[] = [];
	const self = {
		frames,
		slow: false,
		congested: () => self.slow,
		batch: (work: () => void) => work(),
		send: ({ text }: Outgoing) => void frames.push(JSON.parse(text)),
	};
	return self;
};

/** Slices taken by hand, of one step each. */
class HandSlices extends Slices {
	readonly works: SlicedWork[] = [];

	override add(work: SlicedWork): void {
		this.works.push(work);
	}

	/** False when there was nothing to do. */
	take(): boolean {
		const work = this.works.shift();
		if (work?.(() => true) === false) this.works.push(work);
		return work !== undefined;
	}
}

const newFeed = (stream: Stream, options: Partial<FeedOptions> = {}) =>
	new Feed({
		channel: 'c',
		stream,
		log: quietLog,
		counts: new GatewayCounts(),
		restore: async () => undefined,
		slices: new Slices(),
		...options,
	});
const seqs = (frames: readonly { seq: number }[]) => frames.map(({ seq }) => seq);

describe('feed', () => {
	test('I6 what is published while history is read comes after it, once', async () => {
		const stream = new FaultyStream({ ring: RING });
		const { epoch } = await stream.read('c');
		await stream.publish(publication(1));
		stream.holdReads = true;
		const feed = newFeed(stream);
		const viewer = receiver();
		const joined = feed.join(viewer, { epoch, seq: 0 }, () => true);
		await settle();
		await stream.publish(publication(2));
		await stream.publish(publication(3));
		assert.deepEqual(viewer.frames, []);
		stream.letReads();
		await joined;
		assert.deepEqual(seqs(viewer.frames), [1, 2, 3]);
	});

	test('I3 a lost announcement is noticed with the next one, and replayed to everybody in order', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewers = [receiver(), receiver()];
		for (const viewer of viewers) await feed.join(viewer, undefined, () => true);
		await stream.publish(publication(1));
		stream.lose = true;
		await stream.publish(publication(2));
		await stream.publish(publication(3));
		stream.lose = false;
		await stream.publish(publication(4));
		await settle();
		for (const viewer of viewers) assert.deepEqual(seqs(viewer.frames), [0, 1, 2, 3, 4]);
	});

	test('I3 when the ring no longer covers what was lost, everybody gets one reset', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		stream.lose = true;
		for (let rows = 1; rows <= 20; rows += 1) await stream.publish(publication(rows));
		stream.lose = false;
		await stream.publish(publication(21));
		await settle();
		assert.deepEqual(
			viewer.frames.map(({ type, seq }) => `${type} ${seq}`),
			['reset 0', 'reset 21'],
		);
	});

	test('I3 I10 a frame of an epoch that has ended, heard while history was read, is not held against it for ever', async () => {
		let announce = (_frame: Frame): void => undefined;
		let top = { epoch: 'a', seq: 0 };
		let reads = 0;
		let held: Promise<void> | undefined;
		const stream = {
			listen: async (_channel: string, listener: (frame: Frame) => void) => {
				announce = listener;
				return () => undefined;
			},
			read: async () => {
				reads += 1;
				await held;
				await turn();
				const text = JSON.stringify({ type: 'reset', channel: 'c', ...top, at: 1, snapshot: {} });
				return { ...top, fresh: false, recovered: false, frames: [{ ...top, text }] };
			},
		} as unknown as Stream;
		const frameAt = (epoch: string, seq: number): Frame => {
			return { epoch, seq, text: JSON.stringify({ type: 'event', channel: 'c', epoch, seq, at: 1, event: {} }) };
		};
		const feed = newFeed(stream);
		await feed.join(receiver(), undefined, () => true);
		let release = (): void => undefined;
		held = new Promise((resolve) => {
			release = resolve;
		});
		const viewer = receiver();
		const joined = feed.join(viewer, undefined, () => true);
		await settle();
		held = undefined;
		announce(frameAt('a', 1));
		top = { epoch: 'b', seq: 3 };
		announce(frameAt('b', 3));
		await settle();
		release();
		await joined;
		for (let turns = 0; turns < 10; turns += 1) await settle();
		assert.ok(reads <= 4, `the stream was read ${reads} times`);
		announce(frameAt('b', 4));
		assert.deepEqual(viewer.frames.map(({ type, epoch, seq }) => `${type} ${epoch}${seq}`).at(-1), 'event b4');
	});

	test('I3 a lost last announcement is found by the regular check', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		stream.lose = true;
		await stream.publish(publication(1));
		assert.deepEqual(seqs(viewer.frames), [0]);
		await feed.verify();
		assert.deepEqual(seqs(viewer.frames), [0, 1]);
	});

	test('I1 I2 I3 whatever is lost, held, joined late or slow, each viewer sees the log in order and ends at its top', async () => {
		const more = ['join', 'join', 'rejoin', 'leave', 'slow', 'quick', 'relieve', 'verify', 'slice', 'slice'] as const;
		const step = fc.constantFrom('publish', 'publish', 'lose', 'find', 'hold', 'let', ...more);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 50 }), fc.boolean(), async (steps, inSlices) => {
				const stream = new FaultyStream({ ring: RING });
				const slices = new HandSlices();
				const feed = newFeed(stream, inSlices ? { slices, atOnce: 0 } : {});
				const allSlices = async () => {
					do await settle();
					while (slices.take());
				};
				const viewers = [receiver()];
				const gone: { frames: readonly unknown[]; had: number }[] = [];
				const joins = [feed.join(viewers[0] as never, undefined, () => true)];
				let log = 0;
				for (const each of steps) {
					if (each === 'publish') await stream.publish(publication(++log));
					else if (each === 'lose') stream.lose = true;
					else if (each === 'find') stream.lose = false;
					else if (each === 'hold') stream.holdReads = true;
					else if (each === 'slow') for (const viewer of viewers) viewer.slow = true;
					else if (each === 'quick') for (const viewer of viewers.slice(1)) viewer.slow = false;
					else if (each === 'relieve') feed.relieve();
					else if (each === 'verify') void feed.verify();
					else if (each === 'slice') slices.take();
					else if (each === 'leave' && viewers.length > 1) {
						const viewer = viewers.splice(1, 1)[0] as ReturnType<typeof receiver>;
						feed.leave(viewer);
						gone.push({ frames: viewer.frames, had: viewer.frames.length });
					} else if (each === 'rejoin') joins.push(feed.join(viewers[0] as never, undefined, () => true));
					else if (each === 'let') {
						stream.holdReads = false;
						stream.letReads();
					} else {
						const viewer = receiver();
						viewers.push(viewer);
						joins.push(feed.join(viewer, undefined, () => true));
					}
					await settle();
				}
				stream.lose = false;
				stream.holdReads = false;
				stream.letReads();
				await Promise.all(joins);
				for (const viewer of viewers) viewer.slow = false;
				feed.relieve();
				await allSlices();
				await stream.publish(publication(++log));
				await allSlices();
				await feed.verify();
				await allSlices();
				for (const { frames, had } of gone) assert.equal(frames.length, had, 'who has left gets nothing more');
				for (const { frames } of viewers) {
					assert.equal(frames.at(-1)?.seq, log);
					frames.forEach((frame, index) => {
						const before = frames[index - 1];
						if (before === undefined) return;
						if (frame.type === 'event') assert.equal(frame.seq, before.seq + 1, 'an event follows its predecessor');
						else assert.ok(frame.seq >= before.seq, 'a reset never goes back');
					});
				}
			}),
			{ numRuns: 150 },
		);
	});

	test('I2 a reader that is catching up when the node is as well is told nothing twice', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		stream.lose = true;
		await stream.publish(publication(1));
		stream.lose = false;
		stream.holdReads = true;
		await stream.publish(publication(2));
		const joined = feed.join(viewer, undefined, () => true);
		await settle();
		stream.holdReads = false;
		stream.letReads();
		await joined;
		await settle();
		await stream.publish(publication(3));
		await settle();
		assert.deepEqual(
			viewer.frames.map(({ type, seq }) => `${type} ${seq}`),
			['reset 0', 'reset 2', 'event 3'],
		);
	});

	test('a feed whose last member left while its reading failed comes to rest', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		stream.lose = true;
		await stream.publish(publication(1));
		stream.lose = false;
		let reads = 0;
		stream.read = async () => {
			reads += 1;
			throw new Error('the store is away');
		};
		await stream.publish(publication(2));
		await settle();
		feed.leave(viewer);
		await feed.close();
		await new Promise((resolve) => setTimeout(resolve, 700));
		const readsAtRest = reads;
		await new Promise((resolve) => setTimeout(resolve, 700));
		assert.equal(reads, readsAtRest);
	});

	test('a late announcement of an epoch that has ended changes nothing', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		let announce: (frame: Frame) => void = () => undefined;
		stream.listen = async (_channel, listener) => {
			announce = listener;
			return () => undefined;
		};
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		announce({ epoch: 'an epoch of yesterday', seq: 7, text: '{"late":true}' });
		await settle();
		await settle();
		assert.deepEqual(
			viewer.frames.map(({ type }) => type),
			['reset'],
		);
	});

	test('a second joining that is called off leaves the first one live', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		await feed.join(viewer, undefined, () => false);
		await stream.publish(publication(1));
		await new Promise((resolve) => setTimeout(resolve, 700));
		assert.deepEqual(seqs(viewer.frames), [0, 1]);
	});

	for (const missed of [1, 4]) {
		test(`I3 a slow reader is given nothing while it is slow, and then one reset with the newest state, also for ${missed}; others wait for nobody`, async () => {
			const stream = new FaultyStream({ ring: RING });
			const feed = newFeed(stream);
			const [slow, quick] = [receiver(), receiver()];
			for (const viewer of [slow, quick]) await feed.join(viewer, undefined, () => true);
			slow.slow = true;
			for (let rows = 1; rows <= missed; rows += 1) await stream.publish(publication(rows));
			feed.relieve();
			await settle();
			const all = Array.from({ length: missed + 1 }, (_, seq) => seq);
			assert.deepEqual([seqs(slow.frames), seqs(quick.frames)], [[0], all]);
			slow.slow = false;
			feed.relieve();
			await settle();
			await stream.publish(publication(missed + 1));
			assert.deepEqual(
				slow.frames.map(({ type, seq }) => `${type} ${seq}`),
				['reset 0', `reset ${missed}`, `event ${missed + 1}`],
			);
			assert.deepEqual(seqs(quick.frames), [...all, missed + 1]);
		});
	}

	test('I1 I3 a store that has forgotten the newest frames takes nobody back: each goes on from where it stands', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		let announce: (frame: Frame) => void = () => undefined;
		stream.listen = async (_channel, listener) => {
			announce = listener;
			return () => undefined;
		};
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		const { epoch } = viewer.frames[0] as ResetMessage;
		const live = (seq: number) => announce({ epoch, seq, text: JSON.stringify({ type: 'event', epoch, seq }) });
		live(1);
		live(2);
		await feed.verify();
		assert.deepEqual(feed.position, { epoch, seq: 0 }, 'the feed stands where the store stands');
		const late = receiver();
		await feed.join(late, undefined, () => true);
		for (const seq of [1, 2, 3]) live(seq);
		assert.deepEqual(
			[seqs(viewer.frames), seqs(late.frames)],
			[
				[0, 1, 2, 3],
				[0, 1, 2, 3],
			],
		);
	});

	test('a frame for a crowd leaves room for others between two slices, and the next one comes after it', async () => {
		const stream = new FaultyStream({ ring: RING });
		const slices = new HandSlices();
		const feed = newFeed(stream, { slices, atOnce: 1 });
		const viewers = [receiver(), receiver(), receiver(), receiver()];
		for (const viewer of viewers) await feed.join(viewer, undefined, () => true);
		await stream.publish(publication(1));
		await stream.publish(publication(2));
		const tops = () => viewers.map(({ frames }) => frames.at(-1)?.seq).join();
		assert.equal(tops(), '0,0,0,0');
		slices.take();
		assert.equal(tops(), '1,0,0,0');
		feed.leave(viewers[1] as never);
		await feed.join(viewers[3] as never, undefined, () => true);
		slices.take();
		assert.equal(tops(), '1,0,1,2');
		while (slices.take());
		assert.equal(tops(), '2,0,2,2');
		assert.deepEqual(
			viewers.map(({ frames }) => seqs(frames).join('')),
			['012', '0', '012', '012'],
		);
	});

	test('a member who has left gets nothing more', async () => {
		const stream = new FaultyStream({ ring: RING });
		const feed = newFeed(stream);
		const viewer = receiver();
		await feed.join(viewer, undefined, () => true);
		feed.leave(viewer);
		await stream.publish(publication(1));
		assert.deepEqual(seqs(viewer.frames), [0]);
	});
});

describe('session', () => {
	const hubs: Hub[] = [];
	afterEach(async () => {
		await Promise.all(hubs.splice(0).map((hub) => hub.close()));
	});

	async function open(
		options: {
			readonly hello?: boolean;
			readonly channelOf?: (chart: string, tenant: unknown) => string;
			/** Taken away from everybody. */
			readonly withdrawn?: Set<string>;
		} = {},
	) {
		const stream = new MemoryStream({ ring: RING });
		const counts = new GatewayCounts();
		const hub = new Hub({ stream, log: quietLog, counts, pingMs: 25_000 });
		hubs.push(hub);
		const said: ServerMessage[] = [];
		const closes: number[] = [];
		const connection: Connection = {
			transport: 'websocket',
			send: ({ text }) => void said.push(JSON.parse(text)),
			close: (code) => closes.push(code),
			buffered: () => 0,
			batch: (work) => work(),
			terminate: () => undefined,
		};
		const session = new Session(
			connection,
			{},
			{
				hub,
				counts,
				log: quietLog,
				pingMs: 25_000,
				turns: new Turns(hub.slices),
				reconnectSpreadMs: () => 0,
				holdToken: () => 'its name',
				releaseToken: () => undefined,
				record: () => undefined,
				doors: secretDoors(SECRET),
				grants: {
					isUnsettled: options.withdrawn !== undefined,
					mayWatch: (_bearer, target) => !('chart' in target && options.withdrawn?.has(target.chart)),
				},
				resolve: async (bearer, target) => {
					if (!('chart' in target)) throw new NamedError('unsupported', 'Only charts here.');
					if (options.withdrawn?.has(target.chart)) throw new NamedError('unknown_chart', 'There is no such chart.');
					if (target.chart === 'never') return new Promise(() => undefined);
					if (target.chart === 'unknown') throw new NamedError('unknown_chart', 'There is no such chart.');
					const channel = options.channelOf?.(target.chart, bearer.claims['tenant']) ?? target.chart;
					return { channel, want: async () => undefined, restore: async () => undefined };
				},
			},
		);
		const token = (tenant: string) =>
			signToken(SECRET, { subject: 'ada', charts: '*', claims: { tenant }, expiresInSeconds: 60 });
		const tell = async (...messages: unknown[]) => {
			for (const message of messages) session.receive(typeof message === 'string' ? message : JSON.stringify(message));
			await new Promise((resolve) => setTimeout(resolve, 20));
		};
		if (options.hello !== false) {
			await tell({ type: 'hello', token: await token('a') });
			await until(() => said.length > 0, { what: 'the token is checked' });
		}
		const types = () => said.map((message) => ('code' in message ? `error ${message.code}` : message.type));
		return { session, said, closes, stream, tell, token, types };
	}

	test('what is wrong with a message is named, and the connection lives', async () => {
		const { tell, types, closes, said } = await open();
		await tell('nope', '[]', { type: 'x' }, { type: 'subscribe', id: 0, chart: 'c' }, { type: 'subscribe', id: 3 });
		await tell(
			{ type: 'subscribe', id: 4, chart: 'c', since: { epoch: 'e', seq: -1 } },
			{ type: 'subscribe', id: 4, chart: 'c', since: { epoch: 'e', seq: 2 ** 53 } },
		);
		await tell({ type: 'subscribe', id: 5, chart: 'unknown' }, 'x'.repeat(65_537), { type: 'hello', token: 'again' });
		const malformed = 'error malformed';
		assert.deepEqual(
			types().slice(1).sort(),
			[...Array(7).fill(malformed), 'error unknown_type', 'error unknown_chart', 'error frame_too_large'].sort(),
		);
		assert.ok(said.some((message) => message.type === 'error' && message.id === 5));
		assert.deepEqual(closes, []);
	});

	test('I10 a subscription is answered in time, whatever should never answer the node', async (context) => {
		const { session, said, tell } = await open({ channelOf: (chart) => chart });
		context.mock.timers.enable({ apis: ['setTimeout'] });
		session.receive(JSON.stringify({ type: 'subscribe', id: 7, chart: 'never' }));
		context.mock.timers.tick(15_000);
		context.mock.timers.reset();
		await tell();
		const [error] = said.filter((message) => message.type === 'error');
		assert.deepEqual([error?.id, error?.code, error?.retryable], [7, 'stream_unavailable', true]);
		await tell({ type: 'subscribe', id: 7, chart: 'c' });
		assert.ok(
			said.some((message) => message.type === 'subscribed' && message.id === 7),
			'its number is free again',
		);
	});

	test('I9 a chart that is no longer on the dashboard which granted it is taken away, and no other', async () => {
		const withdrawn = new Set<string>();
		const { session, said, stream, tell } = await open({ withdrawn });
		const ping = () => new Outgoing(JSON.stringify({ type: 'ping', at: 1 }));
		await tell({ type: 'subscribe', id: 1, chart: 'c' }, { type: 'subscribe', id: 2, chart: 'd' });
		session.tick(performance.now(), ping);
		await settle();
		assert.ok(!said.some(({ type }) => type === 'moved'), 'nothing has been taken away yet');
		withdrawn.add('c');
		session.tick(performance.now(), ping);
		await settle();
		assert.deepEqual(
			said.flatMap((message) => (message.type === 'moved' ? [message.id] : [])),
			[1],
		);
		for (const channel of ['c', 'd']) await stream.publish(publication(1, channel));
		await settle();
		assert.deepEqual(
			said.flatMap((message) => (message.type === 'event' ? [message.channel] : [])),
			['d'],
		);
	});

	test('without a token nothing is given', async () => {
		const { tell, types } = await open({ hello: false });
		await tell({ type: 'subscribe', id: 1, chart: 'c' });
		assert.deepEqual(types(), ['error token_missing']);
	});

	test('a bad or expired token is named, and the connection closed with a terminal code', async () => {
		const bad = await open({ hello: false });
		await bad.tell({ type: 'hello', token: 'rubbish' });
		assert.deepEqual([bad.types(), bad.closes], [['error token_invalid'], [4401]]);
		const late = await open({ hello: false });
		await late.tell({ type: 'hello', token: await signToken(SECRET, { subject: 'ada', expiresInSeconds: -5 }) });
		assert.deepEqual([late.types(), late.closes], [['error token_expired'], [4402]]);
	});

	test('subscribe, unsubscribe and subscribe in one packet leave one subscription', async () => {
		const { tell, types, stream, said } = await open();
		await tell(
			{ type: 'subscribe', id: 1, chart: 'c' },
			{ type: 'unsubscribe', id: 1 },
			{ type: 'subscribe', id: 1, chart: 'c' },
		);
		await stream.publish(publication(1));
		await new Promise((resolve) => setTimeout(resolve, 10));
		assert.deepEqual(types(), ['welcome', 'subscribed', 'reset', 'event']);
		assert.equal(said.filter((message) => message.type === 'event').length, 1);
	});

	test('the same id twice is refused, and the first goes on', async () => {
		const { tell, types, stream } = await open();
		await tell({ type: 'subscribe', id: 1, chart: 'c' }, { type: 'subscribe', id: 1, chart: 'd' });
		await stream.publish(publication(1));
		await new Promise((resolve) => setTimeout(resolve, 10));
		assert.deepEqual(types().sort(), ['error duplicate_id', 'event', 'reset', 'subscribed', 'welcome']);
	});

	test('two subscriptions of one channel get its frames once', async () => {
		const { tell, said, stream } = await open();
		await tell({ type: 'subscribe', id: 1, chart: 'c' }, { type: 'subscribe', id: 2, chart: 'c' });
		await stream.publish(publication(1));
		await tell({ type: 'unsubscribe', id: 1 });
		await stream.publish(publication(2));
		await new Promise((resolve) => setTimeout(resolve, 10));
		assert.deepEqual(
			said.filter((message) => message.type === 'event').map(({ seq }) => seq),
			[1, 2],
		);
		assert.equal(said.filter((message) => message.type === 'subscribed').length, 2);
	});

	test('I9 a token with other claims ends what it may no longer see before it is accepted', async () => {
		const { tell, types, token, said, stream } = await open({
			channelOf: (chart, tenant) => (chart === 'own' ? `own-${tenant}` : chart),
		});
		await tell({ type: 'subscribe', id: 1, chart: 'own' }, { type: 'subscribe', id: 2, chart: 'shared' });
		said.length = 0;
		await tell({ type: 'token', token: await token('b') });
		assert.deepEqual(types(), ['moved', 'token_accepted']);
		await stream.publish(publication(1, 'own-a'));
		await stream.publish(publication(1, 'shared'));
		await new Promise((resolve) => setTimeout(resolve, 10));
		assert.deepEqual(
			said.filter((message) => message.type === 'event').map(({ channel }) => channel),
			['shared'],
		);
	});
});
