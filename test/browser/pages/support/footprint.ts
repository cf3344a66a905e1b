/** What a page holds in memory once everything that can be let go is let go. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';

export interface Footprint {
	readonly heapBytes: number;
	/** DOM nodes of the page, also those that are in no document any more. */
	readonly nodes: number;
	readonly listeners: number;
}

const LOOKS = 5;
const PAUSE_MS = 100;

/** The least of a few looks: a collection in the midst of a drawing keeps what is just being replaced. */
export async function footprint(session: CDPSession): Promise<Footprint> {
	const looks: Footprint[] = [];
	await session.send('HeapProfiler.enable');
	for (let look = 0; look < LOOKS; look += 1) {
		await sleep(PAUSE_MS);
		// Twice: what a finalizer lets go of is only then free.
		for (let turn = 0; turn < 2; turn += 1) await session.send('HeapProfiler.collectGarbage');
		const { usedSize: heapBytes } = await session.send('Runtime.getHeapUsage');
		const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
		looks.push({ heapBytes, nodes, listeners });
	}
	const least = (of: keyof Footprint) => Math.min(...looks.map((look) => look[of]));
	return { heapBytes: least('heapBytes'), nodes: least('nodes'), listeners: least('listeners') };
}
