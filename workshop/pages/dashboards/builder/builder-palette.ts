import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../../app/route.ts';
import { Asked } from '../../../shared/asked.ts';
import { partStyles, waitingFor } from '../../../shared/parts.ts';
import { pageStyles } from '../../../shared/styles.ts';
import type { ListedChart } from '../../charts/chart-types.ts';
import { type Content, sizeOf } from '../pure/edits.ts';
import type { ChartFacts } from './chart-facts.ts';

const PATIENCE_MS = 250;

/** What an entry stands for, as its element says it: a copy of that is what is dropped. */
export function contentOf({ dataset }: HTMLElement): Content {
	const { kind, chart } = dataset;
	if (kind === 'chart' && chart !== undefined) return { kind, chart };
	return kind === 'text' ? { kind, text: 'Write something here.' } : { kind: 'heading', text: 'Heading' };
}

/**
 * `<builder-palette>`: what can be put on the dashboard. An entry is dragged to its place, or pressed for the first free one.
 * @fires builder-add - with its content
 * @fires builder-entries - with the elements that can be dragged
 */
export class BuilderPalette extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 12px;
				align-content: start;
			}
			ul {
				display: grid;
				gap: 4px;
				grid-template-columns: minmax(0, 1fr);
			}
			.kinds {
				grid-template-columns: 1fr 1fr;
			}
			.charts {
				max-block-size: max(240px, 100dvh - 330px);
				overflow: auto;
				padding: 3px;
				margin: -3px;
			}
			@media (max-width: 720px) {
				.charts {
					max-block-size: 200px;
				}
			}
			.entry {
				position: relative;
				display: flex;
				gap: 8px;
				align-items: center;
				inline-size: 100%;
				min-block-size: 36px;
				padding: 6px 10px;
				border: 1px solid var(--line);
				border-radius: 7px;
				background: var(--surface);
				color: var(--ink);
				font: inherit;
				text-align: start;
				cursor: grab;
				touch-action: manipulation;
			}
			.entry:hover {
				border-color: var(--accent);
			}
			.entry wa-icon {
				flex: none;
				color: var(--muted);
			}
			.entry span {
				min-inline-size: 0;
				overflow: hidden;
				text-overflow: ellipsis;
				white-space: nowrap;
			}
			.ui-draggable-dragging {
				z-index: 5;
				opacity: 0.85;
				border-color: var(--accent);
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		charts: { attribute: false },
		project: {},
		_q: { state: true },
	};
	declare charts: ChartFacts;
	declare project: string;
	declare _q: string;
	readonly #asked = new Asked<readonly ListedChart[]>(this);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#wasDragged = false;

	constructor() {
		super();
		this._q = '';
	}

	readonly #ask = (): void => void this.#asked.ask((signal) => this.charts.seek(this._q, signal));

	protected override firstUpdated(): void {
		this.#ask();
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#timer);
	}

	protected override updated(): void {
		const entries = [...this.renderRoot.querySelectorAll<HTMLElement>('.entry')];
		this.dispatchEvent(new CustomEvent('builder-entries', { detail: entries }));
	}

	readonly #seek = ({ target }: Event): void => {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this._q = (target as HTMLInputElement).value.trim();
			this.#ask();
		}, PATIENCE_MS);
	};

	readonly #add = ({ currentTarget }: Event): void => {
		// Letting go of what was dragged is a press too, where it did not leave its entry.
		if (this.#wasDragged) return;
		const detail = contentOf(currentTarget as HTMLElement);
		this.dispatchEvent(new CustomEvent<Content>('builder-add', { detail }));
	};

	readonly #onDrag = (): void => {
		this.#wasDragged = true;
	};

	readonly #onPress = (): void => {
		this.#wasDragged = false;
	};

	#entry(content: Content, icon: string, title: string): TemplateResult {
		const { w, h } = sizeOf(content);
		const chart = content.kind === 'chart' ? content.chart : nothing;
		return html`<li><button type="button" class="entry" gs-w=${w} gs-h=${h} data-kind=${content.kind} data-chart=${chart} title=${title} @pointerdown=${this.#onPress} @keydown=${this.#onPress} @dragstart=${this.#onDrag} @click=${this.#add}>
			<wa-icon name=${icon} aria-hidden="true"></wa-icon><span><span class="sr">Add </span>${title}</span>
		</button></li>`;
	}

	#none(): TemplateResult {
		if (this._q) return html`<p class="small muted">No chart has “${this._q}” in its name, title or SQL.</p>`;
		const editor = addressOf({ project: this.project, page: 'editor' });
		return html`<p class="small">There is no chart yet. Write one in the <a href=${editor}>editor</a>.</p>`;
	}

	protected override render(): TemplateResult {
		const charts = this.#asked.value;
		return html`
			<h2>Add</h2>
			<ul class="kinds" aria-label="Headings and text">
				${this.#entry({ kind: 'heading', text: '' }, 'heading', 'Heading')}
				${this.#entry({ kind: 'text', text: '' }, 'text', 'Text')}
			</ul>
			<label><span class="sr">Find a chart</span><input type="search" placeholder="Find a chart" autocomplete="off" @input=${this.#seek}></label>
			${waitingFor(this.#asked, this.#ask)}
			${charts?.length === 0 ? this.#none() : nothing}
			<ul class="charts" aria-label="Charts">${repeat(
				charts ?? [],
				({ name }) => name,
				({ name, title }) => this.#entry({ kind: 'chart', chart: name }, 'chart', title || name),
			)}</ul>
			<p class="small muted">Drag to a place, or press for the first free one.</p>`;
	}
}
