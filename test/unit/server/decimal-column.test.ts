import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { uniqueNames } from '../../../server/source/column-names.ts';
import { DecimalColumn } from '../../../server/source/decimal-column.ts';
import { arrayLiteral, cellOf } from '../../../server/source/postgres-types.ts';

const gather = (texts: readonly (string | null)[]) => {
	const column = new DecimalColumn();
	for (const text of texts) column.add(text);
	return column;
};

/** What a reader of the wire has to do, and all that it may know. */
function readBack(cell: unknown, scale: number | undefined): unknown {
	if (typeof cell !== 'number') return cell;
	const [whole = '', fraction = ''] = JSON.stringify(cell).split('.');
	return scale === undefined ? JSON.stringify(cell) : `${whole}.${fraction.padEnd(scale, '0')}`;
}

const digits = (min: number, max: number) =>
	fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((each) => each.join(''));

/** As PostgreSQL writes a numeric. */
const decimal = fc.tuple(fc.boolean(), digits(1, 20), digits(0, 20)).map(([negative, whole, fraction]) => {
	const plain = `${whole.replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
	return negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
});
const special = fc.constantFrom(null, 'NaN', 'Infinity', '-Infinity', '0', '0.00', '0.0000001', '1.50', '12.5');

test('no digit of a decimal is lost on the way, be it a last zero', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(decimal, special), { maxLength: 12 }), (texts) => {
			const column = gather(texts);
			assert.deepEqual(
				column.cells.toArray().map((cell) => readBack(cell, column.scale)),
				texts,
			);
		}),
		{ numRuns: 2_000 },
	);
});

test('amounts of one scale travel as numbers', () => {
	const column = gather(['1.50', '100.00', null, '-0.25']);
	assert.deepEqual([column.cells.toArray(), column.scale], [[1.5, 100, null, -0.25], 2]);
	assert.deepEqual(gather(['2.5000000000000000', '1.3333333333333333']).cells.toArray(), [2.5, '1.3333333333333333']);
	const mixed = gather(['1.50', '2.5']);
	assert.deepEqual([mixed.cells.toArray(), mixed.scale], [['1.50', 2.5], undefined]);
});

test('a double without a JSON number stays text', () => {
	assert.deepEqual(
		['1.5', 'NaN', '-Infinity', '-0', '1e+300', '5e-324'].map((text) => cellOf('number', text)),
		[1.5, 'NaN', '-Infinity', '-0', 1e300, 5e-324],
	);
});

test('JSON with a number that a double would change stays text, whatever stands in its strings', () => {
	for (const exact of ['{"a":[1,2.50,-3]}', '"12345678901234567890"', '1e3', '100000000000000000000', '[0.1]']) {
		assert.deepEqual(cellOf('json', exact), JSON.parse(exact));
	}
	for (const inexact of [
		'12345678901234567890',
		'{"a":0.12345678901234567890}',
		'[1e999]',
		'-0',
		'["x\\"", 9007199254740993]',
	]) {
		assert.equal(cellOf('json', inexact), inexact);
	}
});

test('columns get names of their own, and one that had its own keeps it', () => {
	assert.deepEqual(uniqueNames(['a', 'a', '?column?', 'a_2', 'a', '?column?']), [
		'a',
		'a_3',
		'column_3',
		'a_2',
		'a_4',
		'column_6',
	]);
	fc.assert(
		fc.property(fc.array(fc.constantFrom('a', 'a_2', 'a_2_2', '?column?', 'column_1', 'column_3', '')), (names) => {
			const unique = uniqueNames(names);
			assert.equal(new Set(unique).size, names.length);
			for (const [index, name] of names.entries()) {
				if (names.indexOf(name) === index && name !== '?column?' && name !== '') assert.equal(unique[index], name);
			}
		}),
	);
});

test('a list is one array, with quotes around every element', () => {
	assert.equal(arrayLiteral(['a', 'b"c', 'd\\', '', 'null', 1]), '{"a","b\\"c","d\\\\","","null","1"}');
	assert.equal(arrayLiteral([]), '{}');
});
