import { css } from 'lit';

/**
 * The looks that every element shares, as private tokens on the inner `.root`. A page overrides any of them by the
 * public property of the same name with the prefix `--chartwire-`; the element knows its colour scheme by the class
 * `dark` (see scheme-controller.ts).
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
		--mono: var(--chartwire-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, monospace);
		color: var(--ink);
		font-size: var(--chartwire-font-size, 13px);
		line-height: calc(20 / 13);
		font-variant-numeric: tabular-nums;
		text-align: start;
		text-indent: 0;
		white-space: normal;
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
