import { css } from 'lit';

export const inboxStyles = css`
	:host {
		display: block;
		/* What is only for those who listen stands in here, and scrolls with it. */
		position: relative;
		inline-size: 100%;
		min-inline-size: 0;
	}
	.head {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 4px 8px;
		min-block-size: 32px;
	}
	h2 {
		margin: 0;
		font-size: inherit;
		font-weight: 550;
		color: var(--muted);
	}
	.unread {
		padding: 0 7px;
		border-radius: 10px;
		font-weight: 600;
		color: var(--on-accent);
		background: var(--accent);
	}
	.head .link {
		margin-inline-start: auto;
	}
	ul {
		list-style: none;
		margin: 0;
		padding: 0;
	}
	li {
		position: relative;
		display: flex;
		align-items: center;
		gap: 8px;
		border-block-start: 1px solid var(--grid);
	}
	.open {
		flex: 1;
		min-inline-size: 0;
		display: block;
		padding: 8px 4px 8px 16px;
		border: 0;
		border-radius: 4px;
		background: none;
		font-weight: 400;
		text-align: start;
	}
	.open:hover {
		background: var(--sunken);
	}
	.open[aria-current='true'] {
		background: var(--grid);
	}
	.title,
	.facts {
		display: block;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.title {
		font-family: var(--mono);
		font-size: 12px;
	}
	.facts {
		color: var(--muted);
		font-size: 12px;
	}
	.words {
		font-size: 13px;
		white-space: normal;
	}
	.others {
		margin-block-end: 16px;
	}
	.facts b {
		font-weight: 550;
		color: var(--ink);
	}
	.failed .facts b {
		color: var(--danger);
	}
	.succeeded .facts b {
		color: var(--good);
	}
	.new .title {
		font-weight: 650;
	}
	.mark {
		position: absolute;
		inset-inline-start: 4px;
		inset-block-start: 15px;
		inline-size: 7px;
		block-size: 7px;
		border-radius: 50%;
		background: var(--accent);
		pointer-events: none;
	}
	li > .cancel {
		flex: none;
		padding: 2px 8px;
		font-size: 12px;
	}
	p {
		margin: 0;
		padding: 8px 0;
		color: var(--muted);
	}
	p.problem {
		color: var(--danger);
	}
	.more {
		margin-block-start: 8px;
	}
	@media (forced-colors: active) {
		.mark,
		.unread {
			forced-color-adjust: none;
			color: HighlightText;
			background: Highlight;
		}
	}
`;
