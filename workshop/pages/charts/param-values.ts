/** A chart's parameters as fields: what a field holds is always text, and what the chart is asked with has its type. Pure. */
import type { ChartParam, Params, ParamValue } from './chart-types.ts';

/** What fields hold, by the parameter's name; of a `daterange`, `NAME.start` and `NAME.end`. */
export type FieldValues = Readonly<Record<string, string>>;

const textOf = (value: ParamValue | undefined): string => {
	if (value === undefined || value === null) return '';
	return Array.isArray(value) ? value.join(', ') : String(value);
};

/** How the fields begin: with what the chart declares, or with nothing. */
export function fieldsFor(params: readonly ChartParam[]): FieldValues {
	const entries = params.flatMap(({ name, type, default: value }): [string, string][] => {
		if (type !== 'daterange') return [[name, textOf(value)]];
		const [start = '', end = ''] = textOf(value).split('/');
		return [
			[`${name}.start`, start],
			[`${name}.end`, end],
		];
	});
	return Object.fromEntries(entries);
}

function givenIn({ name, type }: ChartParam, fields: FieldValues): ParamValue | undefined {
	if (type === 'daterange') {
		const [start = '', end = ''] = [fields[`${name}.start`], fields[`${name}.end`]];
		return start === '' && end === '' ? undefined : `${start}/${end}`;
	}
	const text = (fields[name] ?? '').trim();
	if (text === '') return undefined;
	if (type === 'boolean') return text === 'true';
	// As text: what a double would change stays as it was typed.
	if (type !== 'list') return text;
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	return parts.length === 0 ? undefined : parts;
}

/**
 * What the chart is asked with. An empty field asks for no value: where the chart has a default it is left out as long as the
 * field was never filled, and says `null` once somebody has emptied it.
 */
export function paramsFrom(params: readonly ChartParam[], fields: FieldValues): Params {
	const begun = fieldsFor(params);
	const entries = params.flatMap((param): [string, ParamValue][] => {
		const value = givenIn(param, fields);
		if (value !== undefined) return [[param.name, value]];
		return givenIn(param, begun) === undefined ? [] : [[param.name, null]];
	});
	return Object.fromEntries(entries);
}

/** Which of the parameters must be given and are not. */
export const missingIn = (params: readonly ChartParam[], fields: FieldValues): readonly string[] =>
	params
		.filter((param) => {
			const mustBe = param.required ?? param.default === undefined;
			return mustBe && givenIn(param, fields) === undefined;
		})
		.map(({ name }) => name);

/** Of what the chart is asked with, what it would not be without being told. */
export function changedIn(params: readonly ChartParam[], asked: Params): Params {
	const begun = paramsFrom(params, fieldsFor(params));
	const isChanged = ([name, value]: [string, ParamValue]): boolean =>
		JSON.stringify(value) !== JSON.stringify(begun[name]);
	return Object.fromEntries(Object.entries(asked).filter(isChanged));
}
