/** What a recipe is drawn from, and its parameters: the fields of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Relation } from '../../shared/source-schema.ts';
import type { RecipeColumn, RecipeParam, TypedParams } from './recipe.ts';
import { fits, type TableChoice } from './recipe-fit.ts';

/** More are found by typing. */
const MOST_OFFERED = 200;

export function tableField(tables: readonly TableChoice[], typed: string, problem: string): TemplateResult {
	const low = typed.toLowerCase();
	const isChosen = tables.some(({ label }) => label === typed);
	const offered = (isChosen ? tables : tables.filter(({ label }) => label.toLowerCase().includes(low))).slice(
		0,
		MOST_OFFERED,
	);
	return html`<div class="field">
		<label for="table">Table</label>
		<input id="table" name="table" list="tables" .value=${typed} autocomplete="off" spellcheck="false" aria-describedby="table-hint" aria-invalid=${problem === '' ? nothing : 'true'}>
		<datalist id="tables">${offered.map(({ label, isFitting }) => html`<option value=${label}>${isFitting ? '' : 'lacks a column that fits'}</option>`)}</datalist>
		<p class="hint" id="table-hint">${problem === '' ? 'Those with columns that fit come first.' : html`<span class="problem">${problem}</span>`}</p>
	</div>`;
}

const ROLES: Readonly<Record<RecipeColumn['role'], string>> = {
	number: 'numbers',
	time: 'dates or times',
	category: 'names of groups',
	id: 'what tells one from another',
	flag: 'true or false',
};

export function columnField(slot: RecipeColumn, relation: Relation, chosen: string): TemplateResult {
	const options = (isFitting: boolean) =>
		relation.columns
			.filter((column) => fits(slot, column) === isFitting)
			.map(({ name, type }) => html`<option value=${name} ?selected=${name === chosen}>${name} (${type})</option>`);
	const [good, others] = [options(true), options(false)];
	const id = `column-${slot.slot}`;
	return html`<div class="field">
		<label for=${id}>${slot.label}</label>
		<select id=${id} name=${`column.${slot.slot}`} aria-describedby=${`${id}-hint`}>
			<option value="" ?selected=${chosen === ''}>Choose a column</option>
			${good.length === 0 ? nothing : html`<optgroup label="Fitting">${good}</optgroup>`}
			${others.length === 0 ? nothing : html`<optgroup label="Of other types">${others}</optgroup>`}
		</select>
		<p class="hint" id=${`${id}-hint`}>${ROLES[slot.role]}</p>
	</div>`;
}

export function paramField({ name, label, type, allowed }: RecipeParam, typed: TypedParams): TemplateResult {
	const id = `param-${name}`;
	const value = typed[name] ?? '';
	const choices = allowed?.map(String) ?? (type === 'boolean' ? ['true', 'false'] : undefined);
	return html`<div class="field">
		<label for=${id}>${label}</label>
		${
			choices === undefined
				? html`<input id=${id} name=${`param.${name}`} .value=${value} type=${type === 'date' ? 'date' : 'text'} inputmode=${type === 'number' ? 'decimal' : nothing} autocomplete="off">`
				: html`<select id=${id} name=${`param.${name}`}>${choices.map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}</select>`
		}
	</div>`;
}
