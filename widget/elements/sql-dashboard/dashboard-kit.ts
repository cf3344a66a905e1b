import { html, nothing, type TemplateResult } from 'lit';
import type { Dashboard, DashboardTab } from '../../dashboard-spec.ts';
import { adopt } from '../../drawing/adopt.ts';
import { load } from '../../load.ts';
import { boardTexts } from '../../texts/boards.ts';
import { addSection, say } from '../../texts/say.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { emit } from '../shared/emit.ts';
import { Reflection } from '../shared/reflection.ts';
import { type CellLook, Cells, Filters, type Shared } from './cells.ts';
import { DashboardController } from './dashboard-controller.ts';
import type { DashboardTabDetail } from './dashboard-events.ts';
import { emptyView, lostView, skeletonView } from './dashboard-parts.ts';
import { dashboardStyles } from './dashboard-styles.ts';
import { type DashboardView, viewOf } from './dashboard-view.ts';
import { declarationOf } from './declaration.ts';
import { keepShape, keptShape } from './kept-shape.ts';
import { Paper } from './paper.ts';
import type { SqlDashboard } from './sql-dashboard.ts';
import { tabAfter } from './tab-keys.ts';
import type { Wall } from './wall.ts';

const REFLECTED = [
	...(['server', 'dashboard', 'tokenEndpoint', 'tab', 'wallboard', 'level', 'zone', 'locale', 'theme'] as const),
];

let groups = 0;

function nextGroup(): string {
	groups += 1;
	return `dashboard ${groups}`;
}

/** What a viewer sees and touches of a dashboard. Fetched once there is one on the page. */
export class DashboardKit {
	readonly #host: SqlDashboard;
	readonly #source: DashboardController;
	readonly #cells = new Cells((chart, state) => this.#wall?.hear(chart, state));
	readonly #filters = new Filters();
	readonly #title = document.createElement('div');
	/** Charts and filters of one dashboard look at one another, and at those of no other. */
	readonly #group = nextGroup();
	#given: { readonly from: unknown; readonly dashboard: Dashboard | undefined } | undefined;
	#wall: Wall | undefined;
	#wants = { wall: false, keeper: false };
	#shape = '';

