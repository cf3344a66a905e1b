/** What a database says of itself, put together: only what may be read, within bounds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assemble, MOST_COLUMNS } from '../../../server/source/schema/catalog.ts';

const row = (part: string, detail: object) => ({ part, detail: JSON.stringify(detail) });
const column = (relation: string, name: string, place: number) =>
	row('column', {
		schema: 'public',
		relation,
		name,
		place,
		type: 'integer',
		oid: 23,
		nullable: 1,
		default: null,
		comment: null,
	});
const relation = (name: string) =>
	row('relation', { schema: 'public', relation: name, kind: 'table', rows: null, comment: null });
const index = (name: string, place: number, of: string | null) =>
	row('index', { schema: 'public', relation: 'orders', name, place, column: of, unique: 0 });
const reference = (name: string, from: string, to: string) =>
	row('reference', {
		schema: 'public',
		relation: 'orders',
		name,
		place: 1,
		column: from,
		toSchema: 'public',
		toRelation: 'customers',
		toColumn: to,
	});

const assembled = (rows: readonly { part: string; detail: string }[], truncated = false) =>
	assemble({ rows, truncated, columnTypeOf: () => 'number' });

describe('a catalog', () => {
	test('has its columns, and the members of keys, in the database’s order, whatever order the rows come in', () => {
		const key = (place: number, of: string) => row('key', { schema: 'public', relation: 'orders', place, column: of });
		const { schemas } = assembled([
			column('orders', 'b', 2),
			key(2, 'b'),
			relation('orders'),
			column('orders', 'a', 1),
			key(1, 'a'),
		]);
		const [orders] = schemas[0]?.relations ?? [];
		assert.deepEqual(
			[orders?.columns.map(({ name }) => name), orders?.primaryKey],
			[
				['a', 'b'],
				['a', 'b'],
			],
		);
	});

	test('names no column that may not be read, in no key, index or reference, and no relation without columns', () => {
		const { schemas } = assembled([
			relation('orders'),
			relation('customers'),
			relation('secrets'),
			column('orders', 'id', 1),
			column('orders', 'customer', 2),
			column('customers', 'id', 1),
			index('readable', 1, 'id'),
			index('half', 1, 'id'),
			index('half', 2, 'hidden'),
			index('expression', 1, null),
			reference('readable', 'customer', 'id'),
			reference('hidden_from', 'hidden', 'id'),
			reference('hidden_to', 'customer', 'hidden'),
			row('key', { schema: 'public', relation: 'orders', place: 1, column: 'hidden' }),
		]);
		assert.doesNotMatch(JSON.stringify(schemas), /hidden|half|expression|secrets/);
		const orders = schemas[0]?.relations.find(({ name }) => name === 'orders');
		assert.deepEqual(orders?.indexes, [{ name: 'readable', columns: ['id'], unique: false }]);
		assert.deepEqual(
			orders?.foreignKeys.map(({ references }) => references),
			[{ schema: 'public', relation: 'customers', columns: ['id'] }],
		);
	});

	test('has 20,000 columns at most, and says that there are more', () => {
		const many = (count: number) => [
			relation('orders'),
			...Array.from({ length: count }, (_, at) => column('orders', `c${at}`, at)),
		];
		const exact = assembled(many(MOST_COLUMNS));
		const more = assembled(many(MOST_COLUMNS + 1));
		assert.deepEqual([exact.truncated, more.truncated, assembled(many(1), true).truncated], [false, true, true]);
		assert.equal(more.schemas[0]?.relations[0]?.columns.length, MOST_COLUMNS);
	});
});
