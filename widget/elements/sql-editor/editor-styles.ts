import { css } from 'lit';

/** The frame of the editor, which stands before anything else is loaded. Nothing in it moves when the rest arrives. */
export const shellStyles = css`
	:host {
		display: block;
		position: relative;
		inline-size: 100%;
		min-inline-size: 0;
	}
	.root {
		display: grid;
		grid-template-rows: var(--chartwire-editor-height, 200px) auto auto;
		border: 1px solid var(--line);
		border-radius: 8px;
		overflow: hidden;
		container-type: inline-size;
	}
	.surface {
		position: relative;
		min-inline-size: 0;
		min-block-size: 0;
		background: var(--raised);
	}
	.surface:focus-within {
		box-shadow: inset 0 0 0 2px var(--accent);
	}
	.code {
		position: absolute;
		inset: 2px;
	}
	textarea {
		position: absolute;
		inset: 2px;
		box-sizing: border-box;
		inline-size: calc(100% - 4px);
		block-size: calc(100% - 4px);
		margin: 0;
		padding: 12px 16px 12px 62px;
		border: 0;
		resize: none;
		outline: none;
		background: transparent;
		color: var(--ink);
		font: 13px/20px var(--mono);
		tab-size: 2;
	}
	.toolbar {
		min-block-size: 56px;
		border-block: 1px solid var(--line);
		background: var(--sunken);
	}
	.output {
		min-block-size: calc(var(--chartwire-height, 320px) + 32px);
		background: var(--raised);
	}
`;
