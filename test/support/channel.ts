/** Publishes to a chart's channel as a worker does, but later than every run of one: nothing else comes between. */
import { RedisStream } from '../../server/stream/redis.ts';
import type { StreamEvent } from '../../widget/protocol.ts';
import type { Chartwire } from './chartwire.ts';
import { quietLog } from './log.ts';
import type { Scope } from './scope.ts';

export interface TestChannel {
	readonly chart: string;
	readonly channel: string;
	publish(event: StreamEvent): Promise<void>;
	/** Publishes numbered progress, from 1 on; answers the last number. */
	progress(count: number): Promise<number>;
}

const RING = { maxCount: 256, maxBytes: 1_048_576, maxAgeMs: 3_600_000 };
const FENCE = { ordinal: 1_000_000_000, attempt: 1 };

/** Opens channels on one connection to Redis. Each chart has its first result, and is not refreshed. */
export async function channelOpener(
	owner: Scope,
	chartwire: Chartwire,
): Promise<(chart: string) => Promise<TestChannel>> {
	const stream = new RedisStream({ url: chartwire.redis.url, ring: RING, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
	return async (chart) => {
		await chartwire.chart(chart, `select '${chart}' as name`, { maxAgeMs: 2_000_000_000 });
		const viewer = await chartwire.wire();
		const { channel } = await viewer.subscribe({ chart });
		await viewer.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'result');
		await viewer.close();
		let published = 0;
		let rows = 0;
		const publish = async (event: StreamEvent) => {
			published += 1;
			const { outcome } = await stream.publish({ channel, event, key: `test-${published}`, fence: FENCE });
			if (outcome !== 'published') throw new Error(`The stream answered "${outcome}" to a publication.`);
		};
		const progress = async (count: number) => {
			for (let index = 0; index < count; index += 1) {
				rows += 1;
				await publish({ kind: 'progress', run: 'r', rows, startedAt: 1 });
			}
			return rows;
		};
		return { chart, channel, publish, progress };
	};
}
