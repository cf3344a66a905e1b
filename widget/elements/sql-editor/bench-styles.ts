import { css } from 'lit';

/** What the workbench adds to the frame of editor-styles.ts. */
export const benchStyles = css`
	.toolbar {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px 12px;
		padding: 11px 12px;
		box-sizing: border-box;
	}
	button.primary {
		color: var(--on-accent);
		background: var(--accent);
		border-color: transparent;
	}
	button.primary:disabled {
		color: var(--muted);
		background: var(--grid);
	}
	kbd {
		font: inherit;
		font-weight: 400;
		font-size: 12px;
		margin-inline-start: 8px;
		opacity: 0.85;
	}
	.state {
		display: flex;
		align-items: center;
		gap: 8px;
		min-inline-size: 0;
		color: var(--muted);
	}
	.state b {
		font-weight: 500;
		color: var(--ink);
	}
	.state.failed b {
		color: var(--danger);
	}
	.state.done b {
		color: var(--good);
	}
	.spin {
		flex: none;
		inline-size: 8px;
		block-size: 8px;
		border-radius: 50%;
		background: var(--accent);
	}
	.choices {
		margin-inline-start: auto;
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
		align-items: center;
	}
	.segments {
		display: flex;
		border: 1px solid var(--line);
		border-radius: 6px;
		background: var(--raised);
	}
	.segments button {
		border: 0;
		border-radius: 5px;
		background: none;
		color: var(--muted);
	}
	.segments button[aria-pressed='true'] {
		color: var(--ink);
		background: var(--grid);
	}
	button[aria-disabled='true'] {
		color: var(--muted);
		border-color: var(--line);
		cursor: default;
	}
	.kept {
		opacity: 0.55;
	}
	@media (forced-colors: active) {
		button.primary {
			forced-color-adjust: none;
		}
		.segments button[aria-pressed='true'] {
			forced-color-adjust: none;
			color: HighlightText;
			background: Highlight;
		}
	}
	select {
		font: inherit;
		color: var(--ink);
		background: var(--raised);
		border: 1px solid var(--line);
		border-radius: 6px;
		padding: 5px 8px;
		block-size: 32px;
		box-sizing: border-box;
	}
	.output {
		padding: 16px;
		box-sizing: border-box;
	}
	.note {
		block-size: var(--chartwire-height, 320px);
		display: flex;
		align-items: center;
		justify-content: center;
		text-align: center;
		color: var(--muted);
	}
	.problem {
		block-size: var(--chartwire-height, 320px);
		overflow: auto;
		scrollbar-width: thin;
	}
	.problem h3 {
		margin: 0 0 8px;
		font-size: 14px;
		font-weight: 600;
		color: var(--danger);
	}
	.problem pre {
		margin: 0 0 8px;
		font: 13px/20px var(--mono);
		white-space: pre-wrap;
		overflow-wrap: anywhere;
	}
	.problem p {
		margin: 0;
		max-inline-size: 64ch;
		color: var(--muted);
	}
	@media (prefers-reduced-motion: no-preference) {
		.spin {
			animation: spin 1.6s ease-in-out infinite;
		}
	}
	@keyframes spin {
		50% {
			opacity: 0.25;
		}
	}
`;
