import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ChartParam, problemOfParams, settleParams } from '../../../server/charts/params.ts';
import type { Params, ParamValue } from '../../../widget/protocol.ts';

const chartOf = (...params: ChartParam[]) => ({ name: 'sales', params });
const settled = (param: ChartParam, given: Params) => settleParams(chartOf(param), given);
const range: ChartParam = { name: 'range', type: 'daterange' };
const list: ChartParam = { name: 'names', type: 'list' };

test('a range of dates has a start and an end, either of which may be open', () => {
	const cases: readonly [string, string | null, string | null][] = [
		['2026-01-01/2026-01-31', '2026-01-01', '2026-01-31'],
		['2026-01-01/', '2026-01-01', null],
		['/2026-01-31', null, '2026-01-31'],
	];
	for (const [value, start, end] of cases) {
		assert.deepEqual(settled(range, { range: value }), { 'range.start': start, 'range.end': end });
	}
	assert.deepEqual(settled({ ...range, required: false }, {}), { 'range.start': null, 'range.end': null });
	for (const value of ['2026-01-01', '/', '2026-02-01/2026-01-01', '2026-02-30/', 'a/b/c', '', 7, ['2026-01-01/']]) {
		assert.throws(() => settled(range, { range: value as ParamValue }), { code: 'bad_parameter', message: /"range"/ });
	}
});

test('lists of the same values are the same, however they are written', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (values) => {
			const once = settled(list, { names: values });
			assert.deepEqual(settled(list, { names: [...values, ...values].reverse() }), once);
			assert.deepEqual(new Set(once['names'] as readonly string[]), new Set(values.map(String)));
		}),
	);
	assert.deepEqual(settled(list, { names: 'one' }), { names: ['one'] });
	assert.throws(() => settled({ name: 'n', type: 'text' }, { n: ['a'] }), {
		code: 'bad_parameter',
		message: /not a list/,
	});
});

test('a required parameter is neither absent nor null, one that is not may be both', () => {
	const text: ChartParam = { name: 'region', type: 'text' };
	for (const given of [{}, { region: null }]) {
		assert.throws(() => settled({ ...text, required: true }, given), {
			code: 'missing_parameter',
			message: /"region"/,
		});
		assert.deepEqual(settled({ ...text, required: false }, given), { region: null });
	}
	assert.throws(() => settled(text, {}), { code: 'missing_parameter' });
	assert.deepEqual(settled({ ...text, required: true, default: 'north' }, {}), { region: 'north' });
});

test('a value that is not allowed is refused with those that are, also where the token locks it', () => {
	const region: ChartParam = { name: 'region', type: 'text', allowed: ['north', 'south'] };
	const refusal = { code: 'bad_parameter', message: /"region" must be one of "north", "south", and is "west"/ };
	assert.throws(() => settled(region, { region: 'west' }), refusal);
	assert.throws(() => settleParams(chartOf(region), {}, { region: 'west' }), refusal);
	assert.deepEqual(settled(region, { region: 'south' }), { region: 'south' });
	assert.throws(() => settled(region, {}), { message: /one of "north", "south"/ });
	const several: ChartParam = { name: 'names', type: 'list', allowed: ['a', 'b'] };
	assert.throws(() => settled(several, { names: ['a', 'c'] }), { message: /one of "a", "b", and is "c"/ });
	const year: ChartParam = { name: 'year', type: 'number', allowed: [2025, 2026] };
	assert.deepEqual(settled(year, { year: '2026' }), { year: 2026 });
	assert.throws(() => settled(year, { year: 2024 }), { code: 'bad_parameter' });
});

test('numbers are canonical, and one that a double would change stays as it came', () => {
	const number: ChartParam = { name: 'n', type: 'number' };
	for (const [given, value] of [
		['7', 7],
		['1.50', 1.5],
		[-0, 0],
		['9007199254740993', '9007199254740993'],
	] as const) {
		assert.deepEqual(settled(number, { n: given }), { n: value });
	}
	for (const wrong of ['', 'x', 'Infinity', 'NaN', true])
		assert.throws(() => settled(number, { n: wrong }), { code: 'bad_parameter' });
});

test('a date that no calendar has is refused', () => {
	const date: ChartParam = { name: 'day', type: 'date' };
	assert.deepEqual(settled(date, { day: '2024-02-29' }), { day: '2024-02-29' });
	for (const wrong of ['2026-02-29', '2026-13-01', 'today', 20260101]) {
		assert.throws(() => settled(date, { day: wrong }), { code: 'bad_parameter', message: /2026-01-31/ });
	}
});

test('a declaration whose default is not taken, or that names a parameter twice, is refused', () => {
	assert.equal(problemOfParams(chartOf(range, list)), undefined);
	assert.match(problemOfParams(chartOf(list, list)) ?? '', /"names" is declared twice/);
	assert.match(problemOfParams(chartOf({ name: 'n', type: 'number', default: 'x' })) ?? '', /"n" must be a number/);
	const region: ChartParam = { name: 'region', type: 'text', default: 'west', allowed: ['north'] };
	assert.match(problemOfParams(chartOf(region)) ?? '', /one of "north"/);
});

test('a long value is cut between two signs in what is said of it, and not within one', () => {
	const n = `${'x'.repeat(98)}😀😀`;
	assert.throws(
		() => settled({ name: 'n', type: 'number' }, { n }),
		({ message }: Error) => message.endsWith(`${'x'.repeat(98)}….`),
	);
});
