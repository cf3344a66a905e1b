import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client } from '../../client.ts';
import type { Dashboard } from '../../dashboard-spec.ts';
import { load, NOT_LOADED } from '../../load.ts';
import { say } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import type { DashboardKit } from './dashboard-kit.ts';
import './dashboard-events.ts';
import { hostStyles } from './host-styles.ts';

/**
 * `<sql-dashboard dashboard="sales" token="…">`: charts, headings and texts on a grid, with tabs and filters, as their
 * author has arranged them, live. A change of the declaration arrives by itself. This class is no more than its
 * attributes; what a viewer sees is a chunk of its own.
 *
 * The events of its charts bubble through it; `composedPath()[0]` is the chart.
 *
 * @fires chartwire-tab - Another tab is shown.
 * @csspart title - The dashboard's title.
 * @csspart tabs - The row of tabs.
 * @csspart filters - The row of filters.
 * @csspart grid - What the items stand on.
 */
export class SqlDashboard extends LitElement {
	static override readonly styles = [themeStyles, hostStyles];
	static override readonly properties: PropertyDeclarations = {
		server: {},
		dashboard: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		tab: {},
		wallboard: { type: Boolean },
		persist: {},
		remember: {},
		exports: {},
		level: {},
		zone: {},
		locale: {},
		theme: {},
		client: { attribute: false },
		declaration: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	/** Its name. */
	declare dashboard: string;
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. Who shares the function shares a connection. */
	declare getToken: TokenSource | undefined;
	/** The tab that is shown, by its id; follows whoever chooses another one. Default: the first. */
	declare tab: string;
	/** Fills the screen of a wall: large, dark, from tab to tab by itself, and nobody has to touch it. */
	declare wallboard: boolean;
	/** Keeps the declaration and the last frames in this browser, for so many hours (default 168), for a start without network. */
	declare persist: string | null;
	/** Keeps what is chosen in the filters in the page's query string, each by its id. */
	declare remember: string | null;
	/** In which formats charts may be taken away, such as `csv png`. Default: all; `none`: not at all. */
	declare exports: string | null;
	/** The level of the title's heading, 1 to 6; headings on the grid are one below it. Default: 2. */
	declare level: string;
	/** An IANA time zone, or `viewer`, for columns of instants, in place of the one that each chart's author has named. */
	declare zone: string;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** `light` or `dark`. Default: as the text around the element is; on a wall, as its author says, else dark. */
	declare theme: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;
	/** A declaration in place of a saved one, for previews: only its charts are asked for. */
	declare declaration: Dashboard | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #words = new LocaleController(this);
	#kit: DashboardKit | undefined;
	#isLate = false;

	constructor() {
		super();
		this.server = '';
		this.dashboard = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.tab = '';
		this.wallboard = false;
		this.persist = null;
		this.remember = null;
		this.exports = null;
		this.level = '';
		this.zone = '';
		this.locale = '';
		this.theme = '';
	}

	/** Asks anew for the dashboard and each chart that is shown. Whether their SQL runs again is the server's to say. */
	refresh(): void {
		this.#kit?.refresh();
	}

	/**
	 * The locale of its words.
	 * @internal
	 */
	get words(): string | undefined {
		return this.#words.locale;
	}

	protected override firstUpdated(): void {
		void load(
			() => import('./dashboard-kit.ts'),
			() => {
				this.#isLate = true;
				this.requestUpdate();
			},
		).then(({ DashboardKit }) => {
			this.#isLate = false;
			this.#kit = new DashboardKit(this);
			this.requestUpdate();
		});
	}

	protected override render(): TemplateResult {
		const scheme = this.#kit
			? this.#kit.scheme || this.#scheme.scheme
			: this.wallboard && !this.theme
				? 'dark'
				: this.#scheme.scheme;
		const failure = this.#isLate ? say(this.words, NOT_LOADED) : '';
		return html`<div class="root ${scheme} ${this.wallboard ? 'wall' : ''}">${this.#kit?.render()}
			<p class="sr" role="status">${failure || this.#kit?.spoken}</p>
		</div>`;
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-dashboard': SqlDashboard;
	}
}
