/** Charts that are warmed before a peak: real web node, several workers, and the clock of the database. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { author, type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const MINUTE_MS = 60_000;
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
});

/** The minute that so many minutes from now begins, as UTC clocks show it. */
const minuteIn = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString().slice(11, 16);
const SQL = 'select {{region}} as region, count(*) from pg_class';
const declare = (name: string, warm: object | null) =>
	chartwire.chart(name, SQL, { params: [{ name: 'region', type: 'text' }], maxAgeMs: 3_600_000, warm });

async function watch(name: string, region: string): Promise<void> {
	const wire = await chartwire.wire({ ...author, permissions: [] });
	await wire.subscribe({ chart: name, params: { region } } as never);
	await until(
		async () =>
			(
				await chartwire.control`
					select from runs where chart = ${name} and params ->> 'region' = ${region} and state = 'succeeded'`
			).length > 0,
	);
	await wire.close();
}

const warmedOf = (name: string) => chartwire.control<{ region: string; state: string; priority: number }[]>`
	select params ->> 'region' as region, state, priority from runs
	where chart = ${name} and origin = 'schedule' order by region`;
const left = async (name: string) =>
	Number(
		(
			await chartwire.control`
				select count(*)::integer as n from warm_questions join channels using (channel) where chart = ${name}`
		)[0]?.['n'],
	);

test('what was watched is asked once before the peak, by many workers and over a kill, and nothing else is', async () => {
	for (const region of ['north', 'south', 'west']) await watchable(region);
	await chartwire.control`
		update channels set wanted_at = now() - interval '8 days' where chart = 'peak' and params ->> 'region' = 'west'`;
	await chartwire.control`delete from runs where chart = 'peak'`;
	await declare('unwatched', { at: minuteIn(2), timeZone: 'UTC' });
	// Three minutes of the two questions' five are over: the first is due at once, and the second soon.
	await declare('peak', { at: minuteIn(3), timeZone: 'UTC' });
	await until(async () => (await warmedOf('peak')).length > 0, { timeoutMs: 20_000, what: 'the first is asked' });
	await chartwire.worker().kill();
	await Promise.all([chartwire.start('worker'), chartwire.start('worker')]);
	// The plan's own clock is moved, and not the machine's: what was to come is due.
	await chartwire.control`update warm_questions set due_at = now()`;
	await until(async () => (await left('peak')) === 0, { timeoutMs: 15_000, what: 'the plan is done' });
	await until(async () => (await warmedOf('peak')).every(({ state }) => state === 'succeeded'), {
		// A worker that dies between taking a job and saying so holds it until the queue's own locks are over, twice 30 s.
		timeoutMs: 120_000,
		what: 'both are answered, the one that was lost with its worker as well',
	});
	const warmed = await warmedOf('peak');
	assert.deepEqual(
		warmed.map(({ region, priority }) => [region, priority]),
		[
			['north', 2],
			['south', 2],
		],
	);
	const planned = await chartwire.control<{ chart: string }[]>`select chart from warm_peaks order by chart`;
	assert.deepEqual(
		planned.map(({ chart }) => chart),
		['peak', 'unwatched'],
		'each peak is planned once',
	);
	assert.equal((await warmedOf('unwatched')).length, 0, 'nobody watched it');
	// Who comes at the peak is served as is: no run begins.
	const wire = await chartwire.wire({ ...author, permissions: [] });
	const { channel } = await wire.subscribe({ chart: 'peak', params: { region: 'south' } } as never);
	await wire.waitFor(
		(frame) => frame.type === 'reset' && frame.channel === channel && frame.snapshot.result !== undefined,
	);
	const [row] = await chartwire.control<{ n: number }[]>`select count(*)::integer as n from runs where chart = 'peak'`;
	assert.equal(row?.n, 2);
});

async function watchable(region: string): Promise<void> {
	if (region === 'north') await declare('peak', null);
	await watch('peak', region);
}
