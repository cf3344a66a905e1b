import { css } from 'lit';

/** The strip of time and the table of channels. */
export const overviewStyles = css`
	.timeline {
		padding: 8px 16px 4px;
		border-block-end: 1px solid var(--grid);
	}
	.timeline svg[role='img'] {
		display: block;
		inline-size: 100%;
		block-size: 32px;
		overflow: visible;
		cursor: pointer;
	}
	.span {
		fill: var(--tone, var(--line));
	}
	.span.quiet {
		fill: var(--line);
	}
	.span.stream {
		fill-opacity: 0.65;
	}
	.span.poll {
		fill-opacity: 0.4;
	}
	.mark {
		fill: none;
		stroke-linecap: round;
		vector-effect: non-scaling-stroke;
	}
	.mark.gap {
		stroke: var(--warning);
		stroke-width: 3;
	}
	.mark.reset {
		stroke: var(--accent);
		stroke-width: 9;
	}
	.mark.inside {
		stroke: var(--raised);
		stroke-width: 5;
	}
	.mark.here {
		stroke: var(--ink);
		stroke-width: 1.5;
	}
	.timeline figcaption {
		display: flex;
		justify-content: space-between;
		gap: 16px;
		color: var(--muted);
		font-size: calc(12em / 13);
	}
	.legend {
		display: flex;
		gap: 16px;
	}
	.legend .gap {
		color: var(--warning);
	}
	.legend .reset {
		color: var(--accent);
	}
	.channels {
		max-block-size: 208px;
		overflow: auto;
		border-block-end: 1px solid var(--grid);
		scrollbar-width: thin;
	}
	.channels:focus-visible {
		outline-offset: -2px;
	}
	table {
		inline-size: 100%;
		border-collapse: collapse;
	}
	th,
	td {
		padding: 4px 8px;
		font-weight: 400;
		text-align: end;
		white-space: nowrap;
	}
	th:first-child,
	td:first-child {
		padding-inline-start: 16px;
		text-align: start;
	}
	td:last-child,
	th:last-child {
		padding-inline-end: 16px;
	}
	thead th {
		position: sticky;
		inset-block-start: 0;
		background: var(--raised);
		color: var(--muted);
		font-size: calc(12em / 13);
		z-index: 1;
	}
	tbody tr + tr > * {
		border-block-start: 1px solid var(--grid);
	}
	th button.link {
		font-weight: 500;
		color: var(--ink);
	}
	th button.link:hover {
		color: var(--accent);
	}
	th button.link[aria-pressed='true'] {
		color: var(--accent);
	}
	.epoch {
		color: var(--muted);
		font-family: var(--mono);
		font-size: calc(12em / 13);
	}
	.notable {
		color: var(--warning);
		font-weight: 600;
	}
`;
