import assert from 'node:assert/strict';
import { test } from 'node:test';

import { transform } from 'esbuild';
import { parse as parseSvelte } from 'svelte/compiler';
import { parse as parseVue } from 'vue/compiler-sfc';
import { payloadSchema } from '../../../server/auth/embed-claims.ts';
import { allowedKind, allowedText, withAllowed } from '../../../workshop/pages/charts/allowed.ts';
import type { ChartParam, Declaration } from '../../../workshop/pages/charts/chart-types.ts';
import { type Embedded, elementCode, frameCode, picturePath } from '../../../workshop/pages/charts/embed-code.ts';
import { frameworkCode } from '../../../workshop/pages/charts/framework-code.ts';
import { changedIn, fieldsFor, missingIn, paramsFrom } from '../../../workshop/pages/charts/param-values.ts';
import { LANGUAGES, signingCode } from '../../../workshop/pages/charts/signing-code.ts';
import { payloadLines } from '../../../workshop/pages/charts/token-words.ts';
import { diffOf } from '../../../workshop/shared/version-diff.ts';
import { whoText } from '../../../workshop/shared/who.ts';
import { allSnippets } from '../../support/snippets.ts';

const PARAMS: readonly ChartParam[] = [
	{ name: 'region', type: 'text', default: 'north' },
	{ name: 'least', type: 'number', required: false },
	{ name: 'days', type: 'daterange', default: '2026-01-01/' },
	{ name: 'kinds', type: 'list', default: ['a', 'b'] },
	{ name: 'open', type: 'boolean' },
];

test('fields begin with what the chart declares, and ask for the same', () => {
	const fields = fieldsFor(PARAMS);
	assert.deepEqual(fields, {
		region: 'north',
		least: '',
		'days.start': '2026-01-01',
		'days.end': '',
		kinds: 'a, b',
		open: '',
	});
	assert.deepEqual(paramsFrom(PARAMS, fields), { region: 'north', days: '2026-01-01/', kinds: ['a', 'b'] });
	assert.deepEqual(missingIn(PARAMS, fields), ['open']);
});

test('a field that somebody has emptied asks for no value; one that was never filled asks for nothing', () => {
	const fields = { ...fieldsFor(PARAMS), region: '', 'days.start': '', kinds: ' , ', open: 'false' };
	assert.deepEqual(paramsFrom(PARAMS, fields), { region: null, days: null, kinds: null, open: false });
	assert.deepEqual(missingIn(PARAMS, fields), []);
});

test('what a chart would be asked with anyway does not stand in the code that embeds it', () => {
	const fields = { ...fieldsFor(PARAMS), region: 'south', kinds: 'a' };
	assert.deepEqual(changedIn(PARAMS, paramsFrom(PARAMS, fields)), { region: 'south', kinds: ['a'] });
	assert.deepEqual(changedIn(PARAMS, paramsFrom(PARAMS, fieldsFor(PARAMS))), {});
});

test('a number is asked for as it was typed: no digit is lost', () => {
	const fields = { ...fieldsFor(PARAMS), least: ' 12345678901234567890 ' };
	assert.equal(paramsFrom(PARAMS, fields)['least'], '12345678901234567890');
});

test('a chart that wants a value has it from its page or from its default', () => {
	const params: readonly ChartParam[] = [
		{ name: 'needed', type: 'text', required: true, default: 'x' },
		{ name: 'free', type: 'text', required: false },
	];
	assert.deepEqual(missingIn(params, { needed: '', free: '' }), ['needed']);
});

test('the tokens of all six languages are signed as docs/tokens.md says, where a test runs it', () => {
	const documented = allSnippets().filter(({ file }) => file === 'docs/tokens.md');
	for (const { language } of LANGUAGES) {
		const snippet = documented.find(({ mark }) => mark === language);
		assert.equal(
			signingCode(language, { kind: 'chart', name: 'sales', claims: { tenant: 'acme' } }),
			snippet?.text,
			language,
		);
	}
});

test('a chart without claims is signed for with none, in every language', () => {
	for (const { language } of LANGUAGES) {
		const code = signingCode(language, { kind: 'chart', name: 'revenue', claims: {} });
		assert.match(code, /revenue/);
		assert.doesNotMatch(code, /sales|tenant|\{ {2}\}/, language);
	}
});

const EMBEDDED: Embedded = {
	origin: 'https://charts.example.com',
	project: 'the shop',
	kind: 'chart',
	name: 'revenue',
	title: 'Revenue & "more" <b>',
	params: {},
	look: { theme: 'auto', height: 320, isTaken: true, isKept: false },
};

