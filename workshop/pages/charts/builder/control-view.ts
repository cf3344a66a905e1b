/** One value of a specification as a control of the page, by its kind. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChartSpec } from '../../../../widget/chart-spec.ts';
import type { Table } from '../../../../widget/protocol.ts';
import { fitsRole } from './columns.ts';
import { type SimpleKind, shownValue, typedValue, type Wanted } from './field-kinds.ts';
import type { Path } from './spec-path.ts';

export interface FormState {
	readonly spec: ChartSpec;
	readonly table: Table | undefined;
	/** Colours that a field of colours offers. */
	readonly palette: readonly string[];
	/** `about`: edits of the same are one. */
	readonly put: (path: Path, value: unknown, about?: string) => void;
}

interface Control {
	readonly id: string;
	readonly name: string;
	readonly kind: SimpleKind;
	readonly value: unknown;
	readonly isWrong: boolean;
	readonly describedBy?: string | undefined;
	readonly change: (value: unknown, about?: string) => void;
}

export const textOf = (event: Event): string => (event.target as HTMLInputElement).value;

function columnSelect({ id, value, kind, describedBy, isWrong, change }: Control, table: Table | undefined) {
	const wanted: Wanted = kind.kind === 'column' ? kind.wanted : 'any';
	const chosen = shownValue(value);
	const columns = table?.columns ?? [];
	const options = (isFitting: boolean) =>
		columns
			.filter((column) => fitsRole(column, wanted) === isFitting)
			.map(({ name, type }) => html`<option value=${name} .selected=${name === chosen}>${name} (${type})</option>`);
	const [fitting, others] = [options(true), options(false)];
	const isMissing = chosen !== '' && !columns.some(({ name }) => name === chosen);
	return html`<select id=${id} aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} @change=${(event: Event) => change(textOf(event) || undefined)}>
		<option value="" .selected=${chosen === ''}>Automatic</option>
		${isMissing ? html`<option value=${chosen} selected>${chosen}${table ? ' (not in the result)' : ''}</option>` : nothing}
		${others.length > 0 && fitting.length > 0 ? html`<optgroup label="Fitting">${fitting}</optgroup><optgroup label="Of other types">${others}</optgroup>` : [fitting, others]}
	</select>`;
}

function choiceSelect({ id, value, kind, describedBy, isWrong, change }: Control): TemplateResult {
	const options =
		kind.kind === 'choice'
			? kind.options
			: ([
					['true', 'Yes'],
					['false', 'No'],
				] as const);
	const chosen = shownValue(value);
	return html`<select id=${id} aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} @change=${(event: Event) => change(typedValue(kind, textOf(event)))}>
		<option value="" .selected=${chosen === ''}>Automatic</option>
		${options.map(([each, words]) => html`<option value=${each} .selected=${each === chosen}>${words}</option>`)}
	</select>`;
}

function colorFields({ id, name, value, describedBy, isWrong, change }: Control): TemplateResult {
	const chosen = shownValue(value);
	const hex = /^#[\da-f]{6}$/i.test(chosen) ? chosen : '#000000';
	return html`<span class="color">
		<input id=${id} list="palette" placeholder="Automatic" autocomplete="off" spellcheck="false" aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} .value=${live(chosen)} @input=${(event: Event) => change(textOf(event) || undefined, id)}>
		<input type="color" aria-label=${`${name}: pick`} .value=${live(hex)} @input=${(event: Event) => change(textOf(event), id)}>
	</span>`;
}

/** One value, without its label. */
export function control(given: Control, { table }: Pick<FormState, 'table'>): TemplateResult {
	const { id, kind, value, isWrong, describedBy, change } = given;
	if (kind.kind === 'column') return columnSelect(given, table);
	if (kind.kind === 'choice' || kind.kind === 'flag') return choiceSelect(given);
	if (kind.kind === 'color') return colorFields(given);
	const shown = live(shownValue(value));
	const write = (event: Event): void => change(typedValue(kind, textOf(event)), id);
	if (kind.kind === 'text' && kind.isLong)
		return html`<textarea id=${id} rows="3" maxlength=${kind.max} aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} .value=${shown} @input=${write}></textarea>`;
	const isNumber = kind.kind === 'number';
	return html`<input id=${id} inputmode=${isNumber ? 'decimal' : nothing} maxlength=${kind.kind === 'text' ? kind.max : nothing} autocomplete="off" aria-describedby=${describedBy ?? nothing} aria-invalid=${isWrong ? 'true' : nothing} .value=${shown} @input=${write}>`;
}
