/** The values of the parameters that the SQL asks for, a field each. */
import { html, nothing, type TemplateResult } from 'lit';
import {
	PARAM_TYPES,
	type ParamEntries,
	type ParamEntry,
	type ParamType,
	problemOf,
	type SqlParam,
	typeOf,
} from '../pure/params.ts';

const NAMES: Readonly<Record<ParamType, string>> = {
	text: 'Text',
	number: 'Number',
	boolean: 'True or false',
	date: 'Date',
	daterange: 'Two dates',
	list: 'List',
};

interface Field {
	readonly id: string;
	readonly type: ParamType;
	readonly text: string;
	readonly name: string;
	readonly optional: boolean;
	readonly change: (text: string) => void;
}

const valueIn = (event: Event): string => (event.target as HTMLInputElement).value;

function fieldOf({ id, type, text, name, optional, change }: Field): TemplateResult {
	const wrong = problemOf(type, text) !== undefined;
	if (type === 'boolean') {
		return html`<select id=${id} @change=${(event: Event) => change(valueIn(event))}>
			<option value="" ?selected=${text === ''}>${optional ? 'Left out' : 'Null'}</option>
			${['true', 'false'].map((each) => html`<option ?selected=${text === each}>${each}</option>`)}
		</select>`;
	}
	if (type === 'daterange') {
		const [start = '', end = ''] = text.split('/');
		const both = (from: string, to: string) => change(from === '' && to === '' ? '' : `${from}/${to}`);
		return html`<span class="range">
			<input id=${id} type="date" aria-label=${`${name}: from`} .value=${start} @input=${(event: Event) => both(valueIn(event), end)} />
			<span aria-hidden="true">–</span>
			<input type="date" aria-label=${`${name}: to`} .value=${end} @input=${(event: Event) => both(start, valueIn(event))} />
		</span>`;
	}
	const hint = type === 'list' ? 'one, two, three' : optional ? 'Left out' : '';
	return html`<input
		id=${id}
		type=${type === 'date' ? 'date' : 'text'}
		inputmode=${type === 'number' ? 'decimal' : nothing}
		autocomplete="off"
		spellcheck="false"
		placeholder=${hint || nothing}
		aria-invalid=${wrong}
		aria-describedby=${wrong ? `${id}-problem` : nothing}
		.value=${text}
		@input=${(event: Event) => change(valueIn(event))}
	/>`;
}

/** `onChange` is told all values, those of parameters that the SQL has no more too: they may come back. */
export function paramsPanel(
	params: readonly SqlParam[],
	entries: ParamEntries,
	onChange: (entries: ParamEntries) => void,
): TemplateResult | typeof nothing {
	if (params.length === 0) return nothing;
	return html`<fieldset class="params">
		<legend class="sr">Parameters</legend>
		${params.map((param) => {
			const { name, optional } = param;
			const id = `param-${name}`;
			const type = typeOf(param, entries);
			const { text = '' } = entries[name] ?? {};
			const put = (entry: Partial<ParamEntry>) =>
				onChange({ ...entries, [name]: { text, ...entries[name], ...entry } });
			const problem = problemOf(type, text);
			return html`<div class="param">
				<span class="label">
					<label for=${id}>${name}</label>
					<select class="type" aria-label=${`Type of ${name}`} @change=${(event: Event) => put({ type: valueIn(event) as ParamType })}>
						${PARAM_TYPES.map((each) => html`<option value=${each} ?selected=${each === type}>${NAMES[each]}</option>`)}
					</select>
				</span>
				${fieldOf({ id, type, text, name, optional, change: (value) => put({ text: value }) })}
				${problem ? html`<span class="problem small" id=${`${id}-problem`}>${problem}</span>` : nothing}
			</div>`;
		})}
	</fieldset>`;
}
