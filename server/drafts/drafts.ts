/**
 * Drafts: what authors write in the workshop, kept as they write. Two pages that write the same one hear of each other by
 * its revision; a deleted one can be had again for a while.
 *
 *     (none) ── PUT, revision 0 ─▶ kept ── PUT from its revision ─▶ kept, revision + 1
 *                                   │ ▲
 *                            DELETE ▼ │ restore, within 30 days
 *                                 deleted ── 30 days, or 300 newer ones ─▶ (gone)
 */
import { isDeepStrictEqual } from 'node:util';
import type { Bearer } from '../auth/embed-claims.ts';
import { type Bindable, type Database, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { DraftBody } from './draft-schema.ts';

interface DraftRow extends Omit<DraftBody, 'revision'> {
	readonly id: string;
	readonly owner: string;
	readonly revision: number;
	readonly created_at: Date;
	readonly updated_at: Date;
	readonly deleted_at: Date | null;
}

/** Without what is in it where that is not asked for, or too much. */
type ListedRow = Omit<DraftRow, 'sql' | 'params' | 'spec' | 'owner'> & { readonly sql_bytes: number } & (
		| Pick<DraftRow, 'sql' | 'params' | 'spec'>
		| { readonly sql: null }
	);
export type Owner = Pick<Bearer, 'project' | 'subject'>;

const lockDraft = statement<DraftRow>(import.meta.url, 'lock-draft');
const selectDraft = statement<DraftRow>(import.meta.url, 'select-draft');
const selectDrafts = statement<ListedRow>(import.meta.url, 'select-drafts');
const lockProject = statement<never>(import.meta.url, 'lock-project');
const countDrafts = statement<{ own: number; all: number }>(import.meta.url, 'count-drafts');
const insertDraft = statement<DraftRow>(import.meta.url, 'insert-draft');
const updateDraft = statement<DraftRow>(import.meta.url, 'update-draft');
const deleteRow = statement<DraftRow>(import.meta.url, 'delete-draft');
const restoreRow = statement<DraftRow>(import.meta.url, 'restore-draft');
const trimDeleted = statement<never>(import.meta.url, 'trim-deleted');
const dropDeleted = statement<never>(import.meta.url, 'drop-deleted');

/** Of one author in one project. */
const MOST_DRAFTS = 200;
const MOST_DELETED = 300;
/** Of all its authors together: a back end may name any number of them. */
const MOST_OF_PROJECT = 5_000;
const MOST_DELETED_OF_PROJECT = 10_000;
/** Of what is in all drafts that one answer lists: their SQL, parameters and specifications. */
const MOST_CONTENT_BYTES = 1_000_000;
export const DELETED_KEPT_MS = 30 * 86_400_000;

const unknownDraft = () =>
	new NamedError('unknown_draft', 'There is no such draft that this token may change, or it has been deleted.');

/** The draft was saved elsewhere after the revision that this one was made from. */
export class DraftConflict extends NamedError {
	readonly stored: DraftRow;

	constructor(stored: DraftRow) {
		const message = `The draft was saved elsewhere meanwhile, as revision ${stored.revision}; compare both, and save from that one.`;
		super('draft_conflict', message);
		this.stored = stored;
	}
}

const contentOf = ({ title, source, sql, params, spec, place, shared }: Omit<DraftBody, 'revision'>) => ({
	title,
	source,
	sql,
	params,
	spec,
	place,
	shared,
});

/** Without who has said so. */
export const subjectOf = ({ owner }: Pick<DraftRow, 'owner'>): string => owner.replace(/^\w+ /, '');

/** As the API says it; times in ms. `name`: what its owner is called. */
export const describeDraft = (row: DraftRow, owner: Owner, name?: string) => ({
	draft: row.id,
	...contentOf(row),
	owner: subjectOf(row),
	ownerName: name,
	own: row.owner === owner.subject,
	revision: row.revision,
	createdAt: row.created_at.getTime(),
	updatedAt: row.updated_at.getTime(),
	...deletion(row),
});

const deletion = ({ deleted_at }: Pick<DraftRow, 'deleted_at'>) => {
	const at = deleted_at?.getTime();
	return at === undefined ? {} : { deletedAt: at, restorableUntil: at + DELETED_KEPT_MS };
};

/** @throws NamedError too_many_drafts */
async function demandRoom(tx: Executor, { project, subject }: Owner): Promise<void> {
	await lockProject(tx, [project]);
	const [{ own, all } = { own: 0, all: 0 }] = await countDrafts(tx, [project, subject]);
	if (own >= MOST_DRAFTS)
		throw new NamedError(
			'too_many_drafts',
			`An author may have ${MOST_DRAFTS} drafts in a project; delete some first.`,
		);
	if (all >= MOST_OF_PROJECT)
		throw new NamedError(
			'too_many_drafts',
			`The authors of this project have ${MOST_OF_PROJECT} drafts, as many as it may have; delete some first.`,
		);
}

const valuesOf = ({ title, source, sql, params, spec, place, shared }: DraftBody) =>
	[title, source, sql, params, spec, place, shared] as Bindable[];

interface Saving {
	readonly owner: Owner;
	readonly id: string;
	readonly body: DraftBody;
}

async function create(tx: Executor, { owner, id, body }: Saving): Promise<DraftRow | undefined> {
	if (body.revision !== 0) throw unknownDraft();
	await demandRoom(tx, owner);
	const [row] = await insertDraft(tx, [owner.project, id, owner.subject, ...valuesOf(body)]);
	return row;
}

async function change(tx: Executor, stored: DraftRow, { owner, id, body }: Saving): Promise<DraftRow> {
	const isTheirs = stored.owner !== owner.subject;
	if (isTheirs && stored.shared && stored.deleted_at === null) {
		throw new NamedError('not_allowed', 'Only its owner may change this draft; save a copy of it under another id.');
	}
	if (isTheirs || stored.deleted_at !== null) throw unknownDraft();
	// Whoever did not hear that it was saved says it again; nothing is lost, and nobody has to choose.
	if (isDeepStrictEqual(contentOf(stored), contentOf(body))) return stored;
	if (stored.revision !== body.revision) throw new DraftConflict(stored);
	const [row] = await updateDraft(tx, [owner.project, id, ...valuesOf(body)]);
	return row ?? stored;
}

/** @throws NamedError unknown_draft, not_allowed, too_many_drafts; DraftConflict */
export async function saveDraft(database: Database, saving: Saving): Promise<DraftRow> {
	const { owner, id } = saving;
	return database.begin(async (tx) => {
		const [stored] = await lockDraft(tx, [owner.project, id]);
		if (stored !== undefined) return change(tx, stored, saving);
		const created = await create(tx, saving);
		if (created !== undefined) return created;
		// Another page was faster with the same id.
		const [faster] = await lockDraft(tx, [owner.project, id]);
		if (faster === undefined) throw unknownDraft();
		return change(tx, faster, saving);
	});
}

/** One's own, deleted or not, or a shared one of the project. @throws NamedError unknown_draft */
export async function findDraft(on: Executor, { project, subject }: Owner, id: string): Promise<DraftRow> {
	const [row] = await selectDraft(on, [project, id, subject]);
	if (row !== undefined) return row;
	throw new NamedError('unknown_draft', 'There is no such draft that this token may see, or it has been deleted.');
}

/**
 * One's own, in the order of their tabs; the deleted ones the last deleted first. `content`: with what is in them, until that
 * has MOST_CONTENT_BYTES; whoever reads the list reads the rest one by one.
 */
export async function listDrafts(
	on: Executor,
	{ project, subject }: Owner,
	{ deleted, content }: { readonly deleted: boolean; readonly content: boolean },
) {
	const rows = await selectDrafts(on, [project, subject, deleted, content ? MOST_CONTENT_BYTES : 0]);
	return rows.map((row) => ({
		draft: row.id,
		title: row.title,
		source: row.source,
		sqlBytes: row.sql_bytes,
		...(row.sql === null ? {} : { sql: row.sql, params: row.params, spec: row.spec }),
		place: row.place,
		shared: row.shared,
		revision: row.revision,
		createdAt: row.created_at.getTime(),
		updatedAt: row.updated_at.getTime(),
		...deletion(row),
	}));
}

/** @throws NamedError unknown_draft */
export async function deleteDraft(database: Database, { project, subject }: Owner, id: string): Promise<DraftRow> {
	return database.begin(async (tx) => {
		const [row] = await deleteRow(tx, [project, id, subject]);
		if (row === undefined) throw unknownDraft();
		await trimDeleted(tx, [project, subject, MOST_DELETED, MOST_DELETED_OF_PROJECT]);
		return row;
	});
}

/** @throws NamedError unknown_draft, too_many_drafts */
export async function restoreDraft(database: Database, owner: Owner, id: string): Promise<DraftRow> {
	return database.begin(async (tx) => {
		await demandRoom(tx, owner);
		const [row] = await restoreRow(tx, [owner.project, id, owner.subject]);
		if (row === undefined) {
			throw new NamedError('unknown_draft', 'There is no deleted draft of this id; it may have been dropped for good.');
		}
		return row;
	});
}

/** Drops for good what was deleted so long ago. */
export async function dropDeletedDrafts(on: Executor): Promise<void> {
	await dropDeleted(on, [DELETED_KEPT_MS]);
}
