import {
	css,
	html,
	LitElement,
	nothing,
	type PropertyDeclarations,
	type PropertyValues,
	type TemplateResult,
} from 'lit';
import { formStyles } from '../../shared/forms.ts';
import { go } from '../../shared/page.ts';
import type { SourceSchema } from '../../shared/source-schema.ts';
import { pageStyles } from '../../shared/styles.ts';
import { countText } from '../../shared/words.ts';
import { relationStyles, relationView } from './relation-view.ts';
import { isRelation, movedTo, type RelationRow, type Row, rowsInSight, rowsOf } from './schema-rows.ts';

const ROW_PX = 32;

/**
 * `<workshop-schema>`: the tables of a source, and the one that is chosen. Of thousands only those in sight are in the page.
 * Which one is chosen stands in the address, so that it can be shared.
 */
export class WorkshopSchema extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		schema: { attribute: false },
		project: {},
		source: {},
		/** What is chosen: schema and table. */
		chosen: { attribute: false },
		_search: { state: true },
		_top: { state: true },
		_height: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		formStyles,
		relationStyles,
		css`
			:host {
				container-type: inline-size;
			}
			.both {
				display: grid;
				grid-template-columns: minmax(0, 320px) minmax(0, 1fr);
				gap: 24px;
			}
			.tables {
				display: grid;
				grid-template-rows: auto auto minmax(0, 1fr);
				gap: 8px;
				align-content: start;
			}
			.list {
				position: relative;
				overflow-y: auto;
				align-self: start;
				max-block-size: min(64dvh, 720px);
				border: 1px solid var(--line);
				border-radius: 8px;
				background: var(--surface);
			}
			.all {
				position: relative;
			}
			.line {
				position: absolute;
				inset-inline: 0;
				block-size: 32px;
				display: flex;
				align-items: center;
				gap: 8px;
				padding-inline: 12px;
				white-space: nowrap;
			}
			.line.schema {
				font-size: 12.5px;
				color: var(--muted);
				font-weight: 500;
			}
			.line[role='option'] {
				cursor: pointer;
				padding-inline-start: 20px;
			}
			.line[role='option']:hover {
				background: var(--sunken);
			}
			.line[aria-selected='true'] {
				background: var(--accent-wash);
				color: var(--accent);
			}
			.line b {
				font-weight: 500;
				overflow: hidden;
				text-overflow: ellipsis;
			}
			.line small {
				margin-inline-start: auto;
				font-size: 12px;
				color: var(--muted);
				overflow: hidden;
				text-overflow: ellipsis;
			}
			@container (max-width: 760px) {
				.both {
					grid-template-columns: minmax(0, 1fr);
				}
				.list {
					max-block-size: min(44dvh, 400px);
				}
			}
		`,
	];

	declare schema: SourceSchema | undefined;
	declare project: string;
	declare source: string;
	declare chosen: { readonly schema: string; readonly table: string } | undefined;
	declare _search: string;
	declare _top: number;
	declare _height: number;
	#rows: readonly Row[] = [];
	#resized: ResizeObserver | undefined;
	#isToBeSeen = true;

	constructor() {
		super();
		this.project = '';
		this.source = '';
		this._search = '';
		this._top = 0;
		this._height = 640;
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#resized?.disconnect();
		this.#resized = undefined;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('schema') || changed.has('_search'))
			this.#rows = this.schema === undefined ? [] : rowsOf(this.schema, this._search);
		if (changed.has('chosen')) this.#isToBeSeen = true;
	}

	protected override updated(): void {
		const list = this.#list;
		if (list === null) return;
		if (this.#resized === undefined) {
			this.#resized = new ResizeObserver(() => {
				this._height = list.clientHeight;
			});
			this.#resized.observe(list);
		}
		const index = this.#chosenIndex;
		if (this.#isToBeSeen && index >= 0) {
			this.#isToBeSeen = false;
			const top = index * ROW_PX;
			if (top < list.scrollTop) list.scrollTop = top - ROW_PX;
			else if (top + ROW_PX > list.scrollTop + list.clientHeight) list.scrollTop = top + 2 * ROW_PX - list.clientHeight;
		}
	}

	get #list(): HTMLElement | null {
		return this.renderRoot.querySelector('.list');
	}

	get #chosenIndex(): number {
		const { chosen } = this;
		if (chosen === undefined) return -1;
		return this.#rows.findIndex(
			(row) => isRelation(row) && row.schema === chosen.schema && row.relation.name === chosen.table,
		);
	}

	/** Also one that the search does not show: who looks for another still reads this one. */
	get #chosenRow(): RelationRow | undefined {
		const { chosen, schema } = this;
		const relation = schema?.schemas
			.find(({ name }) => name === chosen?.schema)
			?.relations.find(({ name }) => name === chosen?.table);
		return chosen && relation && { kind: 'relation', schema: chosen.schema, relation, matches: [] };
	}

	#choose(row: Row | undefined): void {
		if (!isRelation(row)) return;
		const query = { schema: row.schema, table: row.relation.name };
		// Looking at one after the other is no way back through all of them.
		go(this, { page: 'sources', item: this.source, query }, { replace: this.chosen !== undefined });
	}

	readonly #onKey = (event: KeyboardEvent): void => {
		const page = Math.max(1, Math.floor(this._height / ROW_PX) - 1);
		const next = movedTo(this.#rows, this.#chosenIndex, { key: event.key, page });
		if (next === undefined) return;
		event.preventDefault();
		this.#choose(this.#rows[next]);
	};

	readonly #onScroll = ({ target }: Event): void => {
		this._top = (target as HTMLElement).scrollTop;
	};

	readonly #onSearch = ({ target }: Event): void => {
		this._search = (target as HTMLInputElement).value;
		const list = this.#list;
		if (list) list.scrollTop = 0;
	};

	/** From the search into what was found. */
	readonly #onSearchKey = (event: KeyboardEvent): void => {
		if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
		event.preventDefault();
		this.#list?.focus();
		if (this.#chosenIndex < 0) this.#choose(this.#rows.find(isRelation));
	};

	protected override render(): TemplateResult | typeof nothing {
		const { schema } = this;
		if (schema === undefined) return nothing;
		const row = this.#chosenRow;
		const count = this.#rows.filter(isRelation).length;
		return html`<div class="both">
			<div class="tables">
				<div class="field">
					<label for="search">Find a table or a column</label>
					<input id="search" type="search" autocomplete="off" spellcheck="false" @input=${this.#onSearch} @keydown=${this.#onSearchKey}>
				</div>
				<p class="small muted" role="status">${countText(count, 'table')}${schema.truncated ? '; the source has more than could be read' : ''}</p>
				${this.#listView()}
			</div>
			${
				row === undefined
					? html`<p class="muted">${this.chosen === undefined ? 'Choose a table to see its columns.' : `There is no table “${this.chosen.schema}.${this.chosen.table}” here, or the role may not read it.`}</p>`
					: relationView({ project: this.project, source: this.source, engine: schema.engine, row })
			}
		</div>`;
	}

	#listView(): TemplateResult {
		const { chosen } = this;
		const rows = this.#rows;
		const active = this.#chosenIndex;
		const [from, to] = rowsInSight({ top: this._top, height: this._height, rowHeight: ROW_PX, count: rows.length });
		if (rows.length === 0)
			return html`<p class="muted">${chosen === undefined && this._search === '' ? 'The role sees no table.' : 'Nothing has such a name.'}</p>`;
		return html`<div class="list" role="listbox" tabindex="0" aria-label="Tables" aria-activedescendant=${active >= from && active < to ? `row-${active}` : nothing} @keydown=${this.#onKey} @scroll=${this.#onScroll}>
			<div class="all" role="presentation" .style=${`block-size: ${rows.length * ROW_PX}px`}>
				${rows.slice(from, to).map((row, index) => this.#line(row, from + index, active))}
			</div>
		</div>`;
	}

	#line(row: Row, index: number, active: number): TemplateResult {
		const place = `translate: 0 ${index * ROW_PX}px`;
		if (!isRelation(row)) {
			return html`<div class="line schema" role="presentation" .style=${place}>${row.name}<small>${row.count}</small></div>`;
		}
		const { relation, matches } = row;
		const note = matches.length > 0 ? matches.join(', ') : relation.kind === 'table' ? '' : relation.kind;
		return html`<div class="line" role="option" id=${`row-${index}`} aria-selected=${index === active ? 'true' : 'false'} .style=${place} title=${relation.name} @click=${() => this.#choose(row)}>
			<b>${relation.name}</b><small>${note}</small>
		</div>`;
	}
}
