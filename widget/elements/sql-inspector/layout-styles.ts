import { css } from 'lit';

/** The frame: toolbar, clients, and beside them what belongs to the chosen one. */
export const layoutStyles = css`
	:host {
		display: block;
		inline-size: 100%;
		min-inline-size: 0;
		block-size: var(--chartwire-inspector-height, 720px);
	}
	.root {
		position: relative;
		display: flex;
		flex-direction: column;
		block-size: 100%;
		min-block-size: 0;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--raised);
		overflow: hidden;
		container-type: inline-size;
		box-sizing: border-box;
	}
	h2,
	h3,
	p,
	ul,
	dl,
	dd,
	pre,
	figure {
		margin: 0;
		padding: 0;
	}
	ul {
		list-style: none;
	}
	.toolbar {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px;
		padding: 8px 12px;
		border-block-end: 1px solid var(--line);
		background: var(--sunken);
	}
	.source {
		display: flex;
		align-items: center;
		gap: 8px;
		min-inline-size: 0;
		margin-inline-end: auto;
	}
	.source b {
		font-weight: 600;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.source span {
		color: var(--muted);
		white-space: nowrap;
	}
	.dot {
		flex: none;
		display: inline-block;
		inline-size: 8px;
		block-size: 8px;
		border-radius: 50%;
		background: var(--tone, var(--line));
	}
	.quiet {
		--tone: var(--muted);
	}
	.good {
		--tone: var(--good);
	}
	.warning {
		--tone: var(--warning);
	}
	.danger {
		--tone: var(--danger);
	}
	.accent {
		--tone: var(--accent);
	}
	.note,
	.problem {
		padding: 8px 12px;
		border-block-end: 1px solid var(--line);
		color: var(--muted);
	}
	.problem {
		color: var(--danger);
	}
	.body {
		flex: 1;
		min-block-size: 0;
		display: grid;
		grid-template-columns: 216px minmax(0, 1fr);
	}
	.main {
		min-inline-size: 0;
		min-block-size: 0;
		display: grid;
		grid-template-rows: auto auto auto minmax(0, 1fr);
	}
	.empty {
		flex: 1;
		display: grid;
		place-content: center;
		justify-items: start;
		gap: 8px;
		padding: 32px 24px;
		max-inline-size: 56ch;
		margin: auto;
	}
	.empty h2 {
		font-size: 16px;
		font-weight: 600;
	}
	.empty ol {
		margin: 0;
		padding-inline-start: 20px;
		display: grid;
		gap: 4px;
	}
	.empty p,
	.empty li,
	.hint {
		color: var(--muted);
	}
	.dropping::after {
		content: 'Drop the recording here';
		position: absolute;
		inset: 4px;
		display: grid;
		place-content: center;
		border: 2px dashed var(--accent);
		border-radius: 6px;
		background: color-mix(in srgb, var(--raised) 92%, transparent);
		font-size: 16px;
		z-index: 2;
	}
	.clients {
		min-block-size: 0;
		overflow-y: auto;
		border-inline-end: 1px solid var(--line);
		padding: 8px;
		scrollbar-width: thin;
	}
	.clients h2 {
		padding: 4px 8px 8px;
		font-size: inherit;
		font-weight: 500;
		color: var(--muted);
	}
	.clients button {
		display: grid;
		inline-size: 100%;
		padding: 6px 8px;
		border-color: transparent;
		background: none;
		text-align: start;
		font-weight: 400;
	}
	.clients button:hover {
		background: var(--sunken);
	}
	.clients button[aria-pressed='true'] {
		background: var(--sunken);
		border-color: var(--line);
	}
	.clients .name {
		font-weight: 500;
	}
	.clients .name,
	.clients .state,
	.clients .more {
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.clients .state .dot {
		margin-inline-end: 6px;
	}
	.clients .more {
		color: var(--muted);
		font-size: calc(12em / 13);
	}
	input[type='file'] {
		display: none;
	}
	@container (max-width: 760px) {
		.body {
			display: flex;
			flex-direction: column;
			overflow-y: auto;
		}
		.clients {
			flex: none;
			border-inline-end: 0;
			border-block-end: 1px solid var(--line);
		}
		.clients h2 {
			display: none;
		}
		.clients ul {
			display: flex;
			gap: 4px;
			overflow-x: auto;
		}
		.clients li {
			flex: none;
			max-inline-size: 200px;
		}
		.main {
			display: block;
		}
	}
	@media (forced-colors: active) {
		.dot {
			forced-color-adjust: none;
			background: CanvasText;
		}
		.clients button[aria-pressed='true'] {
			border-color: Highlight;
		}
	}
`;
