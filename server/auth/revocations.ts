/**
 * What is valid by its signature and shall not be any more: the tokens of a key, those of a subject made before a moment,
 * one token by its name, or all of a project that is closed. Every node knows all of them, and looks once a second for what is new, so that asking costs
 * nothing, and a living connection ends within seconds.
 */
import { type Database, type Executor, statement } from '../database/database.ts';
import { elapsedMs, type Moment, momentNow } from '../elapsed.ts';
import type { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import type { Bearer } from './embed-claims.ts';
import { revokedToken } from './tokens.ts';

export type RevocationKind = 'key' | 'subject' | 'token' | 'project';

interface RevocationRow {
	readonly project: string;
	readonly kind: RevocationKind;
	readonly name: string;
	/** ms */
	readonly before: number;
	readonly expires_at: number;
}

const LOOK_MS = 1_000;
/** A transaction may become visible this much later than the time that it wrote down. */
const OVERLAP_MS = 10_000;
/** By so much the clock of whoever signs may be ahead of ours, for what a token says of its making to count. */
const MOST_AHEAD_MS = 60_000;
const CLEAN_EACH_MS = 3_600_000;

const insertRevocation = statement<never>(import.meta.url, 'insert-revocation');
const selectRevocations = statement<RevocationRow>(import.meta.url, 'select-revocations');
const closeProject = statement<never>(import.meta.url, 'close-project');
const openProject = statement<never>(import.meta.url, 'open-project');
const deleteRevocations = statement<never>(import.meta.url, 'delete-revocations');

/** Revokes every token of a subject that was made until now, or the one token that has this name. */
export async function revoke(on: Executor, project: string, { kind, name }: Pick<RevocationRow, 'kind' | 'name'>) {
	await insertRevocation(on, [project, kind, name]);
}

/** Refuses every token of a project until it is opened again. */
export async function setClosed(on: Executor, project: string, closed: boolean): Promise<void> {
	await (closed ? closeProject : openProject)(on, [project]);
}

const nameOf = (project: string, kind: RevocationKind, name: string): string => JSON.stringify([project, kind, name]);

export class Revocations {
	readonly #database: Database;
	#known = new Map<string, Pick<RevocationRow, 'before' | 'expires_at'>>();
	#lookedAt: Moment | undefined;
	#cleanedAt = performance.now();

	constructor(database: Database) {
		this.#database = database;
	}

	/** Reads what is new; the first time, all. To be awaited once before anybody is let in. */
	async look(): Promise<void> {
		const began = momentNow();
		const sinceMs = this.#lookedAt === undefined ? null : elapsedMs(this.#lookedAt, began) + OVERLAP_MS;
		for (const { project, kind, name, before, expires_at } of await selectRevocations(this.#database, [sinceMs]))
			this.#known.set(nameOf(project, kind, name), { before, expires_at });
		this.#lookedAt = began;
		if (began.steady - this.#cleanedAt < CLEAN_EACH_MS) return;
		this.#cleanedAt = began.steady;
		for (const [name, { expires_at }] of this.#known) if (expires_at < Date.now()) this.#known.delete(name);
		await deleteRevocations(this.#database, []);
	}

	/** Returns what stops it. */
	watch(log: Log): () => Promise<void> {
		return startLoop({ name: 'revocations', everyMs: LOOK_MS, log, work: () => this.look() });
	}

	isClosed(project: string): boolean {
		return Date.now() < (this.#known.get(nameOf(project, 'project', project))?.before ?? 0);
	}

	/** Why a bearer is not to be served any more; undefined: it is. */
	refusal({ project, keyId, subject, tokenId, issuedAt = 0 }: Bearer): NamedError | undefined {
		if (this.#known.size === 0) return undefined;
		const has = (kind: RevocationKind, name: string | undefined) =>
			name === undefined ? undefined : this.#known.get(nameOf(project, kind, name));
		const madeAt = issuedAt > Date.now() + MOST_AHEAD_MS ? 0 : issuedAt;
		// A token tells its second only: one that was made in the second of the revocation is refused as well.
		const isRevoked =
			has('key', keyId) !== undefined ||
			has('token', tokenId) !== undefined ||
			this.isClosed(project) ||
			madeAt < (has('subject', subject)?.before ?? Number.NEGATIVE_INFINITY);
		return isRevoked ? revokedToken() : undefined;
	}
}
