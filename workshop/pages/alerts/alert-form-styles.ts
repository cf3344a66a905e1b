import { css } from 'lit';

export const alertFormStyles = css`
	.page {
		max-inline-size: 1320px;
	}
	.sides {
		display: grid;
		grid-template-columns: minmax(0, 1fr);
		gap: 32px;
		align-items: start;
	}
	@media (min-width: 1000px) {
		.sides {
			grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
		}
		aside {
			position: sticky;
			inset-block-start: 16px;
		}
	}
	form,
	section,
	aside,
	.watched {
		display: grid;
		grid-template-columns: minmax(0, 1fr);
		gap: 16px;
	}
	form,
	.left {
		display: grid;
		grid-template-columns: minmax(0, 1fr);
		gap: 32px;
	}
	/* Wide enough for what the choices say. */
	.fields {
		grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
	}
	.pair {
		display: grid;
		grid-template-columns: minmax(80px, 0.6fr) minmax(96px, 1.4fr);
		gap: 8px;
	}
	.channels {
		display: grid;
		gap: 12px;
	}
	.channels li {
		display: grid;
		grid-template-columns: minmax(120px, 170px) minmax(0, 1fr) auto;
		gap: 8px;
		align-items: center;
	}
	.channels .problem {
		grid-column: 1 / -1;
	}
	@media (max-width: 640px) {
		.channels li {
			grid-template-columns: minmax(0, 1fr) auto;
		}
		.channels input {
			grid-row: 2;
			grid-column: 1 / -1;
		}
	}
	.events {
		display: grid;
		gap: 12px;
		max-block-size: 320px;
		overflow: auto;
		overflow-wrap: anywhere;
	}
	workshop-chart-live {
		--workshop-stage: 220px;
	}
	.preview {
		min-block-size: 320px;
		align-content: start;
	}
`;
