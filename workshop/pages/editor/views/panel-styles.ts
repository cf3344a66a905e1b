import { css, html, nothing, type TemplateResult } from 'lit';
import type { Asked } from '../../../shared/asked.ts';
import { waitingFor } from '../../../shared/parts.ts';

/** Fields, small buttons and lists of the editor's panels. */
export const panelStyles = css`
	button,
	select,
	input,
	textarea {
		font: inherit;
		color: inherit;
	}
	select,
	input:not([type='radio'], [type='checkbox']) {
		min-block-size: 32px;
		padding: 4px 8px;
		border: 1px solid color-mix(in srgb, var(--muted) 70%, transparent);
		border-radius: 6px;
		background: var(--surface);
		min-inline-size: 0;
	}
	.icon,
	.quiet {
		display: inline-flex;
		align-items: center;
		gap: 6px;
		min-block-size: 32px;
		padding: 4px 8px;
		border: 1px solid transparent;
		border-radius: 6px;
		background: none;
		color: var(--muted);
		cursor: pointer;
	}
	.icon {
		padding: 4px 7px;
	}
	.icon:hover,
	.quiet:hover {
		color: var(--ink);
		background: var(--sunken);
	}
	.icon[aria-pressed='true'],
	.quiet[aria-pressed='true'] {
		color: var(--accent);
		background: var(--accent-wash);
	}
	.segments {
		display: inline-flex;
		border: 1px solid var(--line);
		border-radius: 6px;
		overflow: hidden;
	}
	.segments .quiet {
		border-radius: 0;
		min-block-size: 30px;
	}
	.segments .quiet:focus-visible {
		outline-offset: -2px;
	}
	kbd {
		padding: 1px 5px;
		border: 1px solid var(--line);
		border-radius: 4px;
		font-size: 11px;
		color: var(--muted);
	}
	.note {
		padding: 12px;
		color: var(--muted);
		max-inline-size: 60ch;
	}
	.note.problem {
		color: var(--danger);
	}
`;

/** As `waitingFor`, where a list beside the text will stand. */
export function waitingBeside(
	asked: Pick<Asked<unknown>, 'value' | 'problem'>,
	again: () => void,
): TemplateResult | typeof nothing {
	const waiting = waitingFor(asked, again);
	return waiting === nothing ? nothing : html`<div class="note">${waiting}</div>`;
}
