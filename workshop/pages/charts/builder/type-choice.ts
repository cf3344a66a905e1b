/** The types of charts as pictures, those that suit the result first, and in words what the others lack. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import type { Table } from '../../../../widget/protocol.ts';
import { CHART_TYPES } from '../../../shared/chart-names.ts';
import { automaticWords, drawnType, type Suit, suitsOf } from './suits.ts';
import { typePicture } from './type-pictures.ts';

interface TypeChoice {
	/** Undefined: no result has come yet. */
	readonly table: Table | undefined;
	readonly spec: ChartSpec;
	/** Undefined: as the columns suggest. */
	readonly choose: (type: ChartType | undefined) => void;
}

function card({ type, name, words, how }: Suit, { spec, choose }: TypeChoice): TemplateResult {
	return html`<label class=${how === 'lacks' ? 'card off' : 'card'} title=${words}>
		<input type="radio" name="type" value=${type} aria-label=${name} .checked=${spec.type === type} @change=${() => choose(type)} aria-describedby=${`type-${type}`}>
		${typePicture(type)}<span class="called">${name}</span><span class="small muted" id=${`type-${type}`}>${words}</span>
	</label>`;
}

export function typeChoice(choice: TypeChoice): TemplateResult {
	const { table, spec, choose } = choice;
	const unknown = CHART_TYPES.map(([type, name]): Suit => ({ type, name, how: 'possible', words: '' }));
	const suits = table ? suitsOf(table, spec) : unknown;
	const [good, possible, lacking] = (['suits', 'possible', 'lacks'] as const).map((how) =>
		suits.filter((suit) => suit.how === how),
	);
	const cards = (list: readonly Suit[] = []): TemplateResult =>
		html`<div class="cards">${list.map((suit) => card(suit, choice))}</div>`;
	const isOther = possible?.some(({ type }) => type === spec.type) ?? false;
	return html`<fieldset class="types">
		<legend>Type of chart</legend>
		<div class="cards">
			<label class="card wide">
				<input type="radio" name="type" value="" aria-label="Automatic" .checked=${spec.type === undefined} @change=${() => choose(undefined)} aria-describedby="type-automatic">
				${typePicture(drawnType(table, { version: 1 }))}<span class="called">Automatic</span>
				<span class="small muted" id="type-automatic">${table ? automaticWords(table) : 'As its columns suggest'}</span>
			</label>
		</div>
		${good?.length ? html`<p class="small muted">Suit these columns</p>${cards(good)}` : nothing}
		${
			possible?.length
				? html`<details ?open=${good?.length === 0 || isOther}><summary>Can be drawn as well (${possible.length})</summary>${cards(possible)}</details>`
				: nothing
		}
		${
			lacking?.length
				? html`<details ?open=${lacking.some(({ type }) => type === spec.type)}><summary>Need other columns (${lacking.length})</summary>${cards(lacking)}</details>`
				: nothing
		}
	</fieldset>`;
}
