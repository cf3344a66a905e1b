/** When a watched chart is asked again: the statement that says so, compared with the same rule written in TypeScript. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import postgres from 'postgres';
import { migrate } from '../../server/database/migrate.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
const selectDue = readFileSync(new URL('../../server/runs/sql/select-due.sql', import.meta.url), 'utf8');
const REFRESH_MS = 60_000;
const names = Array.from({ length: 300 }, (_, index) => `channel-${index}`);
let control: postgres.Sql;

before(async () => {
	control = postgres((await withPostgres(owner)).url, { max: 1, onnotice: () => undefined });
	owner.defer(() => control.end({ timeout: 1 }));
	await migrate(control);
	await control`insert into sources (project, name, engine, url) values ('p', 's', 'postgresql', 'postgres://x/y')`;
	await control`insert into charts (project, name, source, sql, refresh_ms) values ('p', 'c', 's', 'select 1', ${REFRESH_MS})`;
	for (const name of names) {
		await control`insert into channels (channel, project, chart, last_result, answered_at) values (${name}, 'p', 'c', 'x', now())`;
	}
});

/** What is due when the last run was accepted so long ago, and what the clock says: one transaction has one time. */
async function dueAfter(ms: number): Promise<{ now: number; due: readonly string[] }> {
	return control.begin(async (tx) => {
		await tx.unsafe(`update channels set failures = 0, changed_at = null,
			asked_at = now() - interval '1 ms' * ${ms}, last_finished_at = now() - interval '1 ms' * ${ms}`);
		const [clock] = await tx<{ ms: number }[]>`select extract(epoch from now())::float8 * 1000 as ms`;
		const rows = (await tx.unsafe(selectDue, [names])) as unknown as { channel: string }[];
		return { now: clock?.ms ?? 0, due: rows.map(({ channel }) => channel).sort() };
	});
}

const phaseOf = (channel: string) => createHash('md5').update(channel).digest().readUInt32BE(0) / 2 ** 32;

/** The first place on the channel's own grid that is half an interval after the last run, or later. */
function nextAt(channel: string, askedAt: number): number {
	let at = Math.floor(askedAt / REFRESH_MS - 2) * REFRESH_MS + phaseOf(channel) * REFRESH_MS;
	while (at < askedAt + REFRESH_MS / 2) at += REFRESH_MS;
	return at;
}

test('each channel is due at its own place on the grid of the interval, half an interval after its last run at the earliest', async () => {
	for (const ms of [1, 29_000, 31_000, 45_000, 60_000, 75_000, 89_000, 91_000, 500_000]) {
		const { now, due } = await dueAfter(ms);
		const expected = names.filter((name) => nextAt(name, now - ms) <= now).sort();
		assert.deepEqual(due, expected, `${ms} ms after the last run`);
	}
});

test('charts that were answered together are not asked again together', async () => {
	const counts: number[] = [];
	for (let ms = 30_000; ms <= 90_000; ms += 6_000) counts.push((await dueAfter(ms)).due.length);
	const begun = counts.slice(1).map((count, index) => count - (counts[index] ?? 0));
	assert.equal(counts.at(-1), names.length, 'all are due in the end');
	assert.ok(Math.max(...begun) < names.length / 5, `of ${names.length} in ten parts of an interval: ${begun.join()}`);
});

test('a chart that fails waits twice as long each time, and not all for equally long', async () => {
	await control`update charts set refresh_ms = 1000`;
	for (const [failures, waitMs] of [
		[1, 2_000],
		[2, 4_000],
		[4, 16_000],
	] as const) {
		const at = async (ms: number) =>
			control.begin(async (tx) => {
				await tx.unsafe(
					`update channels set failures = ${failures}, last_finished_at = now() - interval '1 ms' * ${ms}`,
				);
				return (await tx.unsafe(selectDue, [names])).length;
			});
		assert.deepEqual([await at(waitMs - 1), await at(waitMs * 1.26)], [0, names.length], `after ${failures} failures`);
		const some = await at(waitMs * 1.125);
		assert.ok(some > names.length / 4 && some < (names.length * 3) / 4, `${some} of ${names.length} in the midst`);
	}
	await control`update charts set refresh_ms = ${REFRESH_MS}`;
});

test('what has changed is due at once, but once in its interval at most; a change before the last run is not', async () => {
	await control`update charts set refresh_ms = null, change_ms = 5000`;
	const changed = (agoMs: number, askedMs: number) =>
		control.begin(async (tx) => {
			await tx.unsafe(`update channels set failures = 0, changed_at = now() - interval '1 ms' * ${agoMs},
				asked_at = now() - interval '1 ms' * ${askedMs}, last_finished_at = now() - interval '1 ms' * ${askedMs}`);
			return (await tx.unsafe(selectDue, [names])).length;
		});
	assert.equal(await changed(10, 60_000), names.length, 'the first change after a while');
	assert.equal(await changed(10, 4_000), 0, 'a second one soon after');
	assert.equal(await changed(3_999, 5_000), names.length, 'which is not forgotten');
	assert.equal(await changed(60_001, 60_000), 0, 'one that the last run has seen');
});
