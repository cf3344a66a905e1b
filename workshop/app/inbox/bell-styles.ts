import { css } from 'lit';

export const bellStyles = css`
	:host {
		position: relative;
	}
	.plain {
		display: grid;
		place-items: center;
		inline-size: 36px;
		block-size: 36px;
		padding: 0;
		border: 0;
		border-radius: 7px;
		background: none;
		color: var(--muted);
		font-size: 18px;
		cursor: pointer;
	}
	.plain:hover {
		color: var(--ink);
		background: var(--sunken);
	}
	.bell {
		position: relative;
	}
	.count {
		position: absolute;
		inset: -1px -6px auto auto;
		min-inline-size: 17px;
		padding: 0 4px;
		border-radius: 9px;
		font: 600 11px / 17px var(--sans);
		text-align: center;
		color: var(--on-accent);
		background: var(--accent);
	}
	[popover] {
		position: fixed;
		inset: 56px 12px auto auto;
		inline-size: min(420px, calc(100vw - 24px));
		max-block-size: min(640px, calc(100dvh - 72px));
		margin: 0;
		padding: 12px 16px;
		overflow: auto;
		border: 1px solid var(--line);
		border-radius: 10px;
		background: var(--surface);
		color: var(--ink);
		box-shadow: 0 8px 28px rgb(0 0 0 / 14%);
	}
	.head {
		min-block-size: 32px;
	}
	li {
		display: grid;
		grid-template-columns: auto minmax(0, 1fr) auto;
		gap: 10px;
		align-items: start;
		padding-block: 10px;
		border-block-end: 1px solid var(--line-quiet);
	}
	.what {
		display: grid;
		gap: 1px;
		overflow-wrap: anywhere;
	}
	.what a {
		color: var(--ink);
		text-decoration: none;
	}
	.what a:hover {
		text-decoration: underline;
	}
	.new a {
		font-weight: 600;
	}
	.foot {
		display: grid;
		gap: 8px;
		justify-items: start;
		padding-block: 12px 4px;
	}
	@media (forced-colors: active) {
		.count {
			forced-color-adjust: none;
			color: HighlightText;
			background: Highlight;
		}
	}
`;
