import { css } from 'lit';

/** Native fields, the same on every page. They weigh no more than an element's name, so that a page may give one its own width. */
export const fieldStyles = css`
	.field {
		display: grid;
		grid-template-columns: minmax(0, 1fr);
		gap: 4px;
		min-inline-size: 0;
		align-content: start;
	}
	input:where(:not([type='checkbox'], [type='radio'])),
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
	select {
		cursor: pointer;
	}
	textarea {
		min-block-size: 96px;
		resize: vertical;
		font: 12.5px / 1.5 var(--mono);
	}
	:is(input, select, textarea):focus-visible {
		outline-offset: 0;
		border-radius: 7px;
	}
	:is(input, select, textarea):disabled {
		color: var(--muted);
		background: var(--sunken);
		cursor: default;
	}
	::placeholder {
		color: var(--muted);
		opacity: 1;
	}
	[aria-invalid='true'] {
		border-color: var(--danger) !important;
	}
`;
