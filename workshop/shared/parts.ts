/** The looks of what several pages have: fields, lists of things with their buttons, tabs, notes. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Asked } from './asked.ts';
import { fieldStyles } from './fields.ts';

export const partStyles = [
	fieldStyles,
	css`
	.field {
		font-size: 12.5px;
		color: var(--muted);
	}
	.field > small {
		font-size: 12px;
	}
	.check {
		display: flex;
		gap: 8px;
		align-items: start;
		color: var(--ink);
	}
	.check input {
		inline-size: 16px;
		block-size: 16px;
		margin: 2px 0 0;
		flex: none;
		accent-color: var(--accent);
	}
	.form {
		display: flex;
		flex-wrap: wrap;
		gap: 12px;
		align-items: end;
	}
	.form > .field {
		flex: 1 1 160px;
	}
	.form > .field.wide {
		flex-basis: 280px;
	}
	.part {
		display: grid;
		gap: 12px;
		grid-template-columns: minmax(0, 1fr);
	}
	.entries {
		border-block-start: 1px solid var(--line);
	}
	.entries > li {
		display: flex;
		flex-wrap: wrap;
		gap: 8px 16px;
		align-items: center;
		justify-content: space-between;
		padding-block: 10px;
		border-block-end: 1px solid var(--line-quiet);
	}
	.entries > li.off :is(.name, .small) {
		color: var(--muted);
	}
	.what {
		display: grid;
		gap: 2px;
		flex: 1 1 260px;
		min-inline-size: 0;
		overflow-wrap: anywhere;
	}
	.name {
		font-weight: 550;
	}
	a.name {
		color: var(--ink);
		text-decoration: none;
	}
	a.name:hover {
		color: var(--accent);
	}
	.entries select {
		inline-size: auto;
	}
	.tabs {
		display: flex;
		gap: 4px 20px;
		box-shadow: inset 0 -1px var(--line);
	}
	.tabs a {
		padding: 8px 0;
		color: var(--muted);
		text-decoration: none;
		font-weight: 500;
		white-space: nowrap;
		border-block-end: 2px solid transparent;
	}
	.tabs a:hover {
		color: var(--ink);
	}
	.tabs a[aria-current] {
		color: var(--accent);
		border-color: var(--accent);
	}
	.tag {
		font-size: 12px;
		font-weight: 500;
		padding: 1px 7px;
		border-radius: 99px;
		background: var(--sunken);
		color: var(--muted);
	}
	.once {
		display: grid;
		gap: 8px;
		grid-template-columns: minmax(0, 1fr);
		justify-items: start;
		padding: 16px;
		border: 1px solid var(--line);
		border-inline-start: 3px solid var(--accent);
		border-radius: 8px;
		background: var(--surface);
	}
	.once workshop-copy {
		inline-size: 100%;
	}
	.skeleton {
		min-block-size: 160px;
	}
`,
];

interface OnceShown {
	readonly title: string;
	readonly label: string;
	readonly text: string;
	/** What it is good for, and for how long. */
	readonly note: string;
	readonly onDone: () => void;
}

/** Something that is shown this one time; it goes when they say so. */
export const onceShown = ({ title, label, text, note, onDone }: OnceShown): TemplateResult =>
	html`<section class="once" aria-label=${title} tabindex="-1">
		<h3>${title}</h3>
		<p class="small muted">${note}</p>
		<workshop-copy label=${label} .text=${text}></workshop-copy>
		<wa-button size="s" appearance="outlined" @click=${onDone}>I have kept it</wa-button>
	</section>`;

/** What is said before the first answer, and when there is none; `nothing` once there is one. */
export function waitingFor(
	asked: Pick<Asked<unknown>, 'value' | 'problem'>,
	again: () => void,
): TemplateResult | typeof nothing {
	if (asked.problem)
		return html`<div class="row"><p class="problem" role="alert">${asked.problem}</p><wa-button size="s" appearance="outlined" @click=${again}>Try again</wa-button></div>`;
	if (asked.value === undefined) return html`<p class="skeleton muted">Loading…</p>`;
	return nothing;
}
