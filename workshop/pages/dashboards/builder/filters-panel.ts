/** The filters of the dashboard: what each sets, what may be chosen, and which charts take it. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DashboardFilter } from '../../../../widget/dashboard-spec.ts';
import { daysOf } from '../../../../widget/elements/sql-filter/filter-value.ts';
import { addFilter, changeFilter, type Fields, moveFilter, removeFilter } from '../pure/edits.ts';
import {
	type Binding,
	bind,
	bindingOf,
	chartItems,
	filterFor,
	type Offer,
	offersOf,
	optionsFrom,
	optionsText,
} from '../pure/filters.ts';
import { nameOfItem } from '../pure/words.ts';
import type { BuilderModel } from './builder-model.ts';

const TYPES: readonly (readonly [DashboardFilter['type'], string])[] = [
	['choice', 'a choice'],
	['date-range', 'from day to day'],
	['number', 'a number'],
	['search', 'free text'],
];

const textIn = ({ target }: Event): string =>
	(target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

function change(model: BuilderModel, id: string, fields: Fields<DashboardFilter>, field: string): void {
	const { dashboard } = model;
	if (dashboard) model.edit(changeFilter(dashboard, id, fields), `${id} ${field}`);
}

/** Where it stands at first. */
function valueField(model: BuilderModel, filter: DashboardFilter): TemplateResult {
	const { id, type, value = '', options } = filter;
	const set = (text: string): void => change(model, id, { value: text || undefined }, 'value');
	if (type === 'date-range') {
		const [from, to] = daysOf(value);
		const days = (start: string, end: string): void => set(start === '' && end === '' ? '' : `${start}/${end}`);
		return html`<label class="field"><span>At first, from</span><input type="date" .value=${from} @change=${(event: Event) => days(textIn(event), to)}></label>
			<label class="field"><span>At first, to</span><input type="date" .value=${to} @change=${(event: Event) => days(from, textIn(event))}></label>`;
	}
	if (type === 'choice' && options) {
		const pairs = options.map((option) => (typeof option === 'string' ? ([option, option] as const) : option));
		return html`<label class="field"><span>At first</span><select @change=${(event: Event) => set(textIn(event))}>
			<option value="" ?selected=${value === ''}>nothing chosen</option>
			${pairs.map(([each, label]) => html`<option value=${each} ?selected=${each === value}>${label}</option>`)}
		</select></label>`;
	}
	return html`<label class="field"><span>At first</span><input inputmode=${type === 'number' ? 'decimal' : nothing} autocomplete="off" placeholder="nothing chosen" .value=${value} @change=${(event: Event) => set(textIn(event).trim())}></label>`;
}

/** What may be chosen: written here, or the first column of a chart. */
function optionsFields(model: BuilderModel, filter: DashboardFilter): TemplateResult | typeof nothing {
	const { id, type, options, optionsChart } = filter;
	if (type !== 'choice') return nothing;
	const fromChart = optionsChart !== undefined;
	const first = [...model.charts.titles.keys()][0];
	const source = (event: Event): void => {
		const isChart = textIn(event) === 'chart';
		change(model, id, isChart ? { options: undefined, optionsChart: first } : { optionsChart: undefined }, 'source');
	};
	const chart = (event: Event): void => change(model, id, { optionsChart: textIn(event) }, 'options');
	const list = (event: Event): void => change(model, id, { options: optionsFrom(textIn(event)) }, 'options');
	const charts = new Map(model.charts.titles);
	if (optionsChart !== undefined && !charts.has(optionsChart)) charts.set(optionsChart, optionsChart);
	return html`<label class="field"><span>Values from</span><select @change=${source}>
			<option value="list" ?selected=${!fromChart}>a list</option>
			<option value="chart" ?selected=${fromChart} ?disabled=${first === undefined}>a chart</option>
		</select></label>
		${
			fromChart
				? html`<label class="field"><span>Chart, whose first column has the values</span><select @change=${chart}>${[...charts].map(([name, title]) => html`<option value=${name} ?selected=${name === optionsChart}>${title}</option>`)}</select></label>`
				: html`<label class="field"><span>Values, one a line; <code>value = label</code> where it is called otherwise</span><textarea rows="4" .value=${optionsText(options)} @change=${list}></textarea></label>`
		}`;
}

function wordsOf(binding: Binding): string {
	switch (binding.kind) {
		case 'bound':
			return '';
		case 'lacking':
			return `has no parameter “${binding.param}”`;
		case 'unknown':
			return 'its parameters are not known';
		case 'off':
			return '';
	}
}

