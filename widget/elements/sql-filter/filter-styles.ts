import { css } from 'lit';

export const filterStyles = css`
	:host {
		display: inline-block;
		vertical-align: top;
		min-inline-size: 0;
		max-inline-size: 100%;
	}
	fieldset {
		border: 0;
		margin: 0;
		padding: 0;
		min-inline-size: 0;
	}
	legend {
		padding: 0;
	}
	.name,
	legend {
		display: block;
		font-size: calc(12em / 13);
		line-height: calc(20 / 12);
		color: var(--muted);
		margin-block-end: 4px;
	}
	.days {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px;
	}
	.days label {
		display: flex;
		align-items: center;
		gap: 8px;
		color: var(--muted);
	}
	/* Below each other, both begin at one line. */
	@media (max-width: 479.98px) {
		.days span {
			min-inline-size: 2.8em;
		}
	}
	input,
	select {
		box-sizing: border-box;
		font: inherit;
		color: var(--ink);
		background: var(--raised);
		border: 1px solid var(--line);
		border-radius: 6px;
		padding: 4px 8px;
		min-block-size: 32px;
		min-inline-size: 0;
		max-inline-size: 100%;
		accent-color: var(--accent);
	}
	input:hover:enabled,
	select:hover:enabled,
	[aria-invalid='true'] {
		border-color: var(--muted);
	}
	input::placeholder {
		color: var(--muted);
		opacity: 1;
	}
	[aria-invalid='true'] {
		border-color: var(--danger);
	}
	:disabled {
		color: var(--muted);
	}
	.problem {
		margin: 4px 0 0;
		font-size: calc(12em / 13);
		color: var(--danger);
	}
	.problem:empty {
		display: none;
	}
`;
