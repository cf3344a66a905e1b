import { css } from 'lit';

/** Of the list of keys, and of two versions side by side. */
export const dialogStyles = css`
	.keys td {
		padding-block: 6px;
	}
	.stroke {
		display: inline-block;
		margin-inline-end: 12px;
		white-space: nowrap;
	}
	.wide {
		--width: min(1000px, 94vw);
	}
	/* One of three has to be chosen; leaving is none of them. */
	.wide::part(close-button) {
		display: none;
	}
	.over {
		position: absolute;
	}
	.versions {
		display: grid;
		grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
		gap: 16px;
		padding-block: 16px;
	}
	.versions pre {
		max-block-size: 40vh;
		overflow: auto;
		padding: 8px;
		border: 1px solid var(--line);
		border-radius: 6px;
		white-space: pre-wrap;
		overflow-wrap: anywhere;
	}
	/* What a key does stands below it. */
	@media (max-width: 480px) {
		.keys td {
			display: block;
			padding-inline-end: 0;
		}
		.keys td:first-child {
			padding-block-end: 0;
			border: 0;
		}
	}
`;
