/** The stream's contract on one deployment of Redis, and what each deployment with a replica must do beside it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisStream } from '../../server/stream/redis.ts';
import type { Frame, History, Publication, RingLimits, Stream } from '../../server/stream/stream.ts';
import type { Position } from '../../widget/protocol.ts';
import { quietLog } from '../support/log.ts';
import type { ReplicatedTopology, Topology } from '../support/redis-topologies.ts';
import { type Scope, scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import { streamContract } from './stream-contract.ts';

const HOUR_MS = 3_600_000;
const RING: RingLimits = { maxCount: 100, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };

export async function openStream(url: string, ring: RingLimits = RING): Promise<RedisStream> {
	const stream = new RedisStream({ url, ring, log: quietLog });
	await stream.settle(5_000);
	return stream;
}

/** One deployment for all tests of a file: starting a cluster takes two seconds. */
export function once<T>(start: (scope: Scope) => Promise<T>): () => Promise<T> {
	const owner = scope();
	let started: Promise<T> | undefined;
	return () => {
		started ??= start(owner);
		return started;
	};
}

/** The whole suite, and what only a store with a clock of its own can promise. */
export function contractOn(name: string, start: () => Promise<Topology>): void {
	for (const [how, aheadMs] of [
		['ahead', HOUR_MS],
		['behind', -HOUR_MS],
	] as const) {
		test(`I10 a lease on ${name} is given and ends by the clock of Redis, though the node's is an hour ${how}`, async (context) => {
			const owner = scope();
			const [node, worker] = await Promise.all([start(), start()].map(async (at) => openStream((await at).url)));
			assert.ok(node !== undefined && worker !== undefined, 'two streams');
			for (const stream of [node, worker]) owner.defer(() => stream.close());
			const truth = Date.now;
			const wrongly = context.mock.method(Date, 'now', () => truth() + aheadMs);
			await node.want([`lease-${how}-short`], 300);
			await node.want([`lease-${how}-long`], 30_000);
			wrongly.mock.restore();
			const wanted = async () => (await worker.wanted()).filter((channel) => channel.startsWith(`lease-${how}`)).sort();
			assert.deepEqual(await wanted(), [`lease-${how}-long`, `lease-${how}-short`]);
			await delay(350);
			assert.deepEqual(await wanted(), [`lease-${how}-long`]);
			context.mock.method(Date, 'now', () => truth() + aheadMs);
			assert.deepEqual(await wanted(), [`lease-${how}-long`]);
		});
	}

	streamContract(name, async () => {
		const { url } = await start();
		const streams: Stream[] = [];
		return {
			open: async (ring) => {
				const stream = await openStream(url, ring);
				streams.push(stream);
				return stream;
			},
			pass: (ms) => delay(ms),
			close: async () => {
				await Promise.all(streams.map((stream) => stream.close()));
			},
		};
	});
}

export const progress = (channel: string, rows: number): Publication => ({
	channel,
	event: { kind: 'progress', run: 'r', rows, startedAt: 1 },
	key: `key-${rows}`,
	fence: { ordinal: 1, attempt: 1 },
});

/** Everything that anybody was ever given, by its position: what I4 is about. */
export class Seen {
	readonly #texts = new Map<string, Set<string>>();
	readonly heard: Frame[] = [];

	readonly hear = (frame: Frame): void => {
		this.heard.push(frame);
		this.#add(frame);
	};

	read({ recovered, frames }: History): void {
		// A reset is a state at a position, not the content that has it.
		if (recovered) for (const frame of frames) this.#add(frame);
	}

	#add({ epoch, seq, text }: Frame): void {
		const position = `${epoch} ${seq}`;
		this.#texts.set(position, (this.#texts.get(position) ?? new Set()).add(text));
	}

	get ambiguous(): string[] {
		return [...this.#texts].filter(([, texts]) => texts.size > 1).map(([position]) => position);
	}
}

/** Reads on and on from where it stands, as a node does that has viewers; errors are expected. */
export function follow(stream: Stream, channel: string, seen: Seen): () => Promise<void> {
	let going = true;
	let position: Position | undefined;
	const following = (async () => {
		while (going) {
			const history = await stream.read(channel, position).catch(() => undefined);
			if (history !== undefined) {
				seen.read(history);
				position = { epoch: history.epoch, seq: history.seq };
			}
			await delay(10);
		}
	})();
	return () => {
		going = false;
		return following;
	};
}

const rowsOf = (text = ''): number => Number(/"rows":(\d+)/.exec(text)?.[1]);

/** Kills the primary, so it comes last. */
export function failoverOn(name: string, start: () => Promise<ReplicatedTopology>): void {
	test(`I4 ${name}: a replica that was promoted with writes lost begins a new epoch, and listeners go on`, async () => {
		const owner = scope();
		const topology = await start();
		const [writer, node] = await Promise.all([openStream(topology.url), openStream(topology.url)]);
		for (const stream of [writer, node]) owner.defer(() => stream.close());
		const channel = topology.tags.at(-1) ?? '';
		const seen = new Seen();
		let interruptions = 0;
		node.onInterrupted(() => {
			interruptions += 1;
		});
		await node.listen(channel, seen.hear);
		const stopFollowing = follow(node, channel, seen);
		owner.defer(stopFollowing);
		const publish = async (from: number, to: number) => {
			for (let rows = from; rows <= to; rows += 1) await writer.publish(progress(channel, rows));
		};
		const { epoch } = await writer.read(channel);

		await publish(1, 5);
		await topology.replicated();
		await topology.cutReplica();
		await publish(6, 15);
		await until(() => seen.heard.length === 15);
		await topology.failOver();
		const after = await until(() => writer.read(channel, { epoch, seq: 15 }).catch(() => undefined), {
			what: 'the new primary answers',
		});

		assert.equal(rowsOf(after.frames[0]?.text), 5, `the other ten were lost: ${after.frames[0]?.text}`);
		assert.notEqual(after.epoch, epoch);
		assert.deepEqual([after.recovered, after.seq], [false, 0]);
		assert.equal((await writer.read(channel, { epoch, seq: 3 })).recovered, false);
		await until(() => interruptions > 0, { what: 'the node resubscribes' });
		await node.ping();
		await publish(106, 118);
		await until(() => seen.heard.length >= 15 + 13, { what: 'announcements of the new primary are heard' });
		await stopFollowing();
		assert.deepEqual(
			seen.heard.slice(15).map(({ epoch, seq, text }) => [epoch, seq, rowsOf(text)]),
			Array.from({ length: 13 }, (_, index) => [after.epoch, index + 1, index + 106]),
		);
		assert.deepEqual(seen.ambiguous, []);
	});
}
