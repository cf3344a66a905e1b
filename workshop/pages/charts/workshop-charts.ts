import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import type { PageElement } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';

/** The project's charts: all of them, or the one that the address names. */
export class WorkshopCharts extends LitElement implements PageElement {
	static override readonly styles = [pageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;

	protected override render(): TemplateResult {
		const { session, route } = this;
		const [chart = '', tab = ''] = route.item.split('/');
		if (chart === '') return html`<workshop-chart-list .session=${session} .route=${route}></workshop-chart-list>`;
		return html`<workshop-chart-page .session=${session} .route=${route} .chart=${chart} .tab=${tab}></workshop-chart-page>`;
	}
}
