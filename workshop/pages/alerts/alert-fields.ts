/** An alert as fields: what a field holds is text, what is declared has its type, and what is wrong belongs to a field. Pure. */
import type { Params } from '../../../widget/protocol.ts';
import type { Channel, Condition, Declaration, Operator, Patience } from './alert-types.ts';
import { type ChannelFields, channelFieldsOf, channelOf } from './channel-fields.ts';

/** Lengths of time are an amount and a unit in ms; of patience the unit may be `times`. */
export interface AlertFields {
	readonly name: string;
	readonly title: string;
	readonly chart: string;
	readonly column: string;
	readonly rows: Declaration['rows'];
	readonly kind: Condition['kind'];
	readonly op: Operator;
	readonly value: string;
	readonly clear: string;
	readonly by: 'percent' | 'absolute';
	readonly change: string;
	readonly changeClear: string;
	readonly direction: 'up' | 'down' | 'either';
	readonly over: string;
	readonly overUnit: string;
	readonly noData: string;
	readonly noDataUnit: string;
	readonly failures: string;
	readonly sensitivity: string;
	readonly history: string;
	readonly fire: string;
	readonly fireUnit: string;
	readonly recover: string;
	readonly recoverUnit: string;
	/** ms, or `cron`. */
	readonly every: string;
	readonly cron: string;
	readonly timeZone: string;
}

export type FieldName = keyof AlertFields;

/** What is no text field. */
export interface Extras {
	readonly params: Params;
	/** By the name of the claim. */
	readonly claims: Readonly<Record<string, string>>;
	readonly channels: readonly ChannelFields[];
	readonly picture: boolean;
	readonly csv: boolean;
	readonly enabled: boolean;
}

/** By the field; `channel.N` and `claim.NAME` of what is no text field, and `` of the whole. */
export type Problems = Readonly<Record<string, string>>;

export const TIME_UNITS = [
	['1000', 'seconds'],
	['60000', 'minutes'],
	['3600000', 'hours'],
	['86400000', 'days'],
] as const;

const EMPTY: AlertFields = {
	name: '',
	title: '',
	chart: '',
	column: '',
	rows: 'last',
	kind: 'threshold',
	op: '>',
	value: '',
	clear: '',
	by: 'percent',
	change: '20',
	changeClear: '',
	direction: 'either',
	over: '1',
	overUnit: 'results',
	noData: '',
	noDataUnit: '60000',
	failures: '3',
	sensitivity: '3.5',
	history: '100',
	fire: '1',
	fireUnit: 'times',
	recover: '',
	recoverUnit: 'times',
	every: '300000',
	cron: '0 8 * * mon-fri',
	timeZone: 'UTC',
};

export const NO_EXTRAS: Extras = { params: {}, claims: {}, channels: [], picture: true, csv: false, enabled: true };

/** How the form of a new one begins. */
export const newFields = (chart: string, timeZone: string): AlertFields => ({
	...EMPTY,
	chart,
	name: chart,
	timeZone,
});

/** The largest unit of which it is a whole number. */
function lengthFields(ms: number): readonly [amount: string, unit: string] {
	const [unit] = TIME_UNITS.findLast(([size]) => ms % Number(size) === 0) ?? TIME_UNITS[0];
	return [String(ms / Number(unit)), unit];
}

const patienceFields = (patience: Patience): readonly [amount: string, unit: string] =>
	'times' in patience ? [String(patience.times), 'times'] : lengthFields(patience.ms);

const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value));

function conditionFields(condition: Condition): Partial<AlertFields> {
	const { kind } = condition;
	switch (kind) {
		case 'threshold':
			return { kind, op: condition.op, value: textOf(condition.value), clear: textOf(condition.clear) };
		case 'change': {
			const { by, direction, over: since } = condition;
			const [over, overUnit] = 'results' in since ? [String(since.results), 'results'] : lengthFields(since.ms);
			return {
				kind,
				by,
				direction,
				change: textOf(condition.value),
				changeClear: textOf(condition.clear),
				over,
				overUnit,
			};
		}
		case 'no-data': {
			if (condition.forMs === undefined) return { kind };
			const [noData, noDataUnit] = lengthFields(condition.forMs);
			return { kind, noData, noDataUnit };
		}
		case 'failed':
			return { kind, failures: String(condition.times) };
		case 'anomaly':
			return { kind, sensitivity: String(condition.sensitivity), history: String(condition.history) };
	}
}

export function fieldsOf(name: string, declaration: Declaration): AlertFields {
	const { title, chart, column = '', rows, condition, recoverFor, everyMs, cron, timeZone } = declaration;
	const [fire, fireUnit] = patienceFields(declaration.for);
	const [recover, recoverUnit] = recoverFor === undefined ? ['', 'times'] : patienceFields(recoverFor);
	const timing =
		everyMs === undefined
			? { every: 'cron', ...(cron === undefined ? {} : { cron }), ...(timeZone === undefined ? {} : { timeZone }) }
			: { every: String(everyMs) };
	const own = { name, title, chart, column, rows, fire, fireUnit, recover, recoverUnit };
	return { ...EMPTY, ...conditionFields(condition), ...own, ...timing };
}

