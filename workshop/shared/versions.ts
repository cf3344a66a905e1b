import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf, type PageName, type Route } from '../app/route.ts';
import type { ProjectSession } from '../app/session.ts';
import { ApiError, messageOf } from './api.ts';
import { Asked } from './asked.ts';
import { Confirm } from './confirm.ts';
import { diffStyles, diffView } from './diff-view.ts';
import { say } from './page.ts';
import { partStyles, waitingFor } from './parts.ts';
import { pageStyles } from './styles.ts';
import { momentOf } from './times.ts';
import type { FieldDiff } from './version-diff.ts';
import { whoText } from './who.ts';

/** As `GET /v1/…/versions` lists them. */
interface Version {
	readonly version: number;
	readonly action: 'saved' | 'restored' | 'deleted';
	/** Which version it repeats. */
	readonly restored?: number;
	/** ms */
	readonly at: number;
	readonly by: string;
	readonly byName?: string;
}

/** What has versions: a chart, a dashboard. */
export interface Versioned {
	readonly page: PageName;
	/** In messages, such as “chart”. */
	readonly noun: string;
	/** Where it is in `/v1`, with a slash before and none after. */
	readonly path: string;
	/** The code of the answer to whoever was late. */
	readonly conflict: string;
	/** Who gets what is restored. */
	readonly restores: string;
	/** A field whose lines come first, and what it is called. */
	readonly first?: readonly [field: string, title: string];
}

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

/** Every saved version of a chart or a dashboard, what each has changed, and going back to one. @fires workshop-restored */
export class WorkshopVersions extends LitElement {
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
		of: { attribute: false },
		name: {},
		revision: { attribute: false },
		_problem: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare of: Versioned;
	declare name: string;
	/** Of what there is now; undefined: it has been deleted. */
	declare revision: number | undefined;
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
		return `${this.of.path}/${this.name}/versions`;
	}

	readonly #list = (): void => {
		void this.#listed.ask((signal) => this.session.api.ask<VersionPage>('GET', this.#path, { signal }));
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('name') || changed.has('session') || changed.has('revision')) this.#list();
		const { query } = this.route;
		const shown = `${this.name} ${query.get('version') ?? ''} ${query.get('with') ?? ''} ${this.revision ?? ''}`;
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
		const isWithNow = this.route.query.get('with') === 'now' && this.revision !== undefined;
		void this.#compared.ask(async (signal) => {
			const other = isWithNow ? (this.revision ?? 0) : version - 1;
			const [after, before, { diffOf }] = await Promise.all([
				this.#find(version, signal),
				this.#find(other, signal),
				import('./version-diff.ts'),
			]);
			if (after === undefined)
				throw new Error(`There is no version ${version} of this ${this.of.noun}; choose one below.`);
			const first = this.of.first?.[0];
			if (before === undefined) return { version, isFirst: true, fields: [] };
			return {
				version,
				isFirst: false,
				fields: isWithNow ? diffOf(after, before, first) : diffOf(before, after, first),
			};
		});
	};

	/** Undefined where there is none: before the first, and of very many the oldest are dropped. */
	async #find(version: number, signal: AbortSignal): Promise<object | undefined> {
		if (version < 1) return undefined;
		const path = `${this.#path}/${version}`;
		try {
			return (await this.session.api.ask<{ declaration: object }>('GET', path, { signal })).declaration;
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
			text: `It becomes the newest version, and ${this.of.restores}. The versions since then stay on this list.`,
			action: 'Restore',
		});
		if (!isSure) return;
		this._problem = '';
		const now = this.revision;
		const headers: Record<string, string> = now === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${now}"` };
		try {
			await this.session.api.ask('POST', `${this.#path}/${version}/restore`, { headers });
			say(this, `Version ${version} is restored.`);
		} catch (error) {
			const isLate = error instanceof ApiError && error.code === this.of.conflict;
			this._problem = isLate
				? `${messageOf(error)} This page shows the ${this.of.noun} as it is now.`
				: messageOf(error);
		}
		this.#list();
		this.dispatchEvent(new CustomEvent('workshop-restored'));
	}

	#version({ version, action, restored, at, by, byName }: Version): TemplateResult {
		const { project } = this.session.project;
		const isNow = version === this.revision;
		const isShown = this.route.query.get('version') === String(version);
		const done = action === 'restored' ? `restored version ${restored}` : action;
		const item = `${this.name}/versions`;
		const to = addressOf({ project, page: this.of.page, item, query: { version: String(version) } });
		return html`<li>
			<div class="what"><span class="row"><a href=${to} aria-current=${isShown ? 'true' : nothing}>Version ${version}</a>${isNow ? html`<span class="tag">now</span>` : nothing}</span>
				<span class="small muted">${done} by ${whoText({ id: by, name: byName }, this.session.account.account)}, ${momentOf(at)}</span></div>
			${isNow || action === 'deleted' ? nothing : html`<wa-button size="s" appearance="outlined" @click=${() => this.#restore(version)}>Restore<span class="sr"> version ${version}</span></wa-button>`}
		</li>`;
	}

	#difference({ version, isFirst, fields }: Compared): TemplateResult {
		const { project } = this.session.project;
		const now = this.revision;
		const isWithNow = this.route.query.get('with') === 'now' && now !== undefined;
		const item = `${this.name}/versions`;
		const to = (query: Record<string, string>): string =>
			addressOf({ project, page: this.of.page, item, query: { version: String(version), ...query } });
		const title = isWithNow ? `From version ${version} to now` : `What version ${version} has changed`;
		return html`<section class="part" aria-labelledby="difference">
			<div class="head"><h2 id="difference">${title}</h2>
				${now === undefined || now === version ? nothing : html`<a href=${isWithNow ? to({}) : to({ with: 'now' })}>${isWithNow ? 'Compare with the version before' : 'Compare with now'}</a>`}</div>
			${fields.length === 0 ? html`<p class="muted">${isFirst ? 'It is the first version.' : 'Nothing: both say the same.'}</p>` : nothing}
			${diffView(fields, this.of.first)}
		</section>`;
	}

	protected override render(): TemplateResult {
		const listed = this.#listed.value;
		const compared = this.#compared.value;
		const next = listed?.next;
		return html`
			${this.revision === undefined && listed ? html`<p>It has been deleted; its versions are kept, and each can be restored.</p>` : nothing}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#compared.problem ? html`<p class="problem" role="alert">${this.#compared.problem}</p>` : nothing}
			${compared ? this.#difference(compared) : nothing}
			${this.revision === undefined && listed === undefined ? nothing : waitingFor(this.#listed, this.#list)}
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

customElements.define('workshop-versions', WorkshopVersions);
