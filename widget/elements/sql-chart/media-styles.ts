import { css } from 'lit';

/**
 * Charts on paper. A canvas is as fine there as its pixels are: the drawing is made twice as large, letters and all, and
 * put into its place at half its size.
 */
export const mediaStyles = css`
	@media print {
		:host {
			break-inside: avoid;
		}
		.root {
			background: #fff;
			print-color-adjust: exact;
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
		.retry {
			display: none;
		}
	}
`;
