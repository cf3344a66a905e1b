import type { Notice } from '../../protocol.ts';
import { ageText, countText, durationText } from '../shared/age-words.ts';
import { elapsedText, placeText } from '../shared/words.ts';
import type { ListedRun } from './inbox-session.ts';

export const STATE_WORDS: Readonly<Record<ListedRun['state'], string>> = {
	waiting: 'Waiting',
	queued: 'Queued',
	running: 'Running',
	succeeded: 'Done',
	failed: 'Failed',
	canceled: 'Canceled',
};

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
	if (run.state === 'running' && started !== undefined) return elapsedText(now - started);
	if (finished === undefined) return ageText(now - run.askedAt);
	const took = started === undefined ? '' : durationText(finished - started);
	const rows = run.state === 'succeeded' ? countText(run.rows ?? 0, 'row', locale) : '';
	return [ageText(now - finished), took, rows, placeText(run.error?.position)].filter(Boolean).join(' · ');
}

/** What is said when a run has ended. */
export function noticeText({ state, chart, source, rows }: Notice, locale: string | undefined): string {
	const what = chart ?? `A query on ${source}`;
	if (state === 'succeeded') return `${what} has finished: ${countText(rows ?? 0, 'row', locale)}.`;
	return state === 'failed' ? `${what} has failed.` : `${what} was canceled.`;
}
