/** An inbox as one list: apart from the wire, since only who shows an inbox loads it. */
import type { Notice, NoticeEvent } from './protocol.ts';

const NOTICE_KINDS: readonly string[] = ['alert', 'shared', 'schedule'];

/** All notices of an inbox, the latest first. Kinds that a newer server knows are left out. */
export function noticesOf({ notices, others = [] }: Pick<NoticeEvent, 'notices' | 'others'>): readonly Notice[] {
	const known = others.filter(({ kind }) => NOTICE_KINDS.includes(kind));
	return [...notices, ...known].sort((a, b) => b.at - a.at);
}

/** How many of all notices of an inbox are unread. */
export const unreadOf = ({ unread, unreadOthers = 0 }: Pick<NoticeEvent, 'unread' | 'unreadOthers'>): number =>
	unread + unreadOthers;
