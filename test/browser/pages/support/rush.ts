/**
 * Thousands of results in seconds, far beyond the pace of refreshes: published through the one publish path into the
 * channels of a page's charts, each shaped as the chart's own last result. They carry a fence above that of any run; a
 * new epoch, which forgets fences, ends them.
 */
import { CHARTS_OF_PAGE } from '../../../../demo/charts.ts';
import { chartChannel } from '../../../../server/runs/names.ts';
import { RedisStream } from '../../../../server/stream/redis.ts';
import type { ResultEvent, Snapshot } from '../../../../widget/protocol.ts';
import { quietLog } from '../../../support/log.ts';
import type { WholeDemo } from './whole-demo.ts';

const ABOVE_ALL_RUNS = 1_000_000_000;
const RING = { maxCount: 256, maxBytes: 1_048_576, maxAgeMs: 3_600_000 };

interface Line {
	readonly channel: string;
	readonly last: ResultEvent;
}

async function lineOf(stream: RedisStream, channel: string): Promise<Line> {
	const { frames } = await stream.read(channel);
	const { snapshot } = JSON.parse(frames[0]?.text ?? '{}') as { snapshot?: Snapshot };
	if (snapshot?.result === undefined) throw new Error('A chart has no result yet.');
	return { channel, last: snapshot.result };
}

/** The same result with its numbers moved on. */
function moved({ run, result }: ResultEvent, turn: number, now: number): ResultEvent {
	if (!('columns' in result)) throw new Error('A chart of the wallboard has a result that is too large for its event.');
	const data = result.data.map((cells, index) =>
		result.columns[index]?.type === 'number' || result.columns[index]?.type === 'decimal'
			? cells.map((cell) => (typeof cell === 'number' ? cell + turn : cell))
			: cells,
	);
	return { kind: 'result', run, result: { ...result, data, asOf: now, hash: `rush-${turn}` } };
}

/** Publishes results `from + 1` to `to` to each chart of the wallboard; `pause` is awaited now and then. */
export async function rush(
	demo: WholeDemo,
	{ from, to, now, pause }: { from: number; to: number; now: () => number; pause: (turn: number) => Promise<unknown> },
): Promise<void> {
	const stream = new RedisStream({ url: demo.redisUrl, ring: RING, log: quietLog });
	try {
		await stream.settle(10_000);
		const names = CHARTS_OF_PAGE.wallboard;
		const channels = names.map((name) =>
			chartChannel(demo.secret, { project: 'default', name, params: {}, claims: {} }),
		);
		const lines = await Promise.all(channels.map((channel) => lineOf(stream, channel)));
		for (let turn = from + 1; turn <= to; turn += 1) {
			await Promise.all(
				lines.map(({ channel, last }) =>
					stream.publish({
						channel,
						event: moved(last, turn, now()),
						key: `rush:${turn}`,
						fence: { ordinal: ABOVE_ALL_RUNS, attempt: turn },
					}),
				),
			);
			if (turn % 25 === 0) await pause(turn);
		}
	} finally {
		await stream.close();
	}
}
