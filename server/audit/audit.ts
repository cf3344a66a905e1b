/**
 * The audit log: who did what, when, from where, to which object, in which project. An entry is written in the transaction of
 * the change that it tells of, so that there is neither without the other. It holds no secrets: details are names, roles and
 * times, put together by the caller.
 */
import type { Bearer } from '../auth/embed-claims.ts';
import { type Bindable, type Database, type Executor, statement } from '../database/database.ts';

export interface Actor {
	readonly kind: 'account' | 'key' | 'token' | 'operator' | 'stranger';
	/** An account's or key's id, or the subject of a token, as whoever signed it says. */
	readonly id: string;
	/** What they are called; an account's e-mail address is looked up. */
	readonly name: string;
	/** The network address that they came from. */
	readonly address: string;
}

export interface AuditEntry {
	readonly actor: Actor;
	/** What was done, as `member.removed`: the kind of object, and what happened to it. */
	readonly action: string;
	/** Its name or id. */
	readonly object: string;
	readonly project?: string | undefined;
	readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export interface ListedEntry {
	readonly id: number;
	/** ms */
	readonly at: number;
	readonly actorKind: Actor['kind'];
	readonly actor: string;
	readonly actorName: string;
	readonly address: string;
	readonly project: string | null;
	readonly action: string;
	readonly object: string;
	readonly details: Readonly<Record<string, unknown>>;
}

const insertEntry = statement<never>(import.meta.url, 'insert-entry');
const selectEntries = statement<ListedEntry>(import.meta.url, 'select-entries');
const allowRetention = statement<never>(import.meta.url, 'allow-retention');
const deleteOldEntries = statement<never>(import.meta.url, 'delete-old-entries');

/** On the transaction of what it tells of. */
export async function writeAudit(on: Executor, entry: AuditEntry): Promise<void> {
	const { actor, action, object, project = null, details = {} } = entry;
	const values = [actor.kind, actor.id, actor.name, actor.address, project, action, object, details];
	await insertEntry(on, values as Bindable[]);
}

/** Makes a change and its entry together: both are there afterwards, or neither. */
export function audited<T>(database: Database, entry: AuditEntry, work: (on: Executor) => Promise<T>): Promise<T> {
	return database.begin(async (on) => {
		const done = await work(on);
		await writeAudit(on, entry);
		return done;
	}) as Promise<T>;
}

/** Who bears a token. Only what the server itself has signed, or keeps, says whose account or key it is. */
export function actorOf({ subject, role, tokenId = '', keyId }: Bearer, address: string): Actor {
	if (role === undefined) return { kind: 'token', id: subject, name: keyId ?? 'server secret', address };
	if (subject === tokenId) return { kind: 'key', id: subject, name: subject, address };
	return { kind: 'account', id: subject, name: subject, address };
}

export interface AuditFilter {
	readonly project?: string | undefined;
	/** An id, or what somebody was called. */
	readonly actor?: string | undefined;
	/** As `member.removed`, or `member` for all that happened to members. */
	readonly action?: string | undefined;
	readonly object?: string | undefined;
	/** ms; from then on, and before then. */
	readonly since?: number | undefined;
	readonly until?: number | undefined;
	/** Only what is older than this entry. */
	readonly before?: number | undefined;
	/** How many at most. */
	readonly limit: number;
}

/** The newest first, and from where to go on; `next` is null at the end. */
export async function listAudit(
	on: Executor,
	filter: AuditFilter,
): Promise<{ readonly entries: readonly ListedEntry[]; readonly next: number | null }> {
	const { project, actor, action, object, since, until, before, limit } = filter;
	const values = [project, actor, action, object, since, until, before].map((value) => value ?? null);
	const found = await selectEntries(on, [...values, limit + 1] as Bindable[]);
	const entries = found.slice(0, limit);
	return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

/** Drops what is older than so many days. */
export async function dropOldAudit(database: Database, days: number): Promise<void> {
	await database.begin(async (on) => {
		await allowRetention(on, []);
		await deleteOldEntries(on, [days]);
	});
}
