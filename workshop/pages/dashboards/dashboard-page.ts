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
import '../../shared/versions.ts';
import type { Versioned } from '../../shared/versions.ts';
import '../access/share-panel.ts';
import { copyDashboard } from './copy-dashboard.ts';
import type { StoredDashboard } from './dashboard-types.ts';
import './dashboard-embed.ts';
import './dashboard-wall.ts';

const DASHBOARD: Versioned = {
	page: 'dashboards',
	noun: 'dashboard',
	path: '/dashboards',
	conflict: 'dashboard_conflict',
	restores: 'everybody who watches the dashboard sees it at once',
};

const PARTS = [
	['', 'Dashboard'],
	['share', 'Share'],
	['embed', 'Embed'],
	['versions', 'Versions'],
] as const;

/** One dashboard as its viewers see it, how it came to be, and what can be done with it. */
export class WorkshopDashboardPage extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.page {
				max-inline-size: 1600px;
				grid-template-columns: minmax(0, 1fr);
			}
			.title {
				display: grid;
				gap: 2px;
				min-inline-size: 0;
				overflow-wrap: anywhere;
			}
			sql-dashboard {
				min-block-size: 480px;
			}
			sql-dashboard::part(title) {
				display: none;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		name: {},
		view: { attribute: false },
		_problem: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare name: string;
	/** '', `share`, `embed`, `versions` or `wall`. */
	declare view: string;
	declare _problem: string;
	readonly #confirm = new Confirm(this);
	readonly #asked = new Asked<StoredDashboard>(this);
	#isGone = false;

	constructor() {
		super();
		this._problem = '';
	}

	readonly #ask = (): void => {
		this.#isGone = false;
		void this.#asked.ask(async (signal) => {
			try {
				return await this.session.api.ask<StoredDashboard>('GET', `/dashboards/${this.name}`, { signal });
			} catch (error) {
				this.#isGone = error instanceof ApiError && error.code === 'unknown_dashboard';
				throw error;
			}
		});
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('name') && !changed.has('session')) return;
		this.#asked.forget();
		this._problem = '';
		this.#ask();
	}

	async #delete(stored: StoredDashboard): Promise<void> {
		const isSure = await this.#confirm.ask({
			title: `Delete the dashboard “${stored.declaration.title}”?`,
			text: 'Pages and walls that show it say at once that it is there no more. Its charts stay. Its versions stay too: it can be restored here, at this address.',
			action: 'Delete',
		});
		if (!isSure) return;
		try {
			const headers = { 'if-match': `"${stored.revision}"` };
			await this.session.api.ask('DELETE', `/dashboards/${this.name}`, { headers });
			say(this, `“${stored.declaration.title}” is deleted.`);
			go(this, { page: 'dashboards' });
		} catch (error) {
			this._problem = messageOf(error);
			this.#ask();
		}
	}

	async #copy(stored: StoredDashboard): Promise<void> {
		try {
			const name = await copyDashboard(this.session.api, stored);
			say(this, 'This is the copy.');
			go(this, { page: 'dashboards', item: `${name}/edit` });
		} catch (error) {
			this._problem = messageOf(error);
		}
	}

	/** Within the press of the button, as browsers want it; one that lets no page fill the screen shows the wall all the same. */
	readonly #toWall = (): void => {
		void document.documentElement.requestFullscreen?.().catch(() => {});
		go(this, { page: 'dashboards', item: `${this.name}/wall` });
	};

	#actions(stored: StoredDashboard): TemplateResult {
		const { project } = this.session.project;
		const edit = addressOf({ project, page: 'dashboards', item: `${this.name}/edit` });
		return html`<div class="row">
			<wa-button appearance="outlined" @click=${this.#toWall}><wa-icon slot="start" name="wall" aria-hidden="true"></wa-icon>Put on the wall</wa-button>
			${
				this.session.isAuthor
					? html`<wa-button appearance="outlined" @click=${() => go(this, { page: 'schedules', query: { new: '', dashboard: this.name } })}><wa-icon slot="start" name="clock" aria-hidden="true"></wa-icon>Schedule</wa-button>
				<wa-button appearance="outlined" @click=${() => this.#copy(stored)}><wa-icon slot="start" name="copy" aria-hidden="true"></wa-icon>Copy</wa-button>
				<wa-button appearance="outlined" @click=${() => this.#delete(stored)}>Delete</wa-button>
				<wa-button variant="brand" href=${edit}>Edit</wa-button>`
					: nothing
			}
		</div>`;
	}

	#head(): TemplateResult {
		const stored = this.#asked.value;
		const { project } = this.session.project;
		const saved = stored ? `, saved ${agoOf(stored.updatedAt, Date.now())}, version ${stored.revision}` : '';
		return html`
			<a class="small" href=${addressOf({ project, page: 'dashboards' })}>All dashboards</a>
			<div class="head">
				<div class="title"><h1>${stored?.declaration.title || this.name}</h1>
					<p class="small muted"><code>${this.name}</code>${saved}</p></div>
				${stored && !this.#isGone ? this.#actions(stored) : nothing}
			</div>`;
	}

	#parts(): TemplateResult {
		const { project } = this.session.project;
		return html`<nav class="tabs sideways" aria-label="Dashboard">${PARTS.map(
			([part, title]) =>
				html`<a href=${addressOf({ project, page: 'dashboards', item: part ? `${this.name}/${part}` : this.name })} aria-current=${part === this.view ? 'page' : nothing}>${title}</a>`,
		)}</nav>`;
	}

	#versions(revision: number | undefined): TemplateResult {
		return html`<workshop-versions .session=${this.session} .route=${this.route} .of=${DASHBOARD} name=${this.name} .revision=${revision} @workshop-restored=${this.#ask}></workshop-versions>`;
	}

	#content(stored: StoredDashboard): TemplateResult {
		if (this.view === 'versions' && this.session.isAuthor) return this.#versions(stored.revision);
		const { title } = stored.declaration;
		if (this.view === 'share' && this.session.isAuthor)
			return html`<workshop-share .session=${this.session} kind="dashboard" name=${this.name} label=${title}></workshop-share>`;
		if (this.view === 'embed' && this.session.isAuthor)
			return html`<workshop-dashboard-embed .session=${this.session} name=${this.name} label=${title}></workshop-dashboard-embed>`;
		return html`<sql-dashboard dashboard=${this.name} level="2" .getToken=${this.session.token}></sql-dashboard>`;
	}

	protected override render(): TemplateResult {
		const stored = this.#asked.value;
		if (this.view === 'wall')
			return html`<workshop-dashboard-wall .session=${this.session} .name=${this.name}></workshop-dashboard-wall>`;
		return html`<div class="page">
			${this.#head()}
			${this.session.isAuthor && !this.#isGone ? this.#parts() : nothing}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#isGone ? html`<p role="alert">${this.#asked.problem}</p>` : waitingFor(this.#asked, this.#ask)}
			${this.#isGone && this.session.isAuthor ? this.#versions(undefined) : nothing}
			${stored && !this.#isGone ? this.#content(stored) : nothing}
			${this.#confirm.render()}
		</div>`;
	}
}
