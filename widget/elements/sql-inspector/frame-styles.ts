import { css } from 'lit';

/** Filters, the list of frames, and the one that is read. */
export const frameStyles = css`
	.filters {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px;
		padding: 8px 12px 8px 16px;
		border-block-end: 1px solid var(--line);
	}
	.filters select,
	.filters input {
		box-sizing: border-box;
		min-inline-size: 0;
		block-size: 32px;
		padding: 4px 8px;
		border: 1px solid var(--line);
		border-radius: 6px;
		background: var(--raised);
		color: var(--ink);
		font: inherit;
	}
	.filters select {
		max-inline-size: 168px;
	}
	.filters input {
		flex: 1 1 120px;
		max-inline-size: 280px;
	}
	.filters .count {
		margin-inline-start: auto;
		color: var(--muted);
	}
	.frames {
		min-block-size: 0;
		min-inline-size: 0;
		display: grid;
		grid-template-columns: minmax(0, 1fr) minmax(0, min(42%, 960px));
		grid-template-rows: minmax(0, 1fr);
	}
	.list {
		min-block-size: 0;
		min-inline-size: 0;
		overflow-y: scroll;
		overflow-anchor: none;
		scrollbar-width: thin;
	}
	.list:focus-visible {
		outline-offset: -2px;
	}
	.sizer {
		overflow: hidden;
	}
	.head,
	.row {
		display: grid;
		grid-template-columns: 96px 16px minmax(96px, 1.2fr) minmax(64px, 1fr) 72px 64px 72px;
		column-gap: 8px;
		align-items: center;
		padding-inline: 16px 8px;
	}
	.head {
		position: sticky;
		inset-block-start: 0;
		z-index: 1;
		block-size: 28px;
		box-sizing: border-box;
		background: var(--raised);
		color: var(--muted);
		font-size: calc(12em / 13);
		border-block-end: 1px solid var(--grid);
	}
	.row {
		block-size: 26px;
		cursor: default;
	}
	.row > span,
	.head > span {
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.row:hover {
		background: var(--sunken);
	}
	.row.chosen {
		background: color-mix(in srgb, var(--accent) 14%, var(--raised));
	}
	.list:focus-visible .row.chosen {
		box-shadow: inset 2px 0 0 var(--accent);
	}
	.row .time,
	.row .size {
		color: var(--muted);
	}
	.row .way {
		color: var(--muted);
		text-align: center;
	}
	.row.out .way {
		color: var(--accent);
	}
	/* Nothing stands beside it. */
	.row.alone .type {
		grid-column: span 2;
	}
	.row.alone .channel {
		display: none;
	}
	.row.other .type {
		color: var(--muted);
	}
	.seq,
	.size {
		text-align: end;
	}
	.row .cursor {
		color: var(--muted);
	}
	.row .cursor.warning,
	.row .cursor.accent {
		color: var(--tone);
		font-weight: 600;
	}
	.details {
		min-block-size: 0;
		min-inline-size: 0;
		overflow: auto;
		border-inline-start: 1px solid var(--line);
		padding: 12px 16px;
		scrollbar-width: thin;
	}
	.details header {
		display: flex;
		align-items: baseline;
		justify-content: space-between;
		gap: 8px;
	}
	.details h3 {
		font-size: 15px;
		font-weight: 600;
		overflow-wrap: anywhere;
	}
	.details .decision {
		margin-block-start: 4px;
		color: var(--muted);
	}
	.details .decision b {
		color: var(--tone);
		font-weight: 600;
	}
	.details dl {
		display: grid;
		gap: 2px;
		margin-block: 8px;
	}
	.details dl div {
		display: grid;
		grid-template-columns: 80px minmax(0, 1fr);
		gap: 8px;
	}
	.details dt {
		color: var(--muted);
	}
	.details dd {
		overflow-wrap: anywhere;
	}
	pre {
		margin-block-start: 8px;
		padding: 8px 12px;
		border-radius: 6px;
		background: var(--sunken);
		font: 12px/18px var(--mono);
		white-space: pre-wrap;
		overflow-wrap: anywhere;
	}
	pre .key {
		color: var(--accent);
	}
	.nothing {
		grid-column: 1;
		padding: 24px 16px;
		color: var(--muted);
	}
	@container (min-width: 1600px) {
		.head,
		.row {
			grid-template-columns: 96px 16px minmax(96px, 200px) minmax(64px, 320px) 72px 64px 72px;
		}
	}
	@container (max-width: 1080px) {
		.head,
		.row {
			grid-template-columns: 96px 16px minmax(88px, 1.2fr) minmax(56px, 1fr) 64px 64px;
		}
		.size {
			display: none;
		}
	}
	@container (max-width: 760px) {
		.frames {
			display: block;
		}
		.list {
			block-size: 400px;
		}
		.details {
			border-inline-start: 0;
			border-block-start: 1px solid var(--line);
			min-block-size: 160px;
		}
		.filters input {
			max-inline-size: none;
		}
	}
	@container (max-width: 480px) {
		.head,
		.row {
			grid-template-columns: 88px 14px minmax(0, 1.3fr) minmax(0, 1fr) 40px;
			column-gap: 6px;
			padding-inline: 12px 4px;
		}
		.head .cursor,
		.row .cursor {
			display: none;
		}
		.row:has(.cursor.warning) .seq {
			color: var(--warning);
			font-weight: 600;
		}
	}
	@media (forced-colors: active) {
		.row.chosen {
			forced-color-adjust: none;
			background: Highlight;
			color: HighlightText;
		}
		.row.chosen > span {
			color: HighlightText;
		}
	}
`;
