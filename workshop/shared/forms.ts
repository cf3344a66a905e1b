import { css } from 'lit';
import { fieldStyles } from './fields.ts';

/** Forms whose fields stand in a grid, each with its label, a hint and what is wrong; and panels. */
export const formStyles = [
	fieldStyles,
	css`
	.fields {
		display: grid;
		grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
		gap: 16px;
		align-items: start;
	}
	.field.wide {
		grid-column: 1 / -1;
	}
	.field > label,
	legend {
		font-size: 12.5px;
		color: var(--muted);
		padding: 0;
	}
	fieldset {
		min-inline-size: 0;
		margin: 0;
		padding: 0;
		border: 0;
	}
	.hint {
		font-size: 12.5px;
		color: var(--muted);
	}
	.field .problem {
		font-size: 12.5px;
	}
	.choice {
		display: flex;
		gap: 8px;
		align-items: center;
		min-block-size: 28px;
	}
	.panel {
		padding: 16px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--surface);
	}
`,
];
