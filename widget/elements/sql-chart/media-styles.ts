import { css } from 'lit';

/**
 * What only some pages, boxes and media need; it comes with the first picture.
 *
 * Marks that have no words are there in the system's few colours as well. On paper, a canvas is as fine there as its pixels are: the drawing is made twice as large, letters and all, and
 * put into its place at half its size. Paper is white, whatever the page has said of the colours of letters and lines; and
 * nobody can point at what is cut there.
 */
export const mediaStyles = css`
	/* Each text runs as its own letters do, and stands where the page begins its lines. */
	.heading,
	.description,
	.message > *,
	.footer > :not(.end),
	.tip p,
	.tip span {
		unicode-bidi: plaintext;
	}
	.heading,
	.description,
	.tip p {
		text-align: -webkit-match-parent;
		text-align: match-parent;
	}
	button.retry {
		min-block-size: 24px;
	}
	.offline .badge {
		color: var(--muted);
	}
	@container (max-width: 300px) {
		.optional {
			display: none;
		}
	}
	@media (prefers-reduced-motion: no-preference) {
		.pulse {
			animation: pulse 1.6s ease-in-out infinite;
		}
	}
	@keyframes pulse {
		50% {
			opacity: 0.25;
		}
	}
	@media (hover: none) {
		@container (min-width: 201px) {
			.switch {
				opacity: 1;
			}
		}
	}
	/* No room for words and buttons side by side. */
	@container (max-width: 200px) {
		.footer .end {
			position: absolute;
			inset-inline-end: 0;
			gap: 8px;
		}
		.end .pulse {
			order: 1;
		}
		.footer {
			position: relative;
			overflow: clip;
			overflow-clip-margin: 4px;
		}
		:host(:hover) .footer > :not(.end),
		.footer:has(:focus-visible) > :not(.end) {
			visibility: hidden;
		}
	}
	@media (forced-colors: active) {
		.dot,
		.bar,
		.bar i,
		.skeleton i {
			forced-color-adjust: none;
		}
	}
	@media print {
		:host {
			break-inside: avoid;
		}
		.root,
		.root.dark {
			--ink: #16191d;
			--muted: #59616c;
			--line: #cfd4da;
			--grid: #e9ecef;
			--raised: #fff;
			background: #fff;
			print-color-adjust: exact;
		}
		.heading {
			break-after: avoid;
		}
		.heading,
		.description {
			white-space: normal;
		}
		.footer {
			block-size: auto;
			flex-wrap: wrap;
			gap: 0 12px;
			white-space: normal;
		}
		/* Else what is twice as large before it is put into its place would begin on the next page. */
		.stage {
			contain: size;
		}
		.drawing:not([data-type='number'], [data-type='table'], [data-type='pivot']) {
			inset: 0 auto auto 0;
			inline-size: 200%;
			block-size: 200%;
			font-size: 200%;
			transform: scale(0.5);
			transform-origin: 0 0;
		}
		.end,
		.retry,
		.tip,
		.band,
		.reset,
		.u-cursor-x,
		.u-cursor-pt {
			display: none !important;
		}
	}
`;
