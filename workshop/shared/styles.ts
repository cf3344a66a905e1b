import { css } from 'lit';

/** What all pages share within their shadow roots; the colours and measures are those of workshop.css. */
export const pageStyles = css`
	:host {
		display: block;
		box-sizing: border-box;
		min-inline-size: 0;
	}
	:host([hidden]),
	[hidden] {
		display: none !important;
	}
	*,
	*::before,
	*::after {
		box-sizing: border-box;
	}
	h1,
	h2,
	h3,
	p,
	ul,
	ol,
	dl,
	dd,
	figure,
	pre {
		margin: 0;
		padding: 0;
	}
	ul,
	ol {
		list-style: none;
	}
	h1 {
		font-size: 22px;
		font-weight: 650;
		letter-spacing: -0.015em;
		line-height: 1.25;
	}
	h2 {
		font-size: 15px;
		font-weight: 600;
		line-height: 1.35;
	}
	a {
		color: var(--accent);
		text-underline-offset: 0.18em;
		text-decoration-thickness: 1px;
	}
	code,
	pre,
	kbd {
		font-family: var(--mono);
		font-size: 12.5px;
	}
	:focus-visible {
		outline: 2px solid var(--accent);
		outline-offset: 2px;
		border-radius: 4px;
	}
	.page {
		max-inline-size: 1080px;
		margin-inline: auto;
		padding: 24px clamp(16px, 3vw, 40px) 64px;
		display: grid;
		gap: 24px;
	}
	.head {
		display: flex;
		flex-wrap: wrap;
		gap: 8px 16px;
		align-items: center;
		justify-content: space-between;
	}
	.muted {
		color: var(--muted);
	}
	.small {
		font-size: 12.5px;
	}
	.row {
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
		align-items: center;
	}
	.problem {
		color: var(--danger);
	}
	.empty {
		display: grid;
		justify-items: start;
		gap: 8px;
		max-inline-size: 60ch;
		padding-block: 32px;
	}
	/* What is scrolled sideways has no bar: a shade at an edge says that there is more behind it, and goes at the end. */
	.sideways {
		--shade: color-mix(in srgb, var(--ink) 12%, transparent);
		overflow: auto hidden;
		scrollbar-width: none;
		background:
			linear-gradient(90deg, var(--under, var(--paper)) 50%, transparent) left / 32px 100% no-repeat local,
			linear-gradient(270deg, var(--under, var(--paper)) 50%, transparent) right / 32px 100% no-repeat local,
			linear-gradient(90deg, var(--shade), transparent) left / 12px 100% no-repeat,
			linear-gradient(270deg, var(--shade), transparent) right / 12px 100% no-repeat;
	}
	.sideways :focus-visible {
		outline-offset: -2px;
	}
	table {
		inline-size: 100%;
		border-collapse: collapse;
		font-variant-numeric: tabular-nums;
	}
	th {
		text-align: start;
		font-size: 12.5px;
		font-weight: 500;
		color: var(--muted);
		padding: 8px 16px 8px 0;
		border-block-end: 1px solid var(--line);
	}
	td {
		padding: 10px 16px 10px 0;
		border-block-end: 1px solid var(--line-quiet);
		vertical-align: top;
		overflow-wrap: anywhere;
	}
	/* An icon that is all of a button. */
	:where(wa-button) > wa-icon[label] {
		font-size: 16px;
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
`;
