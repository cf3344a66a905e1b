import { css } from 'lit';

/** Big enough for a thumb, at night. */
export const alertPageStyles = css`
	.title {
		display: grid;
		gap: 2px;
		min-inline-size: 0;
		overflow-wrap: anywhere;
	}
	.state {
		display: grid;
		gap: 16px;
		padding: 20px;
		border: 1px solid var(--line);
		border-inline-start: 4px solid var(--muted);
		border-radius: 10px;
		background: var(--surface);
		overflow-wrap: anywhere;
	}
	.state.danger {
		border-inline-start-color: var(--danger);
	}
	.state.warning {
		border-inline-start-color: var(--warning);
	}
	.state.good {
		border-inline-start-color: var(--good);
	}
	.now {
		display: flex;
		flex-wrap: wrap;
		gap: 4px 32px;
		align-items: baseline;
		justify-content: space-between;
		font-size: 24px;
		font-weight: 650;
		letter-spacing: -0.01em;
		line-height: 1.2;
	}
	.now .value {
		font-size: 32px;
	}
	.reason {
		font-size: 16px;
	}
	.acts {
		display: grid;
		gap: 16px;
		grid-template-columns: minmax(0, 1fr);
	}
	.group {
		display: grid;
		grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
		gap: 8px;
	}
	/* Two and two rather than three and one. */
	@media (min-width: 480px) and (max-width: 899.98px) {
		.group:has(> :nth-child(4)) {
			grid-template-columns: repeat(2, minmax(0, 1fr));
		}
	}
	.big {
		min-block-size: 48px;
		padding: 10px 16px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--surface);
		color: var(--ink);
		font: 550 15px / 1.3 var(--sans);
		cursor: pointer;
	}
	.big:hover:not(:disabled) {
		border-color: var(--accent);
	}
	.big.first {
		background: var(--accent);
		border-color: var(--accent);
		color: var(--on-accent);
	}
	.big:disabled {
		cursor: default;
		color: var(--muted);
		background: var(--sunken);
	}
	.label {
		margin-block-end: 6px;
		font-size: 12.5px;
		color: var(--muted);
	}
	.facts {
		display: grid;
	}
	.facts > div {
		display: grid;
		grid-template-columns: min(180px, 34%) minmax(0, 1fr);
		gap: 4px 16px;
		padding-block: 6px;
		border-block-end: 1px solid var(--line-quiet);
		overflow-wrap: anywhere;
	}
	dt {
		color: var(--muted);
	}
	.waits {
		min-block-size: 60dvh;
	}
`;
