import { css } from 'lit';

/** The grid knows how wide the element is, not the page: 12 columns, below 900 px 6, below 560 px one in reading order. */
export const dashboardStyles = css`
	.head {
		margin-block-end: 16px;
	}
	.title {
		margin: 0;
		font-size: calc(20em / 13);
		font-weight: 620;
		line-height: 1.4;
		letter-spacing: -0.014em;
		overflow-wrap: anywhere;
	}
	.title > * > * {
		margin: 0;
		font: inherit;
		letter-spacing: inherit;
	}
	.about {
		margin: 2px 0 0;
		max-inline-size: 80ch;
		color: var(--muted);
	}
	.tabs {
		display: flex;
		gap: 4px 20px;
		margin-block-end: 16px;
		border-block-end: 1px solid var(--line);
		overflow-x: auto;
		scrollbar-width: thin;
	}
	.tabs button {
		flex: none;
		font: inherit;
		font-weight: 500;
		color: var(--muted);
		background: none;
		border: 0;
		border-block-end: 2px solid transparent;
		border-radius: 0;
		padding: 6px 0;
		min-block-size: 36px;
		cursor: pointer;
		white-space: nowrap;
	}
	.tabs button:hover {
		color: var(--ink);
	}
	.tabs button[aria-selected='true'] {
		color: var(--ink);
		border-color: var(--accent);
	}
	.tabs button:focus-visible {
		outline-offset: -2px;
	}
	.filters {
		display: flex;
		flex-wrap: wrap;
		align-items: end;
		gap: 12px 16px;
		margin-block-end: 20px;
	}
	.filters.bare,
	.filters > * {
		min-block-size: 56px;
	}
	.grid {
		display: grid;
		grid-template-columns: repeat(12, minmax(0, 1fr));
		grid-auto-rows: minmax(56px, auto);
		gap: 16px;
	}
	.cell {
		position: relative;
		min-inline-size: 0;
		--span: var(--w);
		grid-area: var(--y) / var(--x) / span var(--h) / span var(--span);
	}
	.cell > sql-chart {
		position: absolute;
		inset: 0;
		block-size: 100%;
	}
	.cell.heading {
		align-self: end;
	}
	.cell.heading > * {
		margin: 0;
		padding-block-end: 4px;
		border-block-end: 1px solid var(--grid);
		font-size: calc(16em / 13);
		font-weight: 600;
		line-height: 1.5;
		letter-spacing: -0.01em;
		overflow-wrap: anywhere;
	}
	.cell.text {
		font-size: calc(14em / 13);
		line-height: 1.55;
		overflow-wrap: anywhere;
		white-space: pre-line;
	}
	.cell.text > * {
		margin: 0 0 0.7em;
		max-inline-size: 72ch;
	}
	.cell.text > ul {
		padding-inline-start: 1.3em;
	}
	.cell.text a {
		color: var(--accent);
		text-underline-offset: 3px;
	}
	.bone {
		border-radius: 6px;
		background: var(--sunken);
	}
	.message {
		display: flex;
		flex-direction: column;
		align-items: center;
		justify-content: center;
		gap: 4px;
		min-block-size: 200px;
		padding: 24px;
		text-align: center;
	}
	.message > * {
		margin: 0;
		max-inline-size: 52ch;
		overflow-wrap: anywhere;
	}
	.message strong {
		font-size: calc(15em / 13);
		font-weight: 600;
	}
	.message p,
	.note span {
		color: var(--muted);
	}
	.message button {
		margin-block-start: 8px;
	}
	.note {
		margin: 0 0 16px;
		padding: 8px 12px;
		border-inline-start: 3px solid var(--warning);
		background: var(--sunken);
	}
	@container (max-width: 899.98px) {
		.grid {
			grid-template-columns: repeat(6, minmax(0, 1fr));
		}
		.cell {
			--span: var(--hw);
			grid-area: var(--hy) / var(--hx) / span var(--h) / span var(--span);
		}
	}
	@container (max-width: 559.98px) {
		.grid {
			grid-template-columns: minmax(0, 1fr);
		}
		.cell {
			--span: 1;
			grid-area: auto / 1 / span var(--h) / auto;
		}
		.filters > * {
			flex: 1 1 100%;
		}
	}
	@media (prefers-reduced-motion: no-preference) {
		.bone {
			animation: breathe 1.8s ease-in-out infinite;
		}
	}
	@keyframes breathe {
		50% {
			opacity: 0.4;
		}
	}
	@media print {
		.tabs button[aria-selected='false'],
		.message button {
			display: none;
		}
		.tabs,
		.tabs button {
			border: 0;
		}
		.filters,
		.filters > * {
			min-block-size: 0;
		}
		.filters > .blank {
			display: none;
		}
		.cell {
			break-inside: avoid;
		}
		.cell.heading {
			break-after: avoid;
		}
		.grid.long .cell {
			grid-area: auto / auto / span var(--h) / span var(--span);
		}
		.grid.long .cell.rows {
			grid-area: auto / 1 / auto / -1;
			break-inside: auto;
		}
		.cell.rows > sql-chart {
			position: static;
			block-size: auto;
		}
	}
	@media (forced-colors: active) {
		.tabs button[aria-selected='true'] {
			border-color: Highlight;
		}
		.bone {
			border: 1px solid CanvasText;
		}
	}
`;
