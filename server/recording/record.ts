/** Takes away what the tap holds, oldest first, and goes on with what comes, until it is told to end. */
import type { Log } from '../log.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';
import { type Line, linesOf, parseEntry } from './entry.ts';
import { TAP_KEY } from './tap.ts';

export interface RecordOptions {
	/** In one of the forms of redis/address.ts. */
	readonly redisUrl: string;
	/** Take only what comes from now on. */
	readonly fromNow: boolean;
	readonly signal: AbortSignal;
	readonly write: (line: Line) => void;
	readonly log: Log;
}

const BLOCK_MS = 500;
const AT_ONCE = 500;
/** An entry can be read this long after it was published at the latest: what comes before the end is waited for. */
const SETTLE_MS = 2_500;

/** Before the first entry. An entry's id is `ms-number` (https://redis.io/docs/latest/develop/data-types/streams/). */
const NONE = '0-0';

function isBefore(id: string, other: string): boolean {
	const [ms = 0, number = 0] = id.split('-').map(Number);
	const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
	return ms < otherMs || (ms === otherMs && number < otherNumber);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves with how many lines were written, once `signal` has fired. @throws Error when Redis cannot be reached. */
export async function record({ redisUrl, fromNow, signal, write, log }: RecordOptions): Promise<number> {
	const redis = openRedis(parseRedisAddress(redisUrl), { name: 'recorder', manner: 'patient', log });
	let lines = 0;
	let last = NONE;
	const newest = async () => (await redis.xrevrange(TAP_KEY, '+', '-', 'COUNT', 1))[0]?.[0] ?? NONE;
	const take = async (): Promise<number> => {
		const answer = await redis.xread('COUNT', AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', TAP_KEY, last);
		const entries = answer?.[0]?.[1] ?? [];
		for (const [id, fields] of entries) {
			last = id;
			for (const line of linesOf(parseEntry(fields[1] ?? ''))) {
				write(line);
				lines += 1;
			}
		}
		return entries.length;
	};
	try {
		write({ kind: 'recording', version: 1, at: Date.now() });
		if (fromNow) last = await newest();
		while (!signal.aborted) await take();
		await pause(SETTLE_MS);
		// Others go on to publish: it ends with what is there now.
		const end = await newest();
		while (isBefore(last, end) && (await take()) > 0);
		write({ kind: 'end', at: Date.now(), complete: true });
		return lines;
	} finally {
		redis.disconnect();
	}
}
