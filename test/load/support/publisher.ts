/** Publishes at a steady pace, and no faster than everybody receives: a queue that grows would measure itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { UnderTest } from '../contenders/contender.ts';
import type { Fleet } from '../viewers/fleet.ts';
import { newMarker, nowMs, resultEvent } from './payload.ts';

export interface Pace {
	readonly messages: number;
	/** Of all servers together. */
	readonly perSecond: number;
	readonly bytes?: number;
}

let lastIndex = 0;
/** Numbered apart, so that the traffic of one chart has no holes when another is published to meanwhile. */
let lastOfTraffic = 0;

/** A server, and those who watch it. */
export interface Watched {
	readonly server: UnderTest;
	readonly fleet: Fleet;
}

interface Publishing {
	readonly server: Pick<UnderTest, 'publish'>;
	readonly fleet: Fleet;
}

/** Resolves when every viewer has received one more message. @throws Error when one does not. */
async function publishOne({ server, fleet }: Publishing, bytes: number | undefined): Promise<void> {
	lastIndex += 1;
	const index = lastIndex;
	await server.publish(resultEvent(newMarker(index), bytes));
	await fleet.receivedByAll(index);
}

/** Publishes to one server after the other, so that all of them work under the same conditions. `messages` to each. */
export async function publishInTurn(all: readonly Publishing[], pace: Pace): Promise<void> {
	const everyMs = 1_000 / pace.perSecond;
	let due = nowMs();
	for (let message = 0; message < pace.messages; message += 1) {
		for (let turn = 0; turn < all.length; turn += 1) {
			// Nobody always follows the same neighbour.
			const watched = all[(message + turn) % all.length];
			if (watched !== undefined) await publishOne(watched, pace.bytes);
			due += everyMs;
			const early = due - nowMs();
			if (early > 0) await sleep(early);
			else due = nowMs();
		}
	}
}

export const publishTo = (server: Publishing['server'], fleet: Fleet, pace: Pace): Promise<void> =>
	publishInTurn([{ server, fleet }], pace);

/** Publishes on, whoever receives it, until it is stopped. */
export interface Traffic {
	/** Resolves with the number of the last publication. */
	stop(): Promise<number>;
}

/** `publish` is called at this pace, each time with the next publication. */
export function startTraffic(publish: UnderTest['publish'], { perSecond, bytes }: Omit<Pace, 'messages'>): Traffic {
	let running = true;
	const done = (async () => {
		let due = nowMs();
		while (running) {
			lastOfTraffic += 1;
			await publish(resultEvent(newMarker(lastOfTraffic), bytes));
			due += 1_000 / perSecond;
			await sleep(Math.max(0, due - nowMs()));
		}
		return lastOfTraffic;
	})();
	// Told by `stop`, but not lost when that comes late.
	done.catch(() => undefined);
	return {
		stop: () => {
			running = false;
			return done;
		},
	};
}
