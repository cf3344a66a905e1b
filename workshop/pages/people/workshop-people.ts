import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import type { PageElement } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { titleOf } from './roles.ts';
import { sections } from './sections.ts';

/** Who may do what: in this project, and for those who administrate it in the whole installation. */
export class WorkshopPeople extends LitElement implements PageElement {
	static override readonly styles = [pageStyles, partStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;

	/** Administrators of the installation may look at any project's people, as `?project=shop` says. */
	get #project(): string {
		const { account, project } = this.session;
		return (account.administrator && this.route.query.get('project')) || project.project;
	}

	#notAllowed(): TemplateResult {
		const { name, role } = this.session.project;
		return html`<div class="page">
			<div class="head"><h1>People</h1></div>
			<div class="empty">
				<p>People and keys of ${name} are for its administrators; you are ${role === 'author' ? 'an' : 'a'} ${titleOf(role ?? 'viewer').toLowerCase()} here.</p>
				<p class="muted">Ask an administrator of the project for what you need, or to give you that role. Your own name, password and sessions are under <a href="/account">your account</a>.</p>
			</div>
		</div>`;
	}

	/** On a narrow screen the tab that one is on may be further along than the bar is wide. */
	protected override updated(): void {
		const tabs = this.renderRoot.querySelector<HTMLElement>('.tabs');
		const current = tabs?.querySelector<HTMLElement>('[aria-current]');
		if (!tabs || !current) return;
		const [bar, tab] = [tabs.getBoundingClientRect(), current.getBoundingClientRect()];
		if (tab.left < bar.left || tab.right > bar.right) tabs.scrollLeft += tab.left - bar.left - 24;
	}

	#tabs(current: string): TemplateResult {
		const { account, project: own } = this.session;
		const isOwn = this.#project === own.project;
		const query = isOwn ? {} : { project: this.#project };
		const shown = sections.filter(
			({ isOfAll, isByToken }) => (!isOfAll || account.administrator) && (!isByToken || isOwn),
		);
		return html`<nav class="tabs sideways" aria-label="People">${shown.map(
			({ item, title, isOfAll }) =>
				html`<a href=${addressOf({ project: own.project, page: 'people', item, query: isOfAll ? {} : query })} aria-current=${item === current ? 'page' : nothing}>${title}</a>`,
		)}</nav>`;
	}

	protected override render(): TemplateResult {
		const { session, route } = this;
		if (!session.isManager) return this.#notAllowed();
		const project = this.#project;
		const section = sections.find(({ item }) => item === route.item);
		const own = addressOf({ project: session.project.project, page: 'people' });
		return html`<div class="page">
			<div class="head"><h1>People</h1></div>
			${
				project === session.project.project
					? nothing
					: html`<p>You look at the people of the project <code>${project}</code>. <a href=${own}>Back to ${session.project.name}</a></p>`
			}
			${this.#tabs(section?.item ?? route.item)}
			${
				section === undefined || (section.isOfAll && !session.account.administrator)
					? html`<p class="problem" role="alert">${section === undefined ? `There is no section “${route.item}” here; choose one above.` : `“${section.title}” is for administrators of the installation.`}</p>`
					: section.render({ session, route, project })
			}
		</div>`;
	}
}
