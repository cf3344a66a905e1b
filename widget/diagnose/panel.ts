/** What the doctor shows: the first failing link explained, and all links in their order. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Diagnosis } from './diagnosis.ts';
import { CHECK_WORDS, explain, PANEL_WORDS, STATE_WORDS } from './words.ts';

export interface Panel {
	/** Undefined: not looked yet. */
	readonly diagnosis: Diagnosis | undefined;
	readonly isLooking: boolean;
	readonly scheme: string;
	/** Where help can be read. */
	readonly server: string;
	/** The report, as it is copied. */
	readonly text: string;
	/** What came of copying it. */
	readonly said: string;
	readonly again: () => void;
	/** Is given the element that shows the text. */
	readonly copy: (shown: Element | null) => void;
}

const SYMBOLS = { ok: '✓', failing: '✕', unreached: '·' } as const;

function first({ diagnosis, isLooking, server }: Panel): TemplateResult {
	const finding = diagnosis?.first;
	if (!finding) {
		const isWell = diagnosis?.checks.every(({ state }) => state === 'ok');
		const words = isLooking || !diagnosis ? PANEL_WORDS.looking : isWell ? PANEL_WORDS.well : PANEL_WORDS.unfinished;
		return html`<p class="title ${isWell ? 'well' : ''}">${words}</p>`;
	}
	const { title, found, mend, code } = explain(finding);
	const href = `${server}/troubleshooting.html#${finding.code}`;
	return html`<p class="title failing">${title}</p>
		<p>${found}</p>
		<p>${mend}</p>
		${code === undefined ? nothing : html`<p><code>${code}</code></p>`}
		<p><a href=${href} target="_blank" rel="noopener noreferrer">${PANEL_WORDS.more}</a></p>`;
}

const list = ({ checks }: Diagnosis): TemplateResult => html`<ol aria-label=${PANEL_WORDS.checks}>
	${checks.map(
		({ name, state }) => html`<li class=${state}>
			<span class="mark" aria-hidden="true">${SYMBOLS[state]}</span>
			<span class="name">${CHECK_WORDS[name]}</span><span class="sr">, ${STATE_WORDS[state]}</span>
		</li>`,
	)}
</ol>`;

export function panel(shown: Panel): TemplateResult {
	const { diagnosis, isLooking, scheme, text, said, again, copy } = shown;
	const onCopy = ({ currentTarget }: Event): void => {
		const around = (currentTarget as Element).closest('.doctor');
		const details = around?.querySelector('details');
		if (details) details.open = true;
		copy(around?.querySelector('pre') ?? null);
	};
	return html`<section class="root doctor ${scheme}" aria-label=${PANEL_WORDS.label} aria-busy=${isLooking}>
		<div role="status">${first(shown)}</div>
		${diagnosis ? list(diagnosis) : nothing}
		<div class="do">
			<button type="button" aria-disabled=${isLooking} @click=${again}>${PANEL_WORDS.again}</button>
			<button type="button" @click=${onCopy}>${PANEL_WORDS.copy}</button>
			<span role="status">${said}</span>
		</div>
		<details><summary>${PANEL_WORDS.asText}</summary><pre tabindex="0">${text}</pre></details>
	</section>`;
}
