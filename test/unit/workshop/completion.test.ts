/** What the editor suggests, by a source's schema; `|` is the caret. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Catalog, searchCatalog } from '../../../workshop/pages/editor/pure/catalog.ts';
import { readingsIn, suggestionsAt, written } from '../../../workshop/pages/editor/pure/completion.ts';

const column = (name: string, type = 'text') => ({ name, type, columnType: type, nullable: true });
const catalog: Catalog = {
	truncated: false,
	schemas: [
		{ name: 'audit', functions: [], relations: [{ name: 'log', kind: 'table', columns: [column('at')] }] },
		{
			name: 'public',
			functions: ['my_own'],
			relations: [
				{
					name: 'orders',
					kind: 'table',
					columns: [column('id', 'bigint'), column('amount', 'numeric'), column('Net total'), column('order')],
					primaryKey: ['id'],
				},
				{ name: 'customers', kind: 'view', columns: [column('id'), column('name')] },
			],
		},
	],
};

function at(marked: string, engine: 'postgresql' | 'mysql' = 'postgresql') {
	const place = marked.indexOf('|');
	return suggestionsAt(marked.replace('|', ''), place, { engine, catalog, functions: ['count'] });
}
const labels = (marked: string, kind?: string) =>
	at(marked)
		?.options.filter((each) => kind === undefined || each.kind === kind)
		.map(({ label }) => label);

test('an alias and a point bring the columns of its table, quoted where they have to be', () => {
	const columns = ['id', 'amount', '"Net total"', '"order"'];
	assert.deepEqual(labels('select o.| from orders o'), columns);
	assert.deepEqual(labels('select o.am| from public.orders as o join customers c on true'), columns);
	assert.deepEqual(labels('select c.| from orders o, customers c where true'), ['id', 'name']);
	assert.deepEqual(labels('select * from orders where orders.|'), columns);
	assert.equal(at('select o.am| from orders o')?.from, 'select o.'.length);
});

test('aliases are those of the statement at the caret', () => {
	assert.deepEqual(labels('select 1 from customers o; select o.| from orders o')?.[1], 'amount');
	assert.deepEqual(labels('with o as (select 1 from customers) select audit.log.| from audit.log'), ['at']);
});

test('a schema and a point bring its tables; after from there are tables, those of other schemas with their names', () => {
	assert.deepEqual(labels('select * from audit.|'), ['log']);
	assert.deepEqual(labels('select * from |', 'table'), ['audit.log', 'orders', 'customers']);
	assert.deepEqual(labels('select * from orders o join cu|', 'column'), []);
});

test('elsewhere there are the columns of the tables that are read, once each, aliases and functions', () => {
	assert.deepEqual(labels('select | from orders o join customers c on true', 'column'), [
		'id',
		'amount',
		'"Net total"',
		'"order"',
		'name',
	]);
	assert.deepEqual(labels('select | from orders o', 'alias'), ['o']);
	assert.deepEqual(labels('select | from orders o', 'function'), ['count', 'my_own']);
});

test('in a literal, a comment or a number nothing is suggested', () => {
	for (const marked of [`select 'a|'`, '-- or|', 'select 12|']) assert.equal(at(marked), undefined, marked);
});

test('without a schema there are the functions of the engine', () => {
	const found = suggestionsAt('select co', 9, { engine: 'mysql', catalog: undefined, functions: ['count'] });
	assert.deepEqual(
		found?.options.map(({ label }) => label),
		['count'],
	);
});

test('words that follow a table are no alias of it', () => {
	assert.deepEqual(
		readingsIn('select * from orders where x; select * from a natural join only b', 'postgresql').map(
			({ alias }) => alias,
		),
		['orders', 'a', 'b'],
	);
});

test('names are written as each engine quotes them', () => {
	assert.equal(written('a"b', 'postgresql'), '"a""b"');
	assert.equal(written('a`b', 'mysql'), '`a``b`');
	assert.equal(written('Orders', 'mysql'), 'Orders');
	assert.equal(written('Orders', 'postgresql'), '"Orders"');
});

test('the schema is searched by words of schema, table and column, and tables that need no schema come first', () => {
	const found = (sought: string) =>
		searchCatalog(catalog, sought).map(({ relation, columns }) => [relation.name, columns.map(({ name }) => name)]);
	assert.deepEqual(found('AUDIT.lo'), [['log', ['at']]]);
	assert.deepEqual(found('amount'), [['orders', ['amount']]]);
	assert.deepEqual(found('orders id'), [['orders', ['id']]]);
	assert.deepEqual(found('nothing'), []);
	assert.deepEqual(
		found('').map(([name]) => name),
		['orders', 'customers', 'log'],
	);
});
