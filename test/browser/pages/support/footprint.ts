/** What a page holds in memory once everything that can be let go is let go. */
import type { CDPSession } from 'playwright-core';

export interface Footprint {
	readonly heapBytes: number;
	/** DOM nodes of the page, also those that are in no document any more. */
	readonly nodes: number;
	readonly listeners: number;
}

/** Collected twice: what a finalizer lets go of is only then free. */
export async function footprint(session: CDPSession): Promise<Footprint> {
	await session.send('HeapProfiler.enable');
	for (let turn = 0; turn < 2; turn += 1) await session.send('HeapProfiler.collectGarbage');
	const { usedSize: heapBytes } = await session.send('Runtime.getHeapUsage');
	const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
	return { heapBytes, nodes, listeners };
}
