import { css } from 'lit';

/** What is on a plot only once somebody has touched it: the card, the band behind a group of columns, a chosen stretch. */
export const handStyles = css`
	.band,
	.stretch {
		position: absolute;
		inset-block: 0;
		left: 0;
		pointer-events: none;
	}
	.band {
		background: var(--grid);
		opacity: 0.7;
	}
	.stretch {
		border-inline: 1px solid var(--accent);
		background: color-mix(in srgb, var(--accent) 14%, transparent);
	}
	/* Bars may be of the colour of the accent. */
	.columns .stretch,
	.over .stretch {
		background: color-mix(in srgb, var(--ink) 12%, transparent);
	}
	.band[hidden],
	.stretch[hidden],
	.tip[hidden] {
		display: none;
	}
	.legend button {
		touch-action: manipulation;
	}
	.legend button:hover {
		color: var(--ink);
	}
	.legend button[aria-pressed='false'] span {
		text-decoration: line-through;
	}
	.legend button[aria-pressed='false'] .swatch {
		opacity: 0.35;
	}
	button.reset {
		position: absolute;
		z-index: 1;
		min-block-size: 24px;
		padding: 1px 8px;
		font-size: calc(12em / 13);
	}
	.tip {
		position: absolute;
		inset-block-start: 0;
		left: 0;
		z-index: 2;
		pointer-events: none;
		max-inline-size: min(20em, 90%);
		padding: 6px 10px;
		border: 1px solid var(--line);
		border-radius: 6px;
		background: var(--raised);
		font-size: calc(12em / 13);
		line-height: 1.5;
	}
	.tip p {
		margin: 0;
		color: var(--muted);
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.tip .noted {
		color: var(--ink);
		font-weight: 600;
		white-space: normal;
		overflow-wrap: anywhere;
	}
	.tip .leads {
		display: -webkit-box;
		-webkit-box-orient: vertical;
		-webkit-line-clamp: 3;
		white-space: normal;
		overflow-wrap: anywhere;
	}
	.tip ul {
		margin: 0;
		padding: 0;
		list-style: none;
	}
	.tip li {
		display: flex;
		align-items: center;
		gap: 6px;
		min-inline-size: 0;
	}
	.tip span {
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.tip b {
		margin-inline-start: auto;
		padding-inline-start: 16px;
		font-weight: 600;
	}
	.tip .at span {
		font-weight: 600;
	}
`;
