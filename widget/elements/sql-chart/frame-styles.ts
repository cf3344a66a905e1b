import { css } from 'lit';

/**
 * The looks of what is there once there is an answer: a frame with the colours of its series, and what the footer below it
 * holds, or why there is none. The
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
	.message > * {
		max-inline-size: 52ch;
		margin: 0;
		overflow-wrap: anywhere;
		flex: none;
	}
	.message strong {
		font-size: calc(14em / 13);
		font-weight: 600;
	}
	.message p {
		color: var(--muted);
	}
	.failed strong {
		color: var(--danger);
	}
	.bar {
		inline-size: 160px;
		block-size: 2px;
		margin-block-start: 8px;
		border-radius: 1px;
		background: var(--grid);
		overflow: hidden;
	}
	.bar i {
		display: block;
		block-size: 100%;
		inline-size: 40%;
		border-radius: 1px;
		background: var(--accent);
		transform-origin: left;
	}
	.bar.known i {
		inline-size: 100%;
	}
	@media (prefers-reduced-motion: no-preference) {
		.bar:not(.known) i {
			animation: slide 1.6s ease-in-out infinite;
		}
	}
	@keyframes slide {
		from {
			transform: translateX(-100%);
		}
		to {
			transform: translateX(250%);
		}
	}
`;
