import { css } from 'lit';

/** One recipe: its picture and SQL, beside what it is drawn from and what to know of it. */
export const recipeStyles = css`
	:host {
		display: grid;
		gap: 24px;
		container-type: inline-size;
	}
	.lead {
		max-inline-size: 76ch;
		margin-block-start: 4px;
	}
	.both {
		display: grid;
		grid-template-columns: minmax(0, 1fr) minmax(0, 340px);
		grid-template-areas: 'picture form' 'picture words';
		grid-template-rows: auto 1fr;
		gap: 24px 32px;
	}
	.picture {
		grid-area: picture;
		display: grid;
		gap: 16px;
		align-content: start;
		min-inline-size: 0;
	}
	form {
		grid-area: form;
		display: grid;
		gap: 16px;
		align-content: start;
	}
	form .fields {
		grid-template-columns: repeat(auto-fit, minmax(min(140px, 100%), 1fr));
	}
	.words {
		grid-area: words;
		display: grid;
		gap: 16px;
		align-content: start;
	}
	.words dt {
		font-weight: 600;
		font-size: 12.5px;
	}
	.words dd + dt {
		margin-block-start: 12px;
	}
	.chart {
		--chartwire-height: 420px;
		min-block-size: 420px;
	}
	.chart .empty {
		padding-block: 64px;
	}
	@container (max-width: 820px) {
		.both {
			grid-template: 'form' 'picture' 'words' / minmax(0, 1fr);
		}
		.chart {
			--chartwire-height: 340px;
			min-block-size: 340px;
		}
	}
`;
