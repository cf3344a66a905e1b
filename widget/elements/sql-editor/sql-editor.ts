import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client } from '../../client.ts';
import { load, NOT_LOADED } from '../../load.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { ClientController } from '../shared/client-controller.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import { shellStyles } from './editor-styles.ts';
import type { BenchContext, Workbench } from './workbench.ts';
import './editor-events.ts';
import { benchTexts } from '../../texts/bench.ts';
import { addSection, say } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';

const KEYS =
	'Control or Command and Enter runs the query, Escape twice cancels it. Tab indents; press Escape and then Tab to leave the editor.';

/**
 * `<sql-editor source="sales" token="…">`: SQL goes in, a live result comes out below it.
 *
 * The element itself is only a frame with a text field, so that typing can begin at once; the workbench and CodeMirror
 * are loaded when the first editor stands in a page. It fires `chartwire-run` for every run and each of its states.
 */
export class SqlEditor extends LitElement {
	static override readonly styles = [themeStyles, buttonStyles, shellStyles];
	static override readonly properties: PropertyDeclarations = {
		server: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		source: {},
		run: { reflect: true },
		value: {},
		address: { type: Boolean },
		theme: {},
		locale: {},
		client: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	/** An author's token. */
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. Who shares the function shares a connection. */
	declare getToken: TokenSource | undefined;
	/** The name of the source that the SQL is for. Without it, a choice of all is shown. */
	declare source: string;
	/** The run that is followed: set by each new one, or by the page to find one again. */
	declare run: string;
	/** The SQL. */
	declare value: string;
	/** Keeps the run's id in the page's address, and picks it up from there. */
	declare address: boolean;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #words = new LocaleController(this);
	readonly #clients = new ClientController(this, (client) => {
		this.#bench?.attach(client);
		return () => this.#bench?.attach(undefined);
	});
	#bench: Workbench | undefined;
	#failure: typeof NOT_LOADED | '' = '';

	constructor() {
		super();
		this.server = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.source = '';
		this.run = '';
		this.value = '';
		this.address = false;
		this.theme = '';
		this.locale = '';
		addSection(benchTexts);
	}

	protected override firstUpdated(): void {
		void this.#load();
	}

	/** Moves the focus into the text. */
	override focus(): void {
		if (this.#bench?.hasSurface) this.#bench.focus();
		else this.renderRoot.querySelector('textarea')?.focus();
	}

	async #load(): Promise<void> {
		const { Workbench } = await load(() => import('./workbench.ts'), this.#fail);
		const bench = new Workbench(this);
		this.#bench = bench;
		bench.attach(this.#clients.client);
		this.requestUpdate();
		await bench.loadSurface(this.#fail);
		this.#failure = '';
		this.requestUpdate();
	}

	readonly #fail = (): void => {
		this.#failure = NOT_LOADED;
		this.requestUpdate();
	};

	protected override render(): TemplateResult {
		const bench = this.#bench;
		const { locale } = this.#words;
		const context: BenchContext = {
			client: this.#clients.client,
			connection: this.#clients.connection,
			scheme: this.#scheme.scheme,
			locale,
		};
		const press = (event: KeyboardEvent) => event.key === 'Escape' && bench?.escape(event);
		return html`<div class="root ${this.#scheme.scheme}" @keydown=${press}>
			<div class="surface">
				<div class="code"></div>
				${bench?.hasSurface ? nothing : this.#field()}
				<p class="sr" id="keys">
					${say(locale, KEYS)}
				</p>
			</div>
			<div class="toolbar">
				${bench?.toolbar(context) ?? nothing}
				${this.#failure ? html`<span role="status">${say(locale, this.#failure)}</span>` : nothing}
			</div>
			<div class="output">${bench?.output(context) ?? nothing}</div>
		</div>`;
	}

	#field(): TemplateResult {
		const type = (event: Event) => {
			this.value = (event.target as HTMLTextAreaElement).value;
		};
		const press = (event: KeyboardEvent) => {
			if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#bench?.run();
		};
		return html`<textarea
			aria-label="SQL"
			spellcheck="false"
			autocomplete="off"
			autocapitalize="off"
			.value=${this.value}
			@input=${type}
			@keydown=${press}
		></textarea>`;
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-editor': SqlEditor;
	}
}
