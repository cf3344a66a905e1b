import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
	type AuditEntry,
	actorOf,
	auditQuery,
	deedOf,
	detailsOf,
	filtersIn,
	knownActions,
	SUBJECTS,
} from '../../../workshop/pages/people/audit-words.ts';
import { agoOf, dayEnd, dayOf, dayStart, lengthOf } from '../../../workshop/shared/times.ts';
import { ROOT } from '../../support/snippets.ts';

const ENTRY: AuditEntry = {
	id: 7,
	at: 0,
	actorKind: 'account',
	actor: 'a-1',
	actorName: 'ada@example.com',
	address: '192.0.2.1',
	project: 'shop',
	action: 'member.removed',
	object: 'b-2',
	details: {},
};

test('an entry is a sentence: who, what, to whom', () => {
	assert.equal(actorOf(ENTRY), 'ada@example.com');
	assert.equal(deedOf(ENTRY, { 'b-2': 'bob@example.com' }), 'removed the member “bob@example.com”');
	assert.equal(deedOf(ENTRY), 'removed the member “b-2”');
});

test('an action that a newer server writes is told as it stands', () => {
	assert.equal(deedOf({ action: 'robot.built', object: '$&' }), 'robot.built “$&”');
});

test('the log is filtered by whatever something can be done to', () => {
	const subjects = new Set(knownActions.map((action) => action.split('.')[0]));
	assert.deepEqual(SUBJECTS.map(([subject]) => subject).sort(), [...subjects].sort());
});

test('who is no account says what it is', () => {
	assert.equal(actorOf({ ...ENTRY, actorKind: 'key', actor: 'ak_1', actorName: 'ak_1' }), 'ak_1 (key for machines)');
	assert.equal(actorOf({ ...ENTRY, actorKind: 'stranger', actor: '', actorName: '' }), 'not signed in');
});

test('details are words', () => {
	const details = { role: 'viewer', expiresInDays: 90, origins: [], author: false, everywhere: true };
	const words = 'role: viewer, expires in days: 90, origins: none, author: no, everywhere: yes';
	assert.equal(detailsOf({ details }), words);
});

/** Every action that the server's code names. */
function actionsOfServer(): ReadonlySet<string> {
	const found = new Set<string>();
	for (const file of readdirSync(join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })) {
		if (!file.endsWith('.ts')) continue;
		const text = readFileSync(join(ROOT, 'server', file), 'utf8');
		for (const [line] of text.matchAll(/\baction(?::| =) [^\n]*/g))
			for (const [, action = ''] of line.matchAll(/'([a-z-]+\.[a-z-]+)'/g)) found.add(action);
	}
	return found;
}

test('there are words for every action that the server writes into the log', () => {
	const actions = actionsOfServer();
	assert.ok(actions.size > 20, `${actions.size} actions are found`);
	assert.deepEqual(
		[...actions].filter((action) => !knownActions.includes(action)),
		[],
	);
});

test('filters are read from an address, and both days are within', () => {
	const filters = filtersIn(new URLSearchParams('actor=ada%40example.com&from=2026-03-28&to=2026-03-29&x=1'));
	const asked = new URLSearchParams(auditQuery(filters, 'shop', 7));
	assert.deepEqual(Object.fromEntries(asked), {
		project: 'shop',
		actor: 'ada@example.com',
		since: String(new Date(2026, 2, 28).getTime()),
		until: String(new Date(2026, 2, 30).getTime()),
		before: '7',
	});
});

test('the whole installation is asked for without a project', () => {
	assert.equal(auditQuery(filtersIn(new URLSearchParams('where=everywhere')), 'shop'), '');
});

test('a field that holds no day asks for none', () => {
	assert.equal(dayStart('soon'), undefined);
	assert.equal(dayEnd(''), undefined);
});

const IN_EN = { locale: 'en', timeZone: 'UTC' };

test('near times are told by their distance, far ones by their day', () => {
	const now = Date.UTC(2026, 4, 20, 12);
	const told = (ms: number): string => agoOf(now + ms, now, IN_EN);
	assert.equal(told(-20_000), 'this minute');
	assert.equal(told(-3 * 3_600_000), '3 hours ago');
	assert.equal(told(6.9 * 86_400_000), 'in 6 days');
	assert.equal(told(-20 * 86_400_000), 'Apr 30, 2026');
	assert.equal(dayOf(now, IN_EN), 'May 20, 2026');
});

test('lengths are told in the largest unit that fits them', () => {
	assert.deepEqual([500, 90_000, 300_000, 7_200_000, 86_400_000].map(lengthOf), [
		'500 ms',
		'90 s',
		'5 min',
		'2 h',
		'1 d',
	]);
});
