import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client } from '../../client.ts';
import { load } from '../../load.ts';
import type { ParamValue } from '../../protocol.ts';
import type { TokenSource } from '../../token-sources.ts';
import { emit } from '../shared/emit.ts';
import { filters, followers } from '../shared/group-filters.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import type { FilterKit } from './filter-kit.ts';
import { chosenOf, type FilterOptions, type FilterType } from './filter-value.ts';
import { remember, rememberedIn } from './remembered.ts';
import './filter-events.ts';
import { LocaleController } from '../shared/locale.ts';

function listOf(text: string | null): unknown {
	try {
		const list: unknown = JSON.parse(text ?? '');
		if (Array.isArray(list)) return list;
	} catch {
		// Then it has commas.
	}
	return text ?? undefined;
}

/**
 * `<sql-filter group="sales" param="region" type="choice" options="north, south">`: what a viewer chooses here becomes a
 * parameter of every chart of the group that declares it. This class is no more than its value, so that charts know it
 * before they ask for anything; what a viewer sees and touches is a chunk of its own.
 *
 * @fires chartwire-filter - A viewer has chosen something else.
 * @fires change - The same, as form controls of the page say it.
 * @csspart label - The name of the filter.
 * @csspart control - Each control: `select` or `input`.
 * @csspart problem - What is wrong with what was written.
 */
export class SqlFilter extends LitElement {
	static override readonly styles = [themeStyles];
	static override readonly properties: PropertyDeclarations = {
		group: {},
		param: {},
		type: {},
		value: {},
		label: {},
		options: { converter: listOf },
		optionsChart: { attribute: 'options-chart' },
		placeholder: {},
		min: {},
		max: {},
		step: {},
		disabled: { type: Boolean },
		remember: {},
		binds: { attribute: false },
		server: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		locale: {},
		theme: {},
		client: { attribute: false },
	};

	/** The group whose charts it filters: their attribute of the same name. */
	declare group: string;
	/** The parameter that it sets. */
	declare param: string;
	/** `choice`, `date-range`, `number` or `search`. */
	declare type: FilterType;
	/** What is chosen, as text; '' is nothing. A range of days is `2026-01-01/2026-01-31`, and either may be left out. */
	declare value: string;
	/** What it is called. Default: its parameter. */
	declare label: string;
	/** What can be chosen: texts, or pairs of a value and its label; as an attribute in JSON, or with commas between them. */
	declare options: FilterOptions | undefined;
	/** A chart whose first column has what can be chosen, and its second, if any, the labels. */
	declare optionsChart: string;
	/** What stands where nothing is chosen. Default of a choice: “All”. */
	declare placeholder: string;
	/** The least number or day. */
	declare min: string;
	/** The largest number or day. */
	declare max: string;
	declare step: string;
	declare disabled: boolean;
	/** Keeps what is chosen in the page's query string, by this name; without one by that of the parameter. */
	declare remember: string | null;
	/** By the `id` of a chart of the group: what that chart calls the parameter; null: it does not get it. */
	declare binds: Readonly<Record<string, string | null>> | undefined;
	/** The server's address, for `options-chart`. Default: where this script came from. */
	declare server: string;
	/** For `options-chart`. */
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. */
	declare getToken: TokenSource | undefined;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #locale = new LocaleController(this);
	#kit: FilterKit | undefined;
	#told = '';
	readonly #recall = (): void => {
		const { name } = this;
		const kept = name && rememberedIn(name);
		if (kept !== undefined && kept !== '') this.value = kept;
	};
	/** Back and forth in the history, where an address without it means nothing chosen. */
	readonly #onHistory = (): void => {
		const { name } = this;
		if (name) this.value = rememberedIn(name) ?? '';
	};

	constructor() {
		super();
		this.group = '';
		this.param = '';
		this.type = 'search';
		this.value = '';
		this.label = '';
		this.optionsChart = '';
		this.placeholder = '';
		this.min = '';
		this.max = '';
		this.step = '';
		this.disabled = false;
		this.remember = null;
		this.server = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.locale = '';
		this.theme = '';
	}

	/** Of its first control. */
	override focus(options?: FocusOptions): void {
		this.renderRoot.querySelector<HTMLElement>('select, input')?.focus(options);
	}

	/**
	 * The locale of its words.
	 * @internal
	 */
	get words(): string | undefined {
		return this.#locale.locale;
	}

	/** What charts get of it; undefined: nothing is chosen. */
	get chosen(): ParamValue | undefined {
		return chosenOf(this.type, this.value ?? '');
	}

	/** Its name in the page's address; '': it is not to be there. */
	protected get name(): string {
		return this.remember === null ? '' : this.remember || this.param;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.#recall();
		addEventListener('popstate', this.#onHistory);
		filters.add(this);
		this.#tell();
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		removeEventListener('popstate', this.#onHistory);
		filters.delete(this);
		this.#tell();
	}

	/**
	 * Takes what the viewer has chosen, and tells of it.
	 * @internal
	 */
	choose(value: string): void {
		if (value === this.value) return;
		this.value = value;
		const { name, group, param, chosen = null } = this;
		if (name) remember(name, chosen === null ? '' : value);
		this.#tell();
		this.dispatchEvent(new Event('change', { bubbles: true }));
		emit(this, 'chartwire-filter', { group, param, value: chosen });
	}

	#tell(): void {
		const said = JSON.stringify([this.isConnected, this.group, this.param, this.chosen, this.binds]);
		if (said === this.#told) return;
		this.#told = said;
		for (const follow of followers) follow();
	}

	protected override firstUpdated(): void {
		// What was set before there was this class is there only now.
		this.#recall();
		void load(
			() => import('./filter-kit.ts'),
			() => undefined,
		).then(({ FilterKit }) => {
			this.#kit = new FilterKit(this);
			this.requestUpdate();
		});
	}

	protected override render(): TemplateResult {
		return html`<div class="root ${this.#scheme.scheme}">${this.#kit?.render()}</div>`;
	}

	protected override updated(): void {
		this.#tell();
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-filter': SqlFilter;
	}
}
