import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../../../shared/tree.ts';
import { pageStyles } from '../../../shared/styles.ts';
import type { TreeDetail, TreeItem } from '../../../shared/tree.ts';
import type { SchemaView } from '../model/schemas.ts';
import { type Catalog, type FoundRelation, searchCatalog } from '../pure/catalog.ts';
import { written } from '../pure/completion.ts';
import type { Engine } from '../pure/sql-tokens.ts';
import { panelStyles } from './panel-styles.ts';
import { ageText, countText } from './words.ts';

/** More are not drawn: whoever looks for one writes a part of its name. */
const MOST_SHOWN = 400;
/** When so few are found, their columns are open. */
const FEW = 5;

/**
 * `<editor-schema>`: the tables and columns of a source, to be searched; choosing one puts it into the text.
 *
 * @fires editor-insert - A name was chosen, written as SQL has to.
 * @fires editor-refresh - The schema is to be read anew.
 */
export class EditorSchema extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		view: { attribute: false },
		engine: {},
		source: {},
		_sought: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			:host {
				display: grid;
				grid-template-rows: auto auto minmax(0, 1fr);
				min-block-size: 0;
			}
			.search {
				display: flex;
				gap: 4px;
				padding: 8px 8px 4px;
			}
			input {
				flex: 1;
			}
			.age {
				padding: 0 12px 4px;
			}
			.list {
				overflow: auto;
				padding: 0 4px 16px;
				scrollbar-width: thin;
			}
		`,
	];

	declare view: SchemaView;
	declare engine: Engine;
	declare source: string;
	declare _sought: string;
	/** What is open at first when somebody has searched; a schema that is read anew leaves it as it is. */
	#open: ReadonlySet<string> = new Set();
	#openFor = '';

	constructor() {
		super();
		this.view = { state: 'none' };
		this.engine = 'postgresql';
		this.source = '';
		this._sought = '';
	}

	override focus(): void {
		this.renderRoot.querySelector('input')?.focus();
	}

	#tell(type: 'editor-insert' | 'editor-refresh', detail?: { readonly text: string }): void {
		this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
	}

	readonly #onChoose = ({ detail }: CustomEvent<TreeDetail>): void => {
		const [schema = '', relation = '', column] = JSON.parse(detail.id) as string[];
		const table = written(relation, this.engine);
		const whole = schema === 'public' ? table : `${written(schema, this.engine)}.${table}`;
		this.#tell('editor-insert', { text: column === undefined ? whole : written(column, this.engine) });
	};

	protected override render(): TemplateResult {
		const { view, source } = this;
		const catalog = 'catalog' in view ? view.catalog : undefined;
		const isReading = view.state === 'reading' || (view.state === 'ready' && view.refreshing);
		return html`<div class="search">
				<input
					type="search"
					aria-label="Search tables and columns"
					placeholder="Search"
					autocomplete="off"
					spellcheck="false"
					.value=${this._sought}
					@input=${(event: Event) => {
						this._sought = (event.target as HTMLInputElement).value;
					}}
				/>
				<button class="icon" aria-label="Read the schema anew" title="Read the schema anew" ?disabled=${source === '' || isReading} @click=${() => this.#tell('editor-refresh')}>
					<wa-icon name="refresh" aria-hidden="true"></wa-icon>
				</button>
			</div>
			<p class="age small muted" role="status">${this.#status(catalog, isReading)}</p>
			<div class="list">${catalog ? this.#list(catalog) : this.#empty()}</div>`;
	}

	#status(catalog: Catalog | undefined, isReading: boolean): string {
		const failed = this.view.state === 'failed' && catalog ? `Not read anew: ${this.view.message} ` : '';
		const age = catalog?.asOf === undefined ? '' : `As of ${ageText(catalog.asOf)}`;
		if (isReading) return catalog ? `${age}, being read anew` : 'Being read';
		return failed + age;
	}

	#empty(): TemplateResult | typeof nothing {
		const { view } = this;
		if (view.state === 'failed') return html`<p class="note problem" role="alert">${view.message}</p>`;
		if (this.source === '') return html`<p class="note">The tables of the source that is chosen stand here.</p>`;
		return nothing;
	}

	#list(catalog: Catalog): TemplateResult {
		const found = searchCatalog(catalog, this._sought);
		if (found.length === 0) {
			return this._sought
				? html`<p class="note">No table or column is called like “${this._sought}”.</p>`
				: html`<p class="note">This source's role sees no table. Grant it SELECT on those that it is to read.</p>`;
		}
		const shown = found.slice(0, MOST_SHOWN);
		if (this.#openFor !== this._sought) {
			const isOpen = ({ isByColumn }: FoundRelation, index: number) => isByColumn || index < FEW;
			this.#open = new Set(this._sought === '' ? [] : shown.filter(isOpen).map(idOf));
			this.#openFor = this._sought;
		}
		return html`<workshop-tree
				label="Tables and columns"
				.items=${shown.map((each) => itemOf(each))}
				.open=${this.#open}
				@tree-choose=${this.#onChoose}
			></workshop-tree>
			${found.length > MOST_SHOWN ? html`<p class="note">And ${found.length - MOST_SHOWN} more: search for a part of their names.</p>` : nothing}
			${catalog.truncated ? html`<p class="note">The source has more than is kept here.</p>` : nothing}`;
	}
}

const idOf = ({ schema, relation }: FoundRelation): string => JSON.stringify([schema, relation.name]);

function itemOf({ schema, relation, columns }: FoundRelation): TreeItem {
	const { name, kind, rows, comment, primaryKey = [], foreignKeys = [] } = relation;
	const shown = schema === 'public' ? name : `${schema}.${name}`;
	const size = rows === undefined ? (kind === 'table' ? '' : kind) : `~${countText(rows)}`;
	const references = new Map(
		foreignKeys.flatMap((key) => key.columns.map((column) => [column, key.references.relation] as const)),
	);
	return {
		id: JSON.stringify([schema, name]),
		// What is seen comes first: whoever speaks to the page says what they see.
		name: [shown, ...(rows === undefined ? [] : [`~${countText(rows)} rows`]), kind].join(', '),
		content: html`<div class="line" title=${[shown, comment].filter(Boolean).join(': ')}><span>${shown}</span><span class="aside">${size}</span></div>`,
		children: columns.map((column) => {
			const key = primaryKey.includes(column.name) ? 'primary key' : '';
			const to = references.get(column.name);
			const said = [column.type, key, to ? `refers to ${to}` : '', column.comment ?? ''].filter(Boolean).join(', ');
			return {
				id: JSON.stringify([schema, name, column.name]),
				name: `${column.name}, ${said}`,
				content: html`<div class="line" title=${`${column.name}: ${said}`}><span>${column.name}</span><span class="aside">${column.type}</span></div>`,
				children: [],
			};
		}),
	};
}

customElements.define('editor-schema', EditorSchema);