test('the shortest page is a script and an element', () => {
	assert.equal(
		elementCode(EMBEDDED),
		'<script type="module" src="https://charts.example.com/chartwire.mjs"></script>\n<sql-chart chart="revenue" token-endpoint="/session/chart-token"></sql-chart>',
	);
});

test('what is chosen stands in the attributes, and nothing in them ends an attribute', () => {
	const look = { theme: 'dark', height: 400, isTaken: false, isKept: true } as const;
	const code = elementCode({ ...EMBEDDED, params: { region: '"><script>' }, look });
	assert.ok(
		code.endsWith(
			'<sql-chart chart="revenue" token-endpoint="/session/chart-token" params="{&quot;region&quot;:&quot;\\&quot;&gt;&lt;script&gt;&quot;}" theme="dark" exports="none" persist style="--chartwire-height: 400px"></sql-chart>',
		),
		code,
	);
});

test('the frame names its project and its token, in an address that can be read back', () => {
	const code = frameCode({ ...EMBEDDED, params: { region: 'a&b' } });
	const [, src = ''] = /src="([^"]*)"/.exec(code) ?? [];
	const url = new URL(src.replaceAll('&amp;', '&'));
	assert.equal(url.searchParams.get('project'), 'the shop');
	assert.equal(url.searchParams.get('params'), '{"region":"a&b"}');
	assert.equal(url.hash, '#token=TOKEN');
	assert.match(code, /title="Revenue &amp; &quot;more&quot; &lt;b&gt;"/);
});

test('a picture has its parameters in its address', () => {
	assert.equal(picturePath('png', { name: 'revenue', params: {} }), '/charts/revenue/picture.png');
	const path = picturePath('svg', { name: 'revenue', params: { n: 1 } }, { width: '300' });
	assert.equal(path, '/charts/revenue/picture.svg?width=300&params=%7B%22n%22%3A1%7D');
});

const DASHBOARD: Embedded = { ...EMBEDDED, kind: 'dashboard', name: 'over-view', title: 'Overview' };

test('a dashboard is embedded as a chart is, by its own element and its own page for iframes', () => {
	assert.ok(
		elementCode({ ...DASHBOARD, look: { ...EMBEDDED.look, height: 900 } }).endsWith(
			'<sql-dashboard dashboard="over-view" token-endpoint="/session/chart-token"></sql-dashboard>',
		),
	);
	assert.match(
		frameCode(DASHBOARD),
		/src="https:\/\/charts\.example\.com\/embed\/dashboards\/over-view\?project=the\+shop/,
	);
	assert.match(
		signingCode('node', { kind: 'dashboard', name: 'over-view', claims: {} }),
		/dashboards: \['over-view'\]/,
	);
	assert.match(signingCode('go', { kind: 'dashboard', name: 'over-view', claims: {} }), /"dashboards": \[\]string/);
});

/** A value that would end an attribute, an expression or a template, if it could. */
const HOSTILE = { region: `"'><b>{{x}}&quot;</sql-chart>\\`, year: 2026 };

test('in each framework the element gets the parameters that were chosen, whatever they are', async () => {
	const embedded: Embedded = { ...EMBEDDED, params: HOSTILE, look: { ...EMBEDDED.look, height: 400, isKept: true } };
	const jsx = await transform(frameworkCode('react', embedded), { loader: 'tsx', jsx: 'transform', format: 'cjs' });
	const made: Record<string, unknown>[] = [];
	const React = { createElement: (tag: string, props: object) => made.push({ tag, ...props }) };
	const module: { exports: { Revenue?: () => unknown } } = { exports: {} };
	new Function('React', 'module', 'require', jsx.code)(React, module, () => ({}));
	module.exports.Revenue?.();
	assert.deepEqual(made, [
		{
			tag: 'sql-chart',
			chart: 'revenue',
			server: 'https://charts.example.com',
			'token-endpoint': '/session/chart-token',
			persist: true,
			params: HOSTILE,
			style: { '--chartwire-height': '400px' },
		},
	]);
	const { ast } = parseVue(frameworkCode('vue', embedded)).descriptor.template ?? {};
	const element = ast?.children.find((each) => each.type === 1);
	const bound = element?.props.find((each) => each.type === 7);
	assert.ok(bound?.type === 7 && bound.exp?.type === 4);
	assert.deepEqual(new Function(`return (${bound.exp.content})`)(), HOSTILE);
	const { fragment } = parseSvelte(frameworkCode('svelte', embedded), { modern: true });
	const [shown] = fragment.nodes.filter((each) => each.type === 'RegularElement');
	const given = shown?.attributes.find((each) => each.type === 'Attribute' && each.name === 'params');
	assert.ok(given?.type === 'Attribute' && given.value !== true && !Array.isArray(given.value));
	const { start, end } = given.value.expression as unknown as { start: number; end: number };
	assert.deepEqual(new Function(`return (${frameworkCode('svelte', embedded).slice(start, end)})`)(), HOSTILE);
});

