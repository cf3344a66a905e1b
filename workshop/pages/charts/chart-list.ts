import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { type Listed, SearchedList } from '../../shared/searched-list.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { whoText } from '../../shared/who.ts';
import type { ListedChart } from './chart-types.ts';

interface ChartPage extends Listed {
	readonly charts: readonly ListedChart[];
}

/** Divides by two, three and four columns. */
const AT_ONCE = 12;

/** The charts of the project, the last saved first, each small and live; as the address says, those that are sought. */
export class WorkshopChartList extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.grid {
				display: grid;
				/* Six side by side at most: then they grow, and no row is left half empty. */
				grid-template-columns: repeat(auto-fill, minmax(min(100%, max(280px, (100% - 5 * 24px) / 6)), 1fr));
				gap: 24px;
			}
			/* More of them side by side where there is room. */
			.page {
				max-inline-size: clamp(1080px, 72vw, 2600px);
			}
			.card {
				position: relative;
				display: grid;
				grid-template-rows: 180px minmax(0, 1fr);
				gap: 8px;
				padding: 16px;
				border: 1px solid var(--line);
				border-radius: 10px;
				background: var(--surface);
				min-inline-size: 0;
			}
			.card:hover {
				border-color: color-mix(in srgb, var(--accent) 60%, var(--line));
			}
			.card a {
				color: var(--ink);
				font-weight: 550;
				text-decoration: none;
			}
			/* The whole card is the link's. */
			.card a::after {
				content: '';
				position: absolute;
				inset: 0;
				border-radius: 10px;
			}
			.card a:focus-visible {
				outline: none;
			}
			.card a:focus-visible::after {
				outline: 2px solid var(--accent);
				outline-offset: 2px;
			}
			.card .words {
				display: grid;
				align-content: start;
				gap: 2px;
				overflow-wrap: anywhere;
			}
			sql-chart {
				--chartwire-height: 180px;
			}
			sql-chart::part(heading),
			sql-chart::part(description),
			sql-chart::part(footer) {
				display: none;
			}
			.head .row {
				flex: 0 1 440px;
				flex-wrap: nowrap;
			}
			.search {
				flex: 1;
				min-inline-size: 0;
			}
			.grid.waiting {
				min-block-size: 480px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;
	readonly #list = new SearchedList<ChartPage>(this, '/charts', AT_ONCE);

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('session') || changed.has('route')) this.#list.ask();
	}

	#card({ name, title, source, type, updatedAt, updatedBy, updatedByName }: ListedChart): TemplateResult {
		const { project } = this.session.project;
		const who = whoText({ id: updatedBy, name: updatedByName }, this.session.account.account);
		return html`<li class="card">
			<sql-chart inert chart=${name} exports="none" .getToken=${this.session.token}></sql-chart>
			<div class="words">
				<a href=${addressOf({ project, page: 'charts', item: name })}>${title || name}</a>
				<span class="small muted">${title ? html`<code>${name}</code>, ` : nothing}${type ? `${type}, ` : ''}from ${source}, saved ${agoOf(updatedAt, Date.now())} by ${who}</span>
			</div>
		</li>`;
	}

	#empty(): TemplateResult {
		if (this.#list.sought !== '')
			return html`<p class="muted">No chart has “${this.#list.sought}” in its name, title or SQL.</p>`;
		const { project } = this.session.project;
		return html`<div class="empty">
			<h2>No chart yet</h2>
			<p>A chart is a question in SQL under a name. A page shows its live answer with one element, and everybody who looks shares one run of the query.</p>
			${
				this.session.isAuthor
					? html`<p>Write one in the <a href=${addressOf({ project, page: 'editor' })}>editor</a>, or begin with a <a href=${addressOf({ project, page: 'recipes' })}>recipe</a>.</p>`
					: html`<p class="muted">Authors of this project make them; ask one of them, or an administrator to make you one.</p>`
			}
		</div>`;
	}

	protected override render(): TemplateResult {
		const page = this.#list.asked.value;
		const { project } = this.session.project;
		return html`<div class="page">
			<div class="head">
				<h1>Charts</h1>
				<div class="row">
					${this.#list.field('Search in names, titles and SQL')}
					${this.session.isAuthor ? html`<wa-button variant="brand" href=${addressOf({ project, page: 'editor' })}>New chart</wa-button>` : nothing}
				</div>
			</div>
			${waitingFor(this.#list.asked, this.#list.ask)}
			${
				page === undefined
					? html`<div class="grid waiting"></div>`
					: html`<ul class="grid" aria-label="Charts" aria-busy=${this.#list.asked.isWaiting}>${repeat(
							page.charts,
							({ name }) => name,
							(chart) => this.#card(chart),
						)}</ul>`
			}
			${page?.charts.length === 0 ? this.#empty() : nothing}
			${page ? this.#list.paging(page) : nothing}
		</div>`;
	}
}
