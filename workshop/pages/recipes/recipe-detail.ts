import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import '../../shared/copy-text.ts';
import { formStyles } from '../../shared/forms.ts';
import { go } from '../../shared/page.ts';
import { type Relation, readSchema, type SourceSchema } from '../../shared/source-schema.ts';
import { pageStyles } from '../../shared/styles.ts';
import { defaultsOf, type ListedRecipe, type Recipe, type TypedParams, typedOf, valuesOf } from './recipe.ts';
import { suggestColumns, type TableChoice, tablesFor } from './recipe-fit.ts';
import { columnField, paramField, tableField } from './recipe-form-view.ts';
import { askedOf, columnsIn, missingSlots, placeIn, queryOf, type RecipePlace } from './recipe-place.ts';
import { hasTable, recipeSources, sourceWith } from './recipe-source.ts';
import { recipeStyles } from './recipe-styles.ts';

/** `<workshop-recipe>`: one recipe, drawn from the sample data or from a table of the project's. The address says which. */
export class WorkshopRecipe extends LitElement {
	static override readonly styles = [pageStyles, formStyles, recipeStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		listed: { attribute: false },
		query: { attribute: false },
		_recipe: { state: true },
		_sources: { state: true },
		_schema: { state: true },
		_table: { state: true },
		_typed: { state: true },
		_run: { state: true },
		_isOwn: { state: true },
		_problem: { state: true },
	};

	declare session: ProjectSession;
	declare listed: ListedRecipe;
	declare query: URLSearchParams;
	declare _recipe: Recipe | undefined;
	declare _sources: readonly string[] | undefined;
	declare _schema: SourceSchema | undefined;
	/** What is typed in the field of the table. */
	declare _table: string;
	declare _typed: TypedParams;
	declare _run: string;
	/** A table of the project's, in place of the sample. */
	declare _isOwn: boolean;
	declare _problem: string;
	#place: RecipePlace = { source: '', table: undefined, columns: {} };
	#tables: readonly TableChoice[] = [];
	/** Of what is shown now; another recipe or place ends it. */
	#abort = new AbortController();
	#schemaAbort = new AbortController();
	#schemaOf = '';

	constructor() {
		super();
		this._table = '';
		this._typed = {};
		this._run = '';
		this._isOwn = false;
		this._problem = '';
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#abort.abort();
		this.#schemaAbort.abort();
		this.#schemaOf = '';
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (!changed.has('listed') && !changed.has('query')) return;
		const before = changed.get('listed') as ListedRecipe | undefined;
		const isOther = before?.name !== this.listed.name && changed.has('listed');
		const place = placeIn(this.query);
		if (isOther) this._typed = defaultsOf(this.listed);
		if (!isOther && JSON.stringify(place) === JSON.stringify(this.#place)) return;
		this.#place = place;
		this._isOwn = place.table !== undefined || (this._isOwn && !isOther);
		if (place.table !== undefined) this._table = `${place.table.schema}.${place.table.name}`;
		this._run = '';
		this._problem = '';
		void this.#arrive(isOther);
	}

	async #arrive(isOther: boolean): Promise<void> {
		this.#abort.abort();
		this.#abort = new AbortController();
		const { signal } = this.#abort;
		if (isOther) this._recipe = undefined;
		try {
			await Promise.all([this.#adapt(signal), this.#settleSource(signal)]);
			this.#followSchema();
		} catch (error) {
			if (!signal.aborted) this._problem = messageOf(error);
		}
	}

	/** The SQL on what is chosen; while a slot is empty, that on the sample table. */
	async #adapt(signal: AbortSignal): Promise<void> {
		const isWhole = missingSlots(this.#place, this.listed.columns).length === 0;
		const search = new URLSearchParams(isWhole ? askedOf(this.#place) : {});
		const path = `/recipes/${encodeURIComponent(this.listed.name)}?${search}`;
		this._recipe = await this.session.api.ask<Recipe>('GET', path, { signal });
	}

	/** Without a source in the address: that which has the sample table, or else the first. */
	async #settleSource(signal: AbortSignal): Promise<void> {
		this._sources ??= await recipeSources(this.session);
		if (this.#place.source !== '' || this._sources.length === 0) return;
		const found = await sourceWith(this.session, { sources: this._sources, table: this.listed.sample, signal });
		signal.throwIfAborted();
		const source = found ?? this._sources[0] ?? '';
		this.#place = { ...this.#place, source };
		this.requestUpdate();
	}

	#followSchema(): void {
		const { source } = this.#place;
		if (source === '' || source === this.#schemaOf) {
			this.#arrange();
			return;
		}
		this.#schemaAbort.abort();
		this.#schemaAbort = new AbortController();
		this.#schemaOf = source;
		this._schema = undefined;
		void this.#readSchema(source, this.#schemaAbort.signal);
	}

	async #readSchema(source: string, signal: AbortSignal): Promise<void> {
		try {
			for await (const { schema } of readSchema(this.session.api, source, { signal })) {
				if (schema === this._schema) continue;
				this._schema = schema;
				this.#arrange();
			}
		} catch (error) {
			if (!signal.aborted) this._problem = `The tables of “${source}” could not be read. ${messageOf(error)}`;
		}
	}

	/** Once the tables are known: which fit, and on the sample data the first picture. */
	#arrange(): void {
		const schema = this._schema;
		if (schema === undefined) return;
		this.#tables = tablesFor(this.listed.columns, schema);
		this.requestUpdate();
		if (!this._isOwn && this._run === '' && hasTable(schema, this.listed.sample)) void this.#onRun();
	}

	#visit(place: RecipePlace): void {
		go(this, { page: 'recipes', item: this.listed.name, query: queryOf(place) }, { replace: true });
	}

	get #chosen(): TableChoice | undefined {
		return this.#tables.find(({ label }) => label === this._table);
	}

