/** The fields of an alert's form, part by part. */
import { html, nothing, type TemplateResult } from 'lit';
import { type AlertFields, type FieldName, type Problems, TIME_UNITS } from './alert-fields.ts';
import { OPERATORS } from './alert-types.ts';

export interface FormView {
	readonly fields: AlertFields;
	readonly problems: Problems;
	/** Of the chart, that can be compared. */
	readonly columns: readonly string[];
}

type Choices = readonly (readonly [value: string, text: string])[];

interface FieldLook {
	readonly label: string;
	readonly hint?: string;
	readonly mode?: 'decimal' | 'numeric';
	readonly placeholder?: string;
	/** The field is a choice, or beside it stands one of its unit. */
	readonly choices?: Choices;
	readonly unit?: readonly [name: FieldName, choices: Choices];
	readonly list?: string;
}

const options = (choices: Choices, chosen: string): readonly TemplateResult[] =>
	choices.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`);

export function field({ fields, problems }: FormView, name: FieldName, look: FieldLook): TemplateResult {
	const { label, hint, mode, placeholder, choices, unit, list } = look;
	const problem = problems[name];
	const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || nothing;
	const invalid = problem === undefined ? nothing : 'true';
	const control = choices
		? html`<select id=${name} name=${name} aria-describedby=${described} aria-invalid=${invalid}>${options(choices, fields[name])}</select>`
		: html`<input id=${name} name=${name} .value=${fields[name]} inputmode=${mode ?? nothing} placeholder=${placeholder ?? nothing} list=${list ?? nothing} autocomplete="off" spellcheck="false" aria-describedby=${described} aria-invalid=${invalid}>`;
	return html`<div class="field">
		<label for=${name}>${label}</label>
		${unit === undefined ? control : html`<div class="pair">${control}<select name=${unit[0]} aria-label=${`${label}: unit`}>${options(unit[1], fields[unit[0]])}</select></div>`}
		${hint === undefined ? nothing : html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`}
		${problem === undefined ? nothing : html`<p class="problem" id=${`${name}-problem`}>${problem}</p>`}
	</div>`;
}

const KINDS: Choices = [
	['threshold', 'A value is above or below a limit'],
	['change', 'A value changes by much'],
	['anomaly', 'A value is unusual'],
	['no-data', 'There is no data'],
	['failed', 'The query fails'],
];

const ROWS: Choices = [
	['last', 'the last row'],
	['first', 'the first row'],
	['any', 'any row: one is enough'],
	['all', 'every row'],
];

const COUNTS: Choices = [['times', 'results in a row'], ...TIME_UNITS];

function rowsField(view: FormView): TemplateResult {
	const { kind } = view.fields;
	const choices = kind === 'threshold' ? ROWS : ROWS.slice(0, 2);
	return field(view, 'rows', { label: 'In', choices });
}

function columnField(view: FormView): TemplateResult {
	const { column, kind } = view.fields;
	const names = [...new Set([...view.columns, ...(column === '' ? [] : [column])])];
	const none = kind === 'no-data' ? 'any: that there are rows' : 'the first one of numbers';
	return field(view, 'column', {
		label: 'Column',
		choices: [['', none], ...names.map((name) => [name, name] as const)],
	});
}

const OPERATOR_WORDS: Readonly<Record<(typeof OPERATORS)[number], string>> = {
	'>': 'is above',
	'>=': 'is at or above',
	'<': 'is below',
	'<=': 'is at or below',
	'=': 'is',
	'!=': 'is not',
};

function thresholdFields(view: FormView): TemplateResult {
	const { op } = view.fields;
	const isOrdered = op !== '=' && op !== '!=';
	return html`
		${field(view, 'op', { label: 'Fires when it', choices: OPERATORS.map((each) => [each, OPERATOR_WORDS[each]] as const) })}
		${field(view, 'value', { label: 'Limit', mode: 'decimal' })}
		${isOrdered ? field(view, 'clear', { label: 'Recovers only at', mode: 'decimal', placeholder: 'the limit', hint: `A value that swings around the limit would fire over and over. Give one that is ${op.startsWith('>') ? 'lower' : 'higher'}: in between it stays as it is.` }) : nothing}`;
}

