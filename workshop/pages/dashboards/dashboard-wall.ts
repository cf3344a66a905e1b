import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { go } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';

/**
 * `<workshop-dashboard-wall>`: a dashboard over everything else, as a wall shows it. It has an address of its own, so that it is
 * there again when the page is loaded anew. Escape, or the button in its corner, leads back.
 */
export class WorkshopDashboardWall extends LitElement {
	static override readonly styles = [
		pageStyles,
		css`
			:host {
				position: fixed;
				inset: 0;
				z-index: 7;
				background: var(--paper);
			}
			sql-dashboard {
				block-size: 100%;
			}
			.leave {
				position: absolute;
				inset: 12px 12px auto auto;
				z-index: 1;
				opacity: 0;
				transition: opacity 150ms;
			}
			:host(:hover) .leave,
			.leave:focus-within {
				opacity: 1;
			}
			@media (prefers-reduced-motion: reduce) {
				.leave {
					transition: none;
				}
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		name: {},
	};
	declare session: ProjectSession;
	declare name: string;
	#wasFull = false;

	readonly #onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Escape' && document.fullscreenElement === null) this.#leave();
	};

	/** The browser ends a full screen by Escape itself, and tells no page of the key. */
	readonly #onFull = (): void => {
		if (this.#wasFull && document.fullscreenElement === null) this.#leave();
		this.#wasFull = document.fullscreenElement !== null;
	};

	override connectedCallback(): void {
		super.connectedCallback();
		this.#wasFull = document.fullscreenElement !== null;
		document.addEventListener('keydown', this.#onKey);
		document.addEventListener('fullscreenchange', this.#onFull);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		document.removeEventListener('keydown', this.#onKey);
		document.removeEventListener('fullscreenchange', this.#onFull);
		if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
	}

	readonly #leave = (): void => go(this, { page: 'dashboards', item: this.name });

	protected override render(): TemplateResult {
		return html`
			<sql-dashboard wallboard persist level="1" dashboard=${this.name} .getToken=${this.session.token}></sql-dashboard>
			<div class="leave"><wa-button size="s" appearance="filled" @click=${this.#leave}>Leave the wall</wa-button></div>`;
	}
}

customElements.define('workshop-dashboard-wall', WorkshopDashboardWall);
