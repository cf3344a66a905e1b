/**
 * Somebody's inbox: which of the runs they asked for have ended, what alerts that they follow have said, what was shared with
 * them (notices.ts), and what of it they have read. It is kept in Postgres; its channel, one for each subject and project, is told the whole of it with each change, so that whoever
 * returns, and an emptied Redis as well, has it from one event. Its version orders what is told.
 */
import type { NoticeEvent } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';
import type { Bearer } from '../auth/tokens.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { RunDeps } from '../runs/run.ts';
import type { InboxOwner } from './notices.ts';

export type InboxDeps = Pick<RunDeps, 'database' | 'stream' | 'log' | 'secret'>;

interface InboxRow {
	readonly version: string;
	readonly unread: number;
	readonly notices: NoticeEvent['notices'];
	readonly unread_others: number;
	readonly others: NonNullable<NoticeEvent['others']>;
}

const EMPTY: InboxRow = { version: '0', unread: 0, notices: [], unread_others: 0, others: [] };

const openInbox = statement<never>(import.meta.url, 'open-inbox');
const selectInbox = statement<InboxRow>(import.meta.url, 'select-inbox');
const selectOwners = statement<InboxOwner>(import.meta.url, 'select-owners');
const selectUntold = statement<InboxOwner>(import.meta.url, 'select-untold-inboxes');
const markInboxTold = statement<never>(import.meta.url, 'mark-inbox-told');
const markAsRead = statement<never>(import.meta.url, 'mark-read');
const bump = statement<never>(import.meta.url, 'bump-inboxes');

const inboxChannel = (secret: string, { project, subject }: InboxOwner) =>
	keyedHash(secret, 'inbox channel', [project, subject]);

/** To be called in the transaction that ends the run, after the run has been locked by it: nobody can join it any more. */
export async function bumpInboxes(on: Executor, run: string): Promise<void> {
	await bump(on, [run]);
}

async function readRow(on: Executor, { project, subject }: InboxOwner): Promise<InboxRow> {
	const [row] = await selectInbox(on, [project, subject]);
	return row ?? EMPTY;
}

/** An inbox without anything but runs is told as it always was. */
function shown({ unread, notices, unread_others: unreadOthers, others }: InboxRow): Omit<NoticeEvent, 'kind'> {
	return { unread, notices, ...(others.length === 0 ? {} : { unreadOthers, others }) };
}

/** The newest 20 of its runs, the newest 20 of all else, and how many of all are unread. */
export async function readInbox(on: Executor, owner: InboxOwner): Promise<Omit<NoticeEvent, 'kind'>> {
	return shown(await readRow(on, owner));
}

/** @throws whatever a store threw; telling again changes nothing */
async function tellInbox(deps: InboxDeps, owner: InboxOwner): Promise<void> {
	const { version, ...row } = await readRow(deps.database, owner);
	const event: NoticeEvent = { kind: 'notice', ...shown({ version, ...row }) };
	const fence = { ordinal: Number(version), attempt: 0 };
	await deps.stream.publish({ channel: inboxChannel(deps.secret, owner), event, key: `notice:${version}`, fence });
	await markInboxTold(deps.database, [owner.project, owner.subject, version]);
}

async function tellAll(deps: InboxDeps, owners: Promise<readonly InboxOwner[]>): Promise<void> {
	try {
		for (const owner of await owners) await tellInbox(deps, owner);
	} catch (error) {
		deps.log.warn({ error: String(error) }, 'an inbox was not told yet; the sweeper tells it');
	}
}

/** Tells everybody who asked for this run. Whatever fails is logged and left to the sweeper. */
export const tellInboxes = (deps: InboxDeps, run: string): Promise<void> =>
	tellAll(deps, selectOwners(deps.database, [run]));

/** Tells those into whose inboxes something was put. Whatever fails is logged and left to the sweeper. */
export const tellOwners = (deps: InboxDeps, owners: readonly InboxOwner[]): Promise<void> =>
	tellAll(deps, Promise.resolve(owners));

/** Tells those inboxes again that have changed so long ago and were not told. */
export const tellUntoldInboxes = (deps: InboxDeps, settledMs: number): Promise<void> =>
	tellAll(deps, selectUntold(deps.database, [settledMs]));

/** What is read from now on: null is all of them. */
export interface Reading {
	/** Runs that have ended. */
	readonly runs: readonly string[] | null;
	/** The ids of other notices. */
	readonly notices: readonly string[] | null;
}

export async function markRead(deps: InboxDeps, owner: InboxOwner, { runs, notices }: Reading): Promise<void> {
	await markAsRead(deps.database, [owner.project, owner.subject, runs, notices] as Bindable[]);
	await tellAll(deps, Promise.resolve([owner]));
}

/**
 * Whoever the server itself knows, and authors. Whoever a customer's back end has signed for as a viewer may be called like an
 * account, and has none.
 * @throws NamedError not_allowed
 */
export function demandInbox(bearer: Bearer): void {
	if (bearer.author || bearer.role !== undefined) return;
	throw new NamedError('not_allowed', 'An inbox is for authors, and for people who sign in here.');
}

/** What a subscription to one's inbox means. @throws NamedError not_allowed */
export function watchInbox(deps: InboxDeps, bearer: Bearer) {
	demandInbox(bearer);
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
