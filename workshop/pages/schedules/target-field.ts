import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Dashboard, DashboardFilter } from '../../../widget/dashboard-spec.ts';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { ChartParam } from '../charts/chart-types.ts';
import { paramField } from '../charts/param-field.ts';
import { changedIn, type FieldValues, fieldsFor, paramsFrom } from '../charts/param-values.ts';
import type { Target } from './schedule.ts';

interface Named {
	readonly name: string;
	readonly title: string;
}

interface Choices {
	readonly charts: readonly Named[];
	readonly dashboards: readonly Named[];
}

/** What can be set of a target. */
interface Settable {
	readonly of: string;
	readonly params: readonly ChartParam[];
	readonly tabs: Dashboard['tabs'];
}

const TYPES = { 'date-range': 'daterange', number: 'number', search: 'text', choice: 'text' } as const;

/** A filter as a field: its values are what its charts are asked with. */
const filterParam = ({ param, type, value, options }: DashboardFilter): ChartParam => ({
	name: param,
	type: TYPES[type],
	required: false,
	...(value === undefined ? {} : { default: value }),
	...(options ? { allowed: options.map((option) => (typeof option === 'string' ? option : option[0])) } : {}),
});

const keyOf = (target: Target): string =>
	'chart' in target ? `chart ${target.chart}` : `dashboard ${target.dashboard}`;

/** `<workshop-schedule-target>`: which chart or dashboard is sent, and with which parameters. @fires workshop-target */
export class WorkshopScheduleTarget extends LitElement {
	static override readonly styles = [pageStyles, partStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		target: { attribute: false },
		_fields: { state: true },
	};
	declare session: ProjectSession;
	declare target: Target;
	declare _fields: FieldValues;
	readonly #choices = new Asked<Choices>(this);
	readonly #settable = new Asked<Settable>(this);

	constructor() {
		super();
		this._fields = {};
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('session'))
			void this.#choices.ask(async (signal) => {
				const ask = <T>(path: string) => this.session.api.ask<T>('GET', path, { signal });
				const [{ charts }, { dashboards }] = await Promise.all([
					ask<{ charts: readonly Named[] }>('/charts?limit=100'),
					ask<{ dashboards: readonly Named[] }>('/dashboards?limit=100'),
				]);
				return { charts, dashboards };
			});
		const before = changed.get('target') as Target | undefined;
		if (changed.has('target') && (before === undefined || keyOf(before) !== keyOf(this.target))) this.#look();
	}

	/** What can be set is known once the target is. */
	#look(): void {
		const { target } = this;
		this.#settable.forget();
		if (('chart' in target ? target.chart : target.dashboard) === '') return;
		void this.#settable.ask(async (signal) => {
			const found = await this.#ask(target, signal);
			const begun = found.params.map((param) => ({ ...param, default: target.params[param.name] ?? param.default }));
			this._fields = fieldsFor(begun as readonly ChartParam[]);
			return found;
		});
	}

	async #ask(target: Target, signal: AbortSignal): Promise<Settable> {
		const { api } = this.session;
		const of = keyOf(target);
		if ('chart' in target) {
			const path = `/charts/${encodeURIComponent(target.chart)}`;
			const { declaration } = await api.ask<{ declaration: { params: readonly ChartParam[] } }>('GET', path, {
				signal,
			});
			return { of, params: declaration.params, tabs: [] };
		}
		const path = `/dashboards/${encodeURIComponent(target.dashboard)}`;
		const { declaration } = await api.ask<{ declaration: Dashboard }>('GET', path, { signal });
		return { of, params: declaration.filters.map(filterParam), tabs: declaration.tabs };
	}

	#tell(target: Target): void {
		this.dispatchEvent(new CustomEvent('workshop-target', { detail: target }));
	}

	readonly #onChoice = ({ target }: Event): void => {
		const [kind, name = ''] = (target as HTMLSelectElement).value.split(' ');
		this.#tell(kind === 'chart' ? { chart: name, params: {} } : { dashboard: name, params: {} });
	};

	readonly #onTab = ({ target: { value } }: Event & { target: HTMLSelectElement }): void => {
		const { target } = this;
		if ('dashboard' in target) {
			const { tab: _tab, ...rest } = target;
			this.#tell(value === '' ? rest : { ...rest, tab: value });
		}
	};

	readonly #onParam = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement | HTMLSelectElement;
		this._fields = { ...this._fields, [name]: value };
		const params = this.#settable.value?.params ?? [];
		this.#tell({ ...this.target, params: changedIn(params, paramsFrom(params, this._fields)) });
	};

	#options(title: string, kind: string, names: readonly Named[]): TemplateResult | typeof nothing {
		if (names.length === 0) return nothing;
		const chosen = keyOf(this.target);
		return html`<optgroup label=${title}>${names.map(
			({ name, title: called }) =>
				html`<option value=${`${kind} ${name}`} ?selected=${`${kind} ${name}` === chosen}>${called || name}</option>`,
		)}</optgroup>`;
	}

	#tabs({ tabs }: Settable): TemplateResult | typeof nothing {
		const { target } = this;
		if (tabs.length < 2 || 'chart' in target) return nothing;
		return html`<label class="field"><span>Tab</span><select name="tab" @change=${this.#onTab}>
			<option value="" ?selected=${target.tab === undefined}>All tabs</option>
			${tabs.map(({ id, title }) => html`<option value=${id} ?selected=${target.tab === id}>${title}</option>`)}
		</select></label>`;
	}

	/** What was chosen stands there also where the lists end before it, or do not have it any more. */
	#select({ charts, dashboards }: Choices): TemplateResult {
		const { target } = this;
		const key = keyOf(target);
		const name = 'chart' in target ? target.chart : target.dashboard;
		const isListed = ('chart' in target ? charts : dashboards).some((each) => each.name === name);
		return html`<label class="field wide"><span>What is sent</span><select name="target" required @change=${this.#onChoice}>
			${name === '' ? html`<option value="" selected disabled>Choose a dashboard or a chart</option>` : nothing}
			${name !== '' && !isListed ? html`<option value=${key} selected>${name}</option>` : nothing}
			${this.#options('Dashboards', 'dashboard', dashboards)}
			${this.#options('Charts', 'chart', charts)}
		</select></label>`;
	}

	protected override render(): TemplateResult {
		const choices = this.#choices.value ?? { charts: [], dashboards: [] };
		const settable = this.#settable.value;
		const problem = this.#choices.problem || this.#settable.problem;
		return html`<div class="form">
				${this.#select(choices)}
				${settable ? this.#tabs(settable) : nothing}
				${settable?.params.map((param) => paramField(param, this._fields, this.#onParam)) ?? nothing}
			</div>
			${problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing}`;
	}
}
