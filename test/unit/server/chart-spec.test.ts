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
	lines: ['cost'],
	y2: ['cost'],
	dashed: ['cost'],
	interval: { low: 'least', high: 'most', label: '95 %' },
	names: { revenue: 'Revenue', north: 'North' },
	colors: { revenue: '#2f6fde', cost: 'rgb(190 43 102 / 80%)', north: 'teal' },
	formats: { revenue: { style: 'currency', currency: 'EUR', decimals: 0 }, cost: { unit: 'kWh' } },
	stack: 'stacked',
	nulls: 'zero',
	sort: 'descending',
	labels: true,
	timeZone: 'Europe/Lisbon',
	xAxis: { title: 'Month' },
	yAxis: { title: 'Euros', min: 0, max: 10, scale: 'linear' },
	y2Axis: { title: 'kWh' },
	thresholds: [{ value: 5, label: 'Plan', color: '#b3261e' }],
	bands: [{ from: 1, to: 2, label: 'usual' }, { from: 8 }],
	annotations: { column: 'note', points: [{ at: '2026-03-01', to: '2026-03-08', label: 'Sale' }] },
	limit: { series: 5, others: 'Others' },
	link: '/orders?region={region}',
	colorScale: { kind: 'diverging', min: -1, max: 1, middle: 0 },
	scatter: { size: 'people', color: 'income', label: 'country', regression: 'linear' },
	histogram: { bins: 20 },
	box: { low: 'p5', q1: 'p25', median: 'p50', q3: 'p75', high: 'p95' },
	candlestick: { open: 'first', high: 'most', low: 'least', close: 'last' },
	waterfall: { total: 'Sum' },
	sankey: { from: 'page', to: 'next' },
	treemap: { path: ['continent', 'country'] },
	map: { area: 'world', focus: ['PT', 'Spain'] },
	number: { comparison: 'last_year', difference: 'percent', good: 'up', trend: true },
	table: {
		freeze: 1,
		hidden: ['id'],
		conditions: [{ column: 'revenue', above: 1, below: 2, show: 'fill', color: 'red' }],
	},
	pivot: { rows: ['region'], columns: ['month'], aggregate: 'sum', totals: true },
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
		[{ type: 'line' }, 'stack', /for the types "column"/],
		[{ bands: [{}] }, 'bands.0', /"from", "to" or both/],
		[{ bands: [{ from: 2, to: 1 }] }, 'bands.0', /below/],
		[{ limit: { series: 9 } }, 'limit.series', /<=8/],
		[{ annotations: {} }, 'annotations', /"column", "points" or both/],
		[{ timeZone: 'Europe/Lissabon' }, 'timeZone', /IANA time zone/],
		[{ link: 'javascript:alert(1)' }, 'link', /http or https/],
		[{ link: 'https://{host}/x' }, 'link', /whose host is no/],
		[{ link: '//evil.example/x' }, 'link', /relative to the page/],
		[{ link: '/\\evil.example/x' }, 'link', /relative to the page/],
		[{ link: '/\t/evil.example/x' }, 'link', /relative to the page/],
		[{ link: '{column}' }, 'link', /http or https/],
		[{ colorScale: { min: 2, max: 1 } }, 'colorScale', /below/],
		[{ table: { conditions: [{ column: 'a', above: 2, below: 1 }] } }, 'table.conditions.0', /below/],
		[{ pivot: { rows: [], columns: ['a'] } }, 'pivot.rows', />=1/],
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
