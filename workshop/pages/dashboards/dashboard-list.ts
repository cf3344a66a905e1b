import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { type Listed, SearchedList } from '../../shared/searched-list.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { whoText } from '../../shared/who.ts';
import { countText } from '../../shared/words.ts';
import type { ListedDashboard } from './dashboard-types.ts';

interface DashboardPage extends Listed {
	readonly dashboards: readonly ListedDashboard[];
}

const AT_ONCE = 25;

/** The dashboards of the project, the last saved first; as the address says, those that are sought. */
export class WorkshopDashboardList extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.head .row {
				flex: 0 1 440px;
				flex-wrap: nowrap;
			}
			.search {
				flex: 1;
				min-inline-size: 0;
			}
			.waiting {
				min-block-size: 320px;
			}
			.empty wa-button {
				margin-block-start: 8px;
			}
			.empty ol {
				display: grid;
				gap: 4px;
				padding-inline-start: 20px;
				list-style: decimal;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		_isMaking: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare _isMaking: boolean;
	readonly #list = new SearchedList<DashboardPage>(this, '/dashboards', AT_ONCE);

	constructor() {
		super();
		this._isMaking = false;
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('session') || changed.has('route')) this.#list.ask();
	}

	readonly #make = (): void => {
		this._isMaking = true;
	};

	readonly #made = (): void => {
		this._isMaking = false;
	};

	#entry({ name, title, charts, ...saved }: ListedDashboard): TemplateResult {
		const { project } = this.session.project;
		const who = whoText({ id: saved.updatedBy, name: saved.updatedByName }, this.session.account.account);
		return html`<li>
			<div class="what">
				<a class="name" href=${addressOf({ project, page: 'dashboards', item: name })}>${title || name}</a>
				<span class="small muted"><code>${name}</code>, ${countText(charts, 'chart')}, saved by ${who} ${agoOf(saved.updatedAt, Date.now())}</span>
			</div>
			${this.session.isAuthor ? html`<wa-button size="s" appearance="outlined" href=${addressOf({ project, page: 'dashboards', item: `${name}/edit` })}>Edit<span class="sr"> ${title || name}</span></wa-button>` : nothing}
		</li>`;
	}

	#empty(): TemplateResult {
		if (this.#list.sought !== '')
			return html`<p class="muted">No dashboard has “${this.#list.sought}” in its name, title or description.</p>`;
		if (!this.session.isAuthor)
			return html`<div class="empty"><h2>No dashboard yet</h2>
				<p class="muted">Authors of this project make them; ask one of them, or an administrator to make you one.</p></div>`;
		return html`<div class="empty">
			<h2>No dashboard yet</h2>
			<p>A dashboard shows several charts at once: on a page, on a phone, or on a wall. All of them stay live, and one filter changes every chart that has its parameter.</p>
			<ol>
				<li>Choose the charts that belong together.</li>
				<li>Move them on the grid, and add headings, text, filters and tabs.</li>
				<li>Embed it, put it on the wall, or share it.</li>
			</ol>
			<wa-button variant="brand" @click=${this.#make}>Make one from your charts</wa-button>
		</div>`;
	}

	protected override render(): TemplateResult {
		const page = this.#list.asked.value;
		return html`<div class="page">
			<div class="head">
				<h1>Dashboards</h1>
				<div class="row">
					${this.#list.field('Search in names, titles and descriptions')}
					${this.session.isAuthor ? html`<wa-button variant="brand" @click=${this.#make}>New dashboard</wa-button>` : nothing}
				</div>
			</div>
			${waitingFor(this.#list.asked, this.#list.ask)}
			${
				page === undefined
					? html`<div class="waiting"></div>`
					: page.dashboards.length === 0
						? this.#empty()
						: html`<ul class="entries" aria-label="Dashboards" aria-busy=${this.#list.asked.isWaiting}>${repeat(
								page.dashboards,
								({ name }) => name,
								(dashboard) => this.#entry(dashboard),
							)}</ul>`
			}
			${page ? this.#list.paging(page) : nothing}
			${this.session.isAuthor ? html`<workshop-new-dashboard .session=${this.session} .isOpen=${this._isMaking} @workshop-closed=${this.#made}></workshop-new-dashboard>` : nothing}
		</div>`;
	}
}