const changeFields = (view: FormView): TemplateResult => html`
	${field(view, 'direction', {
		label: 'Fires when it',
		choices: [
			['either', 'rises or falls'],
			['up', 'rises'],
			['down', 'falls'],
		],
	})}
	${field(view, 'change', {
		label: 'By at least',
		mode: 'decimal',
		unit: [
			'by',
			[
				['percent', '%'],
				['absolute', 'as a number'],
			],
		],
	})}
	${field(view, 'over', { label: 'Compared with the value before that is older by', mode: 'numeric', unit: ['overUnit', [['results', 'results'], ...TIME_UNITS]], hint: 'For a rhythm of weeks, compare with 7 days before.' })}
	${field(view, 'changeClear', { label: 'Recovers only below a change of', mode: 'decimal', placeholder: 'the same', hint: 'Smaller than what fires; in between it stays as it is.' })}`;

const anomalyFields = (view: FormView): TemplateResult => html`
	${field(view, 'sensitivity', { label: 'Fires from so many robust deviations', mode: 'decimal', hint: '3.5 is usual; less fires more often. It recovers below three quarters of it.' })}
	${field(view, 'history', { label: 'Compared with so many last results', mode: 'numeric', hint: '10 to 500. Nothing is said before half of them are there. It knows no seasons.' })}`;

const CONDITION_FIELDS: Readonly<Record<AlertFields['kind'], (view: FormView) => TemplateResult>> = {
	threshold: thresholdFields,
	change: changeFields,
	anomaly: anomalyFields,
	'no-data': (view) =>
		field(view, 'noData', {
			label: 'For (empty: one result is enough)',
			mode: 'numeric',
			unit: ['noDataUnit', TIME_UNITS],
			hint: 'With a time, failing queries count as no data as well.',
		}),
	failed: (view) => field(view, 'failures', { label: 'So often in a row', mode: 'numeric' }),
};

export function conditionPart(view: FormView): TemplateResult {
	const { kind } = view.fields;
	return html`<section aria-labelledby="condition"><h2 id="condition">When it fires</h2><div class="fields">
		${field(view, 'kind', { label: 'Fires when', choices: KINDS })}
		${kind === 'failed' ? nothing : columnField(view)}
		${kind === 'failed' || (kind === 'no-data' && view.fields.column === '') ? nothing : rowsField(view)}
		${CONDITION_FIELDS[kind](view)}
		${field(view, 'fire', { label: 'After', mode: 'numeric', unit: ['fireUnit', COUNTS], hint: 'Until then it is pending, and nobody is told.' })}
		${field(view, 'recover', { label: 'Recovers after', mode: 'numeric', placeholder: 'the same', unit: ['recoverUnit', COUNTS] })}
	</div></section>`;
}

const EVERY: Choices = [
	['60000', 'every minute'],
	['300000', 'every 5 minutes'],
	['900000', 'every 15 minutes'],
	['3600000', 'every hour'],
	['21600000', 'every 6 hours'],
	['86400000', 'every day'],
];

export interface Times {
	readonly words: string;
	readonly times: readonly { readonly local: string }[];
}

/** What is set that is not among the usual ones stays choosable. */
function everyChoices({ every }: AlertFields): Choices {
	const isUsual = every === 'cron' || EVERY.some(([ms]) => ms === every);
	const own: Choices = isUsual ? [] : [[every, `every ${Number(every) / 1000} seconds`]];
	return [...EVERY, ...own, ['cron', 'at times of a clock (cron)']];
}

export function timingPart(view: FormView, times: Times | undefined): TemplateResult {
	const isCron = view.fields.every === 'cron';
	return html`<section aria-labelledby="timing"><h2 id="timing">How often it is looked at</h2><div class="fields">
		${field(view, 'every', { label: 'When nobody watches', choices: everyChoices(view.fields), hint: 'What viewers of the chart ask counts as well. Each time is a query on the source.' })}
		${
			isCron
				? html`${field(view, 'cron', { label: 'Minute, hour, day, month, day of the week', hint: times?.words ?? 'Such as 0 8 * * mon-fri: at 8 from Monday to Friday.' })}
			${field(view, 'timeZone', { label: 'By the clocks of', hint: times?.times[0] === undefined ? 'A zone such as Europe/Lisbon.' : `Next: ${times.times[0].local}` })}`
				: nothing
		}
	</div></section>`;
}

export const namePart = (view: FormView, isNew: boolean): TemplateResult =>
	html`<section aria-labelledby="naming"><h2 id="naming">What it is called</h2><div class="fields">
		${field(view, 'title', { label: 'Title', placeholder: 'Too many errors', hint: 'Messages begin with it.' })}
		${isNew ? field(view, 'name', { label: 'Name', hint: 'In addresses; it stays.' }) : nothing}
	</div></section>`;
