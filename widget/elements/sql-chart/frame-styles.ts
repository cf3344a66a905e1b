import { css } from 'lit';

/**
 * The looks of what is there once there is a frame: the colours of its series, and what the footer below it holds. The
 * eight colours keep apart under the three colour-vision deficiencies (Machado 2009) and have at least 3:1 against both
 * backgrounds, so that they are equal in both schemes.
 */
export const frameStyles = css`
	.root {
		--series-1: var(--chartwire-series-1, #2f6fde);
		--series-2: var(--chartwire-series-2, #a59017);
		--series-3: var(--chartwire-series-3, #be2b66);
		--series-4: var(--chartwire-series-4, #21a0ba);
		--series-5: var(--chartwire-series-5, #e9627b);
		--series-6: var(--chartwire-series-6, #8987f5);
		--series-7: var(--chartwire-series-7, #9f6102);
		--series-8: var(--chartwire-series-8, #665a98);
	}
	.footer > * {
		overflow: hidden;
		text-overflow: ellipsis;
	}
	.asof {
		flex: none;
	}
	.badge {
		flex: none;
		max-inline-size: 100%;
		color: var(--warning);
		font-weight: 500;
	}
	.dot {
		display: inline-block;
		margin-inline-end: 6px;
		vertical-align: middle;
		inline-size: 0.5em;
		block-size: 0.5em;
		border-radius: 50%;
		background: currentColor;
	}
	.reason {
		min-inline-size: 0;
	}
	.footer .end {
		position: relative;
		margin-inline-start: auto;
		flex: none;
		display: flex;
		gap: 12px;
		align-items: center;
		overflow: visible;
	}
	.pulse {
		margin: 0;
		inline-size: 5px;
		block-size: 5px;
		color: var(--accent);
	}
	.switch {
		opacity: 0;
		font-size: 1em;
	}
	/* 24 px high, as a finger wants it, in a footer of 24 px. */
	.end .switch {
		box-sizing: border-box;
		block-size: max(2em, 24px);
		min-inline-size: 24px;
		margin-block-start: calc(-1em / 3);
		padding-block-start: calc(1em / 3);
	}
	:host(:hover) .switch,
	.switch:focus-visible,
	.switch[aria-pressed='true'],
	.switch[aria-expanded='true'] {
		opacity: 1;
	}
	@media (prefers-reduced-motion: no-preference) {
		.switch {
			transition: opacity 120ms linear;
		}
	}
`;
