import { html, nothing, type TemplateResult } from 'lit';
import type { ChartParam } from './chart-types.ts';
import type { FieldValues } from './param-values.ts';

interface FieldKind {
	readonly type: string;
	readonly inputMode?: string;
	readonly hint?: string;
}

const KINDS: Readonly<Record<Exclude<ChartParam['type'], 'daterange' | 'boolean'>, FieldKind>> = {
	text: { type: 'text' },
	number: { type: 'text', inputMode: 'decimal' },
	date: { type: 'date' },
	list: { type: 'text', hint: 'several, with commas between them' },
};

type OnChange = (event: Event) => void;

interface Selected {
	readonly param: ChartParam;
	readonly options: readonly string[];
	readonly value: string;
}

function select({ param, options, value }: Selected, onChange: OnChange): TemplateResult {
	const mayBeNone = param.required !== true;
	return html`<label class="field"><span>${param.name}</span><select name=${param.name} @change=${onChange}>
		${mayBeNone || value === '' ? html`<option value="" ?selected=${value === ''}>none</option>` : nothing}
		${options.map((option) => html`<option value=${option} ?selected=${option === value}>${option}</option>`)}
	</select></label>`;
}

/** A parameter as a field; its controls are named as `FieldValues` has them. */
export function paramField(param: ChartParam, fields: FieldValues, onChange: OnChange): TemplateResult {
	const { name, type, allowed } = param;
	const value = fields[name] ?? '';
	if (type === 'boolean') return select({ param, options: ['true', 'false'], value }, onChange);
	if (Array.isArray(allowed) && type !== 'list')
		return select({ param, options: allowed.map(String), value }, onChange);
	if (type === 'daterange')
		return html`
			<label class="field"><span>${name}, from</span><input type="date" name=${`${name}.start`} .value=${fields[`${name}.start`] ?? ''} @change=${onChange}></label>
			<label class="field"><span>${name}, to</span><input type="date" name=${`${name}.end`} .value=${fields[`${name}.end`] ?? ''} @change=${onChange}></label>`;
	const { type: kind, inputMode, hint } = KINDS[type];
	return html`<label class="field"><span>${name}${hint ? ` (${hint})` : ''}</span><input type=${kind} inputmode=${inputMode ?? nothing} name=${name} .value=${value} @change=${onChange} autocomplete="off"></label>`;
}
