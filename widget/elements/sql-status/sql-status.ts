import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client, ConnectionState } from '../../client.ts';
import { pageTiming } from '../../clock.ts';
import { say } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { ClientController } from '../shared/client-controller.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import { Ticker } from '../shared/ticker.ts';
import { isOutage, statusView } from './status-view.ts';

const statusStyles = css`
	:host {
		display: inline-block;
		vertical-align: middle;
		max-inline-size: 100%;
	}
	.root {
		display: flex;
		align-items: center;
		gap: 8px;
		min-block-size: 24px;
	}
	.dot {
		flex: none;
		inline-size: calc(8em / 13);
		block-size: calc(8em / 13);
		border-radius: 50%;
		background: var(--tone);
	}
	.text {
		min-inline-size: 0;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
		color: var(--muted);
	}
	.text b {
		font-weight: 500;
		color: var(--ink);
	}
	.quiet {
		--tone: var(--line);
	}
	.good {
		--tone: var(--good);
	}
	.warning {
		--tone: var(--warning);
	}
	.danger {
		--tone: var(--danger);
	}
	.good .text b,
	.quiet .text b {
		font-weight: 400;
		color: var(--muted);
	}
	button {
		flex: none;
	}
	button[aria-disabled='true'] {
		color: var(--muted);
		cursor: default;
	}
	@media (forced-colors: active) {
		.dot {
			border: 1px solid CanvasText;
		}
	}
`;

/**
 * `<sql-status token="…">`: the state of the page's connection, with a countdown to the next try and a button that
 * ends the wait. It shares the client of the charts with the same server and token, and opens none by itself.
 */
export class SqlStatus extends LitElement {
	static override readonly styles = [themeStyles, buttonStyles, statusStyles];
	static override readonly properties: PropertyDeclarations = {
		server: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		locale: {},
		theme: {},
		client: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. Who shares the function shares a connection. */
	declare getToken: TokenSource | undefined;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #locale = new LocaleController(this);
	readonly #clients = new ClientController(this, () => () => {});
	/** How the outage began, while one lasts. */
	#outage: ConnectionState | undefined;

	constructor() {
		super();
		this.server = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.locale = '';
		this.theme = '';
		new Ticker(this, () => this.#clients.connection.status === 'waiting');
	}

	protected override render(): TemplateResult {
		const context = { now: pageTiming.now(), online: navigator.onLine, locale: this.#locale.locale };
		const view = statusView(this.#clients.connection, context);
		const { title, detail, canTry } = view;
		const { connection } = this.#clients;
		// An outage is said once, however often its state changes.
		this.#outage = isOutage(connection) ? (this.#outage ?? connection) : undefined;
		const outage = this.#outage && statusView(this.#outage, context).title;
		const spoken = outage ?? (connection.status === 'stopped' ? `${title}: ${detail}` : title);
		// A button that has the focus stays, for else the focus would fall to the top of the page.
		const isFocused = this.shadowRoot?.activeElement != null;
		return html`<div class="root ${this.#scheme.scheme} ${view.tone}">
			<i class="dot"></i>
			<span class="text" aria-hidden="true" title=${detail || nothing}
				><b>${title}</b>${detail ? html` · ${detail}` : nothing}</span
			>
			${canTry || isFocused ? this.#button(canTry) : nothing}
			<span class="sr" role="status">${spoken}</span>
		</div>`;
	}

	#button(canTry: boolean): TemplateResult {
		const tryNow = () => canTry && this.#clients.client?.tryNow();
		return html`<button class="link" aria-disabled=${!canTry} @click=${tryNow} @blur=${() => this.requestUpdate()}>
			${say(this.#locale.locale, 'Try now')}
		</button>`;
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-status': SqlStatus;
	}
}
