/** When a chart is warmed, against moments that were looked up in the rules of the zones (tzdata 2024a), written as UTC. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPeak, type Warm, warmSchema } from '../../../server/charts/warm.ts';

const WORKDAYS: Warm['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const next = (warm: Partial<Warm>, from: string) =>
	new Date(
		nextPeak({ at: '07:50', days: WORKDAYS, timeZone: 'Europe/Berlin', minutes: 5, ...warm }, Date.parse(from)),
	).toISOString();

test('the time is that of the place, in winter and in summer, on either side of the change', () => {
	assert.equal(next({}, '2026-01-14T00:00:00Z'), '2026-01-14T06:50:00.000Z');
	assert.equal(next({}, '2026-07-15T00:00:00Z'), '2026-07-15T05:50:00.000Z');
	const daily = { days: ['sat', 'sun', 'mon'] as Warm['days'] };
	assert.equal(next(daily, '2026-03-28T00:00:00Z'), '2026-03-28T06:50:00.000Z');
	assert.equal(next(daily, '2026-03-28T07:00:00Z'), '2026-03-29T05:50:00.000Z', 'the morning of the change');
	assert.equal(next({ ...daily, timeZone: 'America/New_York' }, '2026-11-01T00:00:00Z'), '2026-11-01T12:50:00.000Z');
	assert.equal(next({ ...daily, timeZone: 'Asia/Kathmandu' }, '2026-11-01T00:00:00Z'), '2026-11-01T02:05:00.000Z');
});

test('a time that the clocks leave out is that much later, and of one that they show twice the first counts', () => {
	const sunday = { at: '02:30', days: ['sun'] as Warm['days'] };
	assert.equal(next(sunday, '2026-03-28T12:00:00Z'), '2026-03-29T01:30:00.000Z');
	assert.equal(next(sunday, '2026-10-24T12:00:00Z'), '2026-10-25T00:30:00.000Z');
	assert.equal(next(sunday, '2026-10-25T00:31:00Z'), '2026-11-01T01:30:00.000Z', 'and not the second');
});

test('days are those of the place, and those that are not named are passed over', () => {
	assert.equal(next({}, '2026-11-20T07:00:00Z'), '2026-11-23T06:50:00.000Z', 'from Friday to Monday');
	assert.equal(next({}, '2026-11-20T06:50:00Z'), '2026-11-20T06:50:00.000Z', 'the moment itself');
	const auckland = { at: '00:10', days: ['mon'] as Warm['days'], timeZone: 'Pacific/Auckland' };
	assert.equal(next(auckland, '2026-07-18T00:00:00Z'), '2026-07-19T12:10:00.000Z', 'Monday there is Sunday in UTC');
});

test('what is no time, no day or no zone is refused', () => {
	const good = { at: '07:50', timeZone: 'Europe/Berlin' };
	assert.deepEqual(warmSchema.parse(good).days.length, 7);
	for (const bad of [
		{ at: '7:50' },
		{ at: '24:00' },
		{ days: ['Monday'] },
		{ days: [] },
		{ timeZone: 'Berlin' },
		{ minutes: 0 },
	])
		assert.equal(warmSchema.safeParse({ ...good, ...bad }).success, false, JSON.stringify(bad));
});
