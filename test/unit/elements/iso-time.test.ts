import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { timeOf } from '../../../widget/drawing/format.ts';
import { isoWall } from '../../../widget/drawing/iso-time.ts';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** A time of the Gregorian calendar in its parts, which JavaScript's own calendar turns into milliseconds. */
const moment = fc.record({
	date: fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
	mark: fc.constantFrom('T', ' '),
	digits: fc.integer({ min: 0, max: 6 }),
	offset: fc.constantFrom('', 'Z', '+00:00', '+02:00', '-09:30', '+05'),
});

describe('a time in ISO 8601', () => {
	test('is what the calendar says, whatever its offset and however many digits its seconds have', () => {
		fc.assert(
			fc.property(moment, ({ date, mark, digits, offset }) => {
				const [day, clock] = date.toISOString().slice(0, 19).split('T');
				const fraction = `${pad(date.getUTCMilliseconds(), 3)}789`.slice(0, digits);
				const text = `${day}${mark}${clock}${digits > 0 ? '.' : ''}${fraction}${offset}`;
				const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
				assert.equal(isoWall(text), Date.parse(`${day}T${clock}Z`) + ms, text);
			}),
			{ numRuns: 2000 },
		);
	});

	test('is a midnight where it is a date, on every day of four centuries', () => {
		for (let at = Date.UTC(1799, 0, 1); at < Date.UTC(2201, 0, 1); at += 86_400_000) {
			assert.equal(isoWall(new Date(at).toISOString().slice(0, 10)), at);
		}
	});

	for (const text of [
		'infinity',
		'-infinity',
		'0044-03-15 BC',
		'12026-01-31',
		'2026-13-01',
		'2026-00-10',
		'2026-01-32',
		'2026-01-31T24:10:00',
		'2026-01-31T10:61',
		'2026-01-31T10.30',
		'2026/01/31',
		'31.01.2026',
		'2026-1-3',
		'2026-01-31x10:00',
		'',
	]) {
		test(`is not seen in “${text}”`, () => {
			assert.equal(isoWall(text), Number.NaN);
		});
	}

	test('is still read where it is written in another way that Date knows', () => {
		assert.equal(timeOf('2026-01'), Date.UTC(2026, 0));
		assert.equal(timeOf('+012026-01-31'), Date.UTC(12_026, 0, 31));
		assert.ok(Number.isNaN(timeOf('infinity')));
		assert.ok(Number.isNaN(timeOf(null)));
	});
});