	constructor(host: SqlDashboard) {
		this.#host = host;
		addSection(boardTexts);
		this.#source = new DashboardController(host);
		host.addController(new Paper(this.#cells.grid, this.#filters.bar));
		new Reflection(host, REFLECTED, ['persist', 'remember', 'exports']);
		const root = host.renderRoot.querySelector('.root');
		if (root) {
			adopt(root, buttonStyles);
			adopt(root, dashboardStyles);
		}
	}

	/** That of a wall; '': as the text around the element is, or as paper is. */
	get scheme(): string {
		if (matchMedia('print').matches) return '';
		return this.#host.wallboard ? this.#theme : '';
	}

	/** What is said to those who do not see it. */
	get spoken(): string {
		const { title, detail } = this.#view;
		return [title, detail].filter(Boolean).join('. ');
	}

	refresh(): void {
		this.#source.again();
		for (const chart of this.#cells.charts) chart.refresh();
	}

	render(): TemplateResult {
		this.#fetchParts();
		const view = this.#view;
		const dashboard = this.#dashboard;
		const { words } = this.#host;
		if (view.phase === 'loading') return skeletonView(keptShape(this.#name));
		if (view.phase !== 'ready' || !dashboard) return lostView(view, words, () => this.#source.again());
		const tab = this.#shownTab(dashboard);
		this.#feed(dashboard, tab);
		return this.#wall && this.#host.wallboard
			? this.#wall.render(dashboard, { tab, title: this.#title, grid: this.#cells.grid, filters: this.#filters })
			: this.#board(dashboard, tab, view);
	}

	get #view(): DashboardView {
		const { dashboard, declaration, token, client, words } = this.#host;
		const { state, clients } = this.#source;
		const given = this.#dashboard;
		const isOpen = !(token || clients.endpoint || client);
		return viewOf(given ? { ...state, shown: { dashboard: given, revision: 0, channel: '' } } : state, {
			missing: declaration ? undefined : !dashboard ? 'dashboard' : isOpen ? 'token' : undefined,
			connection: clients.connection,
			online: navigator.onLine,
			locale: words,
		});
	}

	get #dashboard(): Dashboard | undefined {
		const { declaration } = this.#host;
		if (declaration === undefined) return this.#source.state.shown?.dashboard;
		if (this.#given?.from !== declaration) this.#given = { from: declaration, dashboard: declarationOf(declaration) };
		return this.#given.dashboard;
	}

	/** Of the dashboard, with its server. */
	get #name(): string {
		return `${this.#source.clients.server} ${this.#host.dashboard}`;
	}

	get #theme(): string {
		const { theme, wallboard } = this.#host;
		return theme || (wallboard ? (this.#dashboard?.wall?.theme ?? 'dark') : '');
	}

	get #level(): number {
		return Math.min(6, Math.max(1, Math.trunc(Number(this.#host.level)) || 2));
	}

	#shownTab({ tabs }: Dashboard): DashboardTab | undefined {
		const wanted = this.#wall?.tabNow ?? this.#host.tab;
		return tabs.find(({ id }) => id === wanted) ?? tabs[0];
	}

	/** What is not wanted on every page. */
	#fetchParts(): void {
		const { wallboard, persist } = this.#host;
		const nothingYet = (): void => undefined;
		if (wallboard && !this.#wants.wall) {
			this.#wants = { ...this.#wants, wall: true };
			void load(() => import('./wall.ts'), nothingYet).then(({ Wall }) => {
				this.#wall = new Wall(this.#host, {
					clients: this.#source.clients,
					states: this.#cells.states,
					dashboard: () => this.#dashboard,
					select: (tab) => this.#select(tab, 'rotation'),
				});
			});
		}
		if (persist !== null && !this.#wants.keeper) {
			this.#wants = { ...this.#wants, keeper: true };
			void load(() => import('./declaration-keeper.ts'), nothingYet).then(
				({ DeclarationKeeper }) => new DeclarationKeeper(this.#host, this.#source),
			);
		}
	}

	/** Gives every element on the dashboard what it is to show. */
	#feed(dashboard: Dashboard, tab: DashboardTab | undefined): void {
		const { server, token, tokenEndpoint, getToken, client, locale, persist, exports, zone, remember } = this.#host;
		const { wallboard, declaration } = this.#host;
		const group = this.#group;
		const shared: Shared = { server, token, tokenEndpoint, getToken, client, locale, theme: this.#theme, group };
		const ofCharts = { persist, exports: wallboard ? 'none' : exports, zone };
		const look: CellLook = { shared, ofCharts, level: this.#level };
		// Filters first: a chart that asks before it knows what was chosen would ask twice.
		this.#filters.show(dashboard.filters, shared, remember);
		this.#cells.keep(dashboard.tabs.flatMap(({ items }) => items));
		this.#cells.show(tab?.items ?? [], look);
		const name = `h${this.#level}`;
		const heading = this.#title.firstElementChild;
		if (heading?.localName !== name) this.#title.replaceChildren(document.createElement(name));
		if (this.#title.textContent !== dashboard.title && this.#title.firstElementChild)
			this.#title.firstElementChild.textContent = dashboard.title;
		if (declaration === undefined && tab) this.#keepShape(dashboard, tab);
	}

	#keepShape({ tabs, filters }: Dashboard, { items }: DashboardTab): void {
		const shape = { isTabbed: tabs.length > 1, isFiltered: filters.length > 0, places: items };
		const written = JSON.stringify([this.#name, shape]);
		if (written !== this.#shape) keepShape(this.#name, shape);
		this.#shape = written;
	}

	#board(dashboard: Dashboard, tab: DashboardTab | undefined, view: DashboardView): TemplateResult {
		const { words } = this.#host;
		const { title, description, tabs, filters } = dashboard;
		const isTabbed = tabs.length > 1;
		this.#filters.bar.ariaLabel = say(words, 'Filters');
		const isEmpty = tab === undefined || tab.items.length === 0;
		const content = isEmpty
			? emptyView(
					tabs.every(({ items }) => items.length === 0),
					words,
				)
			: this.#cells.grid;
		return html`<section aria-label=${title || say(words, 'Dashboard')}>
			<header class="head">
				${title ? html`<div part="title" class="title">${this.#title}</div>` : nothing}
				${description ? html`<p class="about">${description}</p>` : nothing}
			</header>
			${view.title ? html`<p class="note"><b>${view.title}.</b> <span>${view.detail}</span></p>` : nothing}
			${isTabbed ? this.#tabs(dashboard, tab) : nothing}
			${filters.length > 0 ? html`<div part="filters">${this.#filters.bar}</div>` : nothing}
			<div part="grid" id="_panel" role=${isTabbed ? 'tabpanel' : nothing} aria-labelledby=${isTabbed ? `_tab-${tab?.id}` : nothing}>${content}</div>
		</section>`;
	}

	#tabs({ title, tabs }: Dashboard, shown: DashboardTab | undefined): TemplateResult {
		const label = title || say(this.#host.words, 'Dashboard');
		return html`<div part="tabs" class="tabs" role="tablist" aria-label=${label} @keydown=${(event: KeyboardEvent) => this.#onKey(event, tabs, shown)}>
			${tabs.map((tab) => {
				const isShown = tab === shown;
				return html`<button role="tab" id=${`_tab-${tab.id}`} aria-controls="_panel" aria-selected=${isShown} tabindex=${isShown ? 0 : -1} @click=${() => this.#select(tab, 'viewer')}>${tab.title}</button>`;
			})}
		</div>`;
	}

	#onKey(event: KeyboardEvent, tabs: readonly DashboardTab[], shown: DashboardTab | undefined): void {
		const { currentTarget, key } = event;
		if (event.altKey || event.ctrlKey || event.metaKey || shown === undefined) return;
		const isRtl = getComputedStyle(currentTarget as Element).direction === 'rtl';
		const to = tabAfter(key, { count: tabs.length, at: tabs.indexOf(shown), isRtl });
		const tab = to === undefined ? undefined : tabs[to];
		if (tab === undefined) return;
		event.preventDefault();
		this.#select(tab, 'viewer');
		void this.#host.updateComplete.then(() => {
			this.#host.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
		});
	}

	#select({ id, title }: DashboardTab, by: DashboardTabDetail['by']): void {
		if (this.#host.tab === id) return;
		this.#host.tab = id;
		emit(this.#host, 'chartwire-tab', { tab: id, title, by });
	}
}
