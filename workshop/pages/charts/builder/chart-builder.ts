import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import type { ChartDataDetail } from '../../../../widget/elements/sql-chart/chart-events.ts';
import type { Table } from '../../../../widget/protocol.ts';
import type { Api } from '../../../shared/api.ts';
import { messageOf } from '../../../shared/api.ts';
import { formStyles } from '../../../shared/forms.ts';
import { begin, change, type History, redo, undo } from '../../../shared/history.ts';
import { pageStyles } from '../../../shared/styles.ts';
import { builderStyles } from './builder-styles.ts';
import type { FormState } from './control-view.ts';
import type { Field, Group } from './field-kinds.ts';
import { fieldView } from './field-view.ts';
import { jsonView } from './json-view.ts';
import { paletteOf } from './palette.ts';
import { type Problem, placeText, problemsByField } from './problems.ts';
import { fieldsOf, GROUPS } from './spec-fields.ts';
import { isAutomatic, pathOf, valueAt, withValue } from './spec-path.ts';
import { drawnType } from './suits.ts';
import { typeChoice } from './type-choice.ts';

export interface BuilderDetail {
	/** null: as the columns suggest. */
	readonly spec: ChartSpec | null;
	/** Whether the server would take it, as far as it has said. */
	readonly isFine: boolean;
}

const AUTOMATIC: ChartSpec = { version: 1 };
const QUIET_MS = 120;
/** Open from the beginning: what most charts want. */
const OPEN: readonly Group[] = ['roles', 'family'];

/** One that can do nothing now keeps the focus: whoever has pressed it goes on from there. */
const tool = (name: string, isOf: boolean, act: () => void): TemplateResult =>
	html`<button type="button" class="tool" aria-disabled=${isOf ? 'false' : 'true'} @click=${act}>${name}</button>`;

const written = (spec: ChartSpec): string => JSON.stringify(spec, null, 2);

/**
 * `<chart-builder>`: how a chart is drawn, as a form and as JSON, beside a chart that shows it at once. What is wrong is said
 * by the server, at the field; the chart keeps the last look that was right.
 *
 * @fires builder-change - The specification is another one, or it is known now whether it is right.
 */
