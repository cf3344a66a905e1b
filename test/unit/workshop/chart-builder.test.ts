import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { chartSpecSchema } from '../../../server/charts/spec-schema.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { Table } from '../../../widget/protocol.ts';
import { keysOf } from '../../../workshop/pages/charts/builder/columns.ts';
import { type Field, type SimpleKind, typedValue } from '../../../workshop/pages/charts/builder/field-kinds.ts';
import { placeIn } from '../../../workshop/pages/charts/builder/json-place.ts';
import { problemsByField } from '../../../workshop/pages/charts/builder/problems.ts';
import { fieldsOf, JSON_ONLY, SPEC_FIELDS } from '../../../workshop/pages/charts/builder/spec-fields.ts';
import { isAutomatic, pathOf, valueAt, withValue } from '../../../workshop/pages/charts/builder/spec-path.ts';
import { automaticWords, drawnType, suitsOf } from '../../../workshop/pages/charts/builder/suits.ts';
import { CHART_TYPES } from '../../../workshop/shared/chart-names.ts';
import { begin, change, type History, redo, undo } from '../../../workshop/shared/history.ts';

const table = (columns: Table['columns'], data: Table['data']): Table => ({
	columns,
	data,
	rows: data[0]?.length ?? 0,
	truncated: false,
});

const OVER_TIME = table(
	[
		{ name: 'day', type: 'date' },
		{ name: 'region', type: 'text' },
		{ name: 'total', type: 'decimal' },
	],
	[
		['2026-01-01', '2026-01-01', '2026-01-02'],
		['north', 'south', 'north'],
		['1.5', '2', '3'],
	],
);

interface JsonSchema {
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly items?: JsonSchema;
	readonly additionalProperties?: JsonSchema | boolean;
}

