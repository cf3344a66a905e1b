/** The recording of real traffic that tests share, and what its page showed by the page's own word. */
import { readFileSync } from 'node:fs';
import { parseRecording, type RecordedClient } from '../../../../widget/recording/recording.ts';
import type { Shown } from '../../../support/views.ts';

const fixture = (name: string): string => readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8');

export const RECORDED_TEXT = fixture('charts.ndjson');
export const SHOWN = JSON.parse(fixture('charts.shown.json')) as readonly Shown[];

export const CHARTS = ['orders', 'regions', 'history'] as const;

export function recordedClient(): RecordedClient {
	const [client] = parseRecording(RECORDED_TEXT).clients;
	if (client === undefined) throw new Error('the fixture has no client');
	return client;
}

/** What a chart showed, one after the other, without repetitions. */
export function viewsOf(shown: readonly Shown[], chart: string): readonly (string | undefined)[] {
	const views = shown.filter((each) => each.chart === chart).map(({ view }) => view);
	return views.filter((view, index) => index === 0 || view !== views[index - 1]);
}
