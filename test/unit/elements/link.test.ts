import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { linkOf, linkText } from '../../../widget/drawing/link.ts';
import type { Cell, Table } from '../../../widget/protocol.ts';

const PAGE = 'https://portal.example/reports/today?tab=2';

const tableOf = (row: Readonly<Record<string, Cell>>): Table => ({
	columns: Object.keys(row).map((name) => ({ name, type: 'text' })),
	data: Object.values(row).map((cell) => [cell]),
	rows: 1,
	truncated: false,
});

const link = (template: string, row: Readonly<Record<string, Cell>>): string | undefined =>
	linkOf(template, tableOf(row), 0, PAGE);

test('a link has the values of its row, each encoded', () => {
	const row = { region: 'north & south/“ä”', day: '2024-01-05', n: 1.5, none: null, on: true };
	assert.equal(
		link('/orders?region={region}&day={day}', row),
		'https://portal.example/orders?region=north%20%26%20south%2F%E2%80%9C%C3%A4%E2%80%9D&day=2024-01-05',
	);
	assert.equal(link('detail/{day}#{n}', row), 'https://portal.example/reports/detail/2024-01-05#1.5');
	assert.equal(link('http://crm.example:8080/a?{none}={on}', row), 'http://crm.example:8080/a?=true');
	assert.equal(link('/whole', row), 'https://portal.example/whole');
});

test('what would lead elsewhere than the template is no link', () => {
	const hostile: readonly (readonly [string, Readonly<Record<string, Cell>>])[] = [
		['/{a}/x', { a: '' }],
		['/{a}/x', { a: null }],
		['{a}/x', { a: '' }],
		['/{a}{b}/x', { a: '', b: '' }],
		['/orders/{a}', { a: '..' }],
		['/orders/{a}', { a: '.' }],
		['/orders/{a}/delete', { a: '..' }],
		['/orders/{a}{b}/delete', { a: '.', b: '.' }],
		['/orders/%2e{a}/delete', { a: '.' }],
		['{a}:alert(1)', { a: 'javascript' }],
		['javascript:alert({a})', { a: '1' }],
		['data:text/html,{a}', { a: '<script>' }],
		['https://{a}/x', { a: 'evil.example' }],
		['https://shop.example{a}/x', { a: '.evil.example' }],
		['https://shop.example{a}', { a: '@evil.example' }],
		['https://shop.example:{a}/', { a: '99' }],
		['//{a}/x', { a: 'evil.example' }],
		['http{a}://shop.example/', { a: 's' }],
		['/orders/{missing}', { a: '1' }],
		['/orders/{a}', { a: '\ud800' }],
		['https://', { a: '1' }],
	];
	for (const [template, row] of hostile) {
		assert.equal(link(template, row), undefined, `${template} with ${JSON.stringify(row)}`);
	}
});

test('a value that is an address stays a value', () => {
	assert.equal(link('{a}', { a: 'javascript:alert(1)' }), 'https://portal.example/reports/javascript%3Aalert(1)');
	assert.equal(link('/to/{a}', { a: '//evil.example' }), 'https://portal.example/to/%2F%2Fevil.example');
});

test('whatever a row holds, a link has the scheme and the origin of its template', () => {
	/** What a template begins with, and where the browser goes by it: written down, not computed. */
	const begins = {
		'': 'https://portal.example',
		'/': 'https://portal.example',
		'?': 'https://portal.example',
		'#': 'https://portal.example',
		'../': 'https://portal.example',
		'orders/': 'https://portal.example',
		'https://shop.example/': 'https://shop.example',
		'http://shop.example:8080/': 'http://shop.example:8080',
		'https://shop.example': 'https://shop.example',
		'HTTPS://Shop.example?': 'https://shop.example',
	} as const;
	const sharp = fc.constantFrom(
		'',
		'.',
		'..',
		'/',
		'//',
		'\\',
		'\\\\',
		':',
		'@',
		'%2e',
		'%2F',
		'\t',
		'\n',
		'\u0000',
		'javascript:',
		'//evil.example',
		'https://evil.example',
		'?',
		'#',
		';',
		'\u202e',
		'\ud800',
		' ',
	);
	const value = fc.oneof(
		sharp,
		fc.string({ unit: 'grapheme' }),
		fc.array(sharp, { maxLength: 4 }).map((parts) => parts.join('')),
		fc.constant(null),
		fc.double(),
		fc.boolean(),
	);
	const tail = fc.array(fc.constantFrom('{a}', '{b}', '/', 'x', '.', '?', '&', '=', '#', ':', '%2e', '-'), {
		maxLength: 8,
	});
	let links = 0;
	fc.assert(
		fc.property(
			fc.constantFrom(...(Object.keys(begins) as (keyof typeof begins)[])),
			tail,
			value,
			value,
			(begin, rest, a, b) => {
				const found = link(begin + rest.join(''), { a, b });
				if (found === undefined) return;
				const { origin, protocol } = new URL(found);
				// What the author's own text says: `//x` names another host whatever the row holds.
				const own = new URL((begin + rest.join('')).replace(/\{[ab]\}/g, 'q'), PAGE);
				if (own.origin !== begins[begin]) return;
				links += 1;
				assert.equal(origin, begins[begin]);
				assert.match(protocol, /^https?:$/);
			},
		),
		{ numRuns: 5000 },
	);
	assert.ok(links > 500, `only ${links} links were made`);
});

test('a link is told as it reads, without what the page has in common with it, and with what would deceive encoded', () => {
	assert.equal(
		linkText('https://portal.example/orders?region=na%C3%AFve', 'https://portal.example'),
		'/orders?region=naïve',
	);
	assert.equal(linkText('https://crm.example/a#b', 'https://portal.example'), 'crm.example/a#b');
	assert.equal(linkText('https://portal.example/%E2%80%AEgpj', 'https://portal.example'), '/%E2%80%AEgpj');
});