export class ChartBuilder extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		api: { attribute: false },
		begun: { attribute: false },
		preview: { attribute: false },
		actions: { attribute: false },
		_history: { state: true },
		_problems: { state: true },
		_table: { state: true },
		_isJson: { state: true },
		_text: { state: true },
		_unreadable: { state: true },
		_failure: { state: true },
	};
	static override readonly styles = [pageStyles, formStyles, builderStyles];

	declare api: Api;
	/** What it begins with; null: as the columns suggest. Another object begins anew. */
	declare begun: { readonly spec: ChartSpec | null };
	/** The chart that shows a specification; its `chartwire-data` is the result whose columns are offered. */
	declare preview: (spec: ChartSpec) => TemplateResult;
	/** What stands at the end of the bar, such as the button that saves. */
	declare actions: TemplateResult | typeof nothing;
	declare _history: History<ChartSpec>;
	declare _problems: readonly Problem[];
	declare _table: Table | undefined;
	declare _isJson: boolean;
	/** What is written as JSON. */
	declare _text: string;
	declare _unreadable: string;
	/** Why it is not known what is wrong. */
	declare _failure: string;
	#palette: readonly string[] = [];
	/** The last one that was right. */
	#shown: ChartSpec = AUTOMATIC;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#checking = new AbortController();

	constructor() {
		super();
		this.begun = { spec: null };
		this.actions = nothing;
		this._history = begin(AUTOMATIC);
		this._problems = [];
		this._isJson = false;
		this._text = '';
		this._unreadable = '';
		this._failure = '';
		this.addEventListener('keydown', (event) => this.#onKey(event));
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#timer);
		this.#checking.abort();
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('begun')) return;
		clearTimeout(this.#timer);
		this.#checking.abort();
		const spec = this.begun.spec ?? AUTOMATIC;
		this._history = begin(spec);
		this._problems = [];
		this.#shown = spec;
		this._text = written(spec);
		this._unreadable = '';
		// What was left unfinished may be wrong from the beginning.
		if (this.begun.spec !== null) this.#timer = setTimeout(() => void this.#check(), QUIET_MS);
	}

	get #now(): ChartSpec {
		return this._history.present;
	}

	/** Another one is there: the form, the text and the chart follow it. */
	#take(history: History<ChartSpec>, text = written(history.present)): void {
		if (history === this._history) return;
		this._history = history;
		this._text = text;
		this._unreadable = '';
		this.#tell(false);
		clearTimeout(this.#timer);
		this.#checking.abort();
		this.#timer = setTimeout(() => void this.#check(), QUIET_MS);
	}

	async #check(): Promise<void> {
		this.#checking = new AbortController();
		const { signal } = this.#checking;
		const spec = this.#now;
		try {
			const { problems } = await this.api.ask<{ problems: readonly Problem[] }>('POST', '/charts/check-spec', {
				body: { spec },
				signal,
			});
			this._problems = problems;
			this._failure = '';
		} catch (error) {
			if (signal.aborted) return;
			this._failure = messageOf(error);
			// Whether it is right is said when it is saved.
			this.#tell(true);
			return;
		}
		if (this._problems.length === 0) this.#shown = spec;
		this.requestUpdate();
		this.#tell(this._problems.length === 0);
	}

	#tell(isFine: boolean): void {
		const spec = isAutomatic(this.#now) ? null : this.#now;
		this.dispatchEvent(new CustomEvent('builder-change', { detail: { spec, isFine } satisfies BuilderDetail }));
	}

	readonly #put: FormState['put'] = (path, value, about = '') =>
		this.#take(change(this._history, withValue(this.#now, path, value), about));

	readonly #choose = (type: ChartType | undefined): void => {
		const next = withValue(this.#now, ['type'], type);
		// Of what another type has no use for, the server refuses this alone.
		const keepsStack = type !== undefined && fieldsOf(type, true).some(({ path }) => path === 'stack');
		this.#take(change(this._history, keepsStack ? next : withValue(next, ['stack'], undefined)));
	};

	readonly #writeJson = (text: string): void => {
		this._text = text;
		try {
			const spec = JSON.parse(text) as unknown;
			if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
				throw new SyntaxError('it must be an object, such as {"version": 1}');
			this.#take(change(this._history, spec as ChartSpec, 'json'), text);
		} catch (error) {
			this._unreadable = messageOf(error);
			this.#tell(false);
		}
	};

	readonly #undo = (): void => this.#take(undo(this._history) ?? this._history);
	readonly #redo = (): void => this.#take(redo(this._history) ?? this._history);
	readonly #reset = (): void => {
		if (!isAutomatic(this.#now)) this.#take(change(this._history, AUTOMATIC));
	};

	/** In a field of text the browser takes back letters by itself. */
	#onKey(event: KeyboardEvent): void {
		const [target] = event.composedPath();
		const isText =
			target instanceof HTMLElement && target.matches('textarea, input:not([type=radio], [type=checkbox])');
		if (isText || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
		event.preventDefault();
		(event.shiftKey ? this.#redo : this.#undo)();
	}

	readonly #onData = (event: CustomEvent<ChartDataDetail>): void => {
		const [chart] = event.composedPath();
		this.#palette = chart instanceof HTMLElement ? paletteOf(chart) : [];
		this._table = event.detail.table;
	};

	protected override render(): TemplateResult {
		const { past, future } = this._history;
		const isJson = this._isJson;
		const mode = (json: boolean, name: string): TemplateResult =>
			html`<button type="button" aria-pressed=${isJson === json} @click=${() => {
				this._isJson = json;
			}}>${name}</button>`;
		return html`
			<div class="bar" role="group" aria-label="Design">
				<span class="segments" role="group" aria-label="Show the design as">${mode(false, 'Form')}${mode(true, 'JSON')}</span>
				${tool('Undo', past.length > 0, this.#undo)} ${tool('Redo', future.length > 0, this.#redo)}
				${tool('Reset to automatic', !isAutomatic(this.#now), this.#reset)}
				<span class="end">${this.actions}</span>
			</div>
			${this._failure ? html`<p class="problem" role="alert">${this._failure}</p>` : nothing}
			<div class="both">
				<div class="stage" @chartwire-data=${this.#onData}>${this.preview(this.#shown)}</div>
				<form @submit=${(event: Event) => event.preventDefault()} aria-label="How it is drawn">${isJson ? this.#json() : this.#form()}</form>
			</div>
			<datalist id="palette">${this.#palette.map((color) => html`<option value=${color}></option>`)}</datalist>`;
	}

	#json(): TemplateResult {
		return jsonView({
			text: this._text,
			unreadable: this._unreadable,
			problems: this._problems,
			write: this.#writeJson,
		});
	}

	#form(): TemplateResult {
		const spec = this.#now;
		const table = this._table;
		const fields = fieldsOf(drawnType(table, spec), spec.type !== undefined);
		const problems = problemsByField(
			this._problems,
			fields.map(({ path }) => pathOf(path)),
		);
		const form: FormState = { spec, table, palette: this.#palette, put: this.#put };
		const whole = problems.get('') ?? [];
		return html`
			${this._unreadable ? html`<p class="problem" role="alert">The JSON cannot be read; the form shows what it last said.</p>` : nothing}
			${whole.length > 0 ? html`<ul class="problem problems" role="alert">${whole.map(({ path, message }) => html`<li><code>${placeText(path)}</code>: ${message}</li>`)}</ul>` : nothing}
			${typeChoice({ table, spec, choose: this.#choose })}
			<div class="groups">${(Object.keys(GROUPS) as Group[]).map((group) =>
				this.#group(
					group,
					fields.filter((field) => field.group === group),
					{ form, problems },
				),
			)}</div>`;
	}

	#group(
		group: Group,
		fields: readonly Field[],
		{ form, problems }: { readonly form: FormState; readonly problems: ReadonlyMap<string, readonly Problem[]> },
	): TemplateResult | typeof nothing {
		if (fields.length === 0) return nothing;
		const said = fields.filter(({ path }) => valueAt(form.spec, pathOf(path)) !== undefined).length;
		const isWrong = fields.some(({ path }) => problems.has(path));
		return html`<details ?open=${OPEN.includes(group) || isWrong}><summary>${GROUPS[group]}${said > 0 ? html` <span class="small muted">${said} set</span>` : nothing}</summary>
			<div class="fields">${fields.map((field) => fieldView(field, form, problems.get(field.path)))}</div>
		</details>`;
	}
}