test('the token that is explained line by line is one that the server takes, also without what may be left out', () => {
	for (const kind of ['chart', 'dashboard'] as const) {
		const lines = payloadLines({ kind, name: 'sales', claims: ['tenant'] });
		const payload = (of: typeof lines) =>
			JSON.parse(`{${of.map(({ name, value }) => `"${name}":${value}`).join(',')}}`);
		const whole = payloadSchema.parse(payload(lines));
		assert.deepEqual(kind === 'chart' ? whole.charts : whole.dashboards, ['sales']);
		assert.deepEqual(whole.claims, { tenant: 'the tenant of this viewer' });
		for (const { name } of lines) assert.ok(name in payloadSchema.shape, name);
		const least = payloadSchema.parse(payload(lines.filter(({ isOptional }) => !isOptional)));
		assert.deepEqual([least.exports, least.claims], [undefined, whole.claims]);
	}
});

const DECLARATION: Declaration = {
	title: 'Revenue',
	source: 'shop',
	sql: Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n'),
	params: [],
	claims: [],
	timeZone: 'UTC',
	refreshMs: null,
	maxAgeMs: 60_000,
	maxStaleMs: null,
	listen: null,
	changeMs: 1_000,
	warm: null,
	spec: { version: 1, type: 'line' },
};

test('two versions differ by the lines that have changed, with three around them', () => {
	const [sql, ...more] = diffOf(DECLARATION, { ...DECLARATION, sql: DECLARATION.sql.replace('line 10', 'line X') });
	assert.deepEqual(more, []);
	assert.equal(sql?.field, 'sql');
	assert.deepEqual(
		sql?.lines.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`),
		[' …', ' line 7', ' line 8', ' line 9', '-line 10', '+line X', ' line 11', ' line 12', ' line 13', ' …'],
	);
});

test('the same declaration has no difference, in whatever order its keys were stored', () => {
	assert.deepEqual(diffOf(DECLARATION, { ...DECLARATION, spec: { type: 'line', version: 1 } }), []);
});

test('fields other than the SQL, which comes first, are compared as a whole, and what one version lacks is null', () => {
	const found = diffOf(DECLARATION, { ...DECLARATION, refreshMs: 5_000, spec: null });
	assert.deepEqual(
		found.map(({ field }) => field),
		['refreshMs', 'spec'],
	);
	const both = diffOf(DECLARATION, { ...DECLARATION, claims: ['tenant'], sql: 'select 1' }, 'sql');
	assert.deepEqual(
		both.map(({ field }) => field),
		['sql', 'claims'],
	);
	assert.deepEqual(found[0]?.lines, [
		{ kind: 'removed', text: 'null' },
		{ kind: 'added', text: '5000' },
	]);
});

test('what a parameter may be is any value, a list of its type, or what a query answers', () => {
	const param: ChartParam = { name: 'n', type: 'number', default: 1 };
	const listed = withAllowed(param, 'list', ' 1 \n2\n\n2\nmany');
	assert.deepEqual(listed, { ...param, allowed: [1, 2, 'many'] });
	assert.deepEqual([allowedKind(listed), allowedText(listed)], ['list', '1\n2\nmany']);
	assert.deepEqual(withAllowed({ ...listed, type: 'text' }, 'list', '1').allowed, ['1']);
	const asked = withAllowed(listed, 'query', 'select n from t');
	assert.deepEqual([allowedKind(asked), allowedText(asked)], ['query', 'select n from t']);
	assert.deepEqual(withAllowed(asked, 'any', ''), param);
});

test('who has done something is oneself, a name, or what a back end has called them', () => {
	const id = '0b0e7a52-97b6-4f0e-9d0b-6a3c7f1f2d10';
	assert.equal(whoText({ id, name: 'Grace' }, id), 'you');
	assert.equal(whoText({ id, name: 'Grace' }, 'other'), 'Grace');
	assert.equal(whoText({ id }, 'other'), 'somebody whose account is gone');
	assert.equal(whoText({ id: 'customer-7' }, 'other'), 'customer-7');
	assert.equal(whoText({ id: '' }, 'other'), 'somebody');
});
