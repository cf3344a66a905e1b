import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import type { PageElement } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';

/** The project's alerts: all of them, a new one (`?new`), the one that the address names, or that one to be edited (`?edit`). */
export class WorkshopAlerts extends LitElement implements PageElement {
	static override readonly styles = [pageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;

	protected override render(): TemplateResult {
		const { session, route } = this;
		const { item, query } = route;
		const writes = session.isAuthor && (item === '' ? query.has('new') : query.has('edit'));
		if (writes)
			return html`<workshop-alert-form .session=${session} .alert=${item} .chart=${query.get('chart') ?? ''}></workshop-alert-form>`;
		if (item === '') return html`<workshop-alert-list .session=${session}></workshop-alert-list>`;
		return html`<workshop-alert-page .session=${session} .alert=${item}></workshop-alert-page>`;
	}
}
