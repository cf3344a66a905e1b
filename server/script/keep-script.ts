/** Keeps this node's build in the control store, for as long as the node is there. */
import type { Executor } from '../database/database.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { keepChunks } from './chunks.ts';

/** A node whose control store is away starts all the same. */
const FIRST_MS = 2_000;
const EVERY_MS = 6 * 3_600_000;

/**
 * Resolves when every other node can serve the build's chunks, so that this one may name them to a page, or when that
 * takes too long; then it is tried on. Returns what stops it.
 */
export async function keepScript(
	folder: string,
	{ database, log }: { readonly database: Executor; readonly log: Log },
): Promise<() => Promise<void>> {
	const work = () => keepChunks(database, folder);
	const late = new Promise((resolve) => setTimeout(resolve, FIRST_MS).unref());
	await Promise.race([work(), late]).catch((error: unknown) => {
		log.warn({ error: String(error) }, 'the script was not kept yet');
	});
	return startLoop({ name: 'script', everyMs: EVERY_MS, log, work });
}
