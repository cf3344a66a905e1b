import { css } from 'lit';

/** A grid of rows: its head and foot stay, its columns are as wide as `grid-widths.ts` says, its rows are one line each. */
export const gridStyles = css`
	.scroll {
		--beside: calc(12em / 13);
		block-size: 100%;
		overflow: auto;
		overflow-anchor: none;
		overscroll-behavior: contain;
		scrollbar-width: thin;
	}
	/* Narrower gaps leave letters that are read from afar their size. */
	.scroll.fitted {
		--beside: calc(7em / 13);
		overflow: hidden;
	}
	.grid {
		table-layout: fixed;
		border-collapse: separate;
		border-spacing: 0;
		inline-size: 100%;
	}
	.grid.sizing {
		table-layout: auto;
		inline-size: max-content;
		position: absolute;
		visibility: hidden;
	}
	.grid thead,
	.grid tfoot {
		position: sticky;
		z-index: 2;
	}
	.grid thead {
		inset-block-start: 0;
	}
	.grid tfoot {
		inset-block-end: 0;
	}
	.grid th,
	.grid td {
		padding: calc(4em / 13) var(--beside);
		text-align: -webkit-match-parent;
		text-align: match-parent;
		vertical-align: top;
		white-space: nowrap;
		overflow: hidden;
		text-overflow: ellipsis;
		unicode-bidi: plaintext;
		border-block-end: 1px solid var(--grid);
	}
	.grid th {
		font-weight: 500;
		background: var(--paper);
	}
	.grid thead th {
		color: var(--muted);
		vertical-align: bottom;
		border-block-end-color: var(--line);
	}
	.grid thead th.group {
		border-block-end-color: var(--grid);
		overflow: clip;
	}
	.grid .group span {
		position: sticky;
		inset-inline-start: calc(var(--frozen, 0em) + var(--beside));
	}
	.grid .start {
		border-inline-start: 1px solid var(--grid);
	}
	.grid td.total {
		font-weight: 600;
	}
	.grid tfoot > tr > * {
		background: var(--paper);
		border-block: 1px solid var(--line);
		border-block-end: 0;
		font-weight: 600;
	}
	.grid tr > :first-child:not(:has(button)),
	.grid tr:first-child > :first-child button {
		padding-inline-start: 2px;
	}
	.grid thead tr + tr > :first-child {
		padding-inline-start: var(--beside);
	}
	.grid thead th:has(button) {
		padding: 0;
	}
	/* To the right also where text runs from right to left: digits stand below each other by their place. */
	.grid .figure {
		text-align: right;
	}
	.grid td a {
		color: var(--accent);
		text-underline-offset: 3px;
	}
	.grid .quiet {
		color: var(--muted);
	}
	.grid .frozen {
		position: sticky;
		z-index: 1;
		background: var(--paper);
	}
	.grid .edge {
		border-inline-end: 1px solid var(--line);
	}
	/* As large as its cell, to be hit with a finger. */
	.grid th button {
		display: block;
		box-sizing: border-box;
		inline-size: 100%;
		padding: calc(4em / 13) var(--beside);
		border: 0;
		background: none;
		color: inherit;
		font: inherit;
		text-align: inherit;
		unicode-bidi: plaintext;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
		cursor: pointer;
	}
	.grid th button:hover,
	.grid th[aria-sort] {
		color: var(--ink);
	}
	.grid th button:focus-visible {
		outline-offset: -2px;
	}
	.grid th[aria-sort] button::after,
	.grid.sizing th button::after {
		content: ' ↑' / '';
	}
	.grid th[aria-sort='descending'] button::after {
		content: ' ↓' / '';
	}
	.grid tbody tr:hover > * {
		background-color: var(--grid);
	}
	.grid tbody td.filled {
		background-color: var(--fill);
	}
	.grid .inked {
		color: var(--text);
	}
	.grid .barred {
		position: relative;
		isolation: isolate;
	}
	.grid .frozen.barred {
		position: sticky;
	}
	.grid .barred::before {
		content: '';
		position: absolute;
		z-index: -1;
		inset-block: 3px;
		inset-inline-start: var(--from);
		inline-size: var(--length);
		background: var(--bar);
		border-radius: 2px;
	}
	.grid .gap::before {
		content: '';
		display: block;
		block-size: var(--gap);
	}
	.printed {
		display: none;
	}
	.grid.folded {
		table-layout: auto;
	}
	.grid.folded col {
		inline-size: auto !important;
	}
	.grid.folded :is(th, td, th button) {
		white-space: normal;
		overflow-wrap: break-word;
	}
	.grid.broken :is(th, td, th button) {
		overflow-wrap: anywhere;
	}
	/* As many pages as its rows need, whatever size the page gives it on the screen; its cells are not cut but folded. */
	@media print {
		:host:has(.scroll) {
			block-size: auto !important;
			break-inside: auto;
		}
		.root:has(.scroll) {
			display: block;
		}
		.stage:has(.scroll),
		.drawing:has(.scroll) {
			position: static;
			contain: none;
		}
		.scroll {
			block-size: auto;
			overflow: visible;
		}
		.grid {
			table-layout: auto;
		}
		.grid col {
			inline-size: auto !important;
		}
		.grid th,
		.grid td,
		.grid th button {
			white-space: normal;
			overflow-wrap: anywhere;
		}
		.grid thead,
		.grid tfoot,
		.grid .frozen {
			position: static;
		}
		.grid tr {
			break-inside: avoid;
		}
		.grid .gap {
			display: none;
		}
		.printed:not(:empty) {
			display: block;
			margin: 8px 0 0;
			color: var(--muted);
		}
	}
`;
