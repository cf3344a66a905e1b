/** What is chosen on the grid: what it says, how it is asked, where it stands. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DashboardItem, DashboardPlace } from '../../../../widget/dashboard-spec.ts';
import { addressOf } from '../../../app/route.ts';
import type { ChartParam } from '../../charts/chart-types.ts';
import { fieldsFor, paramsFrom } from '../../charts/param-values.ts';
import { arrange, changeItem, sendItem, tabWith } from '../pure/edits.ts';
import { bindingOf } from '../pure/filters.ts';
import { COLUMNS, MOST_ROWS, put } from '../pure/grid.ts';
import { labelOfItem } from '../pure/words.ts';
import type { BuilderModel } from './builder-model.ts';

type ChartItem = Extract<DashboardItem, { kind: 'chart' }>;

const textIn = ({ target }: Event): string =>
	(target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

function change(model: BuilderModel, fields: Parameters<typeof changeItem>[2], field: string): void {
	const { dashboard, selected } = model;
	if (dashboard) model.edit(changeItem(dashboard, selected, fields), `${selected} ${field}`);
}

function choiceOf(param: ChartParam, value: string, onChange: (event: Event) => void): TemplateResult | undefined {
	const options = param.type === 'boolean' ? ['true', 'false'] : param.allowed;
	if (!Array.isArray(options) || param.type === 'list') return undefined;
	return html`<select @change=${onChange}>
		<option value="" ?selected=${value === ''}>not fixed</option>
		${options.map((option) => html`<option value=${option} ?selected=${String(option) === value}>${option}</option>`)}
	</select>`;
}

/** Each parameter of the chart, to be fixed on this dashboard. */
function fixedParams(model: BuilderModel, item: ChartItem, params: readonly ChartParam[]): TemplateResult {
	const free = params.map(({ default: _default, ...param }): ChartParam => param);
	const fields = fieldsFor(
		free.map((param) => {
			const value = item.params?.[param.name];
			return value === undefined ? param : { ...param, default: value };
		}),
	);
	const set = (name: string) => (event: Event) => {
		const values = paramsFrom(free, { ...fields, [name]: textIn(event) });
		change(model, { params: Object.keys(values).length > 0 ? values : undefined }, `param ${name}`);
	};
	const input = (name: string, label: string, type: string): TemplateResult =>
		html`<label class="field"><span>${label}</span><input type=${type} placeholder="not fixed" autocomplete="off" .value=${fields[name] ?? ''} @change=${set(name)}></label>`;
	const field = (param: ChartParam): TemplateResult => {
		const { name, type } = param;
		const choice = choiceOf(param, fields[name] ?? '', set(name));
		if (choice) return html`<label class="field"><span>${name}</span>${choice}</label>`;
		if (type !== 'daterange') return input(name, name, type === 'date' ? 'date' : 'text');
		return html`${input(`${name}.start`, `${name}, from`, 'date')}${input(`${name}.end`, `${name}, to`, 'date')}`;
	};
	const filters = model.dashboard?.filters ?? [];
	const bound = filters.filter((filter) => bindingOf(filter, item, model.charts.declared).kind === 'bound');
	return html`<fieldset><legend>Fixed parameters</legend>
		${params.map(field)}
		${bound.length > 0 ? html`<p class="small muted">What is chosen in ${bound.map(({ label }) => `“${label}”`).join(' and ')} goes before what is fixed here; take the chart off that filter to keep it fixed.</p>` : nothing}
	</fieldset>`;
}

