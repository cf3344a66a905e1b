/** The states of an alert: no flapping, and who is told that it fires is told once that it has recovered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Patience } from '../../../../server/alerts/declaration.ts';
import {
	type AlertEvent,
	AT_REST,
	type Effect,
	isFiring,
	type Memory,
	shownState,
	step,
} from '../../../../server/alerts/machine.ts';

const ONCE: Patience = { times: 1 };
const patiences = (fire: Patience = ONCE, recover: Patience = ONCE) => ({ fire, recover });

function play(events: readonly AlertEvent[], given = patiences()) {
	const effects: (Effect & { at: number })[] = [];
	let memory: Memory = AT_REST;
	for (const event of events) {
		const stepped = step(memory, event, given);
		memory = stepped.memory;
		effects.push(...stepped.effects.map((effect) => ({ ...effect, at: event.at })));
	}
	const said = effects.map(({ kind, tell, at }) => `${at} ${kind}${tell ? '' : ' quietly'}`);
	return { memory, effects, said };
}

/** As `bbg`: bad, bad, good, one a second; `-` is between, `?` unknown. */
const verdicts = (text: string): AlertEvent[] =>
	[...text].map((letter, index) => ({
		type: 'judged',
		is: ({ b: 'bad', g: 'good', '-': 'between' } as const)[letter] ?? 'unknown',
		at: index * 1_000,
	}));
const acknowledge = (at: number): AlertEvent => ({ type: 'acknowledged', by: 'ada', at });
const snooze = (at: number, until: number | 'recovered' | null): AlertEvent => ({
	type: 'snoozed',
	until,
	by: 'ada',
	at,
});

describe('an alert', () => {
	test('fires once however long it is bad, and recovers once', () => {
		assert.deepEqual(play(verdicts('gbbbbgggb')).said, ['1000 fired', '5000 recovered', '8000 fired']);
	});

	test('waits as many results as it was told to, both ways, and begins anew when they are interrupted', () => {
		const three = patiences({ times: 3 }, { times: 2 });
		assert.deepEqual(play(verdicts('bbgbb'), three).said, []);
		assert.deepEqual(play(verdicts('bbgbbbgbgg'), three).said, ['5000 fired', '9000 recovered']);
	});

	test('waits as long as it was told to', () => {
		const while3 = patiences({ ms: 3_000 }, { ms: 2_000 });
		assert.deepEqual(play(verdicts('bbbb'), while3).said, ['3000 fired']);
		assert.deepEqual(play(verdicts('bbgbbbbgggg'), while3).said, ['6000 fired', '9000 recovered']);
	});

	test('neither fires nor recovers in between, and what says nothing changes nothing', () => {
		assert.deepEqual(play(verdicts('---b---?-g')).said, ['3000 fired', '9000 recovered']);
		assert.equal(play(verdicts('bb?b'), patiences({ times: 3 })).said.length, 1);
		assert.equal(play(verdicts('b-b'), patiences({ times: 2 })).said.length, 0, 'between is not bad');
	});

	test('that is acknowledged says that it has recovered, and the acknowledgement ends with that', () => {
		const { said, memory } = play([...verdicts('b'), acknowledge(500), { type: 'judged', is: 'good', at: 1_000 }]);
		assert.deepEqual(said, ['0 fired', '500 acknowledged quietly', '1000 recovered']);
		assert.deepEqual(memory, { state: { phase: 'ok' }, snooze: undefined });
		assert.deepEqual(play([acknowledge(0)]).said, [], 'there is nothing to acknowledge');
	});

	test('that is snoozed keeps quiet until then, and tells then what still fires', () => {
		const events = [snooze(0, 2_500), ...verdicts('gbbbb')];
		assert.deepEqual(play(events).said, [
			'0 snoozed quietly',
			'1000 fired quietly',
			'3000 woken quietly',
			'3000 still-firing',
		]);
		assert.deepEqual(play([snooze(0, 2_500), ...verdicts('gbgg')]).said, [
			'0 snoozed quietly',
			'1000 fired quietly',
			'2000 recovered quietly',
			'3000 woken quietly',
		]);
	});

	test('that is snoozed until it has recovered tells whoever heard of it, and is awake again', () => {
		const { said, memory } = play([...verdicts('b'), snooze(100, 'recovered'), ...verdicts('bbgb').slice(1)]);
		assert.deepEqual(said, ['0 fired', '100 snoozed quietly', '2000 recovered', '3000 fired']);
		assert.equal(memory.snooze, undefined);
		assert.deepEqual(play([snooze(0, 'recovered')]).said, [], 'it does not fire');
	});

	test('that is woken, and was fired quietly, tells it with its next result unless somebody has taken it on', () => {
		const asleep = [snooze(0, 60_000), ...verdicts('gb')];
		assert.deepEqual(play([...asleep, snooze(1_500, null), ...verdicts('bbb').slice(2)]).said.slice(2), [
			'1500 woken quietly',
			'2000 still-firing',
		]);
		const taken = play([...asleep, acknowledge(1_200), snooze(1_500, null), ...verdicts('bbb').slice(2)]);
		assert.deepEqual(taken.said.slice(2), ['1200 acknowledged quietly', '1500 woken quietly']);
	});

	test('that fires when nothing can be told is told once it can, and as over only to whoever was told', () => {
		const muted = (text: string): AlertEvent[] =>
			verdicts(text).map((event) => ({ ...event, muted: true }) as AlertEvent);
		const later = (events: AlertEvent[], byMs: number) => events.map((event) => ({ ...event, at: event.at + byMs }));
		const [quiet, loud] = [muted('bbb'), later(verdicts('bbg'), 3_000)];
		assert.deepEqual(play([...quiet, ...loud]).said, ['0 fired quietly', '3000 still-firing', '5000 recovered']);
		assert.deepEqual(play(muted('bbg')).said, ['0 fired quietly', '2000 recovered quietly']);
		const over = [...verdicts('b'), ...later(muted('g'), 1_000)];
		assert.deepEqual(play(over).said, ['0 fired', '1000 recovered']);
	});

	test('shows a snooze before an acknowledgement, and that before its state', () => {
		const { memory } = play([...verdicts('b'), acknowledge(1)]);
		assert.equal(shownState(memory, 2), 'acknowledged');
		const asleep = step(memory, snooze(3, 1_000), patiences()).memory;
		assert.deepEqual([shownState(asleep, 4), shownState(asleep, 1_000)], ['snoozed', 'acknowledged']);
		assert.equal(shownState(AT_REST, 0), 'ok');
	});
});

