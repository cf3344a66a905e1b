import { css } from 'lit';

/**
 * A wall is read from five metres: with 1em as a hundredth of the screen's width, the letters of axes are an eightieth of
 * its height and figures a tenth, whatever its pixels are. What the charts are told in em follows.
 */
export const wallStyles = css`
	.root.wall {
		font-size: clamp(12px, min(1cqi, 1.778cqb), 96px);
		line-height: 1.35;
		--chartwire-font-size: 1.3em;
		--chartwire-heading-size: 1.1em;
	}
	.wall .board {
		display: flex;
		flex-direction: column;
		box-sizing: border-box;
		block-size: 100%;
		padding: 1.3em 1.8em;
		translate: calc(var(--sx) * 0.2em) calc(var(--sy) * 0.2em);
	}
	.bar {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 0.3em 1.6em;
		min-block-size: 2.9em;
		padding-block-end: 0.7em;
	}
	.bar > * {
		margin: 0;
	}
	.wall .title {
		font-size: 2em;
		line-height: 1.2;
	}
	.tab {
		font-size: 1.6em;
		color: var(--muted);
	}
	.chosen {
		font-size: 1.3em;
		color: var(--muted);
	}
	.chosen b {
		font-weight: 600;
		color: var(--ink);
	}
	.badges {
		margin-inline-start: auto;
		display: flex;
		gap: 0.8em;
		font-size: 1.4em;
	}
	.badge {
		--tone: var(--line);
		display: flex;
		align-items: center;
		gap: 0.5em;
		color: var(--muted);
		white-space: nowrap;
	}
	.badge i {
		flex: none;
		inline-size: 0.62em;
		block-size: 0.62em;
		border-radius: 50%;
		background: var(--tone);
	}
	.badge small {
		font-size: 0.75em;
	}
	.badge.good {
		--tone: var(--good);
		font-size: 0.8em;
	}
	.badge.warning,
	.badge.danger {
		--tone: var(--warning);
		padding: 0.15em 0.7em;
		border: 2px solid var(--tone);
		border-radius: 999px;
		font-weight: 600;
		color: var(--tone);
	}
	.badge.danger {
		--tone: var(--danger);
	}
	.clock {
		font-size: 2em;
		line-height: 1.2;
		white-space: nowrap;
	}
	.clock .day {
		margin-inline-end: 0.5em;
		font-size: 0.6em;
		color: var(--muted);
	}
	.segments {
		display: flex;
		gap: 0.4em;
		margin-block-end: 0.9em;
	}
	.segments i {
		flex: 1;
		block-size: max(2px, 0.12em);
		background: var(--grid);
	}
	.segments b {
		display: block;
		block-size: 100%;
		background: var(--muted);
		transform-origin: left;
		transform: scaleX(0);
	}
	:dir(rtl) .segments b {
		transform-origin: right;
	}
	.segments .now b {
		transform: none;
	}
	.wall .stage {
		flex: 1;
		min-block-size: 0;
		overflow: auto;
		scrollbar-width: none;
	}
	.wall .message {
		block-size: 100%;
		font-size: 1.6em;
	}
	.wall .cell.heading > * {
		font-size: 1.7em;
	}
	.wall .cell.text {
		font-size: 1.35em;
	}
	/* The clock tells the time once; what is out of date is said beside the heading, and leaves the figures their
	   room. Not by the width: what is within a chart asks for the width of the chart. A long heading fades below what is
	   said, and keeps its end where nothing is. */
	.wall .grid {
		--fade: 90deg;
	}
	.wall .grid:dir(rtl) {
		--fade: 270deg;
	}
	.wall sql-chart::part(footer) {
		position: absolute;
		inset-block-start: 0;
		inset-inline-end: 0;
		background: var(--chartwire-background, var(--paper));
	}
	.wall sql-chart::part(badge)::before {
		content: '';
		position: absolute;
		inset-block: 0;
		inset-inline-end: 100%;
		inline-size: 2em;
		background: linear-gradient(var(--fade), transparent, var(--chartwire-background, var(--paper)));
	}
	.wall sql-chart::part(as-of),
	.wall sql-chart::part(button) {
		display: none;
	}
	@container (max-width: 559.98px) {
		.clock .day {
			display: none;
		}
	}
	@container (min-width: 900px) {
		.wall .stage {
			overflow: hidden;
		}
		.wall .grid {
			block-size: 100%;
			grid-template-rows: repeat(var(--rows), minmax(0, 1fr));
			gap: 1.1em 1.8em;
		}
		.wall .cell > sql-chart {
			pointer-events: none;
			--chartwire-unscrolled: true;
		}
	}
	@media (prefers-reduced-motion: no-preference) {
		.segments .now b {
			animation: linear infinite;
		}
	}
	@keyframes turn-0 {
		from {
			transform: scaleX(0);
		}
	}
	@keyframes turn-1 {
		from {
			transform: scaleX(0);
		}
	}
`;
