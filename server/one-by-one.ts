/**
 * Works through rows one by one, each in a transaction of its own, until none is left. A row that fails, for whatever reason,
 * holds up no other: it is left out of this round, what it threw is told at the end, and the next round tries it again.
 */
import type { Database, Executor } from './database/database.ts';

interface OneByOne<Row> {
	/** The first that is there, locked, and none of those. */
	readonly find: (tx: Executor, leftOut: readonly string[]) => Promise<readonly Row[]>;
	readonly idOf: (row: Row) => string;
	/** Answers what is to be done once it is committed, if anything is. */
	readonly work: (tx: Executor, row: Row) => Promise<(() => void) | undefined>;
}

/**
 * Answers whether there was anything to do.
 * @throws Error of which row failed first, with what it has thrown as its cause; at once, where there is no database to ask
 */
export async function oneByOne<Row>(
	database: Pick<Database, 'begin'>,
	{ find, idOf, work }: OneByOne<Row>,
): Promise<boolean> {
	let isAny = false;
	const leftOut: string[] = [];
	const thrown: unknown[] = [];
	for (let isMore = true; isMore; ) {
		const tried: string[] = [];
		try {
			const after = (await database.begin(async (tx) => {
				const [row] = await find(tx, leftOut);
				if (row === undefined) return undefined;
				tried.push(idOf(row));
				isAny = true;
				return work(tx, row);
			})) as (() => void) | undefined;
			isMore = tried.length > 0;
			after?.();
		} catch (error) {
			if (tried.length === 0) throw error;
			leftOut.push(...tried);
			thrown.push(error);
		}
	}
	if (thrown.length === 0) return isAny;
	const [cause, id] = [thrown[0], JSON.stringify(leftOut[0])];
	throw new Error(`${thrown.length} failed, the first of them ${id}: ${String(cause)}`, { cause });
}
