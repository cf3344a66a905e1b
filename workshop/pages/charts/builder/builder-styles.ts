import { css } from 'lit';

/** The builder: fields at the side of a preview that stays in sight; when narrow the preview stands on top. */
export const builderStyles = css`
	:host {
		display: grid;
		gap: 12px;
		grid-template-columns: minmax(0, 1fr);
		container-type: inline-size;
	}
	.bar {
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
		align-items: center;
	}
	.bar .end {
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
		align-items: center;
		margin-inline-start: auto;
	}
	.segments {
		display: inline-flex;
		border: 1px solid var(--line);
		border-radius: 7px;
		overflow: hidden;
	}
	.segments button,
	.icon,
	.add,
	.place {
		font: inherit;
		color: var(--muted);
		background: none;
		border: 0;
		border-radius: 6px;
		min-block-size: 32px;
		padding: 4px 10px;
		cursor: pointer;
	}
	.segments button {
		border-radius: 0;
	}
	.segments button[aria-pressed='true'] {
		color: var(--accent);
		background: var(--accent-wash);
	}
	.segments button:focus-visible {
		outline-offset: -2px;
	}
	.tool {
		font: inherit;
		min-block-size: 32px;
		padding: 4px 12px;
		color: var(--ink);
		background: var(--surface);
		border: 1px solid var(--line);
		border-radius: 7px;
		cursor: pointer;
	}
	.tool[aria-disabled='true'] {
		color: var(--muted);
		background: none;
		cursor: default;
	}
	.icon:hover,
	.add:hover {
		color: var(--ink);
		background: var(--sunken);
	}
	.add {
		padding-inline: 0;
		color: var(--accent);
	}
	.place {
		min-block-size: 24px;
		padding: 0;
		color: var(--accent);
		text-decoration: underline;
		text-underline-offset: 0.18em;
	}
	.both {
		display: grid;
		grid-template-columns: minmax(0, 420px) minmax(0, 1fr);
		gap: 24px;
		align-items: start;
	}
	.stage {
		position: sticky;
		inset-block-start: 12px;
		min-inline-size: 0;
		order: 2;
	}
	.stage sql-chart {
		--chartwire-height: 420px;
	}
	form {
		display: grid;
		gap: 8px;
		grid-template-columns: minmax(0, 1fr);
	}
	.fields {
		grid-template-columns: repeat(auto-fill, minmax(min(170px, 100%), 1fr));
		gap: 12px;
		padding-block: 8px 16px;
	}
	summary {
		padding-block: 8px;
		font-weight: 550;
		cursor: pointer;
	}
	.groups > details {
		border-block-start: 1px solid var(--line-quiet);
	}
	.types {
		display: grid;
		gap: 8px;
	}
	.types summary {
		font-size: 12.5px;
		font-weight: 500;
		color: var(--muted);
	}
	.cards {
		display: grid;
		grid-template-columns: repeat(auto-fill, minmax(min(128px, 100%), 1fr));
		gap: 8px;
	}
	.card {
		position: relative;
		display: grid;
		grid-template-rows: auto auto 1fr;
		gap: 2px;
		padding: 8px 10px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--surface);
		cursor: pointer;
		line-height: 1.35;
	}
	.card.wide {
		grid-column: 1 / -1;
		grid-template-columns: auto minmax(0, 1fr);
		grid-template-rows: auto auto;
		column-gap: 12px;
	}
	.card.wide .picture {
		grid-row: span 2;
	}
	.card input {
		position: absolute;
		inset: 0;
		margin: 0;
		inline-size: 100%;
		block-size: 100%;
		opacity: 0;
		cursor: pointer;
	}
	.card:hover {
		border-color: color-mix(in srgb, var(--accent) 60%, var(--line));
	}
	.card:has(:checked) {
		border-color: var(--accent);
		background: var(--accent-wash);
		box-shadow: inset 0 0 0 1px var(--accent);
	}
	.card:has(:focus-visible) {
		outline: 2px solid var(--accent);
		outline-offset: 2px;
	}
	.picture {
		inline-size: 48px;
		block-size: 30px;
		color: var(--accent);
	}
	.card.off .picture {
		color: var(--muted);
	}
	.called {
		font-weight: 550;
		overflow-wrap: anywhere;
	}
	.boxes {
		display: flex;
		flex-wrap: wrap;
		gap: 2px 16px;
	}
	.order {
		min-inline-size: 1.4em;
		text-align: center;
		border-radius: 99px;
		background: var(--sunken);
	}
	.entry {
		display: grid;
		grid-template-columns: minmax(0, 1fr) auto;
		gap: 4px 8px;
		align-items: end;
		padding-block: 8px;
		border-block-end: 1px solid var(--line-quiet);
	}
	.entry > .called {
		grid-column: 1 / -1;
	}
	.parts {
		display: grid;
		grid-template-columns: repeat(auto-fill, minmax(min(104px, 100%), 1fr));
		gap: 8px;
	}
	.parts:has(.color) {
		grid-template-columns: repeat(auto-fill, minmax(min(150px, 100%), 1fr));
	}
	.adding {
		display: block;
		padding-block-start: 8px;
	}
	.color {
		display: flex;
		gap: 4px;
	}
	.color input[type='color'] {
		flex: none;
		inline-size: 40px;
		padding: 3px;
		cursor: pointer;
	}
	#json {
		min-block-size: 420px;
		tab-size: 2;
	}
	.problems {
		display: grid;
		gap: 4px;
		font-size: 12.5px;
		overflow-wrap: anywhere;
	}
	@container (max-width: 760px) {
		/* There is room beside them. */
		.field.columns {
			grid-column: auto;
		}
		.both {
			grid-template-columns: minmax(0, 1fr);
		}
		.stage {
			position: static;
			order: 0;
		}
	}
`;
