import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberFormat } from '../../../widget/drawing/format.ts';

const column = { name: 'value', type: 'number' } as const;

/** Decimals as they stand in the text of a number. */
const written = (value: number): number => {
	const text = String(value);
	return text.includes('e') ? 6 : (text.split('.')[1]?.length ?? 0);
};

test('a column has as many decimals as the most exact of its numbers, as far as its size makes them readable', () => {
	const value = fc.oneof(
		fc.integer({ min: -1e9, max: 1e9 }),
		fc
			.tuple(fc.integer({ min: -1e7, max: 1e7 }), fc.integer({ min: 0, max: 9 }))
			.map(([whole, decimals]) => whole / 10 ** decimals),
		fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
	);
	fc.assert(
		fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
			const largest = Math.max(...values.map(Math.abs));
			const readable = largest >= 100 ? 2 : largest >= 1 ? 3 : 6;
			const most = Math.min(readable, Math.max(...values.map(written)));
			const { maximumFractionDigits } = numberFormat(values, column, 'en').resolvedOptions();
			assert.equal(maximumFractionDigits, most, values.join());
		}),
		{ numRuns: 3000 },
	);
});

test('formats of one kind are made once, and those of others are others', () => {
	assert.equal(numberFormat([1.5], column, 'en'), numberFormat([2.5], column, 'en'));
	assert.notEqual(numberFormat([1.5], column, 'en'), numberFormat([1.5], column, 'de'));
	assert.equal(numberFormat([1234.5], column, 'de').format(1234.5), '1.234,5');
});