function chartFields(model: BuilderModel, item: ChartItem): TemplateResult {
	const { project } = model.session.project;
	const params = model.charts.declared.get(item.chart);
	const to = addressOf({ project, page: 'charts', item: item.chart });
	return html`
		<label class="field"><span>Title on this dashboard</span><input maxlength="300" autocomplete="off" placeholder=${model.charts.titles.get(item.chart) ?? item.chart} .value=${item.title ?? ''} @input=${(event: Event) => change(model, { title: textIn(event) || undefined }, 'title')}></label>
		${
			model.charts.isMissing(item.chart)
				? html`<p class="problem">There is no chart “${item.chart}” any more. Remove it here, or restore it on its page.</p>`
				: nothing
		}
		<p class="small"><a href=${to}>The chart <code>${item.chart}</code></a></p>
		${params && params.length > 0 ? fixedParams(model, item, params) : nothing}`;
}

function words(model: BuilderModel, item: Exclude<DashboardItem, ChartItem>): TemplateResult {
	const set = (event: Event): void => change(model, { text: textIn(event) }, 'text');
	if (item.kind === 'heading')
		return html`<label class="field"><span>Heading</span><input maxlength="300" autocomplete="off" .value=${item.text} @input=${set}></label>`;
	return html`<label class="field"><span>Text</span><textarea rows="8" maxlength="10000" .value=${item.text} @input=${set}></textarea>
		<small>An empty line begins a paragraph, <code>- </code> an entry of a list; <code>**bold**</code>, <code>*italic*</code>, <code>[label](https://…)</code>.</small></label>`;
}

interface PlaceField {
	readonly field: keyof DashboardPlace;
	readonly label: string;
	/** What is shown, less what is stored: people count from one. */
	readonly from: 0 | 1;
	readonly most: number;
}

const PLACE: readonly PlaceField[] = [
	{ field: 'x', label: 'Column', from: 1, most: COLUMNS },
	{ field: 'y', label: 'Row', from: 1, most: 1000 },
	{ field: 'w', label: 'Width', from: 0, most: COLUMNS },
	{ field: 'h', label: 'Height', from: 0, most: MOST_ROWS },
];

function placeFields(model: BuilderModel, item: DashboardItem): TemplateResult {
	const set = (field: keyof DashboardPlace, from: number) => (event: Event) => {
		const value = Number(textIn(event)) - from;
		const { dashboard, tab } = model;
		if (dashboard && Number.isInteger(value))
			model.edit(arrange(dashboard, tab, (items) => put(items, item.id, { [field]: value })));
	};
	return html`<fieldset class="place"><legend>Place, in cells</legend>${PLACE.map(
		({ field, label, from, most }) =>
			html`<label class="field"><span>${label}</span><input type="number" min="1" max=${most} .value=${String(item[field] + from)} @change=${set(field, from)}></label>`,
	)}</fieldset>`;
}

function tabField(model: BuilderModel, item: DashboardItem): TemplateResult | typeof nothing {
	const { dashboard } = model;
	if (dashboard === undefined || dashboard.tabs.length < 2) return nothing;
	const own = tabWith(dashboard, item.id);
	const send = (event: Event): void => {
		const to = textIn(event);
		const sent = sendItem(dashboard, item.id, to);
		if (sent === undefined) {
			model.say('That tab is full.');
			return;
		}
		model.tab = to;
		model.edit(sent);
	};
	return html`<label class="field"><span>Tab</span><select @change=${send}>${dashboard.tabs.map(
		(tab) => html`<option value=${tab.id} ?selected=${tab === own}>${tab.title}</option>`,
	)}</select></label>`;
}

export function itemPanel(model: BuilderModel, remove: (id: string) => void): TemplateResult {
	const { item } = model;
	if (item === undefined)
		return html`<p class="muted">Nothing is chosen. Choose something on the grid to name it, to fix its parameters, or to give it a place by numbers.</p>`;
	return html`
		<h2>${labelOfItem(item, model.charts.titles)}</h2>
		${item.kind === 'chart' ? chartFields(model, item) : words(model, item)}
		${placeFields(model, item)}
		${tabField(model, item)}
		<div><wa-button size="s" appearance="outlined" @click=${() => remove(item.id)}>Remove from the dashboard</wa-button></div>`;
}
