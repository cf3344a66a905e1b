/** What every adapter of the stream's port must do. Each adapter's test file runs the whole suite on it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Frame, Publication, RingLimits, Stream } from '../../server/stream/stream.ts';
import type { EventMessage, ResetMessage, StreamEvent } from '../../widget/protocol.ts';

export interface StreamUnderTest {
	/** A stream with these ring limits; its clock, where it has one of its own, is the server's. */
	open(ring: RingLimits): Promise<Stream>;
	/** Lets this much time pass for the stream's clock. */
	pass(ms: number): Promise<void>;
	close(): Promise<void>;
}

const ROOMY: RingLimits = { maxCount: 1_000, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };

let channels = 0;
const newChannel = () => `channel-${++channels}`;
const progress = (rows: number): StreamEvent => ({ kind: 'progress', run: 'r', rows, startedAt: 1 });
const result = (run: string, hash: string): StreamEvent => ({
	kind: 'result',
	run,
	result: { columns: [], data: [], rows: 0, truncated: false, asOf: 1, hash },
});

const publication = (channel: string, rows: number, more: Partial<Publication> = {}): Publication => ({
	channel,
	event: progress(rows),
	key: `key-${rows}`,
	fence: { ordinal: 1, attempt: 1 },
	...more,
});

const eventOf = (frame: Frame | undefined) => JSON.parse(frame?.text ?? 'null') as EventMessage;
const resetOf = (frame: Frame | undefined) => JSON.parse(frame?.text ?? 'null') as ResetMessage;
const rowsOf = (frames: readonly Frame[]) =>
	frames.map((frame) => {
		const { event } = eventOf(frame);
		return event.kind === 'progress' ? event.rows : event.kind;
	});

