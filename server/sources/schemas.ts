/**
 * What is known of the schemas of sources: kept in the control store, compressed, with the time at which a worker began to
 * read it. Whoever asks is answered with what there is, and lets a worker read it anew when that is old.
 *
 *     (none) ── asked for ─▶ wanted ── a worker's lease ─▶ being read ─▶ kept ── asked for when older than 10 min ─▶ wanted
 *       ▲                      ▲                              └─▶ failed ── asked for a while later ─────────────────┘
 *       └ the source moved      └ refresh, at any time
 */
import { type Executor, statement } from '../database/database.ts';
import type { SchemaFailure } from './failed-step.ts';

interface SchemaRow {
	readonly body: Uint8Array | null;
	readonly bytes: number | null;
	readonly hash: string | null;
	readonly as_of: Date | null;
	readonly failure: SchemaFailure | null;
	readonly failed_at: Date | null;
	readonly wanted_at: Date | null;
	readonly age_ms: number | null;
	readonly failed_ms: number | null;
}

export interface ClaimedSchema {
	readonly project: string;
	readonly source: string;
	/** Another one once the source leads elsewhere. */
	readonly id: string;
	readonly begun_at: Date;
}

const selectSchema = statement<SchemaRow>(import.meta.url, 'select-schema');
const wantRow = statement<{ source: string }>(import.meta.url, 'want-schema');
const claimRows = statement<ClaimedSchema>(import.meta.url, 'claim-schemas');
const keepRow = statement<{ source: string }>(import.meta.url, 'keep-schema');
const keepFailureRow = statement<{ source: string }>(import.meta.url, 'keep-schema-failure');
const releaseRows = statement<never>(import.meta.url, 'release-schemas');

/** An older one is read anew when somebody asks for it. */
const FRESH_MS = 600_000;
/** After a failure, whoever asks is told of it for so long before it is tried again; longer where there is an older schema. */
const FAILED_MS = 10_000;
const FAILED_REFRESH_MS = 60_000;

export interface KnownSchema {
	/** JSON, compressed with brotli; null: nothing was read yet, or the client has it. */
	readonly body: Uint8Array | null;
	/** Names content and time; null: nothing was read yet. */
	readonly etag: string | null;
	readonly state: 'reading' | 'ready' | 'failed';
	/** The last try, if it failed; times in ms. */
	readonly failure: (SchemaFailure & { readonly at: number }) | undefined;
}

interface Place {
	readonly project: string;
	readonly source: string;
}

function isDue({ age_ms: age, failed_ms: failed, wanted_at: wanted }: SchemaRow): boolean {
	if (wanted !== null) return false;
	if (failed !== null && failed < (age === null ? FAILED_MS : FAILED_REFRESH_MS)) return false;
	return age === null || age > FRESH_MS;
}

const etagOf = ({ hash, as_of }: SchemaRow) => (hash === null || as_of === null ? null : `${hash}-${as_of.getTime()}`);

/** What is known; it is wanted from then on where that is old or nothing. `known`: the etag of what the client has. */
export async function findSchema(on: Executor, { project, source }: Place, known = ''): Promise<KnownSchema> {
	const [row] = await selectSchema(on, [project, source, known]);
	const wants = row === undefined || isDue(row);
	if (wants) await wantRow(on, [project, source, false]);
	if (row === undefined) return { body: null, etag: null, state: 'reading', failure: undefined };
	const { failure, failed_at: failedAt } = row;
	const isReading = wants || row.wanted_at !== null;
	return {
		body: row.body,
		etag: etagOf(row),
		state: isReading ? 'reading' : failure === null ? 'ready' : 'failed',
		failure: failure === null ? undefined : { ...failure, at: failedAt?.getTime() ?? 0 },
	};
}

/** Lets a worker read it anew, whatever is known: what is seen of it next is not older than this moment. */
export async function refreshSchema(on: Executor, { project, source }: Place): Promise<void> {
	await wantRow(on, [project, source, true]);
}

export interface Claiming {
	readonly worker: string;
	readonly leaseMs: number;
	readonly most: number;
}

/** Those that this worker is to read now, and nobody else until the lease has run out. */
export const claimSchemas = (on: Executor, { worker, leaseMs, most }: Claiming): Promise<readonly ClaimedSchema[]> =>
	claimRows(on, [worker, leaseMs, most]);

export interface ReadSchema {
	readonly body: Uint8Array;
	/** Before it was compressed. */
	readonly bytes: number;
	readonly hash: string;
}

/** Returns false, and keeps nothing, when the source has moved meanwhile or another worker has taken over. */
export async function keepSchema(
	on: Executor,
	{ project, source, id, worker }: ClaimedSchema & { readonly worker: string },
	{ body, bytes, hash }: ReadSchema,
): Promise<boolean> {
	return (await keepRow(on, [project, source, id, worker, body, bytes, hash])).length > 0;
}

/** Beside what was read before, if there is any. */
export async function keepFailure(
	on: Executor,
	{ project, source, id, worker }: ClaimedSchema & { readonly worker: string },
	failure: SchemaFailure,
): Promise<void> {
	await keepFailureRow(on, [project, source, id, worker, failure]);
}

/** What this worker was to read is free for others. */
export async function releaseSchemas(on: Executor, worker: string): Promise<void> {
	await releaseRows(on, [worker]);
}
