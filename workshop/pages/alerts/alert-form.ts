import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Params, Table } from '../../../widget/protocol.ts';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { formStyles } from '../../shared/forms.ts';
import { go, say } from '../../shared/page.ts';
import { waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { toneStyles } from '../../shared/tones.ts';
import {
	type AlertFields,
	declarationOf,
	type Extras,
	extrasOf,
	type FieldName,
	fieldsOf,
	NO_EXTRAS,
	nameFrom,
	newFields,
	type Problems,
	problemsIn,
} from './alert-fields.ts';
import { alertFormStyles } from './alert-form-styles.ts';
import { conditionPart, type FormView, field, namePart, timingPart } from './alert-form-view.ts';
import type { Condition, Declaration, WholeAlert } from './alert-types.ts';
import { type ChannelFields, channelOf } from './channel-fields.ts';
import { channelsPart } from './channels-view.ts';
import { LivePreview } from './live-preview.ts';
import { previewPart } from './preview-view.ts';
import { numberColumns, suggestedLimit } from './suggested-limit.ts';
import { WatchedChart } from './watched-chart.ts';

const isField = (fields: AlertFields, name: string): name is FieldName => Object.hasOwn(fields, name);

/** `<workshop-alert-form>`: declares an alert, new or edited, beside what it would have done with the last results. */
export class WorkshopAlertForm extends LitElement {
	static override readonly styles = [pageStyles, formStyles, toneStyles, alertFormStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		alert: {},
		chart: {},
		_fields: { state: true },
		_extras: { state: true },
		_columns: { state: true },
		_touched: { state: true },
		_refused: { state: true },
		_problem: { state: true },
		_isBusy: { state: true },
	};
	declare session: ProjectSession;
	/** Its name; '': a new one. */
	declare alert: string;
	/** With which a new one begins. */
	declare chart: string;
	declare _fields: AlertFields;
	declare _extras: Extras;
	declare _columns: readonly string[];
	/** Fields in which somebody has written: only beside them something may be wrong before it is saved. */
	declare _touched: ReadonlySet<string>;
	/** What the server said when it was saved. */
	declare _refused: Problems;
	declare _problem: string;
	declare _isBusy: boolean;
	readonly #preview = new LivePreview(this);
	readonly #watched = new WatchedChart(this);
	#revision: number | undefined;
	#isReady = false;
	#table: Table | undefined;

	constructor() {
		super();
		this.alert = '';
		this.chart = '';
		this._fields = newFields('', 'UTC');
		this._extras = NO_EXTRAS;
		this._columns = [];
		this._touched = new Set();
		this._refused = {};
		this._problem = '';
		this._isBusy = false;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('alert') || changed.has('session') || changed.has('chart')) this.#begin();
		if (this.#isReady) this.#watched.follow(this.session.api, this._fields.chart);
		if (this.#isReady && (changed.has('_fields') || changed.has('_extras'))) this.#ask();
	}

	readonly #begin = (): void => {
		this.#isReady = this.alert === '';
		this._fields = newFields(this.chart, Intl.DateTimeFormat().resolvedOptions().timeZone);
		[this._extras, this._touched, this._refused, this._problem] = [NO_EXTRAS, new Set(), {}, ''];
		this.#revision = undefined;
		if (this.alert !== '') void this.#load();
	};

	async #load(): Promise<void> {
		try {
			const stored = await this.session.api.ask<WholeAlert>('GET', `/alerts/${encodeURIComponent(this.alert)}`);
			const declaration = stored.declaration as Declaration;
			this.#revision = stored.revision;
			this.#isReady = true;
			this._fields = fieldsOf(stored.alert, declaration);
			this._extras = extrasOf(declaration);
		} catch (error) {
			this._problem = messageOf(error);
		}
	}

	#declared() {
		return declarationOf(this._fields, this._extras);
	}

	/** What it would have done, as somebody types. */
	#ask(): void {
		const { declaration, problems } = this.#declared();
		// Whom it tells changes nothing of it, and half an address would be refused.
		const isWhole = Object.keys(problems).every((name) => name.startsWith('channel.'));
		const alert = this.alert === '' ? {} : { alert: this.alert };
		const body = { ...alert, declaration: { ...declaration, channels: [] } };
		this.#preview.want(this.session.api, isWhole ? body : undefined);
		const { every, cron, timeZone } = this._fields;
		this.#preview.wantTimes(this.session.api, every === 'cron' ? { cron, timeZone } : undefined);
	}

	/** Beside which fields something is said. */
	#problems(): Problems {
		const { problems } = this.#declared();
		const own = Object.entries(problems).filter(([name]) => this._touched.has(name));
		const seen = problemsIn(this.#preview.problem, this._fields.kind, Object.keys(this._fields));
		const { '': _whole, ...beside } = this.#preview.problem === '' ? {} : seen;
		return { ...beside, ...this._refused, ...Object.fromEntries(own) };
	}

	/** Whether all that the server has refused stands beside fields. */
	#isBeside(): boolean {
		return problemsIn(this.#preview.problem, this._fields.kind, Object.keys(this._fields))[''] === undefined;
	}

	readonly #onInput = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement;
		if (!isField(this._fields, name)) return;
		this._touched = new Set([...this._touched, name]);
		this._refused = {};
		const before = this._fields;
		const isNamed = this._touched.has('name') || name !== 'title' || this.alert !== '';
		this._fields = { ...before, [name]: value, ...(isNamed ? {} : { name: nameFrom(value) || before.chart }) };
		if (name === 'column' && !this._touched.has('value')) this.#suggest();
	};

	readonly #onData = ({ detail }: CustomEvent<{ readonly table: Table }>): void => {
		this.#table = detail.table;
		this._columns = numberColumns(detail.table);
		this.#suggest();
	};

	/** A limit to begin with, as long as nobody has written one, or is about to: each result that comes has another. */
	#suggest(): void {
		if (this.#table === undefined || this.alert !== '' || this._touched.has('value')) return;
		if (this.renderRoot.querySelector('[name="value"]')?.matches(':focus')) return;
		const limit = suggestedLimit(this.#table, this._fields.column);
		if (limit !== undefined) this._fields = { ...this._fields, value: String(limit) };
	}

	readonly #extra = (more: Partial<Extras>): void => {
		this._refused = {};
		this._extras = { ...this._extras, ...more };
	};

	/** It is told while the chart's element is drawn. */
	readonly #onParams = ({ detail }: CustomEvent<Params>): void => {
		const params = this.#watched.changedIn(detail);
		if (JSON.stringify(params) === JSON.stringify(this._extras.params)) return;
		queueMicrotask(() => this.#extra({ params }));
	};

	readonly #test = async (channel: ChannelFields): Promise<void> => {
		const given = channelOf(channel);
		if (typeof given === 'string') {
			this._touched = new Set([...this._touched, `channel.${this._extras.channels.indexOf(channel)}`]);
			return;
		}
		try {
			await this.session.api.ask('POST', '/deliveries/test', { body: { channel: given } });
			say(this, 'A test is on its way to the address.');
		} catch (error) {
			this._problem = messageOf(error);
		}
	};

	readonly #onSubmit = async (event: Event): Promise<void> => {
		event.preventDefault();
		const { declaration, problems } = this.#declared();
		const name = this.alert || this._fields.name.trim();
		const nameless = name === '' ? { name: 'Give it a name of letters, digits and dashes.' } : {};
		this._refused = { ...problems, ...nameless };
		this._problem = '';
		if (Object.keys(this._refused).length > 0) return this.#focusProblem();
		if (this._isBusy) return;
		this._isBusy = true;
		try {
			await this.#save(name, declaration);
			say(this, `The alert “${declaration.title || name}” is saved.`);
			go(this, { page: 'alerts', item: name });
		} catch (error) {
			this.#refuse(error, declaration.condition);
		} finally {
			this._isBusy = false;
		}
	};

	/** A new one takes the place of none that is there. */
	async #save(name: string, body: Declaration): Promise<void> {
		const headers: Record<string, string> =
			this.#revision === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${this.#revision}"` };
		await this.session.api.ask('PUT', `/alerts/${encodeURIComponent(name)}`, { body, headers });
	}

	#refuse(error: unknown, { kind }: Condition): void {
		const isTaken = error instanceof ApiError && error.code === 'alert_conflict' && this.#revision === undefined;
		if (isTaken) this._refused = { name: 'There is an alert of this name; choose another.' };
		else {
			const { '': whole = '', ...beside } = problemsIn(messageOf(error), kind, Object.keys(this._fields));
			this._refused = beside;
			this._problem = whole;
		}
		void this.#focusProblem();
	}

	async #focusProblem(): Promise<void> {
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
	}

	#watchedPart(view: FormView): TemplateResult {
		const { charts, chart, problem } = this.#watched;
		const params = this.#watched.paramsWith(this._extras.params);
		const { name, claims = [] } = chart ?? {};
		return html`<section aria-labelledby="watched"><h2 id="watched">What it watches</h2>
			<div class="fields">
				${field(view, 'chart', { label: 'Chart', list: 'charts', hint: 'By its name.' })}
				<datalist id="charts">${charts.map((each) => html`<option value=${each.name}>${each.title}</option>`)}</datalist>
				${claims.map((claim) => this.#claim(claim, view.problems[`claim.${claim}`]))}
			</div>
			${problem === '' ? nothing : html`<p class="problem">${problem}</p>`}
			${name === undefined ? nothing : html`<workshop-chart-live .session=${this.session} .chart=${name} .params=${params} @workshop-params=${this.#onParams} @chartwire-data=${this.#onData}></workshop-chart-live>`}
		</section>`;
	}

	/** Whose rows are looked at: nobody's token is asked. */
	#claim(claim: string, problem: string | undefined): TemplateResult {
		const set = ({ target }: Event): void =>
			this.#extra({ claims: { ...this._extras.claims, [claim]: (target as HTMLInputElement).value } });
		return html`<div class="field"><label for=${`claim-${claim}`}>Claim “${claim}”</label>
			<input id=${`claim-${claim}`} .value=${this._extras.claims[claim] ?? ''} autocomplete="off" aria-describedby=${`claim-${claim}-hint`} aria-invalid=${problem === undefined ? nothing : 'true'} @input=${set}>
			<p class="hint" id=${`claim-${claim}-hint`}>Whose rows it looks at: nobody’s token is asked.</p>
			${problem === undefined ? nothing : html`<p class="problem">${problem}</p>`}</div>`;
	}

	protected override render(): TemplateResult {
		const problems = this.#problems();
		const view: FormView = { fields: this._fields, problems, columns: this._columns };
		const channels = {
			extras: this._extras,
			problems,
			change: this.#extra,
			test: (each: ChannelFields) => void this.#test(each),
		};
		const back = addressOf({ project: this.session.project.project, page: 'alerts', item: this.alert });
		const all = addressOf({ project: this.session.project.project, page: 'alerts' });
		return html`<div class="page">
			<a class="small" href=${all}>All alerts</a>
			<div class="head"><h1>${this.alert === '' ? 'New alert' : `Edit ${this._fields.title || this.alert}`}</h1></div>
			${
				this.#isReady && !this.#watched.isBeginning
					? html`<div class="sides">
				<form novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
					${this.#watchedPart(view)}${conditionPart(view)}${timingPart(view, this.#preview.times)}${channelsPart(channels)}${namePart(view, this.alert === '')}
					${this._problem === '' ? nothing : html`<p class="problem" role="alert">${this._problem}</p>`}
					<div class="row"><wa-button type="submit" variant="brand" ?loading=${this._isBusy}>Save</wa-button><wa-button appearance="outlined" href=${back}>Cancel</wa-button></div>
				</form>
				${previewPart({ preview: this.#preview, isBeside: this.#isBeside() })}
			</div>`
					: waitingFor({ value: undefined, problem: this._problem }, this.#begin)
			}
		</div>`;
	}
}
