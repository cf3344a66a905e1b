import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import type { PageElement } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { ownZone } from './clock-change.ts';
import { type Declaration, type StoredSchedule, type Target, titleOf } from './schedule.ts';

/** What a new one begins with: at 8 o'clock where whoever makes it is, to themselves. */
const begun = (target: Target, email: string): Declaration => ({
	title: '',
	cron: '0 8 * * *',
	timeZone: ownZone(),
	target,
	channels: [{ kind: 'email', to: [email] }],
	attach: { picture: true, csv: false },
	only: 'always',
	enabled: true,
});

/** What is sent at times of the day: all of it, one of them, or one that is made or changed. */
export class WorkshopSchedules extends LitElement implements PageElement {
	static override readonly styles = [pageStyles, partStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
	};
	declare session: ProjectSession;
	declare route: Route;
	readonly #edited = new Asked<StoredSchedule>(this);
	#draft: Declaration | undefined;

	get #parts(): readonly [name: string, part: string] {
		const [name = '', part = ''] = this.route.item.split('/');
		return [name, part];
	}

	protected override willUpdate(): void {
		const [, part] = this.#parts;
		if (part === 'edit') this.#ask();
		const { query } = this.route;
		if (!query.has('new')) this.#draft = undefined;
		else this.#draft ??= begun(this.#wanted(), this.session.account.email);
	}

	/** `?new&chart=sales`, `?new&dashboard=board&tab=north`; or still to be chosen. */
	#wanted(): Target {
		const { query } = this.route;
		const [chart, dashboard, tab] = ['chart', 'dashboard', 'tab'].map((name) => query.get(name));
		if (chart) return { chart, params: {} };
		return { dashboard: dashboard ?? '', ...(tab ? { tab } : {}), params: {} };
	}

	#asking = '';

	/** Once for each visit: what is being changed is not replaced. */
	readonly #ask = (): void => {
		const [name] = this.#parts;
		if (this.#asking === name) return;
		this.#asking = name;
		this.#edited.forget();
		const path = `/schedules/${encodeURIComponent(name)}`;
		void this.#edited.ask((signal) => this.session.api.ask<StoredSchedule>('GET', path, { signal }));
	};

	readonly #again = (): void => {
		this.#asking = '';
		this.#ask();
	};

	#form(title: string, stored: StoredSchedule | undefined, draft: Declaration | undefined): TemplateResult {
		const { project } = this.session.project;
		return html`<div class="page">
			<a class="small" href=${addressOf({ project, page: 'schedules' })}>All schedules</a>
			<div class="head"><h1>${title}</h1></div>
			${stored === undefined && draft === undefined ? waitingFor(this.#edited, this.#again) : html`<workshop-schedule-form .session=${this.session} .stored=${stored} .draft=${draft ?? stored?.declaration}></workshop-schedule-form>`}
		</div>`;
	}

	protected override render(): TemplateResult {
		const { session, route } = this;
		const [name, part] = this.#parts;
		if (!session.isAuthor)
			return html`<div class="page"><div class="head"><h1>Schedules</h1></div><div class="empty"><p>Authors of this project schedule what is sent; ask one of them, or an administrator to make you one.</p></div></div>`;
		if (part === 'edit') {
			const stored = this.#edited.value;
			return this.#form(`Edit ${stored ? titleOf(stored.declaration) : name}`, stored, undefined);
		}
		this.#asking = '';
		if (name !== '')
			return html`<workshop-schedule-page .session=${session} .route=${route} .name=${name}></workshop-schedule-page>`;
		if (route.query.has('new')) return this.#form('New schedule', undefined, this.#draft);
		if (route.query.has('undelivered'))
			return html`<workshop-undelivered .session=${session} .route=${route}></workshop-undelivered>`;
		return html`<workshop-schedule-list .session=${session} .route=${route}></workshop-schedule-list>`;
	}
}
