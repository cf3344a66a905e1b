import { css } from 'lit';

/** The chart's box has one size in every state: heading, plot and footer keep their places whatever they hold. */
export const chartStyles = css`
	:host {
		display: block;
		position: relative;
		inline-size: 100%;
		min-inline-size: 0;
		block-size: var(--chartwire-height, 320px);
		contain: layout style;
	}
	.root {
		block-size: 100%;
		margin: 0;
		display: grid;
		grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
		background: var(--chartwire-background, transparent);
		container-type: inline-size;
	}
	.heading {
		font-size: var(--chartwire-heading-size, 15px);
		font-weight: 600;
		letter-spacing: -0.01em;
		line-height: 1.6;
		padding-block-end: 8px;
		white-space: nowrap;
		overflow: hidden;
		text-overflow: ellipsis;
	}
	.description {
		font-size: calc(12em / 13);
		color: var(--muted);
		padding-block-end: 8px;
		margin-block-start: -6px;
		white-space: nowrap;
		overflow: hidden;
		text-overflow: ellipsis;
	}
	.stage {
		grid-row: 2;
		position: relative;
		min-block-size: 0;
	}
	/* A page that takes every element's looks away (all: unset) leaves the host no height: then the stage has its own. */
	@media screen {
		.stage::before {
			content: '';
			display: block;
			block-size: calc(var(--chartwire-height, 320px) - 5em);
			max-block-size: 100%;
		}
	}
	.drawing {
		position: absolute;
		inset: 0;
	}
	/* Less colourful, but as easy to read. */
	.drawing.stale {
		filter: saturate(0.3);
	}
	.footer {
		grid-row: 3;
		display: flex;
		align-items: center;
		gap: 12px;
		min-inline-size: 0;
		font-size: calc(12em / 13);
		block-size: 2em;
		padding-block-start: calc(1em / 3);
		box-sizing: border-box;
		line-height: calc(20 / 12);
		color: var(--muted);
		white-space: nowrap;
	}
	@media (prefers-reduced-motion: no-preference) {
		.drawing {
			transition: filter 160ms linear;
		}
		.drawing.stale {
			transition-delay: 600ms;
		}
	}
`;

/** What stands in the plot's place while there is no frame, and nobody has answered yet; frame-styles.ts has the rest. */
export const messageStyles = css`
	.message {
		position: absolute;
		inset: 0;
		display: flex;
		flex-direction: column;
		align-items: center;
		justify-content: safe center;
		gap: 4px;
		padding: 0 min(24px, 6cqi);
		text-align: center;
		overflow: auto;
		scrollbar-width: thin;
	}
	::slotted(*) {
		position: absolute;
		inset: 0;
		display: grid;
		place-content: center;
		margin: 0;
		text-align: center;
	}
	.skeleton {
		position: absolute;
		inset: min(8px, 15%) 0 min(28px, 15%);
		display: flex;
		flex-direction: column;
		justify-content: space-between;
	}
	.skeleton i {
		block-size: 1px;
		background: var(--grid);
	}
	.skeleton i:last-of-type {
		background: var(--line);
	}
	@media (prefers-reduced-motion: no-preference) {
		.skeleton {
			animation: breathe 1.8s ease-in-out infinite;
		}
	}
	@keyframes breathe {
		50% {
			opacity: 0.4;
		}
	}
`;
