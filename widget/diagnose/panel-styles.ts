import { css } from 'lit';

export const panelStyles = css`
	.root.doctor {
		display: block;
		block-size: auto;
		margin-block-start: 16px;
		padding: 16px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--raised);
		box-sizing: border-box;
		overflow-wrap: anywhere;
	}
	.doctor p {
		margin: 0 0 8px;
		max-inline-size: 72ch;
		color: var(--muted);
	}
	.doctor .title {
		font-size: calc(15em / 13);
		font-weight: 600;
		color: var(--ink);
	}
	.doctor .title.failing {
		color: var(--danger);
	}
	.doctor .title.well {
		color: var(--good);
	}
	.doctor code {
		font-family: var(--mono);
		color: var(--ink);
		background: var(--sunken);
		border-radius: 4px;
		padding: 2px 6px;
		user-select: all;
	}
	.doctor a {
		color: var(--accent);
	}
	.doctor ol {
		list-style: none;
		margin: 8px 0 16px;
		padding: 16px 0 0;
		border-block-start: 1px solid var(--grid);
		columns: 176px;
		column-gap: 24px;
	}
	.doctor li {
		position: relative;
		break-inside: avoid;
		line-height: 24px;
		color: var(--muted);
	}
	.doctor li.ok,
	.doctor li.failing {
		color: var(--ink);
	}
	.doctor li.failing .name {
		font-weight: 600;
	}
	.doctor .mark {
		display: inline-block;
		inline-size: 20px;
	}
	.doctor .ok .mark {
		color: var(--good);
	}
	.doctor .failing .mark {
		color: var(--danger);
	}
	.doctor .do {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px;
	}
	.doctor .do span {
		color: var(--muted);
	}
	.doctor details {
		margin-block-start: 12px;
		color: var(--muted);
	}
	.doctor summary {
		inline-size: fit-content;
		cursor: pointer;
	}
	.doctor pre {
		font: 12px / 1.6 var(--mono);
		margin: 8px 0 0;
		padding: 12px;
		border-radius: 6px;
		background: var(--sunken);
		color: var(--ink);
		white-space: pre-wrap;
		overflow-wrap: anywhere;
	}
`;
