/**
 * An author's inbox: which of the runs they asked for have ended, and which of those they have read. It is kept in
 * Postgres; its channel, one for each subject and project, is told the whole of it with each change, so that whoever
 * returns, and an emptied Redis as well, has it from one event. Its version orders what is told.
 */
import type { Notice, NoticeEvent } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';
import { type Bearer, demandAuthor } from '../auth/tokens.ts';
import { type Executor, statement } from '../database/database.ts';
import type { RunDeps } from '../runs/run.ts';

type InboxDeps = Pick<RunDeps, 'database' | 'stream' | 'log' | 'secret'>;

interface Owner {
	readonly project: string;
	readonly subject: string;
}

interface InboxRow {
	readonly version: string;
	readonly unread: number;
	readonly notices: readonly Notice[];
}

const openInbox = statement<never>(import.meta.url, 'open-inbox');
const selectInbox = statement<InboxRow>(import.meta.url, 'select-inbox');
const selectOwners = statement<Owner>(import.meta.url, 'select-owners');
const selectUntold = statement<Owner>(import.meta.url, 'select-untold-inboxes');
const markInboxTold = statement<never>(import.meta.url, 'mark-inbox-told');
const markRunsRead = statement<never>(import.meta.url, 'mark-read');
const bump = statement<never>(import.meta.url, 'bump-inboxes');

const inboxChannel = (secret: string, { project, subject }: Owner) =>
	keyedHash(secret, 'inbox channel', [project, subject]);

/** To be called in the transaction that ends the run, after the run has been locked by it: nobody can join it any more. */
export async function bumpInboxes(on: Executor, run: string): Promise<void> {
	await bump(on, [run]);
}

async function readRow(on: Executor, { project, subject }: Owner): Promise<InboxRow> {
	const [row] = await selectInbox(on, [project, subject]);
	return row ?? { version: '0', unread: 0, notices: [] };
}

/** The newest 20 notices, and how many of all are unread. */
export async function readInbox(on: Executor, owner: Owner): Promise<Omit<NoticeEvent, 'kind'>> {
	const { unread, notices } = await readRow(on, owner);
	return { unread, notices };
}

/** @throws whatever a store threw; telling again changes nothing */
async function tellInbox(deps: InboxDeps, owner: Owner): Promise<void> {
	const { version, unread, notices } = await readRow(deps.database, owner);
	const event: NoticeEvent = { kind: 'notice', unread, notices };
	const fence = { ordinal: Number(version), attempt: 0 };
	await deps.stream.publish({ channel: inboxChannel(deps.secret, owner), event, key: `notice:${version}`, fence });
	await markInboxTold(deps.database, [owner.project, owner.subject, version]);
}

async function tellAll(deps: InboxDeps, owners: Promise<readonly Owner[]>): Promise<void> {
	try {
		for (const owner of await owners) await tellInbox(deps, owner);
	} catch (error) {
		deps.log.warn({ error: String(error) }, 'an inbox was not told yet; the sweeper tells it');
	}
}

/** Tells everybody who asked for this run. Whatever fails is logged and left to the sweeper. */
export const tellInboxes = (deps: InboxDeps, run: string): Promise<void> =>
	tellAll(deps, selectOwners(deps.database, [run]));

/** Tells those inboxes again that have changed so long ago and were not told. */
export const tellUntoldInboxes = (deps: InboxDeps, settledMs: number): Promise<void> =>
	tellAll(deps, selectUntold(deps.database, [settledMs]));

/** Marks runs that have ended as read, all of them without a list. */
export async function markRead(deps: InboxDeps, owner: Owner, runs: readonly string[] | undefined): Promise<void> {
	await markRunsRead(deps.database, [owner.project, owner.subject, (runs as string[] | undefined) ?? null]);
	await tellAll(deps, Promise.resolve([owner]));
}

/** What a subscription to one's inbox means. @throws NamedError not_allowed: only authors have one */
export function watchInbox(deps: InboxDeps, bearer: Bearer) {
	demandAuthor(bearer);
	const owner = { project: bearer.project, subject: bearer.subject };
	return {
		channel: inboxChannel(deps.secret, owner),
		want: async () => {
			await openInbox(deps.database, [owner.project, owner.subject]);
			await tellInbox(deps, owner);
		},
		restore: () => tellInbox(deps, owner),
	};
}
