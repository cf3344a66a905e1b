import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { countText } from '../../shared/words.ts';
import type { ListedChart } from '../charts/chart-types.ts';
import type { ListedAlert } from './alert-types.ts';
import { inOrder, lookOf, shownOf, snoozeText, valueText } from './alert-words.ts';
import { Polling } from './polling.ts';

interface AlertPage {
	readonly alerts: readonly ListedAlert[];
	readonly next?: string;
}

const AT_ONCE = 100;
const LOOK_AGAIN_MS = 10_000;
/** In a page without alerts, of which charts one may be made. */
const SHOWN_CHARTS = 6;
/** Fewer are seen at once. */
const LEAST_SOUGHT = 8;

/** `<workshop-alert-list>`: all alerts of the project, what fires first. */
export class WorkshopAlertList extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		toneStyles,
		css`
			.alerts > li {
				position: relative;
				display: grid;
				grid-template-columns: minmax(130px, 190px) minmax(0, 1fr) minmax(0, max-content);
				gap: 4px 24px;
				padding-block: 14px;
				border-block-end: 1px solid var(--line-quiet);
			}
			.alerts {
				border-block-start: 1px solid var(--line);
			}
			.alerts a {
				font-weight: 600;
				text-decoration: none;
				color: var(--ink);
			}
			/* The whole row is the link's. */
			.alerts a::after {
				content: '';
				position: absolute;
				inset: 0;
			}
			.alerts li:hover a {
				color: var(--accent);
			}
			.value {
				font-size: 18px;
				font-weight: 600;
				text-align: end;
			}
			.what {
				flex: none;
			}
			.charts {
				display: grid;
				gap: 4px;
			}
			.waits {
				min-block-size: 50dvh;
			}
			@media (max-width: 640px) {
				.alerts > li {
					grid-template-columns: minmax(0, 1fr) auto;
				}
				.what {
					grid-row: 2;
					grid-column: 1 / -1;
				}
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		_sought: { state: true },
	};
	declare session: ProjectSession;
	declare _sought: string;
	readonly #asked = new Asked<readonly ListedAlert[]>(this);
	readonly #charts = new Asked<{ readonly charts: readonly ListedChart[] }>(this);

	constructor() {
		super();
		this._sought = '';
		new Polling(this, LOOK_AGAIN_MS, () => this.#ask());
	}

	readonly #ask = (): void => {
		void this.#asked.ask(async (signal) => {
			const all: ListedAlert[] = [];
			let cursor: string | undefined;
			do {
				const query = new URLSearchParams({ limit: String(AT_ONCE), ...(cursor && { cursor }) });
				const page = await this.session.api.ask<AlertPage>('GET', `/alerts?${query}`, { signal });
				all.push(...page.alerts);
				cursor = page.next;
			} while (cursor !== undefined);
			if (all.length === 0 && this.session.isAuthor) this.#askCharts();
			return all;
		});
	};

	#askCharts(): void {
		void this.#charts.ask((signal) => this.session.api.ask('GET', `/charts?limit=${SHOWN_CHARTS}`, { signal }));
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('session')) this.#ask();
	}

	#address(item: string, query: Readonly<Record<string, string>> = {}): string {
		return addressOf({ project: this.session.project.project, page: 'alerts', item, query });
	}

	#row(alert: ListedAlert): TemplateResult {
		const shown = shownOf(alert);
		const { text, tone } = lookOf(shown);
		const since = alert.since === undefined || shown === 'off' ? '' : `Since ${agoOf(alert.since, Date.now())}. `;
		const reason = alert.problem ?? alert.reason;
		const follow = alert.following
			? alert.followers === 1
				? 'only you follow it'
				: `you and ${countText(alert.followers - 1, 'other')} follow it`
			: `${countText(alert.followers, 'follower')}`;
		return html`<li>
			<div>${toned(tone, text)}</div>
			<div class="what">
				<a href=${this.#address(alert.alert)}>${alert.title || alert.alert}</a>
				<p>${alert.watches}, in <code>${alert.chart}</code></p>
				${shown === 'ok' || shown === 'off' || reason === null ? nothing : html`<p class="small">${reason}</p>`}
				<p class="small muted">${since}${alert.evaluatedAt === null ? 'Not looked at yet' : `Looked at ${agoOf(alert.evaluatedAt, Date.now())}`}${alert.snooze && shown === 'snoozed' ? `, ${snoozeText(alert.snooze.until)}` : ''}; ${follow}</p>
			</div>
			<p class="value">${alert.value === null ? nothing : html`<span class="sr">Last value: </span>${valueText(alert.value)}`}</p>
		</li>`;
	}

	#empty(): TemplateResult {
		const charts = this.#charts.value?.charts ?? [];
		return html`<div class="empty">
			<h2>No alert yet</h2>
			<p>An alert watches what a chart answers, also while nobody looks, and tells people once when it goes wrong and once when it is good again.</p>
			${
				this.session.isAuthor
					? charts.length === 0
						? html`<p>It begins with a chart: make one in the <a href=${addressOf({ project: this.session.project.project, page: 'editor' })}>editor</a>.</p>`
						: html`<p>Choose a chart, look at what is suggested, and save it:</p>
				<ul class="charts">${charts.map(({ name, title }) => html`<li><a href=${this.#address('', { new: '1', chart: name })}>${title || name}</a></li>`)}</ul>
				<p class="muted small">Each chart's page has a button for it as well.</p>`
					: html`<p class="muted">Authors of this project make them. Whoever follows one is told in their inbox.</p>`
			}
		</div>`;
	}

	#list(alerts: readonly ListedAlert[]): TemplateResult {
		const sought = this._sought.trim().toLowerCase();
		const found = alerts.filter(({ alert, title, chart }) =>
			`${alert} ${title} ${chart}`.toLowerCase().includes(sought),
		);
		return html`
			${
				alerts.length < LEAST_SOUGHT
					? nothing
					: html`<label><span class="sr">Search in names, titles and charts</span><input type="search" placeholder="Search" autocomplete="off" @input=${({
							target,
						}: Event) => {
							this._sought = (target as HTMLInputElement).value;
						}}></label>`
			}
			<ul class="alerts" aria-label="Alerts">${repeat(
				inOrder(found),
				({ alert }) => alert,
				(alert) => this.#row(alert),
			)}</ul>
			${found.length === 0 ? html`<p class="muted">No alert has “${this._sought}” in its name, title or chart.</p>` : nothing}`;
	}

	protected override render(): TemplateResult {
		const alerts = this.#asked.value;
		return html`<div class="page">
			<div class="head"><h1>Alerts</h1>${this.session.isAuthor ? html`<wa-button variant="brand" href=${this.#address('', { new: '1' })}>New alert</wa-button>` : nothing}</div>
			${waitingFor(this.#asked, this.#ask)}
			${alerts === undefined ? html`<div class="waits"></div>` : alerts.length === 0 ? this.#empty() : this.#list(alerts)}
		</div>`;
	}
}
