/**
 * Moves runs from their line in Postgres to the queue, as far as their source, their project and the workers have free
 * places, and tells the others where they stand.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { SharedCalls } from '../shared-calls.ts';
import { lineStatement } from './line.ts';
import type { RunDeps, RunRow } from './run.ts';
import { tellLine, tellState } from './tell.ts';

/** An arbitrary number that names our lock among the database's advisory locks. */
const LOCK = 4_203_712;

/**
 * The whole line is looked at each time. Where it is long, that takes long: then the look rests for so many times as long as
 * it took, or a crowd that waits would leave the store no time for anything else. A short line is looked at at once.
 */
const REST = { admitting: 2, telling: 9 } as const;
const QUICK_MS = 5;
/** An answer of the store that takes longer than this will not come. */
const PATIENCE_MS = 30_000;

/** Runs that arrive or end together are admitted, and told, together. */
class Paced<T> {
	/** One at a time, however long it takes: more of them would only wait for the lock, each on a connection. */
	readonly #calls = new SharedCalls<T>({ patienceMs: PATIENCE_MS });
	readonly #rest: number;
	#resting: Promise<void> | undefined;

	constructor(rest: number) {
		this.#rest = rest;
	}

	call(work: () => Promise<T>): Promise<T> {
		return this.#calls.call('', async () => {
			await this.#resting;
			const began = performance.now();
			try {
				return await work();
			} finally {
				const took = performance.now() - began;
				this.#resting = took < QUICK_MS ? undefined : delay(took * this.#rest);
			}
		});
	}
}

const admitting = new WeakMap<RunDeps['database'], Paced<readonly string[]>>();
const telling = new WeakMap<RunDeps['database'], Paced<void>>();

function pacedOf<T>(known: WeakMap<RunDeps['database'], Paced<T>>, { database }: RunDeps, rest: number): Paced<T> {
	const calls = known.get(database) ?? new Paced<T>(rest);
	known.set(database, calls);
	return calls;
}

/** Returns the ids of the runs that it admitted. Whatever fails is logged and left to the sweeper. */
export async function admit(deps: RunDeps): Promise<readonly string[]> {
	try {
		return await pacedOf(admitting, deps, REST.admitting).call(() => admitOnce(deps));
	} catch (error) {
		deps.log.warn({ error: String(error) }, 'admission failed; the sweeper tries again');
		return [];
	}
}

/**
 * Sent as one message, which PostgreSQL runs as one transaction (postgresql.org/docs, "Multiple Statements in a Simple
 * Query"): a worker that is frozen in its midst, such as a paused machine, cannot hold the lock from which all admit.
 */
async function admitOnce(deps: RunDeps): Promise<readonly string[]> {
	const text = `select pg_advisory_xact_lock(${LOCK}); ${lineStatement('admit', deps.projectConcurrency)}`;
	const [, admitted = []] = (await deps.database.unsafe(text).simple()) as unknown as readonly RunRow[][];
	for (const { origin, queued_at, accepted_at } of admitted)
		deps.runCounts.admitted(origin, (queued_at?.getTime() ?? 0) - accepted_at.getTime());
	await Promise.all(admitted.map((run) => handOverAndTell(deps, run)));
	return admitted.map((run) => run.id);
}

/** Tells those who wait where they stand now, each once a second at most. @throws whatever the control store threw */
export async function tellPlaces(deps: RunDeps): Promise<void> {
	await pacedOf(telling, deps, REST.telling).call(async () => {
		const moved = await deps.database.unsafe(lineStatement('tell-line', deps.projectConcurrency));
		await tellLine(deps, moved as unknown as readonly RunRow[]);
	});
}

/** The queue first: telling the page that it waits must not delay the work. */
export async function handOverAndTell(deps: RunDeps, run: RunRow): Promise<void> {
	const handed = deps.handOver(run.id, run.attempt, run.losses > 0).catch((error: unknown) => {
		deps.log.warn({ run: run.id, error: String(error) }, 'a run was not handed over yet');
	});
	await Promise.all([handed, tellState(deps, run)]);
}
