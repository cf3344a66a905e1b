/**
 * Publishes, and owns the truth: each event is written into a table in Postgres before it is published for the first
 * time, and then published under its idempotency key until the stream has accepted it. One channel's events follow
 * one another.
 *
 * After a loss of data it also fills the new epoch, as the server does from Postgres for the results of its own runs:
 * it asks for its last event again under that event's key, which changes nothing in an epoch that has it. An answer
 * from another epoch than before means that the snapshot may lack what was told in the old one, so one more result
 * follows, as an entry of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { RedisStream } from '../../server/stream/redis.ts';
import type { Published } from '../../server/stream/stream.ts';
import type { StreamEvent } from '../../widget/protocol.ts';
import { answerParent } from '../load/support/answering.ts';
import { quietLog } from '../support/log.ts';
import type { PublisherWish } from './publisher.ts';
import { type Random, seeded } from './random.ts';
import { type EntryKind, entryEvent, RING } from './truth.ts';

interface Feeder {
	readonly channel: string;
	last: { readonly number: number; readonly event: StreamEvent } | undefined;
	epoch: string | undefined;
	work: Promise<void>;
}

const ORDINAL = 1_000_000_000;
const AGAIN_MS = 40;
const LOOK_MS = 250;
const feeders = new Map<string, Feeder>();
let random: Random = seeded(0);
let sql: postgres.Sql | undefined;
let stream: RedisStream | undefined;

function part<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('The publisher has not begun.');
	return value;
}

async function send(channel: string, { number, event }: NonNullable<Feeder['last']>): Promise<Published> {
	for (;;) {
		try {
			const fence = { ordinal: ORDINAL, attempt: number };
			return await part(stream).publish({ channel, event, key: `model:${number}`, fence });
		} catch {
			await sleep(AGAIN_MS);
		}
	}
}

async function publish(feeder: Feeder, kind: EntryKind, paddingBytes = 0): Promise<void> {
	const number = (feeder.last?.number ?? 0) + 1;
	const event = entryEvent(kind, number, Math.max(paddingBytes, random.chance(0.1) ? 4_000 : 0));
	const text = JSON.stringify(event);
	await part(sql)`insert into model_log (channel, number, event) values (${feeder.channel}, ${number}, ${text})`;
	feeder.last = { number, event };
	await hear(feeder, await send(feeder.channel, feeder.last));
}

/** Another epoch than before has to be filled. */
async function hear(feeder: Feeder, { epoch, outcome }: Published): Promise<void> {
	if (outcome === 'fenced') throw new Error(`Entry ${feeder.last?.number} was fenced though it is the last.`);
	const before = feeder.epoch;
	feeder.epoch = epoch;
	if (before !== undefined && before !== epoch && feeder.last?.event.kind !== 'result') await publish(feeder, 'result');
}

/** One after the other. A fault of the publisher's own ends the test. */
function enqueue(feeder: Feeder, work: () => Promise<void>): Promise<void> {
	feeder.work = feeder.work.then(work).catch((error: unknown) => {
		process.stderr.write(`${String(error)}\n`);
		process.exit(1);
	});
	return feeder.work;
}

const look = (feeder: Feeder) => async (): Promise<void> => {
	if (feeder.last !== undefined) await hear(feeder, await send(feeder.channel, feeder.last));
};

const KINDS: Readonly<Record<EntryKind, number>> = { result: 3, progress: 5, freshness: 2 };

answerParent({
	begin: async ({ databaseUrl, redisUrl, channels }: PublisherWish) => {
		sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
		stream = new RedisStream({ url: redisUrl, ring: RING, log: quietLog });
		await stream.settle(5_000);
		for (const channel of channels) {
			const feeder: Feeder = { channel, last: undefined, epoch: undefined, work: Promise.resolve() };
			feeders.set(channel, feeder);
			let looking = false;
			setInterval(() => {
				if (looking) return;
				looking = true;
				void enqueue(feeder, look(feeder)).then(() => {
					looking = false;
				});
			}, LOOK_MS).unref();
		}
	},
	seed: (seed: number) => {
		random = seeded(seed);
	},
	publish: ({ channel, count, paddingBytes }: { channel: string; count: number; paddingBytes: number }) => {
		const feeder = part(feeders.get(channel));
		for (let index = 0; index < count; index += 1) {
			// Only a result has room for bytes.
			const kind = paddingBytes > 0 ? 'result' : random.weighted(KINDS);
			void enqueue(feeder, () => publish(feeder, kind, paddingBytes));
		}
	},
	told: (channel: string) => part(feeders.get(channel)).work,
	/** The last result of each channel, once everything before has been accepted. */
	finish: async () => {
		await Promise.all([...feeders.values()].map((feeder) => enqueue(feeder, () => publish(feeder, 'result'))));
		await Promise.all([...feeders.values()].map((feeder) => enqueue(feeder, look(feeder))));
	},
});