describe('whatever happens', () => {
	const patience = fc.oneof(
		fc.record({ times: fc.integer({ min: 1, max: 4 }) }),
		fc.record({ ms: fc.integer({ min: 1_000, max: 9_000 }) }),
	);
	const event = fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom<AlertEvent['type'] | string>('bad', 'good', 'between', 'unknown') },
		{ weight: 2, arbitrary: fc.constantFrom('muted') },
		{ weight: 1, arbitrary: fc.constantFrom('acknowledged', 'snooze', 'until recovered', 'wake') },
	);
	const eventAt = (what: string, at: number): AlertEvent => {
		if (what === 'acknowledged') return acknowledge(at);
		if (what === 'snooze') return snooze(at, at + 5_000);
		if (what === 'until recovered') return snooze(at, 'recovered');
		if (what === 'wake') return snooze(at, null);
		if (what === 'muted') return { type: 'judged', is: 'bad', at, muted: true };
		return { type: 'judged', is: what as 'bad', at };
	};
	const life = fc.record({ fire: patience, recover: patience, events: fc.array(event, { maxLength: 60 }) });

	test('recipients hear by turns that it fires and that it has recovered, the first first', () => {
		fc.assert(
			fc.property(life, ({ fire, recover, events }) => {
				const played = play(
					events.map((what, index) => eventAt(what, index * 1_000)),
					{ fire, recover },
				);
				const told = played.effects.filter(({ tell }) => tell).map(({ kind }) => (kind === 'recovered' ? 'r' : 'f'));
				assert.match(told.join(''), /^(fr)*f?$/);
				const fired = played.effects.filter(({ kind }) => kind === 'fired' || kind === 'recovered');
				assert.match(fired.map(({ kind }) => kind[0]).join(''), /^(fr)*f?$/);
				assert.equal(
					played.effects.filter(({ kind }) => kind === 'fired').length >
						played.effects.filter(({ kind }) => kind === 'recovered').length,
					isFiring(played.memory.state),
				);
			}),
		);
	});

	test('it never fires without so many bad results in a row, nor recovers without so many good ones', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('b', 'g', '-'), { maxLength: 60 }),
				fc.integer({ min: 1, max: 5 }),
				(letters, times) => {
					const { effects } = play(verdicts(letters.join('')), patiences({ times }, { times }));
					for (const { kind, at } of effects) {
						const end = at / 1_000 + 1;
						const last = letters.slice(Math.max(0, end - times), end);
						assert.deepEqual(last, Array<string>(times).fill(kind === 'fired' ? 'b' : 'g'));
					}
				},
			),
		);
	});
});
