import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { Hub } from '../../../server/gateway/hub.ts';
import type { Outgoing } from '../../../server/gateway/outgoing.ts';
import { MemoryStream } from '../../../server/stream/memory.ts';
import type { ServerMessage } from '../../../widget/protocol.ts';
import { quietLog } from '../../support/log.ts';

const PING_MS = 25_000;
/** The hub looks about once a second. */
const LOOK_MS = 1_000;

describe('a quiet channel', () => {
	let stop: () => Promise<void> = async () => undefined;
	beforeEach(() => {
		mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
		mock.method(performance, 'now', () => Date.now());
	});
	afterEach(async () => {
		await stop();
		mock.timers.reset();
		mock.restoreAll();
	});

	async function watch() {
		const stream = new MemoryStream({ ring: { maxCount: 100, maxBytes: 1_000_000, maxAgeMs: 3_600_000 } });
		let reads = 0;
		const read = stream.read.bind(stream);
		stream.read = (...args) => {
			reads += 1;
			return read(...args);
		};
		const hub = new Hub({ stream, log: quietLog, counts: new GatewayCounts(), pingMs: PING_MS });
		stop = () => hub.close();
		const tops: number[] = [];
		const began = Date.now();
		const send = ({ text }: Outgoing) => {
			const message = JSON.parse(text) as ServerMessage;
			if (message.type === 'top') tops.push(Date.now() - began);
		};
		const watched = { channel: 'c', want: async () => undefined, restore: async () => undefined };
		const receiver = { send, congested: () => false, batch: (work: () => void) => work() };
		await hub.join(receiver, { watched, since: undefined, onHistory: () => true });
		const pass = async (ms: number) => {
			for (let passed = 0; passed < ms; passed += LOOK_MS) {
				mock.timers.tick(LOOK_MS);
				for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
			}
		};
		let rows = 0;
		const publish = async () => {
			rows += 1;
			const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
			await stream.publish({ channel: 'c', event, key: `key-${rows}`, fence: { ordinal: 1, attempt: 1 } });
		};
		return { tops, pass, publish, readCount: () => reads };
	}

	test('I3 is told its top within two looks after its last frame, and then at every ping', async () => {
		const { tops, pass, publish } = await watch();
		await pass(PING_MS);
		await publish();
		tops.length = 0;
		await pass(3 * LOOK_MS);
		assert.equal(tops.length, 1, 'soon after a frame that had no forerunner');
		await pass(2 * PING_MS);
		assert.equal(tops.length, 3, 'and at every ping');
	});

	test('I3 with a pace is told it once it is later than its pace; the store is looked at after every frame', async () => {
		const { tops, pass, publish, readCount } = await watch();
		for (let frames = 0; frames < 3; frames += 1) {
			await pass(2_000);
			await publish();
		}
		await pass(2_000);
		tops.length = 0;
		const before = readCount();
		for (let frames = 0; frames < 6; frames += 1) {
			await publish();
			await pass(2_000);
		}
		assert.deepEqual(tops, [], 'none between the frames');
		assert.ok(readCount() - before >= 6, `the store was read ${readCount() - before} times`);
		await pass(3_000);
		assert.equal(tops.length, 1, 'one when the next frame is late');
	});
});
