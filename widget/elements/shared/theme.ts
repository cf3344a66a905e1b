import { css } from 'lit';

/**
 * The looks that every element shares, as private tokens on the inner `.root`. A page overrides any of them by the
 * public property of the same name with the prefix `--chartwire-`; the element knows its colour scheme by the class
 * `dark` (see scheme-controller.ts). The eight series colours keep apart under the three colour-vision deficiencies
 * (Machado 2009) and have at least 3:1 against both backgrounds, so that they are equal in both schemes.
 */
export const themeStyles = css`
	:host {
		box-sizing: border-box;
		/* The sensor of scheme-controller.ts: a changed text colour of the page ends a transition. */
		transition: color 1ms;
	}
	:host([hidden]) {
		display: none;
	}
	.root {
		--ink: var(--chartwire-ink, #16191d);
		--muted: var(--chartwire-muted, #59616c);
		--line: var(--chartwire-line, #cfd4da);
		--grid: var(--chartwire-grid, #e9ecef);
		--raised: var(--chartwire-raised, #ffffff);
		--sunken: var(--chartwire-sunken, #f6f7f9);
		--accent: var(--chartwire-accent, #2460cc);
		--on-accent: var(--chartwire-on-accent, #ffffff);
		--warning: var(--chartwire-warning, #8a5200);
		--danger: var(--chartwire-danger, #b3261e);
		--good: var(--chartwire-good, #1a7f4b);
		--series-1: var(--chartwire-series-1, #2f6fde);
		--series-2: var(--chartwire-series-2, #a59017);
		--series-3: var(--chartwire-series-3, #be2b66);
		--series-4: var(--chartwire-series-4, #21a0ba);
		--series-5: var(--chartwire-series-5, #e9627b);
		--series-6: var(--chartwire-series-6, #8987f5);
		--series-7: var(--chartwire-series-7, #9f6102);
		--series-8: var(--chartwire-series-8, #665a98);
		--mono: var(--chartwire-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, monospace);
		color: var(--ink);
		font-size: var(--chartwire-font-size, 13px);
		line-height: calc(20 / 13);
		font-variant-numeric: tabular-nums;
		text-align: start;
		color-scheme: light;
	}
	.root.dark {
		--ink: var(--chartwire-ink, #eceff2);
		--muted: var(--chartwire-muted, #a0a9b4);
		--line: var(--chartwire-line, #434b55);
		--grid: var(--chartwire-grid, #2a3038);
		--raised: var(--chartwire-raised, #20252b);
		--sunken: var(--chartwire-sunken, #171b20);
		--accent: var(--chartwire-accent, #7fabff);
		--on-accent: var(--chartwire-on-accent, #0d1117);
		--warning: var(--chartwire-warning, #e3b062);
		--danger: var(--chartwire-danger, #ff8f86);
		--good: var(--chartwire-good, #5bc48d);
		color-scheme: dark;
	}
	@media (forced-colors: active) {
		.root,
		.root.dark {
			--ink: CanvasText;
			--muted: CanvasText;
			--line: CanvasText;
			--grid: color-mix(in srgb, CanvasText 24%, Canvas);
			--raised: Canvas;
			--sunken: Canvas;
			--accent: LinkText;
			--on-accent: Canvas;
			--warning: CanvasText;
			--danger: CanvasText;
		}
	}
	.sr {
		position: absolute;
		inline-size: 1px;
		block-size: 1px;
		margin: -1px;
		overflow: hidden;
		clip-path: inset(50%);
		white-space: nowrap;
	}
	:focus-visible {
		outline: 2px solid var(--accent);
		outline-offset: 2px;
		border-radius: 3px;
	}
`;

/** Quiet and primary buttons, shared by the elements that have any. */
export const buttonStyles = css`
	button {
		font: inherit;
		font-weight: 500;
		color: var(--ink);
		background: var(--raised);
		border: 1px solid var(--line);
		border-radius: 6px;
		padding: 5px 12px;
		cursor: pointer;
	}
	button:hover:not(:disabled) {
		border-color: var(--muted);
	}
	button:disabled {
		color: var(--muted);
		cursor: default;
	}
	button.link {
		color: var(--accent);
		background: none;
		border: 0;
		padding: 0;
	}
	button.link:hover {
		text-decoration: underline;
		text-underline-offset: 3px;
	}
`;