export function extrasOf({ params, claims, channels, attach, enabled }: Declaration): Extras {
	const texts = Object.entries(claims).map(([name, value]) => [name, String(value ?? '')]);
	return { params, claims: Object.fromEntries(texts), channels: channels.map(channelFieldsOf), ...attach, enabled };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** Reads numbers out of fields, and notes of which it could not. */
class Reader {
	readonly problems: Record<string, string> = {};
	readonly #fields: AlertFields;

	constructor(fields: AlertFields) {
		this.#fields = fields;
	}

	number(name: FieldName, missing: string): number {
		const text = this.#fields[name];
		if (text.trim() === '') this.problems[name] = missing;
		else if (!isNumber(text)) this.problems[name] = 'Give a number, such as 50 or 0.5.';
		return Number(text);
	}

	/** Undefined for an empty field. */
	maybe(name: FieldName): number | undefined {
		return this.#fields[name].trim() === '' ? undefined : this.number(name, '');
	}

	length(name: FieldName, unit: string): number {
		return this.number(name, 'Say how long.') * Number(unit);
	}

	patience(name: FieldName, unit: string): Patience {
		if (unit === 'times') return { times: this.number(name, 'Say how many.') };
		return { ms: this.length(name, unit) };
	}
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
	(value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

function conditionOf(fields: AlertFields, read: Reader): Condition {
	const { kind, op, by, direction, overUnit } = fields;
	switch (kind) {
		case 'threshold': {
			const clear = op === '=' || op === '!=' ? undefined : read.maybe('clear');
			return { kind, op, value: read.number('value', 'Give the value at which it fires.'), ...given('clear', clear) };
		}
		case 'change': {
			const over =
				overUnit === 'results'
					? { results: read.number('over', 'Say how many.') }
					: { ms: read.length('over', overUnit) };
			const value = read.number('change', 'Say by how much.');
			return { kind, by, direction, value, over, ...given('clear', read.maybe('changeClear')) };
		}
		case 'no-data': {
			const forMs = fields.noData.trim() === '' ? undefined : read.length('noData', fields.noDataUnit);
			return { kind, ...given('forMs', forMs) };
		}
		case 'failed':
			return { kind, times: read.number('failures', 'Say how often.') };
		case 'anomaly': {
			const sensitivity = read.number('sensitivity', 'Say from how many robust deviations on.');
			return { kind, sensitivity, history: read.number('history', 'Say among how many results.') };
		}
	}
}

const timingOf = ({ every, cron, timeZone }: AlertFields) =>
	every === 'cron' ? { cron: cron.trim(), timeZone: timeZone.trim() } : { everyMs: Number(every) };

/** What is declared by the fields, as far as they hold numbers; and what is wrong before the server is asked. */
export function declarationOf(
	fields: AlertFields,
	{ params, claims, channels, picture, csv, enabled }: Extras,
): { readonly declaration: Declaration; readonly problems: Problems } {
	const read = new Reader(fields);
	const condition = conditionOf(fields, read);
	const recover = fields.recover.trim() === '' ? undefined : read.patience('recover', fields.recoverUnit);
	const isOfOne = condition.kind === 'change' || condition.kind === 'anomaly';
	const rows = isOfOne && (fields.rows === 'any' || fields.rows === 'all') ? 'last' : fields.rows;
	const written: Channel[] = [];
	channels.forEach((channel, index) => {
		const read_ = channelOf(channel);
		if (typeof read_ === 'string') read.problems[`channel.${index}`] = read_;
		else written.push(read_);
	});
	if (fields.chart.trim() === '') read.problems['chart'] = 'Choose the chart that is watched.';
	const declaration: Declaration = {
		title: fields.title.trim(),
		chart: fields.chart.trim(),
		params,
		claims,
		...(fields.column === '' ? {} : { column: fields.column }),
		rows,
		condition,
		for: read.patience('fire', fields.fireUnit),
		...given('recoverFor', recover),
		...timingOf(fields),
		channels: written,
		attach: { picture, csv },
		enabled,
	};
	return { declaration, problems: read.problems };
}

/** Which field a place of the declaration is written in. */
function fieldAt(path: string, kind: Condition['kind']): string {
	const [head = '', second = ''] = path.replace(/^declaration\./, '').split('.');
	if (head === 'channels') return `channel.${second}`;
	if (head === 'claims') return `claim.${second}`;
	if (head === 'for') return 'fire';
	if (head === 'recoverFor') return 'recover';
	if (head === 'everyMs') return 'every';
	if (head !== 'condition') return head;
	const own: Partial<Record<string, string>> =
		kind === 'change' ? { value: 'change', clear: 'changeClear' } : { times: 'failures', forMs: 'noData' };
	return own[second] ?? second;
}

/** What the server has refused, beside the fields that it is about. */
export function problemsIn(message: string, kind: Condition['kind'], known: readonly string[]): Problems {
	const prefix = 'The request is not right: ';
	if (!message.startsWith(prefix)) return { '': message };
	const problems: Record<string, string> = {};
	for (const each of message.slice(prefix.length).replace(/\.$/, '').split('; ')) {
		const [, path = '', text = each] = /^([\w.-]+): (.*)$/s.exec(each) ?? [];
		const field = fieldAt(path, kind);
		const key = known.includes(field) || /^(channel|claim)\./.test(field) ? field : '';
		const said = key === '' ? each : `It ${text.replace(/^Invalid input: /, 'is wrong: ').replace(/^Too /, 'is too ')}`;
		problems[key] = [problems[key], `${said}.`].filter(Boolean).join(' ');
	}
	return problems;
}

/** A name that is as the server takes names. */
export const nameFrom = (title: string): string =>
	title
		.normalize('NFKD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-+|-+$/g, '')
		.slice(0, 63);
