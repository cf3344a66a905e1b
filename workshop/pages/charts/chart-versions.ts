import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import { Confirm } from '../../shared/confirm.ts';
import { say } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { momentOf } from '../../shared/times.ts';
import { whoText } from '../../shared/who.ts';
import type { Declaration, StoredChart, Version } from './chart-types.ts';
import { diffStyles, diffView } from './diff-view.ts';
import type { FieldDiff } from './version-diff.ts';

interface VersionPage {
	readonly versions: readonly Version[];
	readonly next?: number;
}

interface Compared {
	readonly version: number;
	/** There is none before it. */
	readonly isFirst: boolean;
	readonly fields: readonly FieldDiff[];
}

/** Every saved version of a chart, what each has changed, and going back to one. @fires workshop-restored */
export class WorkshopChartVersions extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		diffStyles,
		css`
			:host {
				display: grid;
				gap: 24px;
				grid-template-columns: minmax(0, 1fr);
			}
			.entries a[aria-current] {
				font-weight: 600;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		chart: {},
		stored: { attribute: false },
		_problem: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare chart: string;
	/** As it is now; undefined: it has been deleted. */
	declare stored: StoredChart | undefined;
	declare _problem: string;
	readonly #confirm = new Confirm(this);
	readonly #listed = new Asked<VersionPage>(this);
	readonly #compared = new Asked<Compared>(this);
	#shown = '';

	constructor() {
		super();
		this._problem = '';
	}

	get #path(): string {
		return `/charts/${this.chart}/versions`;
	}

	readonly #list = (): void => {
		void this.#listed.ask((signal) => this.session.api.ask<VersionPage>('GET', this.#path, { signal }));
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('chart') || changed.has('session') || changed.has('stored')) this.#list();
		const { query } = this.route;
		const shown = `${this.chart} ${query.get('version') ?? ''} ${query.get('with') ?? ''} ${this.stored?.revision ?? ''}`;
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.#compare();
	}

	readonly #compare = (): void => {
		const version = Number(this.route.query.get('version') ?? '');
		if (!Number.isInteger(version) || version < 1) {
			this.#compared.forget();
			return;
		}
		const isWithNow = this.route.query.get('with') === 'now' && this.stored !== undefined;
		void this.#compared.ask(async (signal) => {
			const other = isWithNow ? (this.stored?.revision ?? 0) : version - 1;
			const [after, before, { diffOf }] = await Promise.all([
				this.#find(version, signal),
				this.#find(other, signal),
				import('./version-diff.ts'),
			]);
			if (after === undefined) throw new Error(`There is no version ${version} of this chart; choose one below.`);
			if (before === undefined) return { version, isFirst: true, fields: [] };
			return { version, isFirst: false, fields: isWithNow ? diffOf(after, before) : diffOf(before, after) };
		});
	};

	/** Undefined where there is none: before the first, and of very many the oldest are dropped. */
	async #find(version: number, signal: AbortSignal): Promise<Declaration | undefined> {
		if (version < 1) return undefined;
		const path = `${this.#path}/${version}`;
		try {
			return (await this.session.api.ask<{ declaration: Declaration }>('GET', path, { signal })).declaration;
		} catch (error) {
			if (error instanceof ApiError && error.code === 'unknown_version') return undefined;
			throw error;
		}
	}

	async #older(next: number): Promise<void> {
		const shown = this.#listed.value;
		if (shown === undefined) return;
		await this.#listed.ask(async (signal) => {
			const older = await this.session.api.ask<VersionPage>('GET', `${this.#path}?before=${next}`, { signal });
			return { ...older, versions: [...shown.versions, ...older.versions] };
		});
	}

	async #restore(version: number): Promise<void> {
		const isSure = await this.#confirm.ask({
			title: `Restore version ${version}?`,
			text: 'It becomes the newest version, and everybody who watches the chart gets its answer. The versions since then stay on this list.',
			action: 'Restore',
		});
		if (!isSure) return;
		this._problem = '';
		const now = this.stored?.revision;
		const headers: Record<string, string> = now === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${now}"` };
		try {
			await this.session.api.ask('POST', `${this.#path}/${version}/restore`, { headers });
			say(this, `Version ${version} is restored.`);
		} catch (error) {
			const isLate = error instanceof ApiError && error.code === 'chart_conflict';
			this._problem = isLate ? `${messageOf(error)} This page shows the chart as it is now.` : messageOf(error);
		}
		this.#list();
		this.dispatchEvent(new CustomEvent('workshop-restored'));
	}

	#version({ version, action, restored, at, by, byName }: Version): TemplateResult {
		const { project } = this.session.project;
		const isNow = version === this.stored?.revision;
		const isShown = this.route.query.get('version') === String(version);
		const done = action === 'restored' ? `restored version ${restored}` : action;
		const item = `${this.chart}/versions`;
		const to = addressOf({ project, page: 'charts', item, query: { version: String(version) } });
		return html`<li>
			<div class="what"><span class="row"><a href=${to} aria-current=${isShown ? 'true' : nothing}>Version ${version}</a>${isNow ? html`<span class="tag">now</span>` : nothing}</span>
				<span class="small muted">${done} by ${whoText({ id: by, name: byName }, this.session.account.account)}, ${momentOf(at)}</span></div>
			${isNow || action === 'deleted' ? nothing : html`<wa-button size="s" appearance="outlined" @click=${() => this.#restore(version)}>Restore<span class="sr"> version ${version}</span></wa-button>`}
		</li>`;
	}

	#difference({ version, isFirst, fields }: Compared): TemplateResult {
		const { project } = this.session.project;
		const now = this.stored?.revision;
		const isWithNow = this.route.query.get('with') === 'now' && now !== undefined;
		const item = `${this.chart}/versions`;
		const to = (query: Record<string, string>): string =>
			addressOf({ project, page: 'charts', item, query: { version: String(version), ...query } });
		const title = isWithNow ? `From version ${version} to now` : `What version ${version} has changed`;
		return html`<section class="part" aria-labelledby="difference">
			<div class="head"><h2 id="difference">${title}</h2>
				${now === undefined || now === version ? nothing : html`<a href=${isWithNow ? to({}) : to({ with: 'now' })}>${isWithNow ? 'Compare with the version before' : 'Compare with now'}</a>`}</div>
			${fields.length === 0 ? html`<p class="muted">${isFirst ? 'It is the first version.' : 'Nothing: both say the same.'}</p>` : nothing}
			${diffView(fields)}
		</section>`;
	}

	protected override render(): TemplateResult {
		const listed = this.#listed.value;
		const compared = this.#compared.value;
		const next = listed?.next;
		return html`
			${this.stored === undefined && listed ? html`<p>It has been deleted; its versions are kept, and each can be restored.</p>` : nothing}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#compared.problem ? html`<p class="problem" role="alert">${this.#compared.problem}</p>` : nothing}
			${compared ? this.#difference(compared) : nothing}
			${this.stored === undefined && listed === undefined ? nothing : waitingFor(this.#listed, this.#list)}
			${
				listed
					? html`<ul class="entries" aria-label="Versions">${repeat(
							listed.versions,
							({ version }) => version,
							(each) => this.#version(each),
						)}</ul>`
					: nothing
			}
			${next === undefined ? nothing : html`<div><wa-button appearance="outlined" @click=${() => this.#older(next)}>Older</wa-button></div>`}
			${this.#confirm.render()}`;
	}
}
