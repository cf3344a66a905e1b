import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { momentOf } from '../../shared/times.ts';
import { changeNote, isOwnClock, localMoment, timeZones } from './clock-change.ts';
import {
	asKind,
	CHOICES,
	type Choice,
	type ChoiceKind,
	choiceOf,
	cronOf,
	HOURS,
	MINUTES,
	problemOfChoice,
	WEEKDAYS,
} from './cron-choice.ts';

export interface When {
	readonly cron: string;
	readonly timeZone: string;
}

interface Times {
	readonly words: string;
	readonly timeZone: string;
	/** ms, by the server's clock. */
	readonly now: number;
	readonly times: readonly { readonly at: number }[];
}

/** Whoever types is asked about when they pause. */
const PAUSE_MS = 250;

const option = (value: string | number, title: string, isChosen: boolean): TemplateResult =>
	html`<option value=${value} ?selected=${isChosen}>${title}</option>`;

const DAYS_OF_MONTH = Array.from({ length: 31 }, (_, index) => index + 1);

/**
 * `<workshop-schedule-when>`: when, by a choice or as cron says it, in which zone; with the words and the next times that the
 * server makes of it, as one types. @fires workshop-when
 */
export class WorkshopScheduleWhen extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 12px;
				grid-template-columns: minmax(0, 1fr);
			}
			fieldset {
				min-inline-size: 0;
				margin: 0;
				padding: 0;
				border: 0;
			}
			legend {
				padding: 0 0 4px;
				font-size: 12.5px;
				color: var(--muted);
			}
			.days {
				display: flex;
				flex-wrap: wrap;
				gap: 4px 16px;
			}
			.times {
				display: grid;
				gap: 4px;
				min-block-size: 176px;
				align-content: start;
				padding: 12px 16px;
				border-radius: 8px;
				background: var(--sunken);
			}
			.times ol {
				display: grid;
				gap: 2px;
			}
			.times li {
				display: flex;
				flex-wrap: wrap;
				gap: 0 12px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		when: { attribute: false },
		_choice: { state: true },
	};
	declare session: ProjectSession;
	declare when: When;
	declare _choice: Choice | undefined;
	readonly #asked = new Asked<Times>(this);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#written = '';

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#timer);
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('when') && (this._choice === undefined || cronOf(this._choice) !== this.when.cron))
			this._choice = choiceOf(this.when.cron);
		const written = JSON.stringify(this.when);
		if (written === this.#written) return;
		const isFirst = this.#written === '';
		this.#written = written;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask(), isFirst ? 0 : PAUSE_MS);
	}

	async #ask(): Promise<void> {
		const { cron, timeZone } = this.when;
		if (this._choice && problemOfChoice(this._choice) !== '') return;
		const body = { cron, timeZone, locale: 'en' };
		await this.#asked.ask((signal) => this.session.api.ask('POST', '/schedules/preview', { body, signal }));
	}

	#tell(when: Partial<When>): void {
		this.dispatchEvent(new CustomEvent('workshop-when', { detail: { ...this.when, ...when } }));
	}

	#choose(choice: Choice): void {
		this._choice = choice;
		if (problemOfChoice(choice) === '') this.#tell({ cron: cronOf(choice) });
	}

	#time(choice: Choice): TemplateResult | typeof nothing {
		if (!('time' in choice)) return nothing;
		const onTime = ({ target }: Event) => this.#choose({ ...choice, time: (target as HTMLInputElement).value });
		return html`<label class="field"><span>At</span><input type="time" name="time" required .value=${choice.time} @input=${onTime}></label>`;
	}

	#weekly(choice: Extract<Choice, { kind: 'weekly' }>): TemplateResult {
		const onDay = ({ target }: Event): void => {
			const { value, checked } = target as HTMLInputElement;
			const days = WEEKDAYS.filter((day) => (day === value ? checked : choice.days.includes(day)));
			this.#choose({ ...choice, days });
		};
		return html`<fieldset @change=${onDay}><legend>On which days</legend><div class="days">${WEEKDAYS.map(
			(day) =>
				html`<label class="check"><input type="checkbox" value=${day} .checked=${choice.days.includes(day)}><span>${day[0]?.toUpperCase()}${day.slice(1)}</span></label>`,
		)}</div></fieldset>`;
	}

	#monthly(choice: Extract<Choice, { kind: 'monthly' }>): TemplateResult {
		const onDay = ({ target }: Event): void => {
			const { value } = target as HTMLSelectElement;
			this.#choose({ ...choice, day: value === 'last' ? 'last' : Number(value) });
		};
		return html`<label class="field"><span>Day of the month</span><select name="day" @change=${onDay}>
			${DAYS_OF_MONTH.map((day) => option(day, String(day), day === choice.day))}
			${option('last', 'the last one', choice.day === 'last')}
		</select>${typeof choice.day === 'number' && choice.day > 28 ? html`<small>Not in months without it</small>` : nothing}</label>`;
	}

	#every(choice: Extract<Choice, { kind: 'minutes' | 'hours' }>): TemplateResult {
		const steps: readonly number[] = choice.kind === 'minutes' ? MINUTES : HOURS;
		const noun = choice.kind === 'minutes' ? 'minutes' : 'hours';
		const onEvery = ({ target }: Event) =>
			this.#choose({ ...choice, every: Number((target as HTMLSelectElement).value) });
		const onMinute = ({ target }: Event): void => {
			if (choice.kind === 'hours') this.#choose({ ...choice, minute: (target as HTMLInputElement).valueAsNumber });
		};
		return html`<label class="field"><span>Every</span><select name="every" @change=${onEvery}>${steps.map((step) =>
			option(step, step === 1 ? 'hour' : `${step} ${noun}`, step === choice.every),
		)}</select></label>
		${
			choice.kind === 'hours'
				? html`<label class="field"><span>At the minute</span><input type="number" name="minute" min="0" max="59" required .value=${String(choice.minute)} @input=${onMinute}></label>`
				: nothing
		}`;
	}

	#cron(choice: Extract<Choice, { kind: 'cron' }>): TemplateResult {
		const onCron = ({ target }: Event) => this.#choose({ ...choice, cron: (target as HTMLInputElement).value });
		return html`<label class="field wide"><span>Cron: minute, hour, day of the month, month, day of the week</span><input name="cron" required spellcheck="false" autocomplete="off" .value=${choice.cron} @input=${onCron}></label>`;
	}

	#details(choice: Choice): TemplateResult | typeof nothing {
		if (choice.kind === 'monthly') return this.#monthly(choice);
		if (choice.kind === 'minutes' || choice.kind === 'hours') return this.#every(choice);
		return choice.kind === 'cron' ? this.#cron(choice) : nothing;
	}

	#times({ words, times, timeZone, now }: Times): TemplateResult {
		const note = changeNote(
			timeZone,
			now,
			times.map(({ at }) => at),
		);
		return html`<p><strong>${words}</strong> <span class="muted">(${timeZone})</span></p>
			<ol aria-label="The next times">${times.map(
				({ at }) =>
					html`<li><span>${localMoment(at, timeZone)}</span>${isOwnClock(timeZone, at) ? nothing : html`<span class="muted small">${momentOf(at)} where you are</span>`}</li>`,
			)}</ol>
			${note ? html`<p class="small muted">${note}</p>` : nothing}`;
	}

	protected override render(): TemplateResult {
		const choice = this._choice ?? choiceOf(this.when.cron);
		const problem = problemOfChoice(choice) || this.#asked.problem;
		const onKind = ({ target }: Event) =>
			this.#choose(asKind(choice, (target as HTMLSelectElement).value as ChoiceKind));
		const onZone = ({ target }: Event) => this.#tell({ timeZone: (target as HTMLInputElement).value.trim() });
		return html`<div class="form">
				<label class="field"><span>How often</span><select name="kind" @change=${onKind}>${CHOICES.map(
					([kind, title]) => option(kind, title, kind === choice.kind),
				)}</select></label>
				${this.#details(choice)}
				${this.#time(choice)}
				<label class="field"><span>By the clocks of</span><input name="timeZone" list="zones" required spellcheck="false" autocomplete="off" .value=${this.when.timeZone} @change=${onZone}></label>
				<datalist id="zones">${timeZones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
			</div>
			${choice.kind === 'weekly' ? this.#weekly(choice) : nothing}
			<div class="times" role="status" aria-label="When it is sent">
				${problem ? html`<p class="problem">${problem}</p>` : this.#asked.value ? this.#times(this.#asked.value) : html`<p class="muted">Loading…</p>`}
			</div>`;
	}
}
