import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client } from '../../client.ts';
import { ClientController } from '../shared/client-controller.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { buttonStyles, themeStyles } from '../shared/theme.ts';
import { Ticker } from '../shared/ticker.ts';
import { statusView } from './status-view.ts';

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
		inline-size: 8px;
		block-size: 8px;
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
		theme: {},
		client: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	declare token: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #clients = new ClientController(this, () => () => {});

	constructor() {
		super();
		this.server = '';
		this.token = '';
		this.theme = '';
		new Ticker(this, () => this.#clients.connection.status === 'waiting');
	}

	protected override render(): TemplateResult {
		const view = statusView(this.#clients.connection, Date.now(), navigator.onLine);
		const { title, detail } = view;
		const spoken = this.#clients.connection.status === 'stopped' ? `${title}: ${detail}` : title;
		return html`<div class="root ${this.#scheme.scheme} ${view.tone}">
			<i class="dot"></i>
			<span class="text" aria-hidden="true" title=${detail || nothing}
				><b>${title}</b>${detail ? html` · ${detail}` : nothing}</span
			>
			${view.canTry ? html`<button class="link" @click=${this.#tryNow}>Try now</button>` : nothing}
			<span class="sr" role="status">${spoken}</span>
		</div>`;
	}

	readonly #tryNow = (): void => this.#clients.client?.tryNow();
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-status': SqlStatus;
	}
}
