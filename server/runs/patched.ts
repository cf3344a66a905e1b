/** Finds out whether a large result can be sent as what has changed since the last one. */
import type { LinkedResult, Table } from '../../widget/protocol.ts';
import { statement } from '../database/database.ts';
import { MAX_INLINE_BYTES } from '../results/encode.ts';
import { MAX_PATCHED_BYTES, patchOf } from '../results/patch.ts';
import type { RunDeps } from './run.ts';

const selectBases = statement<{ hash: string | null }>(import.meta.url, 'select-bases');

/** A patch that is not much smaller than what a page would fetch, compressed, is not worth the bytes of all the others. */
const MOST_SHARE = 0.05;

type PatchDeps = Pick<RunDeps, 'database' | 'results' | 'log'>;

/**
 * The result with a patch of the one that all channels of the run show now, where there is one and it is small. The whole
 * is at its address in any case, so whoever lacks the base, or does not know patches, fetches that.
 */
export async function patched(
	deps: PatchDeps,
	run: string,
	{ result, body }: { result: LinkedResult; body: readonly Buffer[] },
): Promise<LinkedResult> {
	if (result.bytes > MAX_PATCHED_BYTES) return result;
	try {
		const [base, ...others] = await selectBases(deps.database, [run]);
		// The same content has the same address, and is known already.
		if (base?.hash == null || others.length > 0 || base.hash === result.hash) return result;
		const found = await deps.results.find(base.hash);
		if (found === undefined || found.bytes > MAX_PATCHED_BYTES) return result;
		const before = await deps.results.read(base.hash);
		if (before === undefined) return result;
		const table = JSON.parse(before.toString()) as Table;
		const next = JSON.parse(Buffer.concat(body).toString()) as Table;
		const maxBytes = Math.min(MAX_INLINE_BYTES, result.bytes * MOST_SHARE);
		const patch = patchOf({ ...table, hash: base.hash }, next, maxBytes);
		return patch === undefined ? result : { ...result, patch };
	} catch (error) {
		deps.log.warn({ run, error: String(error) }, 'the result is sent whole, since its patch could not be made');
		return result;
	}
}
