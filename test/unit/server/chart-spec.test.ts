import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChartSpec as Checked, chartSpecSchema, schemaRoutes } from '../../../server/charts/spec-schema.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';

/** What is written as `readonly` and as optional is the same thing to whoever reads JSON. */
type Plain<T> = T extends readonly (infer Each)[]
	? Plain<Each>[]
	: T extends object
		? { -readonly [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }
		: T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
// Does not compile once what is checked and what is drawn are not the same any more.
const isSame: Same<Plain<Required<Checked>>, Plain<Required<ChartSpec>>> = true;

const whole: ChartSpec = {
	version: 1,
	type: 'column',
	title: 'Revenue',
	description: 'By month, in euros',
	x: 'month',
	y: ['revenue', 'cost'],
	series: 'region',
	names: { revenue: 'Revenue', north: 'North' },
	colors: { revenue: '#2f6fde', cost: 'rgb(190 43 102 / 80%)', north: 'teal' },
	formats: { revenue: { style: 'currency', currency: 'EUR', decimals: 0 }, cost: { unit: 'kWh' } },
	stack: 'stacked',
	nulls: 'zero',
	yAxis: { title: 'Euros', min: 0, max: 10, scale: 'linear' },
	thresholds: [{ value: 5, label: 'Plan', color: '#b3261e' }],
	bands: [{ from: 1, to: 2, label: 'usual' }, { from: 8 }],
	limit: { series: 5, others: 'Others' },
};

test('a whole specification and an empty one are taken as they are', () => {
	assert.equal(isSame, true);
	assert.deepEqual(chartSpecSchema.parse(whole), whole);
	assert.deepEqual(chartSpecSchema.parse({ version: 1 }), { version: 1 });
});

test('what is wrong is said by its place, and what to write instead', () => {
	for (const [change, path, message] of [
		[{ version: 2 }, 'version', /expected 1/],
		[{ type: 'pie chart' }, 'type', /"line"\|"area"/],
		[{ colours: {} }, '', /Unrecognized key: "colours"/],
		[{ colors: { a: 'url(https://evil.example)' } }, 'colors.a', /such as #2f6fde/],
		[{ colors: { a: 'red;background:blue' } }, 'colors.a', /such as #2f6fde/],
		[{ formats: { a: { style: 'currency' } } }, 'formats.a.currency', /needs it/],
		[{ formats: { a: { currency: 'EUR' } } }, 'formats.a.currency', /belongs to the style/],
		[{ yAxis: { min: 3, max: 3 } }, 'yAxis', /"min" must be below "max"/],
		[{ stack: 'none', yAxis: { scale: 'log', min: 0 } }, 'yAxis', /begins above 0/],
		[{ yAxis: { scale: 'log' } }, 'stack', /not possible on a logarithmic axis/],
		[{ type: 'line' }, 'stack', /for the type "column"/],
		[{ bands: [{}] }, 'bands.0', /"from", "to" or both/],
		[{ bands: [{ from: 2, to: 1 }] }, 'bands.0', /below/],
		[{ limit: { series: 9 } }, 'limit.series', /<=8/],
		[{ y: [] }, 'y', />=1/],
		[{ thresholds: [{ value: '5' }] }, 'thresholds.0.value', /expected number/],
	] as const) {
		const { error } = chartSpecSchema.safeParse({ ...whole, ...change });
		const found = error?.issues.find((issue) => issue.path.join('.') === path);
		assert.match(found?.message ?? JSON.stringify(error?.issues), message, JSON.stringify(change));
	}
});

test('its JSON Schema is published, and closed to what it does not name', async () => {
	const response = await schemaRoutes().request('/chart-spec-1.json');
	assert.equal(response.headers.get('content-type'), 'application/schema+json');
	const schema = (await response.json()) as Record<string, Record<string, unknown>>;
	assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
	assert.deepEqual(Object.keys(schema['properties'] ?? {}), Object.keys(whole));
	assert.equal(schema['additionalProperties'], false);
	assert.deepEqual(schema['required'], ['version']);
});
