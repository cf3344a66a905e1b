import type { AlertNotice, Notice, RunNotice } from '../../protocol.ts';
import { say } from '../../texts/say.ts';
import { ageText, rowsText } from '../shared/age-words.ts';
import { durationText, elapsedText, placeText } from '../shared/words.ts';
import { isOther, type ListedRun, type OtherNotice } from './inbox-session.ts';

export const STATE_WORDS = {
	waiting: 'Waiting',
	queued: 'Queued',
	running: 'Running',
	succeeded: 'Done',
	failed: 'Failed',
	canceled: 'Canceled',
} as const satisfies Readonly<Record<ListedRun['state'], string>>;

const numberOf = (time: number | string | null | undefined) => (typeof time === 'number' ? time : undefined);

/** What a run asks: the chart's name, or the first line of its SQL that is not a comment alone. */
export function runTitle({ chart, sql }: ListedRun): string {
	if (chart) return chart;
	const lines = sql.split('\n').map((line) => line.trim());
	return lines.find((line) => line !== '' && !line.startsWith('--')) ?? sql;
}

/** When, how long and how much: `2 min ago · 4.2 s · 12 rows`. `now` is the server's time in ms. */
export function runDetail(run: ListedRun, now: number, locale: string | undefined): string {
	const [started, finished] = [numberOf(run.startedAt), numberOf(run.finishedAt)];
	if (run.state === 'running' && started !== undefined) return elapsedText(now - started, locale);
	if (finished === undefined) return ageText(now - run.askedAt, locale);
	const took = started === undefined ? '' : durationText(finished - started, locale);
	const rows = run.state === 'succeeded' ? rowsText(run.rows ?? 0, locale) : '';
	return [ageText(now - finished, locale), took, rows, placeText(run.error?.position, locale)]
		.filter(Boolean)
		.join(' · ');
}

const ALERT_WORDS = {
	firing: '{what} is firing.',
	recovered: '{what} has recovered.',
	broken: '{what} cannot be checked.',
	mended: '{what} is checked again.',
} as const satisfies Readonly<Record<AlertNotice['state'], string>>;

/** A sentence: what an alert has said, what was shared by whom, or which schedule was not sent. */
export function otherText(notice: OtherNotice, locale: string | undefined): string {
	if (notice.kind === 'shared') {
		return say(locale, '{by} has shared {what} with you.', { by: notice.by, what: notice.title || notice.name });
	}
	if (notice.kind === 'schedule') {
		return say(locale, '{what} was not sent.', { what: notice.title || notice.schedule });
	}
	return say(locale, ALERT_WORDS[notice.state], { what: notice.title || notice.alert });
}

/** What is said of something that was not there before. */
export const noticeText = (notice: Notice, locale: string | undefined): string =>
	isOther(notice) ? otherText(notice, locale) : runText(notice, locale);

function runText({ state, chart, source, rows }: RunNotice, locale: string | undefined): string {
	const what = chart ?? say(locale, 'A query on {source}', { source });
	if (state === 'succeeded')
		return say(locale, '{what} has finished: {rows}.', { what, rows: rowsText(rows ?? 0, locale) });
	return say(locale, state === 'failed' ? '{what} has failed.' : '{what} was canceled.', { what });
}
