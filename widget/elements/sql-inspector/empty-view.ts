import { html, type TemplateResult } from 'lit';

interface Emptiness {
	readonly isRecording: boolean;
	/** The recording could not be opened, and has been complained about. */
	readonly failed: boolean;
	/** Why nothing can be heard live; '' when it can. */
	readonly problem: string;
}

const said = (title: string, text: string): TemplateResult =>
	html`<div class="empty">
		<h2>${title}</h2>
		<p>${text}</p>
	</div>`;

/** Nothing is there to be shown: says why, and what to do. */
export function emptyView({ isRecording, failed, problem }: Emptiness): TemplateResult {
	if (isRecording && failed) return said('The recording could not be opened', 'Open another one, or drop it here.');
	if (isRecording) {
		const text =
			'It may hold what the servers published, but not what any page received. Record while a page with charts is open.';
		return said('No client is in this recording', text);
	}
	if (problem !== '') return said('Nothing can be seen live here', `${problem} Open a recording, or drop one here.`);
	return html`<div class="empty">
		<h2>Waiting for a page with charts</h2>
		<ol>
			<li>Open a page with charts in another tab of this origin (${location.origin}).</li>
			<li>Reload a page that was open before: pages look once, when they load, whether they are inspected.</li>
		</ol>
		<p>What they receive and send appears here. It stays in this browser. A recording can be dropped here as well.</p>
	</div>`;
}
