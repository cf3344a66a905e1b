import { css } from 'lit';

/** Quiet and primary buttons, shared by the elements that have any. */
export const buttonStyles = css`
	button {
		font: inherit;
		font-weight: 500;
		color: var(--ink);
		background: var(--raised);
		border: 1px solid var(--line);
		border-radius: 6px;
		padding: 5px 12px;
		cursor: pointer;
	}
	button:hover:not(:disabled) {
		border-color: var(--muted);
	}
	button:disabled {
		color: var(--muted);
		cursor: default;
	}
	button.link {
		color: var(--accent);
		background: none;
		border: 0;
		padding: 0;
	}
	button.link:hover {
		text-decoration: underline;
		text-underline-offset: 3px;
	}
`;
