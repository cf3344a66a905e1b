import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bearer } from '../../../server/auth/tokens.ts';
import { freshnessOf } from '../../../server/runs/freshness.ts';
import { QuestionLimit } from '../../../server/runs/question-limit.ts';

const MINUTE = 60_000;

test('an answer is fresh up to maxAge, stale beyond it, and withdrawn beyond maxStale', () => {
	const table: readonly (readonly [number | null, number | null, number | null, boolean, string])[] = [
		// answer's age, refreshMs, maxStaleMs, outdated, what is said
		[null, null, null, true, 'nothing'],
		[MINUTE, null, null, false, 'nothing'],
		[MINUTE + 1, null, null, false, 'stale'],
		[1, null, null, true, 'stale'],
		[100 * MINUTE, null, null, false, 'stale'],
		[10 * MINUTE, null, 10 * MINUTE, false, 'stale'],
		[10 * MINUTE + 1, null, 10 * MINUTE, false, 'expired'],
		[10 * MINUTE + 1, null, 10 * MINUTE, true, 'expired'],
		[2 * MINUTE, MINUTE, null, false, 'nothing'],
		[2 * MINUTE + 1, MINUTE, null, false, 'stale'],
		[MINUTE + 1, 1_000, null, false, 'stale'],
	];
	for (const [age, refreshMs, maxStaleMs, outdated, expected] of table) {
		const said = freshnessOf({ maxAgeMs: MINUTE, maxStaleMs, refreshMs }, { answer_age_ms: age, outdated });
		const actual = said === undefined ? 'nothing' : said.expired ? 'expired' : 'stale';
		assert.equal(actual, expected, `age ${age}, refresh ${refreshMs}, maxStale ${maxStaleMs}, outdated ${outdated}`);
		assert.equal(said?.stale ?? true, true, 'whatever is said, it is not fresh');
	}
});

const bearer = (more: Partial<Bearer> = {}): Bearer => ({
	subject: 'ada',
	project: 'default',
	charts: '*',
	dashboards: '*',
	author: false,
	params: {},
	claims: {},
	record: false,
	expiresAt: 1,
	...more,
});

test('a token may ask so many different questions a minute, the same ones as often as it likes', () => {
	let now = 0;
	const limit = new QuestionLimit(2, () => now);
	const refused = { code: 'rate_limited', message: /2 different questions a minute/ };
	for (const question of ['a', 'b', 'a', 'b']) limit.demand(bearer(), question);
	assert.throws(() => limit.demand(bearer(), 'c'), refused);
	for (const other of [bearer({ expiresAt: 2 }), bearer({ subject: 'bob' }), bearer({ claims: { tenant: 1 } })]) {
		limit.demand(other, 'c');
	}
	now = MINUTE - 1;
	assert.throws(() => limit.demand(bearer(), 'c'), refused);
	now = MINUTE;
	limit.demand(bearer(), 'c');
});
