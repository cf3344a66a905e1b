import { css } from 'lit';

/** Fields of native elements, messages and panels: the same on every page. */
export const formStyles = css`
	.fields {
		display: grid;
		grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
		gap: 16px;
		align-items: start;
	}
	.field {
		display: grid;
		gap: 4px;
		min-inline-size: 0;
		align-content: start;
	}
	.field.wide {
		grid-column: 1 / -1;
	}
	.field > label,
	legend {
		font-size: 12.5px;
		color: var(--muted);
		padding: 0;
	}
	fieldset {
		min-inline-size: 0;
		margin: 0;
		padding: 0;
		border: 0;
	}
	input:not([type='checkbox'], [type='radio']),
	select,
	textarea {
		inline-size: 100%;
		min-inline-size: 0;
		min-block-size: 36px;
		padding: 6px 10px;
		border: 1px solid color-mix(in srgb, var(--muted) 70%, transparent);
		border-radius: 7px;
		background: var(--surface);
		color: var(--ink);
		font: 400 14px / 1.4 var(--sans);
		font-variant-numeric: tabular-nums;
	}
	textarea {
		min-block-size: 96px;
		resize: vertical;
		font: 12.5px / 1.5 var(--mono);
	}
	input:focus-visible,
	select:focus-visible,
	textarea:focus-visible {
		outline-offset: 0;
		border-radius: 7px;
	}
	::placeholder {
		color: var(--muted);
		opacity: 1;
	}
	[aria-invalid='true'] {
		border-color: var(--danger) !important;
	}
	.hint {
		font-size: 12.5px;
		color: var(--muted);
	}
	.field .problem {
		font-size: 12.5px;
	}
	.choice {
		display: flex;
		gap: 8px;
		align-items: center;
		min-block-size: 28px;
	}
	.panel {
		padding: 16px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--surface);
	}
`;
