import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import { go } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { ListedChart } from '../charts/chart-types.ts';
import { chartNameOf } from '../editor/pure/declaration.ts';
import { saveDashboard } from './copy-dashboard.ts';
import { dashboardOf } from './pure/first-dashboard.ts';

const AT_FIRST = 6;
const TITLE = 'Overview';

/** `<workshop-new-dashboard>`: a dialog from which a dashboard begins, with the charts that are chosen. @fires workshop-closed */
export class WorkshopNewDashboard extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			form {
				display: grid;
				gap: 16px;
			}
			fieldset {
				min-inline-size: 0;
				margin: 0;
				padding: 0;
				border: 0;
			}
			legend {
				padding: 0;
				font-size: 12.5px;
				color: var(--muted);
			}
			.charts {
				display: grid;
				gap: 8px;
				max-block-size: 240px;
				min-block-size: 64px;
				overflow: auto;
				padding: 8px 4px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		isOpen: { attribute: false },
		_title: { state: true },
		_chosen: { state: true },
		_problem: { state: true },
		_isBusy: { state: true },
	};
	declare session: ProjectSession;
	declare isOpen: boolean;
	declare _title: string;
	declare _chosen: readonly string[];
	declare _problem: string;
	declare _isBusy: boolean;
	readonly #charts = new Asked<readonly ListedChart[]>(this);

	constructor() {
		super();
		this.isOpen = false;
		this._title = TITLE;
		this._chosen = [];
		this._problem = '';
		this._isBusy = false;
	}

	readonly #ask = (): void => {
		void this.#charts.ask(async (signal) => {
			const path = '/charts?limit=50';
			const { charts } = await this.session.api.ask<{ charts: readonly ListedChart[] }>('GET', path, { signal });
			this._chosen = charts.slice(0, AT_FIRST).map(({ name }) => name);
			return charts;
		});
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('isOpen') || !this.isOpen) return;
		this._title = TITLE;
		this._problem = '';
		this.#ask();
	}

	readonly #choose = ({ target }: Event): void => {
		const { value, checked } = target as HTMLInputElement;
		const others = this._chosen.filter((name) => name !== value);
		this._chosen = checked ? [...others, value] : others;
	};

	/** Saved under the first name that is free. */
	#save(): Promise<string> {
		const title = this._title.trim() || TITLE;
		const order = (this.#charts.value ?? []).map(({ name }) => name);
		const dashboard = dashboardOf(
			title,
			order.filter((name) => this._chosen.includes(name)),
		);
		return saveDashboard(this.session.api, chartNameOf(title) || 'dashboard', dashboard);
	}

	readonly #make = async (event: Event): Promise<void> => {
		event.preventDefault();
		if (this._isBusy) return;
		this._isBusy = true;
		this._problem = '';
		try {
			const name = await this.#save();
			this.#close();
			go(this, { page: 'dashboards', item: `${name}/edit` });
		} catch (error) {
			this._problem = messageOf(error);
		}
		this._isBusy = false;
	};

	readonly #close = (): void => {
		this.dispatchEvent(new CustomEvent('workshop-closed'));
	};

	readonly #onHide = ({ target, currentTarget }: Event): void => {
		if (target === currentTarget) this.#close();
	};

	#list(charts: readonly ListedChart[]): TemplateResult {
		if (charts.length === 0) {
			const { project } = this.session.project;
			return html`<p>There is no chart yet. Write one in the <a href=${addressOf({ project, page: 'editor' })}>editor</a>; the dashboard can be made without.</p>`;
		}
		return html`<fieldset><legend>Charts, which can be changed afterwards</legend>
			<div class="charts">${repeat(
				charts,
				({ name }) => name,
				({ name, title }) =>
					html`<label class="check"><input type="checkbox" value=${name} .checked=${this._chosen.includes(name)} @change=${this.#choose}><span>${title || name}</span></label>`,
			)}</div></fieldset>`;
	}

	protected override render(): TemplateResult {
		const charts = this.#charts.value;
		const onTitle = ({ target }: Event): void => {
			this._title = (target as HTMLInputElement).value;
		};
		return html`<wa-dialog label="New dashboard" .open=${this.isOpen} @wa-hide=${this.#onHide}>
			<form id="new" @submit=${this.#make}>
				<label class="field"><span>Title</span><input autofocus maxlength="200" autocomplete="off" .value=${this._title} @input=${onTitle}></label>
				${this.isOpen ? waitingFor(this.#charts, this.#ask) : nothing}
				${charts ? this.#list(charts) : nothing}
				<p class="problem" role="alert">${this._problem}</p>
			</form>
			<wa-button slot="footer" appearance="outlined" @click=${this.#close}>Cancel</wa-button>
			<wa-button slot="footer" variant="brand" ?loading=${this._isBusy} @click=${this.#make}>Make the dashboard</wa-button>
		</wa-dialog>`;
	}
}
