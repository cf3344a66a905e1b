import { css } from 'lit';

/** The editor fills what is below the bar; when narrow its parts stand one above the other, and the page scrolls. */
export const editorStyles = css`
	:host {
		/* What code-theme.ts calls otherwise than the workshop does. */
		--raised: var(--surface);
		--grid: var(--sunken);
		display: grid;
		grid-template: minmax(0, 1fr) / auto minmax(0, 1fr);
		block-size: calc(100dvh - var(--bar));
		min-block-size: 520px;
	}
	aside {
		display: grid;
		grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
		inline-size: clamp(256px, 20vw, 340px);
		min-block-size: 0;
		border-inline-end: 1px solid var(--line);
		background: var(--paper);
	}
	aside .segments {
		margin: 8px 8px 0;
	}
	aside .segments button {
		flex: 1;
		justify-content: center;
	}
	.work {
		grid-column: -2;
		display: grid;
		grid-template-rows: auto auto auto minmax(0, 1fr);
		min-block-size: 0;
		min-inline-size: 0;
	}
	.page {
		grid-column: 1 / -1;
		inline-size: 100%;
		align-content: start;
	}
	.design {
		grid-column: 1 / -1;
		grid-row: 1;
		display: grid;
		align-content: start;
		gap: 8px;
		padding: 12px clamp(12px, 2vw, 24px) 48px;
		overflow: auto;
	}
	.tabs {
		display: flex;
		align-items: stretch;
		min-inline-size: 0;
		padding-inline: 8px;
		border-block-end: 1px solid var(--line);
		background: var(--paper);
	}
	.tabs ul {
		display: flex;
		min-inline-size: 0;
	}
	.tabs li {
		display: flex;
		align-items: center;
		flex: 0 1 auto;
		min-inline-size: 96px;
		border-block-end: 2px solid transparent;
	}
	.tabs li.shown {
		border-color: var(--accent);
		background: var(--surface);
	}
	.tab {
		min-inline-size: 0;
		max-inline-size: 220px;
		padding: 9px 4px 7px 10px;
		border: 0;
		background: none;
		color: var(--muted);
		cursor: pointer;
	}
	.tab span {
		display: block;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.shown .tab {
		color: var(--ink);
	}
	.tabs .icon {
		min-block-size: 28px;
		padding: 4px 6px;
		align-self: center;
		font-size: 12px;
	}
	.tabs :focus-visible {
		outline-offset: -2px;
	}
	.name {
		inline-size: 160px;
	}
	.toolbar {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 4px 8px;
		padding: 6px 12px;
		border-block-end: 1px solid var(--line-quiet);
		background: var(--surface);
	}
	.toolbar .end {
		display: flex;
		align-items: center;
		gap: 4px 8px;
		margin-inline-start: auto;
	}
	.toolbar select {
		max-inline-size: 180px;
	}
	/* What can be done now of two things, in one place: nothing moves when a run begins. */
	.either {
		display: inline-grid;
	}
	.either > button {
		grid-area: 1 / 1;
		justify-content: center;
	}
	.either:has(> :last-child:enabled) > :first-child,
	.either > :last-child:disabled {
		visibility: hidden;
	}
	wa-button kbd {
		margin-inline-start: 8px;
		border-color: color-mix(in srgb, currentColor 40%, transparent);
		color: inherit;
	}
	.keeping {
		min-inline-size: 6ch;
		max-inline-size: 36ch;
		text-align: end;
		color: var(--muted);
		font-size: 12.5px;
	}
	.said {
		display: flex;
		gap: 8px;
		align-items: baseline;
		padding: 8px 12px;
		border-block-end: 1px solid var(--line-quiet);
		background: var(--surface);
	}
	.parts {
		display: grid;
		grid-template-rows: minmax(80px, var(--editor-split, 42%)) auto minmax(0, 1fr);
		min-block-size: 0;
	}
	.text {
		display: grid;
		grid-template-rows: minmax(0, 1fr) auto;
		min-block-size: 0;
		background: var(--surface);
	}
	.surface {
		position: relative;
		min-block-size: 0;
	}
	.surface:focus-within {
		box-shadow: inset 0 0 0 1px var(--accent);
	}
	.code {
		position: absolute;
		inset: 1px;
	}
	.surface textarea {
		position: absolute;
		inset: 1px;
		padding: 12px 16px 12px 62px;
		border: 0;
		resize: none;
		outline: none;
		background: transparent;
		font: 13px/20px var(--mono);
		tab-size: 2;
	}
	.params {
		display: flex;
		flex-wrap: wrap;
		gap: 8px 16px;
		/* Two lines of them, one with what is wrong: a third is seen to be there. */
		max-block-size: 172px;
		min-block-size: 0;
		margin: 0;
		padding: 8px 12px;
		overflow: auto;
		border: 0;
		border-block-start: 1px solid var(--line-quiet);
	}
	.param {
		display: grid;
		align-content: start;
		gap: 2px;
		min-inline-size: 150px;
	}
	.param .label {
		display: flex;
		align-items: baseline;
		justify-content: space-between;
		gap: 8px;
		font: 12.5px var(--mono);
	}
	.param .type {
		min-block-size: 24px;
		padding: 0 2px;
		border-color: transparent;
		background: none;
		color: var(--muted);
		font: 12px var(--sans);
	}
	.range {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 4px;
	}
	.range input {
		flex: 1 1 128px;
		inline-size: 128px;
	}
	[aria-invalid='true'] {
		border-color: var(--danger);
	}
	.result:focus-visible {
		outline-offset: -2px;
	}
	@media (max-width: 860px) {
		:host {
			grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
			block-size: auto;
			min-block-size: calc(100dvh - var(--bar));
		}
		aside {
			inline-size: auto;
			block-size: 320px;
			border-inline-end: 0;
			border-block-end: 1px solid var(--line);
		}
		.work {
			grid-row: 2;
		}
		.parts {
			grid-template-rows: auto minmax(0, 1fr);
		}
		.parts > workshop-divider {
			display: none;
		}
		.text {
			grid-template-rows: 240px auto;
			border-block-end: 1px solid var(--line);
		}
		.params {
			max-block-size: none;
		}
		/* Lines that are full: what was kept stands at their beginning, what is done with it at their end. */
		.toolbar select {
			flex: 1 1 120px;
			max-inline-size: none;
		}
		.toolbar .end {
			flex: 1 1 auto;
			flex-wrap: wrap;
		}
		/* A sentence, as where it could not be kept, has a line of its own. */
		.keeping {
			flex: 1 1 auto;
			max-inline-size: 100%;
			text-align: start;
		}
		.hint {
			display: none;
		}
	}
`;
