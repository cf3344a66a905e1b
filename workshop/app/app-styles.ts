import { css } from 'lit';

export const appStyles = css`
	:host {
		display: grid;
		grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
		min-block-size: 100dvh;
	}
	header {
		display: flex;
		align-items: center;
		gap: 4px 16px;
		min-block-size: var(--bar);
		padding-inline: clamp(12px, 2vw, 24px);
		border-block-end: 1px solid var(--line);
		background: var(--surface);
	}
	.brand {
		display: flex;
		align-items: center;
		gap: 8px;
		font-weight: 650;
		letter-spacing: -0.01em;
		color: var(--ink);
		text-decoration: none;
	}
	.brand svg {
		inline-size: 22px;
		color: var(--accent);
	}
	nav {
		--under: var(--surface);
	}
	nav ul {
		display: flex;
		gap: 2px;
	}
	nav a {
		display: flex;
		align-items: center;
		gap: 7px;
		padding: 7px 10px;
		border-radius: 7px;
		color: var(--muted);
		font-weight: 500;
		text-decoration: none;
	}
	nav a:hover {
		color: var(--ink);
		background: var(--sunken);
	}
	nav a[aria-current] {
		color: var(--accent);
		background: var(--accent-wash);
	}
	.end {
		margin-inline-start: auto;
		display: flex;
		gap: 4px;
		align-items: center;
	}
	.end wa-icon {
		font-size: 18px;
	}
	main {
		min-inline-size: 0;
		min-block-size: 0;
	}
	.skip {
		position: absolute;
		inset: -80px auto auto 12px;
		z-index: 9;
		padding: 8px 16px;
		background: var(--surface);
	}
	.skip:focus {
		inset-block-start: 8px;
	}
	.said {
		position: fixed;
		inset: auto 0 24px;
		margin-inline: auto;
		inline-size: max-content;
		max-inline-size: min(60ch, calc(100vw - 32px));
		padding: 9px 16px;
		border-radius: 8px;
		background: var(--ink);
		color: var(--paper);
		z-index: 8;
	}
	.said:empty {
		display: none;
	}
	/* All of them at once, as far as may be, in place of what somebody would have to look for. */
	@media (max-width: 1400px) {
		nav wa-icon {
			display: none;
		}
	}
	@media (max-width: 1120px) {
		header {
			flex-wrap: wrap;
			align-content: start;
			padding-block: 6px;
		}
		/* The first line is as high before the second one is there. */
		.brand,
		.end {
			min-block-size: 36px;
		}
		nav {
			order: 3;
			inline-size: 100%;
		}
		nav a {
			padding: 8px;
		}
	}
	@media (max-width: 460px) {
		nav a {
			padding: 8px 7px;
		}
	}
`;
