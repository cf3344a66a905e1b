/** Fields that hold several things: a list of entries, and parts that have a name. */
import { html, nothing, type TemplateResult } from 'lit';
import { keysOf } from './columns.ts';
import { control, type FormState } from './control-view.ts';
import type { Field, Part } from './field-kinds.ts';

import { type Path, pathOf, valueAt } from './spec-path.ts';

type NamedField = Field & { readonly kind: 'named' };

interface Row {
	readonly id: string;
	readonly path: Path;
	/** What the row is about, such as “line 2”, for names that are told apart by ear. */
	readonly name: string;
	readonly parts: readonly Part[];
}

const partIn = ({ path }: Row, { key }: Part): Path => (key === '' ? path : [...path, key]);

function row(each: Row, form: FormState): TemplateResult {
	const { id, name, parts } = each;
	return html`<div class="parts">${parts.map((part) => {
		const own = `${id}-${part.key || 'value'}`;
		const path = partIn(each, part);
		const change = (value: unknown, about?: string): void => form.put(path, value, about);
		const title = `${part.label}, ${name}`;
		const value = valueAt(form.spec, path);
		return html`<div class="field"><label for=${own}>${part.label}<span class="sr">, ${name}</span></label>${control({ id: own, name: title, kind: part, value, isWrong: false, change }, form)}</div>`;
	})}</div>`;
}

const remove = (name: string, act: () => void): TemplateResult =>
	html`<button type="button" class="icon" aria-label=${`Remove ${name}`} title="Remove" @click=${act}><wa-icon name="trash" aria-hidden="true"></wa-icon></button>`;

export function entriesView(id: string, field: Field & { readonly kind: 'entries' }, form: FormState): TemplateResult {
	const { noun, parts, begin } = field;
	const path = pathOf(field.path);
	const entries = (valueAt(form.spec, path) ?? []) as readonly unknown[];
	return html`
		${entries.map((_, index) => {
			const name = `${noun} ${index + 1}`;
			const each = { id: `${id}-${index}`, path: [...path, index], name, parts };
			return html`<div class="entry" role="group" aria-label=${name}>${row(each, form)}${remove(name, () => form.put([...path, index], undefined))}</div>`;
		})}
		<div><button type="button" class="add" @click=${() => form.put(path, [...entries, begin])}>Add a ${noun}</button></div>`;
}

export function namedView(id: string, field: NamedField, form: FormState): TemplateResult {
	const path = pathOf(field.path);
	const named = (valueAt(form.spec, path) ?? {}) as Readonly<Record<string, unknown>>;
	const keys = Object.keys(named);
	const left = keysOf(form.table, form.spec, field.by).filter((key) => !keys.includes(key));
	const add = (event: Event): void => {
		const select = event.target as HTMLSelectElement;
		if (select.value !== '') form.put([...path, select.value], beginning(field, select.value, form));
		select.value = '';
	};
	return html`
		${keys.map((key, index) => {
			const each = { id: `${id}-${index}`, path: [...path, key], name: key, parts: field.parts };
			return html`<div class="entry" role="group" aria-label=${key}><span class="called">${key}</span>${row(each, form)}${remove(key, () => form.put([...path, key], undefined))}</div>`;
		})}
		${left.length > 0 ? html`<label class="adding"><span class="sr">Add to: ${field.label}</span><select @change=${add}><option value="">Add …</option>${left.map((key) => html`<option value=${key}>${key}</option>`)}</select></label>` : nothing}
		${keys.length === 0 && left.length === 0 ? html`<p class="hint">The columns come with the result.</p>` : nothing}`;
}

/** What a part begins with: an empty one would be said no more. */
function beginning({ parts }: NamedField, key: string, { palette }: FormState): unknown {
	const [part] = parts;
	if (part?.kind === 'color') return palette[0] ?? '#2f6fde';
	if (part?.kind === 'choice') return { [part.key]: part.options[0]?.[0] };
	return key;
}
