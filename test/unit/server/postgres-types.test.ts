import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecimalColumn } from '../../../server/source/decimal-column.ts';
import { cellOf, columnTypeOf } from '../../../server/source/postgres-types.ts';

const decimalCell = (text: string) => {
	const column = new DecimalColumn();
	column.add(text);
	return column.cells.toArray()[0];
};

test('a bigint or numeric is a number only where JSON holds it exactly', () => {
	const cases: readonly [string, unknown][] = [
		['0', 0],
		['42', 42],
		['-7', -7],
		['12.50', 12.5],
		['0.1', 0.1],
		['9007199254740991', 9007199254740991],
		['9007199254740993', '9007199254740993'],
		['123456789012345678.9', '123456789012345678.9'],
		['NaN', 'NaN'],
		['Infinity', 'Infinity'],
	];
	for (const [text, cell] of cases) assert.deepEqual(decimalCell(text), cell, text);
});

test('every bigint survives the way to JSON and back', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
			assert.equal(BigInt(JSON.parse(JSON.stringify(decimalCell(String(value))))), value);
		}),
	);
});

test('times become ISO 8601, and what has no such form stays as the database wrote it', () => {
	assert.equal(cellOf('timestamptz', '2026-03-29 03:30:00.25+02'), '2026-03-29T03:30:00.25+02:00');
	assert.equal(cellOf('timestamptz', '2026-03-29 03:30:00+05:30'), '2026-03-29T03:30:00+05:30');
	assert.equal(cellOf('timestamp', '2026-03-29 03:30:00'), '2026-03-29T03:30:00');
	assert.equal(cellOf('timestamptz', 'infinity'), 'infinity');
	assert.equal(cellOf('timestamp', '0044-03-15 00:00:00 BC'), '0044-03-15 00:00:00 BC');
	assert.equal(cellOf('date', '2026-01-31'), '2026-01-31');
});

test('null is null in every type, and false is not null', () => {
	for (const type of ['number', 'decimal', 'text', 'boolean', 'date', 'timestamptz', 'json', 'other'] as const) {
		assert.equal(cellOf(type, null), null);
	}
	assert.equal(cellOf('boolean', 'f'), false);
	assert.equal(cellOf('boolean', 't'), true);
	assert.deepEqual(cellOf('json', '{"a":[1,null]}'), { a: [1, null] });
});

test('an unknown type is the database’s own text', () => {
	assert.equal(columnTypeOf(600), 'other');
	assert.equal(cellOf('other', '(1,2)'), '(1,2)');
});
