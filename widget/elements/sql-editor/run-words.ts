import type { ConnectionState } from '../../client.ts';
import { countText, durationText } from '../shared/age-words.ts';
import { placeInLine, placeText, runningText } from '../shared/words.ts';
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
	return { title, detail, spoken: `${[title, detail].filter(Boolean).join(' ')}: ${state.failure.message}` };
}

function shownWords(state: RunState, now: number, locale: string | undefined): Pick<RunWords, 'title' | 'detail'> {
	switch (state.status) {
		case 'idle':
			return { title: '', detail: '' };
		case 'submitting':
			return { title: 'Sending', detail: '' };
		case 'loading':
			return { title: 'Looking for the run', detail: '' };
		case 'waiting':
			if (state.reason === 'source_down')
				return { title: 'Waiting', detail: 'its database cannot be reached now; tried again by itself' };
			return { title: 'Waiting', detail: state.reason.includes(' ') ? state.reason : 'for a free place' };
		case 'queued':
			return { title: 'Queued', detail: placeInLine(state.position) };
		case 'running': {
			const rows = state.rows === undefined ? '' : ` · ${countText(state.rows, 'row', locale)} so far`;
			return { title: 'Running', detail: runningText(now - state.startedAt, state.expectedMs) + rows };
		}
		case 'done': {
			const took = state.tookMs === undefined ? '' : ` in ${durationText(state.tookMs)}`;
			const cut = state.truncated ? ', cut at the limit' : '';
			return { title: 'Done', detail: `${countText(state.rows, 'row', locale)}${took}${cut}` };
		}
		case 'failed': {
			const place = placeText(state.failure.position);
			return { title: 'Failed', detail: place && `at ${place}` };
		}
		case 'canceled':
			return { title: 'Canceled', detail: '' };
	}
}

/** What the connection adds to it, while a run is followed. */
export function connectionWords(connection: ConnectionState): string {
	if (connection.status === 'waiting') return 'reconnecting';
	if (connection.status === 'connecting' && connection.attempt > 1) return 'reconnecting';
	return connection.status === 'stopped' ? connection.message : '';
}
