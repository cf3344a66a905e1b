/** What the inbox says of each of its notices, where it leads, and which of them are new. Pure. */

import { noticesOf } from '../../../widget/notices.ts';
import type {
	AlertNotice,
	Notice,
	NoticeEvent,
	RunNotice,
	ScheduleNotice,
	SharedNotice,
} from '../../../widget/protocol.ts';
import { countText } from '../../shared/words.ts';
import { addressOf } from '../route.ts';

export interface NoticeWords {
	readonly title: string;
	readonly text: string;
	/** `bad`: something wants somebody. */
	readonly tone: 'good' | 'bad' | 'quiet';
}

const what = ({ chart, source }: RunNotice): string => chart ?? `A query on ${source}`;

function runWords(notice: RunNotice): NoticeWords {
	const { state, rows = 0, message = '' } = notice;
	if (state === 'succeeded')
		return { title: `${what(notice)} has finished`, text: countText(rows, 'row'), tone: 'good' };
	if (state === 'failed') return { title: `${what(notice)} has failed`, text: message, tone: 'bad' };
	return { title: `${what(notice)} was canceled`, text: '', tone: 'quiet' };
}

const ALERTS: Readonly<Record<AlertNotice['state'], readonly [words: string, tone: NoticeWords['tone']]>> = {
	firing: ['fires', 'bad'],
	recovered: ['has recovered', 'good'],
	broken: ['cannot be checked', 'bad'],
	mended: ['can be checked again', 'good'],
};

function alertWords({ title, alert, state, reason }: AlertNotice): NoticeWords {
	const [words, tone] = ALERTS[state];
	return { title: `${title || alert} ${words}`, text: reason, tone };
}

const sharedWords = ({ by, what: kind, title, name }: SharedNotice): NoticeWords => ({
	title: `${by} has shared ${title || name}`,
	text: `A ${kind} that you can see now`,
	tone: 'quiet',
});

const scheduleWords = ({ title, schedule, reason }: ScheduleNotice): NoticeWords => ({
	title: `${title || schedule} was not sent`,
	text: reason,
	tone: 'bad',
});

export function wordsOf(notice: Notice): NoticeWords {
	if (notice.kind === 'alert') return alertWords(notice);
	if (notice.kind === 'schedule') return scheduleWords(notice);
	return notice.kind === 'shared' ? sharedWords(notice) : runWords(notice);
}

/** Where in the workshop it is to be seen. */
export function placeOf(notice: Notice, project: string): string {
	if (notice.kind === 'shared')
		return addressOf({ project, page: notice.what === 'chart' ? 'charts' : 'dashboards', item: notice.name });
	if (notice.kind === 'schedule') return addressOf({ project, page: 'schedules', item: notice.schedule });
	if (notice.kind !== 'alert') return addressOf({ project, page: 'editor', query: { run: notice.run } });
	return `/workshop/${[project, 'alerts', notice.alert].map(encodeURIComponent).join('/')}`;
}

export const idOf = (notice: Notice): string => ('run' in notice ? notice.run : notice.id);

/** The body of `POST /v1/inbox/read` for one of them. */
export const readingOf = (notice: Notice): object =>
	'run' in notice ? { runs: [notice.run] } : { notices: [notice.id] };

/** Of what is there now, what is unread and was not there before; nothing when it is heard of for the first time. */
export function newIn(now: NoticeEvent, before: NoticeEvent | undefined): readonly Notice[] {
	if (before === undefined) return [];
	const known = noticesOf(before);
	const ids = new Set(known.map(idOf));
	// What comes in sight again, since others are gone, is older than all that was there.
	const oldest = known.length === 0 ? 0 : Math.min(...known.map(({ at }) => at));
	return noticesOf(now).filter((notice) => !notice.read && !ids.has(idOf(notice)) && !(notice.at < oldest));
}

/** The title of the window, with how many notices are unread. */
export const titleWith = (title: string, unread: number): string => (unread === 0 ? title : `(${unread}) ${title}`);
