import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { askAccount, messageOf } from '../../shared/api.ts';
import { go } from '../../shared/page.ts';
import { waitingFor } from '../../shared/parts.ts';
import { momentOf } from '../../shared/times.ts';
import {
	type AuditEntry,
	actorOf,
	auditQuery,
	deedOf,
	detailsOf,
	type Filters,
	filtersIn,
	type Names,
	SUBJECTS,
} from './audit-words.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface AuditPage {
	readonly entries: readonly AuditEntry[];
	/** From where to go on; null at the end. */
	readonly next: number | null;
	readonly names: Names;
}

/** Who did what, when, from where: the newest first, filtered, page by page. */
export class WorkshopAudit extends Section<AuditPage> {
	static override readonly properties: PropertyDeclarations = { _isReading: { state: true } };
	static override readonly styles = [
		...Section.styles,
		css`
			/* In columns, so that the last row is no wider than the others; two of them on a phone. */
			.form {
				display: grid;
				grid-template-columns: repeat(auto-fill, minmax(min(100%, 138px), 1fr));
			}
			.form > wa-button {
				justify-self: start;
			}
			.entries time {
				white-space: nowrap;
			}
		`,
	];
	declare _isReading: boolean;
	#query = '';

	constructor() {
		super();
		this._isReading = false;
	}

	get #filters(): Filters {
		return filtersIn(this.route.query);
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		const query = this.route.query.toString();
		if (query === this.#query) return;
		this.#query = query;
		if (!changed.has('project')) this.again();
	}

	protected override async load(): Promise<AuditPage> {
		const [page, names] = await Promise.all([this.#read(), this.#names()]);
		return { ...page, names };
	}

	#read(before?: number): Promise<Omit<AuditPage, 'names'>> {
		return askAccount('GET', `/audit?${auditQuery(this.#filters, this.project, before)}`);
	}

	/** The log has ids; people are known by their addresses. Whoever is no member any more stays an id. */
	async #names(): Promise<Names> {
		const { members } = await askAccount<{ members: readonly { account: string; email: string }[] }>(
			'GET',
			`/projects/${encodeURIComponent(this.project)}/members`,
		);
		return Object.fromEntries(members.map(({ account, email }) => [account, email]));
	}

	async #older(): Promise<void> {
		const shown = this.asked.value;
		const next = shown?.next ?? null;
		if (shown === undefined || next === null || this._isReading) return;
		this._isReading = true;
		this._problem = '';
		try {
			const older = await this.#read(next);
			// Other filters have been chosen meanwhile: it is not of this list.
			if (this.asked.value === shown) {
				const entries = [...shown.entries, ...older.entries];
				this.asked.value = { ...older, entries, names: shown.names };
			}
		} catch (error) {
			this._problem = messageOf(error);
		}
		this._isReading = false;
	}

	readonly #filter = (event: Event): void => {
		const values = valuesOf(submitted(event));
		const chosen = Object.entries(values).filter(([, value]) => value !== '');
		const ofProject = this.project === this.session.project.project ? [] : [['project', this.project]];
		const query = Object.fromEntries([...ofProject, ...chosen]) as Record<string, string>;
		go(this, { page: 'people', item: 'audit', query });
	};

	#form(): TemplateResult {
		const { actor, action, object, from, to, where } = this.#filters;
		return html`<form class="form" aria-label="Filter the log" @submit=${this.#filter}>
			<label class="field"><span>Who (address or id)</span><input name="actor" .value=${actor} maxlength="300" autocomplete="off"></label>
			<label class="field"><span>What kind</span><select name="action">
				<option value="">Everything</option>
				${SUBJECTS.map(([value, title]) => html`<option value=${value} ?selected=${value === action}>${title}</option>`)}
			</select></label>
			<label class="field"><span>Which one (name or id)</span><input name="object" .value=${object} maxlength="300" autocomplete="off"></label>
			<label class="field"><span>From</span><input name="from" type="date" .value=${from}></label>
			<label class="field"><span>To</span><input name="to" type="date" .value=${to}></label>
			${
				this.session.account.administrator
					? html`<label class="field"><span>Where</span><select name="where">
				<option value="">This project</option>
				<option value="everywhere" ?selected=${where === 'everywhere'}>Whole installation</option>
			</select></label>`
					: nothing
			}
			<wa-button type="submit" appearance="outlined">Show</wa-button>
		</form>`;
	}

	#entry(entry: AuditEntry, names: Names): TemplateResult {
		const details = detailsOf(entry);
		const where = entry.project !== null && entry.project !== this.project ? `, in ${entry.project}` : '';
		return html`<li>
			<div class="what">
				<span><span class="name">${actorOf(entry, names)}</span> ${deedOf(entry, names)}${where}</span>
				${details || entry.address ? html`<span class="small muted">${details}${details && entry.address ? '; ' : ''}${entry.address ? `from ${entry.address}` : ''}</span>` : nothing}
			</div>
			<time class="small muted" datetime=${new Date(entry.at).toISOString()}>${momentOf(entry.at)}</time>
		</li>`;
	}

	protected override render(): TemplateResult {
		const page = this.asked.value;
		return html`
			${this.#form()}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${
				page && page.entries.length > 0
					? html`<ul class="entries" aria-label="Audit log">${repeat(
							page.entries,
							({ id }) => id,
							(entry) => this.#entry(entry, page.names),
						)}</ul>`
					: nothing
			}
			${page?.entries.length === 0 ? html`<p class="muted">Nothing in the log fits. It holds what people, keys and tokens have changed, and who signed in.</p>` : nothing}
			${page && page.next !== null ? html`<div><wa-button appearance="outlined" ?disabled=${this._isReading} @click=${this.#older}>Older</wa-button></div>` : nothing}`;
	}
}