/** A line for each chart: whether it takes the filter, and under which name. */
function bindings(model: BuilderModel, filter: DashboardFilter): TemplateResult {
	const items = model.dashboard ? chartItems(model.dashboard) : [];
	const { declared, titles } = model.charts;
	const known = items.map((item) => ({ item, binding: bindingOf(filter, item, declared) }));
	const takes = known.filter(({ binding }) => binding.kind === 'bound').length;
	const set = (item: string) => (event: Event) => {
		const value = textIn(event);
		const to = value === 'as' ? undefined : value === 'off' ? null : value.replace(/^own:/, '');
		const { binds } = bind(filter, item, to);
		change(model, filter.id, { binds }, 'binds');
	};
	const options = (item: string, chart: string): TemplateResult => {
		const own = filter.binds?.[item];
		const params = (declared.get(chart) ?? []).map(({ name }) => name);
		const others = new Set([...params, ...(own ? [own] : [])].filter((name) => name !== filter.param));
		return html`<option value="as" ?selected=${own === undefined}>${filter.param}</option>
			${[...others].map((name) => html`<option value=${`own:${name}`} ?selected=${own === name}>${name}</option>`)}
			<option value="off" ?selected=${own === null}>not this chart</option>`;
	};
	return html`<fieldset><legend>${takes} of ${items.length} ${items.length === 1 ? 'chart takes' : 'charts take'} it</legend>
		<ul class="bindings">${repeat(
			known,
			({ item }) => item.id,
			({ item, binding }) => html`<li>
				<label class="field"><span class=${binding.kind === 'bound' ? 'takes' : ''}>${nameOfItem(item, titles)}</span>
				<select @change=${set(item.id)}>${options(item.id, item.chart)}</select></label>
				${wordsOf(binding) ? html`<small class="muted">${wordsOf(binding)}</small>` : nothing}</li>`,
		)}</ul></fieldset>`;
}

function filterEntry(model: BuilderModel, filter: DashboardFilter, offers: readonly Offer[]): TemplateResult {
	const { id, label, type, param } = filter;
	const names = new Set([param, ...offers.map((offer) => offer.param.name)]);
	// Charts that do not take it still do not; what others call it is another parameter now.
	const reparam = (to: string): void => {
		const off = Object.entries(filter.binds ?? {}).filter(([, own]) => own === null);
		change(model, id, { param: to, binds: off.length > 0 ? Object.fromEntries(off) : undefined }, 'param');
	};
	const retype = (to: string): void => {
		const kept = to === 'choice' ? {} : { options: undefined, optionsChart: undefined };
		change(model, id, { type: to as DashboardFilter['type'], value: undefined, ...kept }, 'type');
	};
	const edit =
		(act: (dashboard: NonNullable<BuilderModel['dashboard']>) => NonNullable<BuilderModel['dashboard']>) => () => {
			const { dashboard } = model;
			if (dashboard) model.edit(act(dashboard));
		};
	return html`<details class="filter" open><summary>${label || param}</summary>
		<div class="part">
			<label class="field"><span>Label</span><input maxlength="100" autocomplete="off" .value=${label} @input=${(event: Event) => change(model, id, { label: textIn(event) }, 'label')}></label>
			<label class="field"><span>Parameter</span><select @change=${(event: Event) => reparam(textIn(event))}>${[...names].map((name) => html`<option value=${name} ?selected=${name === param}>${name}</option>`)}</select></label>
			<label class="field"><span>Kind</span><select @change=${(event: Event) => retype(textIn(event))}>${TYPES.map(([each, words]) => html`<option value=${each} ?selected=${each === type}>${words}</option>`)}</select></label>
			${optionsFields(model, filter)}
			${valueField(model, filter)}
			${bindings(model, filter)}
			<div class="row">
				<wa-button size="s" appearance="outlined" @click=${edit((dashboard) => moveFilter(dashboard, id, -1))}>Earlier<span class="sr">: ${label}</span></wa-button>
				<wa-button size="s" appearance="outlined" @click=${edit((dashboard) => moveFilter(dashboard, id, 1))}>Later<span class="sr">: ${label}</span></wa-button>
				<wa-button size="s" appearance="outlined" @click=${edit((dashboard) => removeFilter(dashboard, id))}>Remove<span class="sr"> the filter ${label}</span></wa-button>
			</div>
		</div></details>`;
}

export function filtersPanel(model: BuilderModel): TemplateResult | typeof nothing {
	const { dashboard } = model;
	if (dashboard === undefined) return nothing;
	const offers = offersOf(dashboard, model.charts.declared);
	const taken = new Set(dashboard.filters.map(({ param }) => param));
	const free = offers.filter(({ param }) => !taken.has(param.name));
	const add = (event: Event): void => {
		const select = event.target as HTMLSelectElement;
		const offer = free.find(({ param }) => param.name === select.value);
		select.value = '';
		const added = offer && addFilter(dashboard, filterFor(offer.param));
		if (added) model.edit(added.dashboard);
		else model.say('There is no room for another filter.');
	};
	return html`<h2>Filters</h2>
		${
			offers.length === 0
				? html`<p class="muted">A filter sets one parameter of many charts. None of the charts here declares one: write <code>{{name}}</code> in a chart's SQL, and it appears here.</p>`
				: html`<label class="field"><span>Add a filter for the parameter</span><select ?disabled=${free.length === 0} @change=${add}>
					<option value="">${free.length === 0 ? 'all have one' : 'choose'}</option>
					${free.map(({ param, charts }) => html`<option value=${param.name}>${param.name} (${charts} ${charts === 1 ? 'chart' : 'charts'})</option>`)}
				</select></label>`
		}
		${repeat(
			dashboard.filters,
			({ id }) => id,
			(filter) => filterEntry(model, filter, offers),
		)}`;
}