	/** Only what the table has: an address may be older than the table. */
	#columnsOf(relation: Relation): Readonly<Record<string, string>> {
		return columnsIn(this.#place, this.listed.columns, relation);
	}

	readonly #onInput = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement;
		if (name.startsWith('param.')) this._typed = { ...this._typed, [name.slice(6)]: value };
		else if (name.startsWith('column.')) {
			this.#visit({ ...this.#place, columns: { ...this.#place.columns, [name.slice(7)]: value } });
		} else if (name === 'table') {
			this._table = value;
			this.#takeTable();
		} else if (name === 'source') {
			this._table = '';
			this.#visit({ source: value, table: undefined, columns: {} });
		} else if (name === 'of') {
			this._isOwn = value === 'own';
			if (!this._isOwn) this.#visit({ ...this.#place, table: undefined, columns: {} });
			else this._run = '';
		}
	};

	/** A table that is there is taken at once, with the columns that fit best. */
	#takeTable(): void {
		const choice = this.#chosen;
		if (choice === undefined) return;
		const { schema, relation } = choice;
		this.#visit({
			source: this.#place.source,
			table: { schema, name: relation.name },
			columns: suggestColumns(this.listed.columns, relation),
		});
	}

	readonly #onRun = async (event?: Event): Promise<void> => {
		event?.preventDefault();
		const recipe = this._recipe;
		if (recipe === undefined) return;
		const { signal } = this.#abort;
		this._problem = '';
		try {
			const body = { source: this.#place.source, sql: recipe.sql, params: valuesOf(recipe, this._typed) };
			const { run } = await this.session.api.ask<{ run: string }>('POST', '/runs', { body, signal });
			this._run = run;
		} catch (error) {
			if (!signal.aborted) this._problem = messageOf(error);
		}
	};

	get #lacksSample(): boolean {
		return this._schema !== undefined && !hasTable(this._schema, this.listed.sample);
	}

	/** What is still to be done before it can run; '': nothing. */
	get #lacks(): string {
		if (this._sources?.length === 0) return 'Add a source of PostgreSQL first.';
		if (!this._isOwn) return this.#lacksSample ? `The source has no table ${this.listed.sample}.` : '';
		if (this.#place.table === undefined) return 'Choose a table first.';
		const [missing] = missingSlots(this.#place, this.listed.columns);
		return missing === undefined ? '' : `Choose a column first: ${missing.label}.`;
	}

	protected override render(): TemplateResult {
		const { title, explanation } = this.listed;
		return html`
			<div><h1>${title}</h1><p class="lead">${explanation}</p></div>
			<div class="both">${this.#form()}${this.#picture()}${this.#words()}</div>`;
	}

	#words(): TemplateResult {
		const { use, avoid, edges, formula } = this.listed;
		return html`<section class="words" aria-label="What to know"><dl>
			<dt>When to use it</dt><dd>${use}</dd>
			<dt>When not</dt><dd>${avoid}</dd>
			<dt>At the edges</dt><dd>${edges}</dd>
			<dt>Formula</dt><dd>${formula}</dd>
		</dl></section>`;
	}

	#form(): TemplateResult {
		const { listed, _isOwn: isOwn } = this;
		const { source } = this.#place;
		const choice = this.#chosen;
		const lacks = this.#lacks;
		return html`<form @input=${this.#onInput} @submit=${this.#onRun}>
			<fieldset>
				<legend>Drawn from</legend>
				<label class="choice"><input type="radio" name="of" value="sample" .checked=${!isOwn}> the sample table <code>${listed.sample}</code></label>
				<label class="choice"><input type="radio" name="of" value="own" .checked=${isOwn}> a table of mine</label>
			</fieldset>
			<div class="field">
				<label for="source">Source</label>
				<select id="source" name="source" ?disabled=${this._sources?.length === 0}>${this._sources?.length === 0 ? html`<option value="">none yet</option>` : nothing}${source === '' && this._sources?.length !== 0 ? html`<option value="" selected>…</option>` : nothing}${(this._sources ?? []).map((name) => html`<option value=${name} ?selected=${name === source}>${name}</option>`)}</select>
			</div>
			${isOwn ? tableField(this.#tables, this._table, this._table !== '' && this._schema && choice === undefined ? 'The source has no table of this name.' : '') : nothing}
			${isOwn && choice ? listed.columns.map((slot) => columnField(slot, choice.relation, this.#columnsOf(choice.relation)[slot.slot] ?? '')) : nothing}
			${listed.params.map((param) => paramField(param, this._typed))}
			<p class="problem" role="alert" ?hidden=${this._problem === ''}>${this._problem}</p>
			<div class="row">
				<wa-button type="submit" variant="brand" ?disabled=${lacks !== '' || this._recipe === undefined}><wa-icon slot="start" name="play" aria-hidden="true"></wa-icon>Run</wa-button>
				<wa-button appearance="outlined" href=${this.#editorAddress()} ?disabled=${lacks !== '' && (isOwn || source === '')}>Open in the editor</wa-button>
			</div>
			${lacks === '' ? nothing : html`<p class="hint">${lacks}</p>`}
		</form>`;
	}

	#editorAddress(): string {
		const { source } = this.#place;
		const query = {
			recipe: this.listed.name,
			...(source !== '' && { source }),
			...askedOf(this.#place),
			...typedOf(this.listed, this._typed),
		};
		return addressOf({ project: this.session.project.project, page: 'editor', query });
	}

	#picture(): TemplateResult {
		const recipe = this._recipe;
		return html`<div class="picture">
			<div class="chart">${this._run === '' || recipe === undefined ? this.#noPicture() : html`<sql-chart run=${this._run} .getToken=${this.session.token} .spec=${recipe.spec} loading="eager"></sql-chart>`}</div>
			<workshop-copy label="SQL" .text=${recipe?.sql ?? ''}></workshop-copy>
		</div>`;
	}

	#noPicture(): TemplateResult | typeof nothing {
		if (this._isOwn)
			return html`<p class="muted">${this.#lacks === '' ? 'Run it to see the picture.' : 'The picture comes here.'}</p>`;
		if (this._sources?.length === 0)
			return html`<div class="empty"><h2>No source to draw it from</h2><p class="muted">Recipes are written for PostgreSQL. <a href=${addressOf({ project: this.session.project.project, page: 'sources', query: { new: '1' } })}>Add a source</a> first.</p></div>`;
		if (this.#lacksSample)
			return html`<div class="empty"><h2>No sample data here</h2><p class="muted">The source has no table <code>${this.listed.sample}</code>; the demo’s has. Choose “a table of mine” to draw the recipe from your own data.</p></div>`;
		return this._problem === '' ? html`<p class="muted">Loading…</p>` : nothing;
	}
}
