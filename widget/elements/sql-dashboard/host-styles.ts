import { css } from 'lit';

/** The element's own box, before there is anything in it. */
export const hostStyles = css`
	:host {
		display: block;
		position: relative;
		inline-size: 100%;
		min-inline-size: 0;
		container-type: inline-size;
	}
	:host([wallboard]) {
		position: fixed;
		inset: 0;
		z-index: 1000;
		inline-size: auto;
		block-size: auto;
		container-type: size;
		cursor: none;
	}
	.root.wall {
		--paper: #ffffff;
		box-sizing: border-box;
		block-size: 100%;
		overflow: hidden;
		background: var(--chartwire-background, var(--paper));
	}
	.root.wall.dark {
		--paper: #0c0e11;
	}
`;
