import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import type { PageElement } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';

/** The project's dashboards: all of them, one that the address names, or that one being built. */
export class WorkshopDashboards extends LitElement implements PageElement {
	static override readonly styles = [pageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		_problem: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare _problem: string;
	#isBuilderAsked = false;

	constructor() {
		super();
		this._problem = '';
	}

	/** What a dashboard is built with is loaded when somebody builds one. */
	async #loadBuilder(): Promise<void> {
		if (this.#isBuilderAsked) return;
		this.#isBuilderAsked = true;
		try {
			await import('./builder/define.ts');
		} catch {
			this._problem = 'The builder could not be loaded. Load the page again.';
		}
	}

	protected override render(): TemplateResult {
		const { session, route } = this;
		const [name = '', part = ''] = route.item.split('/');
		if (name === '')
			return html`<workshop-dashboard-list .session=${session} .route=${route}></workshop-dashboard-list>`;
		if (part !== 'edit' || !session.isAuthor)
			return html`<workshop-dashboard-page .session=${session} .route=${route} .name=${name} .view=${part}></workshop-dashboard-page>`;
		void this.#loadBuilder();
		if (this._problem) return html`<div class="page"><p class="problem" role="alert">${this._problem}</p></div>`;
		return html`<workshop-dashboard-builder .session=${session} .route=${route} .name=${name}></workshop-dashboard-builder>`;
	}
}
