/** What an alert would have done with the last results, beside its form. */
import { html, nothing, type TemplateResult } from 'lit';
import { momentOf } from '../../shared/times.ts';
import { toned } from '../../shared/tones.ts';
import { countText } from '../../shared/words.ts';
import type { Preview } from './alert-types.ts';
import { eventLook } from './alert-words.ts';
import type { LivePreview } from './live-preview.ts';

/** What would have come of the last results, each once, the newest first. */
const eventList = (events: Preview['events']): TemplateResult =>
	html`<ul class="events">${[...events].reverse().map(({ at, kind, reason }) => {
		const { text, tone } = eventLook(kind);
		return html`<li>${toned(tone, text)} <span class="small muted">${momentOf(at)}</span><p class="small">${reason}</p></li>`;
	})}</ul>`;

interface PreviewView {
	readonly preview: LivePreview;
	/** What is wrong stands beside the fields. */
	readonly isBeside: boolean;
}

function summaryOf({ preview: { value, problem }, isBeside }: PreviewView): string {
	if (problem !== '') return isBeside ? 'See what is wrong beside the fields.' : problem;
	const { points = [], events = [] } = value ?? {};
	if (points.length === 0) return 'Nothing is known yet.';
	const fired = events.filter(({ kind }) => kind === 'fired').length;
	const times = fired === 0 ? 'not have fired' : `have fired ${fired === 1 ? 'once' : `${fired} times`}`;
	const results = points.length === 1 ? 'result' : countText(points.length, 'result');
	return `With the last ${results} it would ${times}.`;
}

export function previewPart(view: PreviewView): TemplateResult {
	const { value, problem } = view.preview;
	const events = value?.events ?? [];
	return html`<aside class="panel preview" aria-labelledby="preview"><h2 id="preview">What it would have done</h2>
		<p role="status" class=${problem === '' ? '' : 'problem'}>${summaryOf(view)}</p>
		<workshop-alert-plot .preview=${value} .marks=${events}></workshop-alert-plot>
		${events.length === 0 ? nothing : eventList(events)}
	</aside>`;
}
