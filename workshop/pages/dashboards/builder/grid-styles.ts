import { css } from 'lit';

/** What gridstack's own style sheet says of a grid that is not printed, in the workshop's colours; and how items look on it. */
export const gridStyles = css`
	.scroll {
		overflow-x: auto;
		padding-block-end: 8px;
	}
	.grid-stack {
		position: relative;
		min-inline-size: 680px;
		min-block-size: 288px;
		border-radius: 10px;
		background-color: var(--sunken);
		background-image: linear-gradient(to right, var(--line-quiet) 1px, transparent 1px), linear-gradient(to bottom, var(--line-quiet) 1px, transparent 1px);
		background-size: calc(100% / 12) 72px;
	}
	.grid-stack > .grid-stack-item {
		position: absolute;
		inset-block-start: 0;
		left: 0;
		inline-size: var(--gs-column-width);
		block-size: var(--gs-cell-height);
		border-radius: 10px;
		cursor: grab;
		touch-action: manipulation;
	}
	.grid-stack-item > .grid-stack-item-content,
	.grid-stack-placeholder > .placeholder-content {
		position: absolute;
		inset: var(--gs-item-margin-top) var(--gs-item-margin-right) var(--gs-item-margin-bottom) var(--gs-item-margin-left);
		border-radius: 8px;
		overflow: hidden;
	}
	.placeholder-content {
		border: 1px dashed var(--accent);
		background: var(--accent-wash);
	}
	.grid-stack-item-content {
		border: 1px solid var(--line);
		background: var(--surface);
	}
	.grid-stack-item-content.chart {
		padding: 8px 12px;
	}
	.grid-stack-item-content:is(.heading, .text) {
		padding: 8px 12px;
		border-style: dashed;
	}
	.grid-stack-item-content.heading {
		display: grid;
		align-content: center;
		font-size: 17px;
		font-weight: 600;
	}
	.grid-stack-item:focus-visible {
		outline: none;
	}
	.grid-stack-item.selected > .grid-stack-item-content {
		border: 1px solid var(--accent);
		box-shadow: 0 0 0 1px var(--accent);
	}
	.grid-stack-item:focus-visible > .grid-stack-item-content {
		box-shadow: 0 0 0 2px var(--accent);
	}
	.ui-draggable-dragging,
	.ui-resizable-resizing {
		z-index: 3;
		opacity: 0.85;
	}
	.ui-draggable-dragging {
		cursor: grabbing;
	}
	/* A finger has rested on it for long enough. */
	.ui-draggable-armed > .grid-stack-item-content,
	.grid-stack-item:has(> .ui-resizable-armed) > .grid-stack-item-content {
		border-color: var(--accent);
		box-shadow: 0 0 0 2px var(--accent);
	}
	.grid-stack-item > .ui-resizable-handle {
		position: absolute;
		z-index: 2;
		user-select: none;
		touch-action: none;
	}
	.grid-stack-item > .ui-resizable-e,
	.grid-stack-item > .ui-resizable-w {
		inline-size: 16px;
		inset-block: 16px;
		cursor: ew-resize;
	}
	.grid-stack-item > .ui-resizable-e,
	.grid-stack-item > .ui-resizable-se {
		right: 0;
	}
	.grid-stack-item > .ui-resizable-w,
	.grid-stack-item > .ui-resizable-sw {
		left: 0;
	}
	.grid-stack-item > .ui-resizable-s {
		block-size: 16px;
		inset-inline: 24px;
		inset-block-end: 0;
		cursor: ns-resize;
	}
	.grid-stack-item > :is(.ui-resizable-se, .ui-resizable-sw) {
		inline-size: 24px;
		block-size: 24px;
		inset-block-end: 0;
	}
	.grid-stack-item > .ui-resizable-se {
		cursor: nwse-resize;
	}
	.grid-stack-item > .ui-resizable-sw {
		cursor: nesw-resize;
	}
	.grid-stack-item:is(:hover, .selected) > .ui-resizable-se::after {
		content: '';
		position: absolute;
		inset: auto 12px 12px auto;
		inline-size: 8px;
		block-size: 8px;
		border: solid var(--muted);
		border-width: 0 2px 2px 0;
	}
	.grid-stack-item sql-chart {
		block-size: 100%;
		--chartwire-height: 100%;
		pointer-events: none;
	}
	.grid-stack-item :is(p, ul) {
		margin: 0 0 8px;
	}
	.grid-stack-item ul {
		list-style: disc;
		padding-inline-start: 20px;
	}
`;
