import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { formStyles } from '../../shared/forms.ts';
import { say } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { whoText } from '../../shared/who.ts';
import { allowedView } from './allowed-view.ts';
import './builder/define.ts';
import { diffStyles, diffView } from '../../shared/diff-view.ts';
import { diffOf, type FieldDiff } from '../../shared/version-diff.ts';
import type { BuilderDetail } from './builder/chart-builder.ts';
import type { ChartParam, Declaration, StoredChart } from './chart-types.ts';
import { type ChartEdit, EditStore } from './kept-edit.ts';

/** Somebody else has saved, or deleted, the chart meanwhile. */
interface Conflict {
	readonly message: string;
	readonly theirs: StoredChart | undefined;
	/** What they have changed since this edit began. */
	readonly changes: readonly FieldDiff[];
}

/** How a chart is drawn, and which values its viewers may choose: edited beside its live answer, and saved as its next version. */
export class WorkshopChartEdit extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		formStyles,
		diffStyles,
		css`
			:host {
				display: grid;
				gap: 24px;
				grid-template-columns: minmax(0, 1fr);
			}
			.allowed {
				display: grid;
				grid-template-columns: minmax(0, 220px) minmax(0, 1fr);
				gap: 8px 24px;
				padding-block: 12px;
				border-block-start: 1px solid var(--line-quiet);
			}
			@media (max-width: 720px) {
				.allowed {
					grid-template-columns: minmax(0, 1fr);
				}
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		stored: { attribute: false },
		_base: { state: true },
		_edit: { state: true },
		_begun: { state: true },
		_isFine: { state: true },
		_isBusy: { state: true },
		_wasKept: { state: true },
		_problem: { state: true },
		_conflict: { state: true },
	};
	declare session: ProjectSession;
	/** The chart as the page knows it. */
	declare stored: StoredChart;
	/** What the edit is made from. */
	declare _base: StoredChart;
	declare _edit: ChartEdit;
	/** With which specification the form began; another object begins it anew. */
	declare _begun: { readonly spec: ChartSpec | null };
	declare _isFine: boolean;
	declare _isBusy: boolean;
	/** What is shown was left here before, unsaved. */
	declare _wasKept: boolean;
	declare _problem: string;
	declare _conflict: Conflict | undefined;
	#store: EditStore | undefined;

	constructor() {
		super();
		this._isFine = true;
		this._isBusy = false;
		this._wasKept = false;
		this._problem = '';
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('stored') || this._base?.chart === this.stored.chart) return;
		this.#store = new EditStore(this.session.project.project, this.stored.chart);
		const kept = this.#store.read();
		// From the version that it was made from: whoever has saved since is not overwritten unseen.
		this.#begin(kept ? { ...this.stored, revision: kept.revision } : this.stored, kept);
		this._wasKept = kept !== undefined && this.#isChanged;
	}

	#begin(base: StoredChart, edit: ChartEdit = base.declaration): void {
		const { spec, params } = edit;
		this._base = base;
		this._edit = { spec, params };
		this._begun = { spec };
		this._isFine = true;
		this._problem = '';
		this._conflict = undefined;
	}

	get #isChanged(): boolean {
		const { spec, params } = this._base.declaration;
		return JSON.stringify(this._edit) !== JSON.stringify({ spec, params });
	}

	#change(edit: Partial<ChartEdit>): void {
		this._edit = { ...this._edit, ...edit };
		this._problem = '';
		this.#keep();
	}

	#keep(): void {
		this.#store?.write(this.#isChanged ? { ...this._edit, revision: this._base.revision } : undefined);
	}

	readonly #discard = (): void => {
		this.#begin(this.stored);
		this._wasKept = false;
		this.#keep();
	};

	/** @param base What is changed; undefined: it is a new chart by now. */
	async #save(base: StoredChart | undefined): Promise<void> {
		const { declaration, chart } = base ?? this._base;
		const body: Declaration = { ...declaration, ...this._edit };
		const headers: Record<string, string> =
			base === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${base.revision}"` };
		this._isBusy = true;
		this._problem = '';
		try {
			const saved = await this.session.api.ask<{ revision: number }>('PUT', `/charts/${chart}`, { body, headers });
			this._base = { ...(base ?? this._base), declaration: body, revision: saved.revision };
			this._conflict = undefined;
			this._wasKept = false;
			this.#keep();
			say(this, `Saved as version ${saved.revision}.`);
			this.dispatchEvent(new CustomEvent('workshop-saved'));
		} catch (error) {
			this.#refused(error);
		}
		this._isBusy = false;
	}

	#refused(error: unknown): void {
		if (!(error instanceof ApiError) || error.code !== 'chart_conflict') {
			this._problem = messageOf(error);
			return;
		}
		const theirs = (error.details['stored'] as StoredChart | null | undefined) ?? undefined;
		const changes = theirs ? diffOf({ ...this._base.declaration, ...this._edit }, theirs.declaration, 'sql') : [];
		this._conflict = { message: messageOf(error), theirs, changes };
	}

	readonly #designed = ({ detail }: CustomEvent<BuilderDetail>): void => {
		this._isFine = detail.isFine;
		if (detail.spec !== this._edit.spec) this.#change({ spec: detail.spec });
	};

	readonly #preview = (spec: ChartSpec): TemplateResult =>
		html`<workshop-chart-live .session=${this.session} .chart=${this._base.chart} .params=${this._base.declaration.params} .spec=${spec}></workshop-chart-live>`;

	#conflictView({ message, theirs, changes }: Conflict): TemplateResult {
		const who = theirs && whoText({ id: theirs.updatedBy, name: theirs.updatedByName }, this.session.account.account);
		const take = (stored: StoredChart): void => {
			this.#begin(stored);
			this.#keep();
		};
		return html`<section class="once" aria-label="Changed elsewhere" tabindex="-1">
			<h2>${theirs ? `Saved by ${who} meanwhile` : 'Deleted meanwhile'}</h2>
			<p role="alert">${message}</p>
			${theirs ? html`<p class="small muted">From what is here to what they have saved:</p>${diffView(changes, ['sql', 'SQL'])}` : nothing}
			<div class="row">
				<wa-button size="s" variant="brand" @click=${() => void this.#save(theirs)}>${theirs ? 'Keep mine' : 'Save it as a new chart'}</wa-button>
				${theirs ? html`<wa-button size="s" appearance="outlined" @click=${() => take(theirs)}>Take theirs</wa-button>` : nothing}
				<wa-button size="s" appearance="plain" @click=${() => {
					this._conflict = undefined;
				}}>Go on editing</wa-button>
			</div>
			${theirs ? html`<p class="small muted">“Keep mine” changes how it is drawn and what viewers may choose; all else stays as they have saved it.</p>` : nothing}
		</section>`;
	}

	#actions(): TemplateResult {
		const state = this.#isChanged ? 'Not saved yet' : '';
		return html`<span class="small muted" role="status">${state}</span>
			<wa-button size="s" variant="brand" ?loading=${this._isBusy} ?disabled=${!this.#isChanged || !this._isFine || this._isBusy} @click=${() => void this.#save(this._base)}>Save</wa-button>`;
	}

	protected override render(): TemplateResult {
		const changeParams = (params: readonly ChartParam[]): void => this.#change({ params });
		return html`
			${this._wasKept ? html`<p class="row"><span class="muted">What was changed here before and not saved is still there.</span><wa-button size="s" appearance="outlined" @click=${this.#discard}>Discard it</wa-button></p>` : nothing}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this._conflict ? this.#conflictView(this._conflict) : nothing}
			<chart-builder .api=${this.session.api} .begun=${this._begun} .preview=${this.#preview} .actions=${this.#actions()} @builder-change=${this.#designed}></chart-builder>
			${allowedView(this._edit.params, changeParams)}`;
	}
}