export function streamContract(name: string, start: () => Promise<StreamUnderTest>): void {
	describe(`stream on ${name}`, () => {
		let subject: StreamUnderTest;
		let stream: Stream;
		before(async () => {
			subject = await start();
			stream = await subject.open(ROOMY);
		});
		after(() => subject.close());

		const publishMany = async (channel: string, count: number, on = stream) => {
			for (let rows = 1; rows <= count; rows += 1) await on.publish(publication(channel, rows));
		};

		test('a new channel has an epoch, the sequence 0 and an empty snapshot', async () => {
			const history = await stream.read(newChannel());
			assert.equal(history.seq, 0);
			assert.equal(history.fresh, true);
			assert.equal(history.recovered, false);
			assert.deepEqual(resetOf(history.frames[0]).snapshot, {});
			assert.match(history.epoch, /^[\w-]{12}$/);
		});

		test('I5 the announcement, the ring and the snapshot carry the same frame and sequence', async () => {
			const channel = newChannel();
			const heard: Frame[] = [];
			const stop = await stream.listen(channel, (frame) => heard.push(frame));
			const start = await stream.read(channel);
			const published = await stream.publish(publication(channel, 7));
			await untilEqual(() => heard.length, 1);
			const { frames } = await stream.read(channel, start);
			assert.equal(published.seq, 1);
			assert.equal(frames[0]?.text, heard[0]?.text);
			const { type, seq, epoch, at, event } = eventOf(heard[0]);
			assert.deepEqual(
				{ type, seq, epoch, at, event },
				{ type: 'event', seq: 1, epoch: start.epoch, at: published.at, event: progress(7) },
			);
			assert.deepEqual(resetOf((await stream.read(channel)).frames[0]).snapshot, { run: progress(7) });
			stop();
		});

		test('concurrent publishers get every sequence once, without a hole', async () => {
			const channel = newChannel();
			const outcomes = await Promise.all(
				Array.from({ length: 100 }, (_, rows) => stream.publish(publication(channel, rows))),
			);
			assert.deepEqual(
				outcomes.map(({ seq }) => seq).sort((a, b) => a - b),
				Array.from({ length: 100 }, (_, index) => index + 1),
			);
		});

		test('reading from a position brings exactly what came after it, in order', async () => {
			const channel = newChannel();
			const { epoch } = await stream.read(channel);
			await publishMany(channel, 60);
			const history = await stream.read(channel, { epoch, seq: 10 });
			assert.equal(history.recovered, true);
			assert.deepEqual(
				rowsOf(history.frames),
				Array.from({ length: 50 }, (_, index) => index + 11),
			);
			assert.deepEqual(
				history.frames.map(({ seq }) => seq),
				Array.from({ length: 50 }, (_, index) => index + 11),
			);
			assert.deepEqual((await stream.read(channel, { epoch, seq: 60 })).frames, []);
		});

		test('I3 a position of another epoch, above the top or before the ring is answered by one reset', async () => {
			const small = await subject.open({ ...ROOMY, maxCount: 10 });
			const channel = newChannel();
			const { epoch } = await small.read(channel);
			await publishMany(channel, 30, small);
			for (const since of [
				{ epoch: 'another', seq: 25 },
				{ epoch, seq: 31 },
				{ epoch, seq: 19 },
				{ epoch, seq: 2 ** 53 - 1 },
			]) {
				const history = await small.read(channel, since);
				assert.equal(history.recovered, false, JSON.stringify(since));
				assert.equal(history.frames.length, 1);
				assert.equal(resetOf(history.frames[0]).seq, 30);
				assert.deepEqual(resetOf(history.frames[0]).snapshot, { run: progress(30) });
			}
			assert.equal((await small.read(channel, { epoch, seq: 20 })).frames.length, 10);
			await small.close();
		});

		test('the ring is bounded by count', async () => {
			const small = await subject.open({ ...ROOMY, maxCount: 5 });
			const channel = newChannel();
			const { epoch } = await small.read(channel);
			await publishMany(channel, 9, small);
			assert.equal((await small.read(channel, { epoch, seq: 4 })).recovered, true);
			assert.equal((await small.read(channel, { epoch, seq: 3 })).recovered, false);
			await small.close();
		});

		test('the ring is bounded by bytes', async () => {
			const small = await subject.open({ ...ROOMY, maxBytes: 2_000 });
			const channel = newChannel();
			const { epoch } = await small.read(channel);
			await publishMany(channel, 30, small);
			const kept = [];
			for (let seq = 29; seq >= 0; seq -= 1) {
				const history = await small.read(channel, { epoch, seq });
				if (!history.recovered) break;
				kept.unshift(Buffer.byteLength(history.frames[0]?.text ?? ''));
			}
			const bytes = kept.reduce((sum, size) => sum + size, 0);
			assert.ok(bytes <= 2_000, `${bytes} bytes are kept`);
			assert.ok(bytes > 2_000 - 2 * Math.max(...kept), `only ${bytes} bytes are kept`);
			await small.close();
		});

		test('a frame larger than the whole ring still reaches the snapshot and the listeners', async () => {
			const small = await subject.open({ ...ROOMY, maxBytes: 300 });
			const channel = newChannel();
			const heard: Frame[] = [];
			const stop = await small.listen(channel, (frame) => heard.push(frame));
			const { epoch } = await small.read(channel);
			const event = result('r', 'x'.repeat(1_000));
			await small.publish(publication(channel, 1, { event }));
			await untilEqual(() => heard.length, 1);
			const history = await small.read(channel, { epoch, seq: 0 });
			assert.equal(history.recovered, false);
			assert.deepEqual(resetOf(history.frames[0]).snapshot, { result: event });
			stop();
			await small.close();
		});

		test('the ring is bounded by age, also when nothing new is published', async () => {
			const small = await subject.open({ ...ROOMY, maxAgeMs: 200 });
			const channel = newChannel();
			const { epoch } = await small.read(channel);
			await publishMany(channel, 3, small);
			assert.equal((await small.read(channel, { epoch, seq: 1 })).recovered, true);
			await subject.pass(250);
			assert.equal((await small.read(channel, { epoch, seq: 1 })).recovered, false);
			await small.close();
		});

		test('I7 publishing again under the same key changes nothing', async () => {
			const channel = newChannel();
			const first = await stream.publish(publication(channel, 1));
			const again = await stream.publish(publication(channel, 1, { event: progress(99) }));
			assert.equal(again.outcome, 'duplicate');
			assert.equal(again.seq, first.seq);
			const history = await stream.read(channel);
			assert.equal(history.seq, 1);
			assert.deepEqual(resetOf(history.frames[0]).snapshot, { run: progress(1) });
		});

		test('I7 an earlier attempt, or an earlier attachment, is fenced off by a later one', async () => {
			const channel = newChannel();
			const outcome = async (key: string, ordinal: number, attempt: number) =>
				(await stream.publish(publication(channel, 1, { key, fence: { ordinal, attempt } }))).outcome;
			assert.equal(await outcome('a', 5, 2), 'published');
			assert.equal(await outcome('b', 5, 1), 'fenced');
			assert.equal(await outcome('c', 4, 9), 'fenced');
			assert.equal(await outcome('d', 5, 2), 'published');
			assert.equal(await outcome('e', 6, 0), 'published');
			assert.equal((await stream.read(channel)).seq, 3);
		});

		test('each kind overwrites its own part, and a result ends the run', async () => {
			const channel = newChannel();
			const snapshot = async () => resetOf((await stream.read(channel)).frames[0]).snapshot;
			const first = result('r1', 'h1');
			await stream.publish(publication(channel, 1, { key: 'a', event: first }));
			const running: StreamEvent = { kind: 'running', run: 'r2', startedAt: 5 };
			await stream.publish(publication(channel, 1, { key: 'b', event: running }));
			assert.deepEqual(await snapshot(), { result: first, run: running });
			const second = result('r2', 'h2');
			await stream.publish(publication(channel, 1, { key: 'c', event: second }));
			assert.deepEqual(await snapshot(), { result: second });
		});

		test('what is said about a result is told while it is the last one, leaves the fence alone, and goes with the next', async () => {
			const channel = newChannel();
			const stale: StreamEvent = { kind: 'freshness', stale: true };
			const running: StreamEvent = { kind: 'running', run: 'r2', startedAt: 5 };
			const say = async (key: string, about: string, event: StreamEvent = stale) =>
				(await stream.publish({ channel, key, event, fence: { about } })).outcome;
			const snapshot = async () => resetOf((await stream.read(channel)).frames[0]).snapshot;
			assert.equal(await say('1', 'r1'), 'fenced', 'there is no result yet');
			const first = result('r1', 'h1');
			await stream.publish(publication(channel, 1, { key: 'a', event: first, fence: { ordinal: 1, attempt: 5 } }));
			await stream.publish(publication(channel, 1, { key: 'b', event: running, fence: { ordinal: 2, attempt: 5 } }));
			assert.deepEqual(
				[await say('2', 'r1'), await say('2', 'r1'), await say('3', 'r')],
				['published', 'duplicate', 'fenced'],
			);
			assert.deepEqual(await snapshot(), { result: first, run: running, freshness: stale });
			const late = publication(channel, 9, { fence: { ordinal: 2, attempt: 4 } });
			assert.equal((await stream.publish(late)).outcome, 'fenced', 'the fence stands where it stood');
			const second = result('r2', 'h2');
			await stream.publish(publication(channel, 1, { key: 'c', event: second, fence: { ordinal: 2, attempt: 6 } }));
			assert.deepEqual([await say('4', 'r1'), await snapshot()], ['fenced', { result: second }]);
			const expired: StreamEvent = { kind: 'freshness', stale: true, expired: true };
			assert.deepEqual([await say('5', 'r2', expired), await snapshot()], ['published', { freshness: expired }]);
		});

		test('text of every kind comes back as it went in', async () => {
			const channel = newChannel();
			const message = 'quotes " and \\ and %d %s, a newline\n, \u2028, an emoji 🦊, and {{braces}}';
			const event: StreamEvent = { kind: 'failed', run: 'r', code: 'sql_error', message };
			await stream.publish(publication(channel, 1, { event }));
			assert.deepEqual(resetOf((await stream.read(channel)).frames[0]).snapshot, { run: event });
		});

		test('a listener that has stopped hears nothing, and the others go on', async () => {
			const channel = newChannel();
			const heard: string[] = [];
			const stopFirst = await stream.listen(channel, () => heard.push('first'));
			const stopSecond = await stream.listen(channel, () => heard.push('second'));
			stopFirst();
			await stream.publish(publication(channel, 1));
			await untilEqual(() => heard.length, 1);
			assert.deepEqual(heard, ['second']);
			stopSecond();
		});

		test('a lease says that a channel is wanted until it runs out', async () => {
			const [short, long] = [newChannel(), newChannel()];
			await stream.want([short, long], 150);
			await stream.want([long], 60_000);
			await stream.want([long], 10);
			const both = await stream.wanted();
			assert.ok(both.includes(short) && both.includes(long));
			await subject.pass(200);
			const left = await stream.wanted();
			assert.ok(!left.includes(short) && left.includes(long));
		});

		test('how many watch what is summed over the nodes, and forgotten with a node that says it no more', async () => {
			const [chart, other] = [newChannel(), newChannel()];
			await stream.tellViewers('node 1', { [chart]: 2, [other]: 1 }, 60_000);
			await stream.tellViewers('node 2', { [chart]: 3 }, 150);
			const told = await stream.viewers();
			assert.deepEqual([told[chart], told[other]], [5, 1]);
			await subject.pass(200);
			await stream.tellViewers('node 1', { [chart]: 4 }, 60_000);
			const later = await stream.viewers();
			assert.deepEqual([later[chart], later[other]], [4, undefined]);
			await stream.tellViewers('node 1', {}, 60_000);
			assert.equal((await stream.viewers())[chart], undefined);
		});

		test('I2 I3 any reader at any time can be brought to exactly the published log, or to its last state', async () => {
			const step = fc.oneof(
				fc.record({ do: fc.constant('publish' as const), rows: fc.nat(50) }),
				fc.record({ do: fc.constant('read' as const), back: fc.nat(12) }),
			);
			const small = await subject.open({ ...ROOMY, maxCount: 8 });
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
					const channel = newChannel();
					const { epoch } = await small.read(channel);
					// The oracle: a plain log of what was published for the first time under its key.
					const log: number[] = [];
					for (const each of steps) {
						if (each.do === 'publish') {
							if (!log.includes(each.rows)) log.push(each.rows);
							await small.publish(publication(channel, each.rows));
							continue;
						}
						const seq = Math.max(0, log.length - each.back);
						const history = await small.read(channel, { epoch, seq });
						assert.equal(history.seq, log.length);
						if (log.length - seq <= 8) assert.deepEqual(rowsOf(history.frames), log.slice(seq));
						else assert.deepEqual(resetOf(history.frames[0]).snapshot, { run: progress(log.at(-1) ?? -1) });
					}
				}),
				{ numRuns: 60 },
			);
			await small.close();
		});
	});
}

async function untilEqual<T>(read: () => T, expected: T): Promise<void> {
	for (let tries = 0; tries < 200 && read() !== expected; tries += 1)
		await new Promise((resolve) => setTimeout(resolve, 5));
	assert.equal(read(), expected);
}
