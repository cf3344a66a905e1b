/** A field of the specification by its kind, with its words; what the list of fields says is all there is to it. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fitsRole } from './columns.ts';
import { control, type FormState, textOf } from './control-view.ts';
import { entriesView, namedView } from './entries-view.ts';
import { type Field, textsIn } from './field-kinds.ts';
import { type Problem, placeText } from './problems.ts';
import { type Path, pathOf, valueAt } from './spec-path.ts';

/** Several columns, in the order in which they were chosen. */
function columnBoxes(id: string, field: Field & { readonly kind: 'columns' }, { spec, table, put }: FormState) {
	const path = pathOf(field.path);
	const chosen = (valueAt(spec, path) ?? []) as readonly string[];
	const offered = table?.columns.filter((column) => fitsRole(column, field.wanted)).map(({ name }) => name) ?? [];
	const all = [...offered, ...chosen.filter((name) => !offered.includes(name))];
	const toggle = (name: string): void =>
		put(path, chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
	if (all.length === 0)
		return html`<p class="hint">${table ? 'The result has no such column.' : 'The columns come with the result.'}</p>`;
	return html`<div class="boxes">${all.map((name, index) => {
		const place = chosen.indexOf(name);
		return html`<label class="choice" for=${`${id}-${index}`}><input id=${`${id}-${index}`} type="checkbox" .checked=${live(place >= 0)} @change=${() => toggle(name)}>${name}${place >= 0 && chosen.length > 1 ? html`<span class="order small muted" aria-label=${`place ${place + 1}`}>${place + 1}</span>` : nothing}</label>`;
	})}</div>`;
}

const idOf = (path: string): string => `spec-${path.replaceAll('.', '-')}`;

function messages(id: string, problems: readonly Problem[], own: Path): TemplateResult | typeof nothing {
	if (problems.length === 0) return nothing;
	return html`<div class="problem" id=${`${id}-problem`} role="alert">${problems.map(({ path, message }) => {
		const inner = path.slice(own.length);
		return html`<p>${inner.length > 0 ? `${placeText(inner)}: ` : ''}${message}</p>`;
	})}</div>`;
}

/** A field with its label, what it means, and what is wrong with it. */
export function fieldView(field: Field, form: FormState, problems: readonly Problem[] = []): TemplateResult {
	const { label, hint, path } = field;
	const id = idOf(path);
	const at = pathOf(path);
	const isWrong = problems.length > 0;
	const describedBy = [hint && `${id}-hint`, isWrong && `${id}-problem`].filter(Boolean).join(' ') || undefined;
	const below = html`${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : nothing}${messages(id, problems, at)}`;
	const set = (inner: TemplateResult): TemplateResult =>
		html`<fieldset class=${field.kind === 'columns' ? 'field wide columns' : 'field wide'}><legend>${label}</legend>${inner}${below}</fieldset>`;
	if (field.kind === 'columns') return set(columnBoxes(id, field, form));
	if (field.kind === 'entries') return set(entriesView(id, field, form));
	if (field.kind === 'named') return set(namedView(id, field, form));
	const value = valueAt(form.spec, at);
	if (field.kind === 'texts') {
		const texts = (value ?? []) as readonly string[];
		// When it is left: a comma that was just typed would be taken away otherwise.
		const write = (event: Event): void => form.put(at, textsIn(textOf(event)));
		return html`<div class="field"><label for=${id}>${label}</label><input id=${id} autocomplete="off" aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} .value=${live(texts.join(', '))} @change=${write}>${below}</div>`;
	}
	const change = (next: unknown, about?: string): void => form.put(at, next, about);
	return html`<div class=${field.kind === 'text' && field.isLong ? 'field wide' : 'field'}><label for=${id}>${label}</label>${control({ id, name: label, kind: field, value, isWrong, describedBy, change }, form)}${below}</div>`;
}
