import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stepsOf } from '../../../workshop/pages/sources/connection-steps.ts';
import { readerRole } from '../../../workshop/pages/sources/reader-role.ts';
import { columnsOf, movedTo, rowsInSight, rowsOf } from '../../../workshop/pages/sources/schema-rows.ts';
import type { Relation, SchemaColumn } from '../../../workshop/shared/source-schema.ts';

const column = (name: string, comment?: string): SchemaColumn => ({
	name,
	type: 'integer',
	columnType: 'number',
	nullable: false,
	...(comment === undefined ? {} : { comment }),
});
const table = (name: string, columns: readonly SchemaColumn[], comment?: string): Relation => ({
	name,
	kind: 'table',
	columns,
	foreignKeys: [],
	indexes: [],
	...(comment === undefined ? {} : { comment }),
});
const SCHEMA = {
	schemas: [
		{ name: 'empty', relations: [] },
		{
			name: 'public',
			relations: [
				table('customers', [column('id')], 'Who has bought'),
				table('orders', [column('id'), column('total', 'In cents')]),
			],
		},
		{ name: 'log', relations: [table('events', [column('at')])] },
	],
};
const shown = (search: string) =>
	rowsOf(SCHEMA, search).map((row) =>
		row.kind === 'schema' ? `${row.name} ${row.count}` : [row.relation.name, ...row.matches].join(' '),
	);

test('a schema is shown with what it has, and not at all when it has nothing', () => {
	assert.deepEqual(shown(''), ['public 2', 'customers', 'orders', 'log 1', 'events']);
});

test('a table is found by its name, by that of its schema, by its comment, and by a column that is named then', () => {
	assert.deepEqual(shown('ORDER'), ['public 1', 'orders']);
	assert.deepEqual(shown('log.ev'), ['log 1', 'events']);
	assert.deepEqual(shown('bought who'), ['public 1', 'customers']);
	assert.deepEqual(shown('cents'), ['public 1', 'orders total']);
	assert.deepEqual(shown('nothing'), []);
});

test('keys move over tables and not over the names of schemas, and stop at either end', () => {
	const rows = rowsOf(SCHEMA, '');
	const from = (index: number, key: string) => movedTo(rows, index, { key, page: 2 });
	assert.equal(from(2, 'ArrowDown'), 4);
	assert.equal(from(4, 'ArrowUp'), 2);
	assert.equal(from(4, 'ArrowDown'), 4);
	assert.equal(from(4, 'PageUp'), 1);
	assert.equal(from(2, 'Home'), 1);
	assert.equal(from(1, 'End'), 4);
	assert.equal(from(-1, 'ArrowDown'), 1);
	assert.equal(from(1, 'x'), undefined);
});

test('of ten thousand rows only those in sight are there, with some before and behind', () => {
	const [from, to] = rowsInSight({ top: 32_000, height: 640, rowHeight: 32, count: 10_000 });
	assert.equal(from < 1000 && from > 980, true);
	assert.equal(to > 1020 && to < 1040, true);
	assert.deepEqual(rowsInSight({ top: 0, height: 640, rowHeight: 32, count: 3 }), [0, 3]);
	const [start, end] = rowsInSight({ top: 99_999, height: 640, rowHeight: 32, count: 3 });
	assert.equal(start <= end && end === 3, true);
});

test('a column says whether it is a key, what it refers to, and whether an index begins with it', () => {
	const [id, buyer] = columnsOf({
		...table('orders', [column('id'), column('buyer')]),
		primaryKey: ['id'],
		foreignKeys: [
			{ columns: ['id', 'buyer'], references: { schema: 'public', relation: 'customers', columns: ['shop', 'id'] } },
		],
		indexes: [{ name: 'i', columns: ['buyer', 'id'], unique: false }],
	});
	assert.deepEqual([id?.isKey, id?.isIndexed, buyer?.isKey, buyer?.isIndexed], [true, false, false, true]);
	assert.deepEqual(buyer?.leadsTo, { schema: 'public', relation: 'customers', column: 'id' });
});

test('a connection that failed at a step passed all before it, and tried none behind it', () => {
	const way = { hasTunnel: true, hasTls: true };
	const failed = stepsOf({ ok: false, step: 'tls', message: '' }, way).map(({ outcome }) => outcome);
	assert.deepEqual(failed, ['passed', 'passed', 'passed', 'failed', 'untried', 'untried']);
	const passed = stepsOf({ ok: true, version: '', warnings: [] }, { hasTunnel: false, hasTls: false });
	assert.deepEqual(
		passed.map(({ outcome }) => outcome),
		['passed', 'passed', 'passed', 'passed'],
	);
	const surprising = stepsOf({ ok: false, step: 'tls', message: '' }, { hasTunnel: false, hasTls: false });
	assert.equal(surprising.filter(({ outcome }) => outcome === 'failed').length, 1);
});

test('the role to be made is that of the documentation, word for word', () => {
	const documented = readFileSync(new URL('../../../docs/database-role.sql', import.meta.url), 'utf8');
	assert.equal(readerRole({ engine: 'postgresql' }), documented.slice(documented.indexOf('-- Part 1')));
});

test('names that were typed stand in the role as names, and can be nothing more', () => {
	const sql = readerRole({ engine: 'postgresql', role: 'a"; drop', database: 'b"' });
	assert.match(sql, /create role "a""; drop" login/);
	assert.match(sql, /on database "b""" to/);
	assert.match(
		readerRole({ engine: 'mysql', role: "o'neil", database: 'a`b' }),
		/grant select, show view on `a``b`\.\* to 'o''neil'@'%'/,
	);
});
