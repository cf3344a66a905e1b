/** The specification as JSON: written there as a whole, with what is wrong below it, line by line. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { placeIn } from './json-place.ts';
import { type Problem, placeText } from './problems.ts';

export interface JsonView {
	readonly text: string;
	/** Why it cannot be read as JSON; '': it can. */
	readonly unreadable: string;
	readonly problems: readonly Problem[];
	readonly write: (text: string) => void;
}

function problemLine({ path, message }: Problem, text: string): TemplateResult {
	const { from, to, line } = placeIn(text, path);
	const show = (event: Event): void => {
		const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
		const area = root.querySelector<HTMLTextAreaElement>('#json');
		area?.focus();
		area?.setSelectionRange(from, to);
	};
	return html`<li><button type="button" class="place" @click=${show}>Line ${line}</button> <code>${placeText(path)}</code>: ${message}</li>`;
}

export function jsonView({ text, unreadable, problems, write }: JsonView): TemplateResult {
	const isWrong = unreadable !== '' || problems.length > 0;
	return html`<div class="field">
		<label for="json">Specification</label>
		<textarea id="json" rows="24" spellcheck="false" aria-invalid=${isWrong ? 'true' : 'false'} aria-describedby="json-problems" .value=${live(text)} @input=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}></textarea>
		<div id="json-problems" role="status">${
			unreadable
				? html`<p class="problem">It cannot be read as JSON yet: ${unreadable}</p>`
				: html`<ul class="problem problems">${problems.map((problem) => problemLine(problem, text))}</ul>`
		}</div>
		<p class="hint">Every field is in <a href="/v1/schema/chart-spec-1.json" target="_blank" rel="noreferrer">its JSON Schema</a>.</p>
	</div>`;
}
