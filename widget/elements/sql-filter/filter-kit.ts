import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../../drawing/adopt.ts';
import { say } from '../../texts/say.ts';
import { Reflection } from '../shared/reflection.ts';
import { FilterChoices } from './filter-choices.ts';
import { filterStyles } from './filter-styles.ts';
import { daysOf, type FilterOption, problemOf } from './filter-value.ts';
import type { SqlFilter } from './sql-filter.ts';

/** A viewer who has not typed for so long has written what is searched for. */
const REST_MS = 300;

/** The value is not among them: it is the viewer's, as in other form controls. */
const REFLECTED = [
	...(['group', 'param', 'type', 'label', 'optionsChart', 'placeholder', 'min', 'max', 'step'] as const),
	...(['disabled', 'server', 'tokenEndpoint', 'locale', 'theme'] as const),
];

/** What a viewer sees and touches of a filter: the browser's own controls, with their names and their keyboard. */
export class FilterKit {
	readonly #host: SqlFilter;
	readonly #choices: FilterChoices;
	#resting: ReturnType<typeof setTimeout> | undefined;
	/** What was written and is not taken. */
	#refused: string | undefined;

	constructor(host: SqlFilter) {
		this.#host = host;
		this.#choices = new FilterChoices(host);
		new Reflection(host, REFLECTED, ['remember']);
		const root = host.renderRoot.querySelector('.root');
		if (root) adopt(root, filterStyles);
	}

	render(): TemplateResult {
		const { type } = this.#host;
		const written = this.#written;
		const found = problemOf(type, written);
		const problem = found ? say(this.#host.words, found) : type === 'choice' ? this.#choices.problem : '';
		return html`${this.#control(problem !== '')}
			<p part="problem" class="problem" id="problem" role="status">${problem}</p>`;
	}

	#control(isWrong: boolean): TemplateResult {
		switch (this.#host.type) {
			case 'choice':
				return this.#choice();
			case 'date-range':
				return this.#days(isWrong);
			default:
				return this.#text(isWrong);
		}
	}

	/** What stands in the controls; the property is null for a moment where an attribute was taken away. */
	get #written(): string {
		return this.#refused ?? this.#host.value ?? '';
	}

	get #label(): string {
		return this.#host.label || this.#host.param;
	}

	#choice(): TemplateResult {
		const value = this.#written;
		const { placeholder, disabled } = this.#host;
		const offered = this.#choices.options;
		// What the page or the address has chosen stands there also where it is not among the choices, or not yet.
		const isKnown = value === '' || offered.some(([each]) => each === value);
		const options: readonly FilterOption[] = isKnown ? offered : [[value, value], ...offered];
		const onChange = ({ target }: Event): void => this.#host.choose((target as HTMLSelectElement).value);
		return html`<label><span part="label" class="name">${this.#label}</span>
			<select part="control" ?disabled=${disabled} aria-describedby="problem" @change=${onChange}>
				<option value="" .selected=${value === ''}>${placeholder || say(this.#host.words, 'All')}</option>
				${options.map(([each, label]) => html`<option value=${each} .selected=${each === value}>${label}</option>`)}
			</select></label>`;
	}

	#days(isWrong: boolean): TemplateResult {
		const { min, max, disabled } = this.#host;
		const [from, to] = daysOf(this.#written);
		const day = (label: string, shown: string, at: 0 | 1): TemplateResult =>
			html`<label><span>${label}</span> <input part="control" type="date" .value=${shown} min=${min || nothing} max=${max || nothing} ?disabled=${disabled} aria-invalid=${isWrong} aria-describedby="problem" @change=${(event: Event) => this.#onDay(event, at)}></label>`;
		return html`<fieldset>
			<legend part="label">${this.#label}</legend>
			<div class="days">${day(say(this.#host.words, 'From'), from, 0)}${day(say(this.#host.words, 'to'), to, 1)}</div>
		</fieldset>`;
	}

	#onDay({ target }: Event, at: 0 | 1): void {
		const [from, to] = daysOf(this.#written);
		const day = (target as HTMLInputElement).value;
		const days = at === 0 ? [day, to] : [from, day];
		this.#take(days.every((each) => each === '') ? '' : days.join('/'));
	}

	#text(isWrong: boolean): TemplateResult {
		const { type, placeholder, min, max, step, disabled } = this.#host;
		const isNumber = type === 'number';
		const onInput = ({ target }: Event): void => {
			clearTimeout(this.#resting);
			if (!isNumber) this.#resting = setTimeout(() => this.#take((target as HTMLInputElement).value), REST_MS);
		};
		// Enter, the cross of the field, and leaving it.
		const onChange = ({ target }: Event): void => {
			clearTimeout(this.#resting);
			this.#take((target as HTMLInputElement).value);
		};
		return html`<label><span part="label" class="name">${this.#label}</span>
			<input part="control" type=${isNumber ? 'number' : 'search'} .value=${this.#written} placeholder=${placeholder || nothing} min=${min || nothing} max=${max || nothing} step=${step || (isNumber ? 'any' : nothing)} ?disabled=${disabled} aria-invalid=${isWrong} aria-describedby="problem" autocomplete="off" @input=${onInput} @change=${onChange}></label>`;
	}

	/** What cannot be a value stays where it was written, and the charts stay with what they had. */
	#take(written: string): void {
		const isWrong = problemOf(this.#host.type, written) !== '';
		this.#refused = isWrong ? written : undefined;
		if (!isWrong) this.#host.choose(written);
		this.#host.requestUpdate();
	}
}
