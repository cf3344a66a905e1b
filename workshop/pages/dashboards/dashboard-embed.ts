import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { Access } from '../access/access.ts';
import '../charts/embed-panel.ts';

/** `<workshop-dashboard-embed>`: how a page of one's own shows a dashboard. By which claims its rows are told apart only the server knows. */
export class WorkshopDashboardEmbed extends LitElement {
	static override readonly styles = [pageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		name: {},
		label: {},
	};
	declare session: ProjectSession;
	declare name: string;
	/** Its title. */
	declare label: string;
	readonly #claims = new Asked<readonly string[]>(this);

	readonly #ask = (): void => {
		void this.#claims.ask(async (signal) => {
			const path = `/access?dashboard=${encodeURIComponent(this.name)}`;
			const { objects } = await this.session.api.ask<Access>('GET', path, { signal });
			return objects[0]?.claims ?? [];
		});
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('name') && !changed.has('session')) return;
		this.#claims.forget();
		this.#ask();
	}

	protected override render(): TemplateResult {
		return html`<workshop-embed .session=${this.session} kind="dashboard" name=${this.name} label=${this.label} .claims=${this.#claims.value}></workshop-embed>
			${waitingFor(this.#claims, this.#ask)}`;
	}
}

customElements.define('workshop-dashboard-embed', WorkshopDashboardEmbed);
