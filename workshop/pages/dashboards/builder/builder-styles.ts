import { css } from 'lit';

/** How the parts of the builder stand beside each other, or below each other where there is no room. */
export const builderStyles = css`
	:host {
		display: grid;
		gap: 12px;
		align-content: start;
		grid-template-columns: minmax(0, 1fr);
		padding-block-end: 48px;
	}
	.page {
		box-sizing: border-box;
		inline-size: 100%;
	}
	.toolbar {
		position: sticky;
		inset-block-start: 0;
		z-index: 4;
		display: flex;
		flex-wrap: wrap;
		gap: 8px 16px;
		align-items: center;
		padding: 8px clamp(12px, 2vw, 24px);
		border-block-end: 1px solid var(--line);
		background: var(--paper);
	}
	.toolbar h1 {
		min-inline-size: 0;
		font-size: 16px;
		overflow-wrap: anywhere;
	}
	.toolbar h1 a {
		display: flex;
		gap: 4px;
		align-items: center;
		color: var(--ink);
		text-decoration: none;
	}
	.toolbar .end {
		margin-inline-start: auto;
	}
	.bench {
		display: grid;
		grid-template-columns: 220px minmax(0, 1fr) 280px;
		gap: 24px;
		align-items: start;
		padding-inline: clamp(12px, 2vw, 24px);
	}
	builder-palette,
	.side {
		position: sticky;
		inset-block-start: 68px;
	}
	.side {
		max-block-size: calc(100dvh - 84px);
		overflow: auto;
		padding: 3px;
		margin: -3px;
	}
	.side,
	.stage {
		display: grid;
		gap: 16px;
		grid-template-columns: minmax(0, 1fr);
	}
	.stage {
		gap: 12px;
	}
	.stage:focus {
		outline: none;
	}
	.preview {
		padding: 16px clamp(12px, 2vw, 24px);
	}
	.note {
		margin-inline: clamp(12px, 2vw, 24px);
	}
	.note.row {
		padding: 8px 12px;
		border: 1px solid var(--line);
		border-inline-start: 3px solid var(--accent);
		border-radius: 8px;
		background: var(--surface);
	}
	.icon {
		display: inline-grid;
		place-items: center;
		inline-size: 32px;
		block-size: 32px;
		padding: 0;
		border: 0;
		border-radius: 6px;
		background: transparent;
		color: var(--ink);
		font-size: 17px;
		cursor: pointer;
	}
	.icon:hover:not(:disabled) {
		background: var(--sunken);
	}
	.icon:disabled {
		color: color-mix(in srgb, var(--muted) 55%, transparent);
		cursor: default;
	}
	.strip {
		display: flex;
		gap: 4px;
		align-items: center;
		min-inline-size: 0;
		border-block-end: 1px solid var(--line);
	}
	.strip ul {
		display: flex;
		gap: 12px;
		min-inline-size: 0;
		overflow: auto hidden;
		scrollbar-width: none;
	}
	.strip li {
		display: flex;
		align-items: center;
		border-block-end: 2px solid transparent;
	}
	.strip li.shown {
		border-color: var(--accent);
	}
	.strip .tab {
		min-block-size: 36px;
		padding: 6px 4px;
		border: 0;
		background: transparent;
		color: var(--muted);
		font: 500 14px / 1.4 var(--sans);
		white-space: nowrap;
		cursor: pointer;
	}
	.strip .tab:focus-visible {
		outline-offset: -2px;
	}
	.strip .shown .tab {
		color: var(--accent);
	}
	.strip .name {
		inline-size: 140px;
	}
	.panels {
		display: grid;
		grid-template-columns: repeat(3, 1fr);
		border: 1px solid var(--line);
		border-radius: 7px;
		overflow: hidden;
	}
	.panels button {
		min-block-size: 32px;
		padding: 4px;
		border: 0;
		background: var(--surface);
		color: var(--muted);
		font: 500 13px / 1.4 var(--sans);
		cursor: pointer;
	}
	.panels button[aria-pressed='true'] {
		color: var(--accent);
		background: var(--accent-wash);
	}
	.panels button:focus-visible {
		outline-offset: -2px;
		border-radius: 6px;
	}
	fieldset {
		display: grid;
		gap: 12px;
		min-inline-size: 0;
		margin: 0;
		padding: 0;
		border: 0;
	}
	legend {
		padding: 0 0 6px;
		font-size: 12.5px;
		font-weight: 600;
	}
	.place {
		grid-template-columns: 1fr 1fr;
	}
	.filter {
		padding-block: 8px;
		border-block-start: 1px solid var(--line);
	}
	.filter summary {
		font-weight: 550;
		cursor: pointer;
		padding-block: 4px;
	}
	.filter .part {
		padding-block: 8px;
	}
	.bindings {
		display: grid;
		gap: 8px;
	}
	.bindings .field {
		grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
		gap: 8px;
		align-items: center;
		overflow-wrap: anywhere;
	}
	.bindings .takes {
		color: var(--ink);
	}
	.both {
		display: grid;
		grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
		gap: 16px;
		margin-block: 16px;
	}
	.both .part {
		align-content: start;
	}
	.outline {
		padding: 8px 12px;
		border: 1px solid var(--line-quiet);
		border-radius: 8px;
		background: var(--sunken);
		overflow-wrap: anywhere;
		white-space: pre-wrap;
	}
	.wide {
		--width: min(900px, 94vw);
	}
	@media (max-width: 1100px) {
		.bench {
			grid-template-columns: 200px minmax(0, 1fr);
		}
		.side {
			grid-column: 1 / -1;
			position: static;
			max-block-size: none;
		}
	}
	@media (max-width: 720px) {
		.bench {
			grid-template-columns: minmax(0, 1fr);
		}
		builder-palette {
			position: static;
		}
	}
`;
