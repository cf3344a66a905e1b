import {
	css,
	html,
	LitElement,
	nothing,
	type PropertyDeclarations,
	type PropertyValues,
	type TemplateResult,
} from 'lit';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { formStyles } from '../../shared/forms.ts';
import { go, type PageElement } from '../../shared/page.ts';
import { waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { roleHelp, roleHelpStyles } from './role-help.ts';
import { type ListedSource, placeOf, type SchemaNote, wordsOf } from './source-state.ts';

type Notes = ReadonlyMap<string, SchemaNote>;

/** `<workshop-sources>`: the project's sources; a new one; one of them with what it has (`/sources/NAME`), or to be edited. */
export class WorkshopSources extends LitElement implements PageElement {
	static override readonly styles = [
		pageStyles,
		formStyles,
		toneStyles,
		roleHelpStyles,
		css`
			.page.wide {
				max-inline-size: 1320px;
			}
			/* As high before the button is there. */
			.head {
				min-block-size: 40px;
			}
			.sources {
				border-block-start: 1px solid var(--line);
			}
			.sources li {
				display: grid;
				grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
				gap: 4px 24px;
				padding-block: 14px;
				border-block-end: 1px solid var(--line-quiet);
			}
			.sources a {
				font-size: 15px;
				font-weight: 600;
				overflow-wrap: anywhere;
			}
			@media (max-width: 640px) {
				.sources li {
					grid-template-columns: minmax(0, 1fr);
				}
			}
			.waits {
				min-block-size: 60dvh;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		_sources: { state: true },
		_notes: { state: true },
		_problem: { state: true },
	};

	declare session: ProjectSession;
	declare route: Route;
	declare _sources: readonly ListedSource[] | undefined;
	declare _notes: Notes;
	declare _problem: string;

	constructor() {
		super();
		this._notes = new Map();
		this._problem = '';
	}

	protected override willUpdate(changed: PropertyValues): void {
		const before = changed.get('route') as Route | undefined;
		if (changed.has('session') || (changed.has('route') && before?.item !== this.route.item)) void this.#load();
	}

	readonly #load = async (): Promise<void> => {
		const { api } = this.session;
		try {
			const { sources } = await api.ask<{ sources: readonly ListedSource[] }>('GET', '/sources');
			this._sources = sources;
			this._problem = '';
			if (this.route.item === '') await this.#loadNotes(sources);
		} catch (error) {
			this._problem = messageOf(error);
		}
	};

	/** The list is read before anybody goes there, so that nobody is told that there is no such source. */
	readonly #onSaved = async ({ detail: item }: CustomEvent<string>): Promise<void> => {
		await this.#load();
		go(this, { page: 'sources', item });
	};

	readonly #onRemoved = (): void => {
		this._sources = this._sources?.filter(({ name }) => name !== this.route.item);
	};

	/** When each was read; one that is removed meanwhile has none. */
	async #loadNotes(sources: readonly ListedSource[]): Promise<void> {
		const { api } = this.session;
		const ask = async ({ name }: ListedSource): Promise<[string, SchemaNote] | undefined> => {
			try {
				return [name, (await api.ask<{ schema: SchemaNote }>('GET', `/sources/${name}`)).schema];
			} catch {
				return undefined;
			}
		};
		this._notes = new Map((await Promise.all(sources.map(ask))).filter((each) => each !== undefined));
	}

	#address(item: string, query: Readonly<Record<string, string>> = {}): string {
		return addressOf({ project: this.session.project.project, page: 'sources', item, query });
	}

	protected override render(): TemplateResult {
		const { item, query } = this.route;
		const sources = this._sources;
		const isWide = item !== '' && !query.has('edit');
		return html`<div class=${isWide ? 'page wide' : 'page'}>
			${sources === undefined ? this.#waiting() : nothing}
			${waitingFor({ value: sources, problem: this._problem }, this.#load)}
			${sources === undefined ? html`<div class="waits"></div>` : this.#shown(sources)}
		</div>`;
	}

	#waiting(): TemplateResult {
		const { item, query } = this.route;
		if (item === '' && !query.has('new')) return html`<div class="head"><h1>Sources</h1></div>`;
		return html`<div>${this.#title(item, query.has('edit'))}</div>`;
	}

	#shown(sources: readonly ListedSource[]): TemplateResult {
		const { item, query } = this.route;
		if (item === '') return query.has('new') ? this.#form(sources, undefined) : this.#list(sources);
		const source = sources.find(({ name }) => name === item);
		if (source === undefined)
			return html`<h1>Sources</h1><p>There is no source “${item}” in this project. <a href=${this.#address('')}>All sources</a></p>`;
		if (query.has('edit')) return this.#form(sources, source);
		const [schema, table] = [query.get('schema'), query.get('table')];
		const chosen = schema === null || table === null ? undefined : { schema, table };
		return html`<workshop-source .session=${this.session} .source=${source} .chosen=${chosen} @source-removed=${this.#onRemoved}></workshop-source>`;
	}

	/** @param name '': of one that is not there yet */
	#title(name: string, isEdited: boolean): TemplateResult {
		return html`
			<p class="small"><a href=${this.#address(isEdited ? name : '')}>${isEdited ? name : 'All sources'}</a></p>
			<h1>${name === '' ? 'New source' : isEdited ? `Edit ${name}` : name}</h1>`;
	}

	#form(sources: readonly ListedSource[], stored: ListedSource | undefined): TemplateResult {
		return html`
			<div>
				${this.#title(stored?.name ?? '', stored !== undefined)}
				${stored === undefined ? nothing : html`<p class="muted">What you leave as it is stays, the login too. Another host, port or role needs the password again.</p>`}
			</div>
			<workshop-source-form .session=${this.session} .stored=${stored} .taken=${sources.map(({ name }) => name)} @source-saved=${this.#onSaved}></workshop-source-form>`;
	}

	#list(sources: readonly ListedSource[]): TemplateResult {
		const add = html`<wa-button variant="brand" href=${this.#address('', { new: '1' })}><wa-icon slot="start" name="add" aria-hidden="true"></wa-icon>Add a source</wa-button>`;
		if (sources.length === 0) {
			return html`<div class="head"><h1>Sources</h1></div>
				<div class="empty">
					<h2>No database yet</h2>
					<p class="muted">A source is a database that charts ask: PostgreSQL, MySQL or MariaDB. Chartwire only reads it, with a role that you make for it.</p>
					<ol class="muted">
						<li>1. Make the role in your database, by the statements below.</li>
						<li>2. Add the source with that role, and test the connection.</li>
						<li>3. Choose a table, and write a query.</li>
					</ol>
					${add}
				</div>
				${roleHelp({ engine: 'postgresql' }, { isOpen: true })}`;
		}
		return html`<div class="head"><h1>Sources</h1>${add}</div>
			<ul class="sources">${sources.map((source) => this.#row(source))}</ul>
			${roleHelp({ engine: 'postgresql' }, { isOpen: false })}`;
	}

	#row(source: ListedSource): TemplateResult {
		const { tone, text, advice } = wordsOf(source, this._notes.get(source.name), Date.now());
		return html`<li>
			<div><a href=${this.#address(source.name)}>${source.name}</a><p class="muted">${placeOf(source)}</p></div>
			<div>${toned(tone, text)}${advice === '' ? nothing : html`<p class="muted small">${advice}</p>`}</div>
		</li>`;
	}
}
