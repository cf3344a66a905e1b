import {
	css,
	html,
	LitElement,
	nothing,
	type PropertyDeclarations,
	type PropertyValues,
	type TemplateResult,
} from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { go, say } from '../../shared/page.ts';
import { readSchema, refreshSchema, type SchemaReading } from '../../shared/source-schema.ts';
import { pageStyles } from '../../shared/styles.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { agoText } from '../../shared/words.ts';
import type { ConnectionTest } from './connection-steps.ts';
import { connectionStyles, connectionView } from './connection-view.ts';
import { type ListedSource, placeOf, wordsOf } from './source-state.ts';

const AGE_MS = 10_000;

/** `<workshop-source>`: one source: its state, what it has, trying it and removing it. */
export class WorkshopSource extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		source: { attribute: false },
		chosen: { attribute: false },
		_reading: { state: true },
		_problem: { state: true },
		_test: { state: true },
		_isTesting: { state: true },
		_removing: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		connectionStyles,
		toneStyles,
		css`
			:host {
				display: grid;
				gap: 24px;
			}
			h1 {
				overflow-wrap: anywhere;
			}
			.panel {
				padding: 16px;
				border: 1px solid var(--line);
				border-radius: 8px;
				background: var(--surface);
			}
			wa-dialog p + p {
				margin-block-start: 12px;
			}
			.waits {
				min-block-size: 50dvh;
			}
		`,
	];

	declare session: ProjectSession;
	declare source: ListedSource;
	/** The table that the address names. */
	declare chosen: { readonly schema: string; readonly table: string } | undefined;
	declare _reading: SchemaReading | undefined;
	declare _problem: string;
	declare _test: ConnectionTest | undefined;
	declare _isTesting: boolean;
	/** Undefined: nobody wants to remove it; else why it could not be, '': nobody has tried. */
	declare _removing: string | undefined;
	#abort = new AbortController();
	#read = '';
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this._problem = '';
		this._isTesting = false;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.#timer = setInterval(() => this.requestUpdate(), AGE_MS);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearInterval(this.#timer);
		this.#abort.abort();
		this.#read = '';
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (!changed.has('source') || this.source.name === this.#read) return;
		this.#read = this.source.name;
		this._reading = undefined;
		this._test = undefined;
		void this.#follow();
	}

	/** What is known of its tables, and what a worker reads meanwhile. */
	async #follow(): Promise<void> {
		this.#abort.abort();
		this.#abort = new AbortController();
		const { signal } = this.#abort;
		this._problem = '';
		try {
			for await (const reading of readSchema(this.session.api, this.source.name, { signal })) this._reading = reading;
			if (this._reading?.state === 'failed') await this.#explainFailure();
		} catch (error) {
			if (!signal.aborted) this._problem = messageOf(error);
		}
	}

	async #explainFailure(): Promise<void> {
		const { schema } = await this.session.api.ask<{ schema: { failure?: { message: string } } }>(
			'GET',
			`/sources/${this.source.name}`,
		);
		this._problem = schema.failure?.message ?? '';
	}

	readonly #onRefresh = async (): Promise<void> => {
		try {
			await refreshSchema(this.session.api, this.source.name);
			await this.#follow();
		} catch (error) {
			this._problem = messageOf(error);
		}
	};

	readonly #onTest = async (): Promise<void> => {
		this._isTesting = true;
		this._problem = '';
		try {
			this._test = await this.session.api.ask('POST', `/sources/${this.source.name}/test`);
		} catch (error) {
			this._problem = messageOf(error);
		} finally {
			this._isTesting = false;
		}
	};

	readonly #onRemove = async (): Promise<void> => {
		const { name } = this.source;
		try {
			await this.session.api.ask('DELETE', `/sources/${name}`);
			this._removing = undefined;
			this.dispatchEvent(new CustomEvent('source-removed'));
			say(this, `The source “${name}” is removed.`);
			go(this, { page: 'sources' }, { replace: true });
		} catch (error) {
			this._removing = error instanceof ApiError ? error.message : String(error);
		}
	};

	protected override render(): TemplateResult {
		const { source, _test: test } = this;
		const { project } = this.session.project;
		const address = (query: Readonly<Record<string, string>>) =>
			addressOf({ project, page: 'sources', item: source.name, query });
		const way = { hasTunnel: source.ssh !== null, hasTls: source.tls !== 'off' };
		return html`
			<div class="head">
				<div>
					<p class="small"><a href=${addressOf({ project, page: 'sources' })}>All sources</a></p>
					<h1>${source.name}</h1>
					<p class="muted">${placeOf(source)}</p>
				</div>
				<div class="row">
					<wa-button appearance="outlined" ?loading=${this._isTesting} @click=${this.#onTest}>Test connection</wa-button>
					<wa-button appearance="outlined" href=${address({ edit: '1' })}>Edit</wa-button>
					<wa-button appearance="plain" variant="danger" @click=${() => {
						this._removing = '';
					}}><wa-icon name="trash" label=${`Remove ${source.name}`}></wa-icon></wa-button>
				</div>
			</div>
			<div role="status" class="panel" ?hidden=${test === undefined}>${test === undefined ? nothing : connectionView(test, way)}</div>
			${this.#state()}
			${
				this._reading?.schema === undefined
					? html`<div class="waits">${this._problem === '' ? html`<p class="muted">A worker reads which tables there are …</p>` : nothing}</div>`
					: html`<workshop-schema .schema=${this._reading.schema} project=${project} source=${source.name} .chosen=${this.chosen}></workshop-schema>`
			}
			${this.#removal()}`;
	}

	#state(): TemplateResult {
		const { _reading: reading } = this;
		const note = reading?.schema && { reading: false, asOf: reading.schema.asOf };
		const words = wordsOf(this.source, note, Date.now());
		const isReading = reading?.state === 'reading';
		const age = reading?.schema && `Its tables as of ${agoText(Date.now() - reading.schema.asOf)}`;
		return html`<div class="head">
			<div>
				${words.tone === 'good' || words.tone === 'quiet' ? html`<p class="muted">${age ?? ''}</p>` : html`<p>${toned(words.tone, words.text)}</p><p class="muted">${words.advice}</p>`}
				<p class="problem" role="alert" ?hidden=${this._problem === ''}>${this._problem}</p>
			</div>
			<wa-button size="s" appearance="outlined" ?loading=${isReading} @click=${this.#onRefresh}><wa-icon slot="start" name="refresh" aria-hidden="true"></wa-icon>Read again</wa-button>
		</div>`;
	}

	#removal(): TemplateResult {
		const { name } = this.source;
		const close = (): void => {
			this._removing = undefined;
		};
		return html`<wa-dialog label=${`Remove “${name}”?`} ?open=${this._removing !== undefined} @wa-after-hide=${close}>
			<p>Its address and login are forgotten. The database itself stays as it is. Charts that ask it have to be removed before, or be given another source.</p>
			<p class="problem" role="alert" ?hidden=${!this._removing}>${this._removing}</p>
			<wa-button slot="footer" appearance="outlined" @click=${close}>Keep it</wa-button>
			<wa-button slot="footer" variant="danger" @click=${this.#onRemove}>Remove the source</wa-button>
		</wa-dialog>`;
	}
}
