import { css } from 'lit';

/** What uPlot needs of its own style sheet, and the legend that is ours. */
export const plotStyles = css`
	.plot {
		position: relative;
		block-size: 100%;
		display: flex;
		flex-direction: column;
		overflow: hidden;
		border-radius: 3px;
	}
	.canvas {
		touch-action: pan-y;
		flex: 1;
		min-block-size: 0;
		position: relative;
	}
	.canvas:focus-visible {
		outline-offset: -2px;
	}
	.uplot,
	.uplot * {
		box-sizing: border-box;
	}
	.uplot {
		position: absolute;
		inset-block-start: 0;
		inset-inline-start: 0;
		direction: ltr;
		letter-spacing: 0;
		word-spacing: 0;
	}
	.u-wrap {
		position: relative;
		user-select: none;
	}
	.u-over,
	.u-under {
		position: absolute;
	}
	.u-under {
		overflow: hidden;
	}
	.uplot canvas {
		display: block;
		position: relative;
		inline-size: 100%;
		block-size: 100%;
	}
	.u-cursor-x,
	.u-cursor-pt {
		position: absolute;
		inset-block-start: 0;
		inset-inline-start: 0;
		pointer-events: none;
	}
	.u-cursor-x {
		block-size: 100%;
		border-inline-end: 1px solid var(--muted);
		opacity: 0.5;
	}
	.u-cursor-pt {
		border-radius: 50%;
		border: 0 solid;
		background-clip: padding-box !important;
	}
	.u-off,
	.columns .u-cursor-x,
	.columns .u-cursor-pt {
		display: none;
	}
	.legend {
		display: flex;
		flex-wrap: wrap;
		gap: 0 16px;
		max-block-size: 4em;
		overflow: auto;
		scrollbar-width: thin;
		flex: none;
		margin: 0 0 4px;
		padding: 0;
		list-style: none;
		font-size: calc(12em / 13);
		line-height: calc(20 / 12);
		color: var(--muted);
	}
	.legend li,
	.legend button {
		display: flex;
		align-items: center;
		gap: 6px;
		min-inline-size: 0;
		max-inline-size: 100%;
	}
	.legend button {
		padding: 0;
		border: 0;
		background: none;
		color: inherit;
		font-weight: 400;
		line-height: 2;
	}
	.legend span {
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.legend.beside {
		position: absolute;
		z-index: 1;
		inset-block: 0;
		right: 0;
		overflow: visible;
		max-block-size: none;
		direction: ltr;
	}
	.beside li {
		position: absolute;
		inset-block-start: 0;
		inline-size: 100%;
	}
	.swatch,
	.u-cursor-pt {
		forced-color-adjust: none;
	}
	.swatch {
		flex: none;
		inline-size: 12px;
		block-size: 0;
		border-block-start: 2px solid currentColor;
	}
	.swatch.dashed {
		border-block-start-style: dashed;
	}
	.swatch.filled {
		block-size: 8px;
		inline-size: 8px;
		border: 0;
		border-radius: 2px;
		background: currentColor;
	}
	.swatch.interval {
		opacity: 0.4;
	}
`;
