import { html, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import type { LiveSource } from './live-source.ts';

interface Emptiness {
	readonly isRecording: boolean;
	/** The recording could not be opened, and has been complained about. */
	readonly failed: boolean;
	/** Why nothing can be heard live; '' when it can. */
	readonly problem: LiveSource['problem'];
	readonly locale: string | undefined;
}

const said = (title: string, text: string): TemplateResult =>
	html`<div class="empty">
		<h2>${title}</h2>
		<p>${text}</p>
	</div>`;

/** Nothing is there to be shown: says why, and what to do. */
export function emptyView({ isRecording, failed, problem, locale }: Emptiness): TemplateResult {
	if (isRecording && failed)
		return said(say(locale, 'The recording could not be opened'), say(locale, 'Open another one, or drop it here.'));
	if (isRecording)
		return said(
			say(locale, 'No client is in this recording'),
			say(
				locale,
				'It may hold what the servers published, but not what any page received. Record while a page with charts is open.',
			),
		);
	if (problem !== '')
		return said(
			say(locale, 'Nothing can be seen live here'),
			`${say(locale, problem)} ${say(locale, 'Open a recording, or drop one here.')}`,
		);
	const { origin } = location;
	return html`<div class="empty">
		<h2>${say(locale, 'Waiting for a page with charts')}</h2>
		<ol>
			<li>${say(locale, 'Open a page with charts in another tab of this origin ({origin}).', { origin })}</li>
			<li>
				${say(locale, 'Reload a page that was open before: pages look once, when they load, whether they are inspected.')}
			</li>
		</ol>
		<p>
			${say(locale, 'What they receive and send appears here. It stays in this browser. A recording can be dropped here as well.')}
		</p>
	</div>`;
}