/** Every place where the schema takes one value or a list of texts: `yAxis.min`, `bands[].from`, `formats{}.unit`. */
function leaves(schema: JsonSchema, path = ''): readonly string[] {
	const { properties, items, additionalProperties: named } = schema;
	if (properties)
		return Object.entries(properties).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`));
	if (items?.properties) return leaves(items, `${path}[]`);
	return typeof named === 'object' ? leaves(named, `${path}{}`) : [path];
}

function placesOf(field: Field): readonly string[] {
	const { path } = field;
	if (field.kind === 'entries') return field.parts.map(({ key }) => `${path}[].${key}`);
	if (field.kind === 'named') return field.parts.map(({ key }) => (key === '' ? `${path}{}` : `${path}{}.${key}`));
	return [path];
}

/** What somebody would write there. */
function typed(kind: SimpleKind, label: string): string {
	switch (kind.kind) {
		case 'number':
			return String(kind.min ?? 3);
		case 'choice':
			return kind.options[0]?.[0] ?? '';
		case 'flag':
			return 'true';
		case 'color':
			return '#2f6fde';
		case 'value':
			return '2026-03-02';
		case 'column':
			return 'total';
		default:
			if (label === 'Currency') return 'EUR';
			return label === 'Time zone' ? 'Europe/Lisbon' : '/orders';
	}
}

/** Numbers that come after each other, since ends of an axis must not be equal. */
let next = 1;
const value = (kind: SimpleKind, label: string): unknown =>
	kind.kind === 'number' && kind.min === undefined ? next++ : typedValue(kind, typed(kind, label));

function filled(field: Field): unknown {
	switch (field.kind) {
		case 'columns':
			return ['total'];
		case 'texts':
			return ['PT', 'ES'];
		case 'entries':
			return [Object.fromEntries(field.parts.map((part) => [part.key, value(part, part.label)]))];
		case 'named': {
			const [first] = field.parts;
			if (first?.key === '') return { total: value(first, first.label) };
			const parts = field.parts.map((part) => [part.key, value(part, part.label)]);
			return { total: { ...Object.fromEntries(parts), style: 'currency' } };
		}
		default:
			return value(field, field.label);
	}
}

test('every field of the specification is in the form, or is listed as one that only JSON has', () => {
	const schema = leaves(z.toJSONSchema(chartSpecSchema) as JsonSchema);
	assert.deepEqual([...SPEC_FIELDS.flatMap(placesOf), ...JSON_ONLY].sort(), [...schema].sort());
	assert.ok(schema.length > 70);
});

test('the server takes what the form offers for each type, all of it at once', () => {
	for (const [type] of CHART_TYPES) {
		const fields = fieldsOf(type, true);
		const spec = fields.reduce<ChartSpec>((before, field) => withValue(before, pathOf(field.path), filled(field)), {
			version: 1,
			type,
		});
		const { error } = chartSpecSchema.safeParse(spec);
		assert.equal(error, undefined, `${type}: ${JSON.stringify(error?.issues)}`);
		for (const field of fields) assert.notEqual(valueAt(spec, pathOf(field.path)), undefined, field.path);
	}
});

test('every choice that a field offers is one that the server takes', () => {
	for (const field of SPEC_FIELDS) {
		const simple = field.kind === 'entries' || field.kind === 'named' ? field.parts : [field];
		for (const each of simple) {
			if (each.kind !== 'choice') continue;
			for (const [option] of each.options) {
				const type = field.types?.[0] ?? 'column';
				const whole = filled(field);
				const inner =
					'key' in each ? { ...(field.kind === 'entries' ? (whole as object[])[0] : {}), [each.key]: option } : option;
				const begun = 'key' in each && option === 'currency' ? { ...(inner as object), currency: 'EUR' } : inner;
				const put = field.kind === 'entries' ? [begun] : field.kind === 'named' ? { total: begun } : begun;
				const around: ChartSpec =
					type === 'pivot' ? { version: 1, type, pivot: { rows: ['a'], columns: ['b'] } } : { version: 1, type };
				const { error } = chartSpecSchema.safeParse(withValue(around, pathOf(field.path), put));
				assert.equal(error, undefined, `${field.path} = ${option}: ${JSON.stringify(error?.issues)}`);
			}
		}
	}
});

test('what is stacked needs a type that was named; where the columns decide it is not offered', () => {
	const has = (isNamed: boolean) => fieldsOf('column', isNamed).some(({ path }) => path === 'stack');
	assert.deepEqual([has(true), has(false)], [true, false]);
});

test('a place is written and emptied again, and what is empty is said no more', () => {
	const spec: ChartSpec = { version: 1, yAxis: { min: 0 }, bands: [{ from: 1 }, { from: 2 }] };
	const titled = withValue(spec, ['yAxis', 'title'], 'Euros');
	assert.deepEqual(titled.yAxis, { min: 0, title: 'Euros' });
	assert.deepEqual(withValue(withValue(titled, ['yAxis', 'title'], ''), ['yAxis', 'min'], undefined), {
		version: 1,
		bands: spec.bands,
	});
	assert.deepEqual(withValue(spec, ['bands', 0], undefined).bands, [{ from: 2 }]);
	assert.deepEqual(withValue(spec, ['bands', 0, 'from'], undefined).bands, [{}, { from: 2 }]);
	assert.deepEqual(withValue(spec, ['formats', 'a.b', 'unit'], 'kg').formats, { 'a.b': { unit: 'kg' } });
	assert.equal(valueAt(spec, ['formats', 'constructor']), undefined);
	assert.equal(isAutomatic(spec), false);
	assert.equal(isAutomatic({ version: 1 }), true);
});

test('edits are taken back one by one, but letters typed into one field at once; a new edit ends what could be redone', () => {
	/** As the builder does it: where there is nothing to be taken back, all stays. */
	const undone = <T>(from: History<T>): History<T> => undo(from) ?? from;
	const redone = <T>(from: History<T>): History<T> => redo(from) ?? from;
	let history = begin('');
	for (const [text, about] of [
		['a', 'title'],
		['ab', 'title'],
		['ab!', ''],
		['ab!!', ''],
	] as const)
		history = change(history, text, about);
	const back = undone(undone(history));
	assert.deepEqual(
		[undone(history), back, undone(back), undone(undone(back))].map(({ present }) => present),
		['ab!', 'ab', '', ''],
	);
	assert.equal(redone(redone(back)).present, 'ab!!');
	const other = change(back, 'c', 'title');
	assert.equal(redone(other).present, 'c');
	assert.equal(undone(other).present, 'ab', 'what was taken back to is an edit of its own');
});

test('what is wrong stands at its field, or at the first of its part, or by itself', () => {
	const at = (...path: (string | number)[]) => ({ path, message: path.join('.') });
	const fields = ['yAxis.min', 'yAxis.max', 'bands'].map(pathOf);
	const found = problemsByField([at('bands', 0, 'from'), at('yAxis'), at('yAxis', 'max'), at(), at('colours')], fields);
	const words = [...found].map(([field, problems]) => [field, problems.map(({ message }) => message)]);
	assert.deepEqual(Object.fromEntries(words), {
		bands: ['bands.0.from'],
		'yAxis.min': ['yAxis'],
		'yAxis.max': ['yAxis.max'],
		'': ['', 'colours'],
	});
});

test('a value is found in a text of JSON by its path, however that is laid out', () => {
	const text = '{ "version": 1,\n "names": {"a\\"b": "{x}", "c": [1,\n{"d": true}]}, "e": [] }';
	const shown = (...path: (string | number)[]) => {
		const { from, to, line } = placeIn(text, path);
		return [text.slice(from, to), line];
	};
	assert.deepEqual(shown('version'), ['1', 1]);
	assert.deepEqual(shown('names', 'a"b'), ['"{x}"', 2]);
	assert.deepEqual(shown('names', 'c', 1, 'd'), ['true', 3]);
	assert.deepEqual(shown('e'), ['[]', 3]);
	assert.deepEqual(shown('names', 'c', 7), ['[1,\n{"d": true}]', 2], 'of what is not there, what is around it');
	assert.deepEqual(shown(), [text, 1]);
});

test('types are told apart by whether they suit the columns, and what they lack is said as below a chart', () => {
	const suits = suitsOf(OVER_TIME);
	const how = (type: string) => suits.find((each) => each.type === type);
	assert.deepEqual([how('line')?.how, how('column')?.how, how('pie')?.how], ['suits', 'suits', 'possible']);
	assert.equal(how('candlestick')?.how, 'lacks');
	assert.match(how('candlestick')?.words ?? '', /^Candlesticks need four columns of numbers/);
	assert.equal(suits[0]?.how, 'suits');
	assert.deepEqual(suits.map(({ type }) => type).sort(), CHART_TYPES.map(([type]) => type).sort());
	assert.equal(automaticWords(OVER_TIME), 'Drawn as a line: times, numbers, and names for a line each');
	assert.equal(drawnType(OVER_TIME, { version: 1 }), 'line');
	assert.equal(drawnType(OVER_TIME, { version: 1, type: 'pie' }), 'pie');
});

test('names and colours are offered for columns of values and for the values that name the series', () => {
	assert.deepEqual(keysOf(OVER_TIME, { version: 1 }, 'value'), ['total', 'north', 'south', 'day', 'region']);
	assert.deepEqual(keysOf(OVER_TIME, { version: 1 }, 'number'), ['total']);
	assert.deepEqual(keysOf(undefined, { version: 1 }, 'value'), []);
});
