import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import type { PageElement } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';

export class WorkshopEditor extends LitElement implements PageElement {
	static override readonly styles = [pageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;

	protected override render(): TemplateResult {
		return html`<div class="page"><div class="head"><h1>Editor</h1></div></div>`;
	}
}
