import type { ConnectionState } from '../../client.ts';
import { say, sayServer } from '../../texts/say.ts';
import { rowsText } from '../shared/age-words.ts';
import { durationText, placeInLine, placeText, runningText } from '../shared/words.ts';
import type { RunState } from './run-state.ts';

export interface RunWords {
	/** Lasts as long as the state. */
	readonly title: string;
	/** May change every second. */
	readonly detail: string;
	/** What is announced. */
	readonly spoken: string;
}

/** A run's state in words, and in those for who listens. `now` is the server's time in ms. */
export function runWords(state: RunState, now: number, locale: string | undefined): RunWords {
	const { title, detail } = shownWords(state, now, locale);
	if (state.status === 'done') return { title, detail, spoken: `${title}, ${detail}` };
	if (state.status !== 'failed') return { title, detail, spoken: title };
	return {
		title,
		detail,
		spoken: `${[title, detail].filter(Boolean).join(' ')}: ${sayServer(locale, state.failure.message, state.failure.code)}`,
	};
}

function shownWords(state: RunState, now: number, locale: string | undefined): Pick<RunWords, 'title' | 'detail'> {
	switch (state.status) {
		case 'idle':
			return { title: '', detail: '' };
		case 'submitting':
			return { title: say(locale, 'Sending'), detail: '' };
		case 'loading':
			return { title: say(locale, 'Looking for the run'), detail: '' };
		case 'waiting':
			if (state.reason === 'source_down')
				return {
					title: say(locale, 'Waiting'),
					detail: say(locale, 'its database cannot be reached now; tried again by itself'),
				};
			return {
				title: say(locale, 'Waiting'),
				detail: state.reason.includes(' ') ? sayServer(locale, state.reason) : say(locale, 'for a free place'),
			};
		case 'queued':
			return { title: say(locale, 'Queued'), detail: placeInLine(state.position, locale) };
		case 'running': {
			const rows =
				state.rows === undefined ? '' : ` · ${say(locale, '{rows:# row|# rows} so far', { rows: state.rows })}`;
			return {
				title: say(locale, 'Running'),
				detail: runningText(now - state.startedAt, state.expectedMs, locale) + rows,
			};
		}
		case 'done': {
			const rows = rowsText(state.rows, locale);
			const took =
				state.tookMs === undefined
					? rows
					: say(locale, '{rows} in {time}', { rows, time: durationText(state.tookMs, locale) });
			return { title: say(locale, 'Done'), detail: took + (state.truncated ? say(locale, ', cut at the limit') : '') };
		}
		case 'failed': {
			const place = placeText(state.failure.position, locale);
			return { title: say(locale, 'Failed'), detail: place && say(locale, 'at {place}', { place }) };
		}
		case 'canceled':
			return { title: say(locale, 'Canceled'), detail: '' };
	}
}

/** What the connection adds to it, while a run is followed. */
export function connectionWords(connection: ConnectionState, locale: string | undefined): string {
	if (connection.status === 'waiting') return say(locale, 'reconnecting');
	if (connection.status === 'connecting' && connection.attempt > 1) return say(locale, 'reconnecting');
	return connection.status === 'stopped' ? sayServer(locale, connection.message, connection.code) : '';
}
