import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import { Confirm } from '../../shared/confirm.ts';
import { go, say } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { whoText } from '../../shared/who.ts';
import '../../shared/copy-text.ts';
import '../../shared/versions.ts';
import type { Versioned } from '../../shared/versions.ts';
import '../access/share-panel.ts';
import { chartFacts } from './chart-facts.ts';
import type { Declaration, Params, StoredChart } from './chart-types.ts';
import './embed-panel.ts';
import { changedIn } from './param-values.ts';

/** Of a viewer the server tells what is needed to look at it, and not the SQL. */
type SeenChart = Omit<StoredChart, 'declaration'> & {
	readonly declaration: Pick<Declaration, 'title' | 'params'> & Partial<Declaration>;
};

const isWhole = (chart: SeenChart | undefined): chart is StoredChart => chart?.declaration.sql !== undefined;

const CHART: Versioned = {
	page: 'charts',
	noun: 'chart',
	path: '/charts',
	conflict: 'chart_conflict',
	restores: 'everybody who watches the chart gets its answer',
	first: ['sql', 'SQL'],
};

const TABS = [
	['', 'Chart'],
	['edit', 'Design'],
	['share', 'Share'],
	['embed', 'Embed'],
	['versions', 'Versions'],
] as const;

/** One chart: live, as it is declared, how it is embedded, and how it came to be. */
export class WorkshopChartPage extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.facts {
				display: grid;
			}
			.facts > div {
				display: grid;
				grid-template-columns: clamp(88px, 34%, 200px) minmax(0, 1fr);
				gap: 4px 16px;
				padding-block: 6px;
				border-block-end: 1px solid var(--line-quiet);
				overflow-wrap: anywhere;
			}
			dt {
				color: var(--muted);
			}
			.broad {
				max-inline-size: 1480px;
				inline-size: 100%;
			}
			.title {
				display: grid;
				gap: 2px;
				min-inline-size: 0;
				overflow-wrap: anywhere;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		chart: {},
		tab: {},
		_problem: { state: true },
		_params: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare chart: string;
	/** '', `edit`, `share`, `embed` or `versions`. */
	declare tab: string;
	declare _problem: string;
	declare _params: Params;
	readonly #confirm = new Confirm(this);
	readonly #asked = new Asked<SeenChart>(this);
	#isGone = false;

	constructor() {
		super();
		this._problem = '';
		this._params = {};
	}

	readonly #ask = (): void => {
		this.#isGone = false;
		void this.#asked.ask(async (signal) => {
			try {
				return await this.session.api.ask<SeenChart>('GET', `/charts/${this.chart}`, { signal });
			} catch (error) {
				this.#isGone = error instanceof ApiError && error.code === 'unknown_chart';
				throw error;
			}
		});
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('chart') && !changed.has('session')) return;
		this.#asked.forget();
		this._problem = '';
		this._params = {};
		this.#ask();
	}

	async #delete(): Promise<void> {
		const isSure = await this.#confirm.ask({
			title: `Delete the chart “${this.chart}”?`,
			text: 'Pages that show it say within a second that it is there no more. Its versions stay: it can be restored here, at this address.',
			action: 'Delete',
		});
		const stored = this.#asked.value;
		if (!isSure || stored === undefined) return;
		try {
			const headers = { 'if-match': `"${stored.revision}"` };
			await this.session.api.ask('DELETE', `/charts/${this.chart}`, { headers });
			say(this, `“${this.chart}” is deleted.`);
			go(this, { page: 'charts' });
		} catch (error) {
			this._problem = messageOf(error);
			this.#ask();
		}
	}

	#who({ updatedBy: id, updatedByName: name }: SeenChart): string {
		return whoText({ id, name }, this.session.account.account);
	}

	#head(): TemplateResult {
		const stored = this.#asked.value;
		const { project } = this.session.project;
		const saved = stored
			? `, saved ${agoOf(stored.updatedAt, Date.now())} by ${this.#who(stored)}, version ${stored.revision}`
			: '';
		return html`
			<div class="head">
				<div class="title"><p class="small"><a href=${addressOf({ project, page: 'charts' })}>All charts</a></p><h1>${stored?.declaration.title || this.chart}</h1>
					<p class="small muted"><code>${this.chart}</code>${saved}</p></div>
				${
					isWhole(stored)
						? html`<div class="row">
					<wa-button appearance="outlined" href=${addressOf({ project, page: 'alerts', query: { new: '1', chart: this.chart } })}><wa-icon slot="start" name="bell" aria-hidden="true"></wa-icon>New alert</wa-button>
					<wa-button appearance="outlined" @click=${() => go(this, { page: 'editor', query: { chart: this.chart } })}><wa-icon slot="start" name="editor" aria-hidden="true"></wa-icon>Open in the editor</wa-button>
					<wa-button appearance="outlined" @click=${() => go(this, { page: 'schedules', query: { new: '', chart: this.chart } })}><wa-icon slot="start" name="clock" aria-hidden="true"></wa-icon>Schedule</wa-button>
					<wa-button appearance="outlined" @click=${this.#delete}>Delete</wa-button>
				</div>`
						: nothing
				}
			</div>`;
	}

	#tabs(): TemplateResult {
		const { project } = this.session.project;
		return html`<nav class="tabs sideways" aria-label="Chart">${TABS.map(
			([tab, title]) =>
				html`<a href=${addressOf({ project, page: 'charts', item: tab ? `${this.chart}/${tab}` : this.chart })} aria-current=${tab === this.tab ? 'page' : nothing}>${title}</a>`,
		)}</nav>`;
	}

	#versions(stored: StoredChart | undefined): TemplateResult {
		return html`<workshop-versions .session=${this.session} .route=${this.route} .of=${CHART} name=${this.chart} .revision=${stored?.revision} @workshop-restored=${this.#ask}></workshop-versions>`;
	}

	#content(stored: SeenChart): TemplateResult {
		const { declaration } = stored;
		if (isWhole(stored) && this.tab === 'versions') return this.#versions(stored);
		if (isWhole(stored) && this.tab === 'edit')
			return html`<workshop-chart-edit .session=${this.session} .stored=${stored} @workshop-saved=${this.#ask}></workshop-chart-edit>`;
		if (isWhole(stored) && this.tab === 'embed')
			return html`<workshop-embed .session=${this.session} kind="chart" name=${this.chart} label=${declaration.title} .claims=${declaration.claims} .params=${this._params}></workshop-embed>`;
		if (isWhole(stored) && this.tab === 'share')
			return html`<workshop-share .session=${this.session} kind="chart" name=${this.chart} label=${declaration.title}></workshop-share>`;
		return html`
			<workshop-chart-live .session=${this.session} .chart=${this.chart} .params=${declaration.params} @workshop-params=${({ detail }: CustomEvent<Params>) => this.#chosen(detail)}></workshop-chart-live>
			${isWhole(stored) ? chartFacts(stored.declaration) : nothing}`;
	}

	/** To ask again would help nobody. */
	#gone(): TemplateResult {
		const { project } = this.session.project;
		return html`<p role="alert">There is no chart “${this.chart}” in this project. <a href=${addressOf({ project, page: 'charts' })}>All charts</a></p>`;
	}

	/** Kept for the code that embeds it; it is told while this element is drawn. */
	#chosen(params: Params): void {
		const changed = changedIn(this.#asked.value?.declaration.params ?? [], params);
		queueMicrotask(() => {
			this._params = changed;
		});
	}

	protected override render(): TemplateResult {
		const stored = this.#asked.value;
		return html`<div class=${this.tab === 'edit' ? 'page broad' : 'page'}>
			${this.#head()}
			${isWhole(stored) ? this.#tabs() : nothing}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#isGone ? this.#gone() : waitingFor(this.#asked, this.#ask)}
			${this.#isGone && this.session.isAuthor ? this.#versions(undefined) : nothing}
			${stored && !this.#isGone ? this.#content(stored) : nothing}
			${this.#confirm.render()}
		</div>`;
	}
}
