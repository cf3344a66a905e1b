/** What an inbox holds beside the runs that its owner has asked for: what alerts have to say, what was shared, and what was not sent. */
import type { AlertNotice, ScheduleNotice, SharedNotice } from '../../widget/protocol.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';

/** Whose inbox: a subject in a project. */
export interface InboxOwner {
	readonly project: string;
	/** An account's id, or whom a back end has signed for. */
	readonly subject: string;
}

type Body<Notice> = Omit<Notice, 'kind' | 'id' | 'at' | 'read'>;

export type NewNotice = {
	/** Of what it tells: nobody is told the same twice. */
	readonly key: string;
} & (
	| { readonly kind: 'alert'; readonly body: Body<AlertNotice> }
	| { readonly kind: 'shared'; readonly body: Body<SharedNotice> }
	| { readonly kind: 'schedule'; readonly body: Body<ScheduleNotice> }
);

const insertNotice = statement<never>(import.meta.url, 'insert-notice');
const dropOld = statement<never>(import.meta.url, 'drop-old-notices');

const KEPT_DAYS = 90;

/**
 * Puts a notice into somebody's inbox, in the transaction of its cause. Their pages are told by `tellOwners` once that is
 * committed, or by the sweeper.
 */
export async function addNotice(tx: Executor, { project, subject }: InboxOwner, notice: NewNotice): Promise<void> {
	await insertNotice(tx, [project, subject, notice.key, notice.kind, notice.body] as Bindable[]);
}

/** As `addNotice`, for several, one after the other in the order of their names: two transactions never wait for each other. */
export async function addNotices(tx: Executor, owners: readonly InboxOwner[], notice: NewNotice): Promise<void> {
	const inOrder = [...owners].sort((a, b) => (a.subject < b.subject ? -1 : 1));
	for (const owner of inOrder) await addNotice(tx, owner, notice);
}

export async function dropOldNotices(on: Executor): Promise<void> {
	await dropOld(on, [KEPT_DAYS]);
}
