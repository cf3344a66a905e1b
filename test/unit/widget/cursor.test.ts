import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { advance, type Cursor, type CursorMessage, type Decision, START, suspend } from '../../../widget/cursor.ts';
import { PublishedLog } from './support/published-log.ts';

type Message = CursorMessage & { readonly value?: number; readonly id?: number };

const event = (seq: number, epoch = 'a'): Message => ({ type: 'event', epoch, seq });
const reset = (seq: number, epoch = 'a'): Message => ({ type: 'reset', epoch, seq });
const top = (seq: number, epoch = 'a'): Message => ({ type: 'top', epoch, seq });
const subscribed = (seq: number, recovered: boolean, epoch = 'a'): Message => ({
	type: 'subscribed',
	epoch,
	seq,
	recovered,
});

function run(start: Cursor, ...messages: Message[]): { cursor: Cursor; decisions: Decision[] } {
	let cursor = start;
	const decisions = messages.map((message) => {
		const step = advance(cursor, message);
		cursor = step.cursor;
		return step.decision;
	});
	return { cursor, decisions };
}

const at = (seq: number, epoch = 'a'): Cursor => run(START, subscribed(seq, false, epoch), reset(seq, epoch)).cursor;

describe('the cursor', () => {
	test('I2 the next event is delivered and moves the cursor', () => {
		const { cursor, decisions } = run(at(4), event(5), event(6));
		assert.deepEqual(decisions, ['deliver', 'deliver']);
		assert.deepEqual(cursor.position, { epoch: 'a', seq: 6 });
	});

	test('I1 an older event is a duplicate and never moves the cursor back', () => {
		const { cursor, decisions } = run(at(4), event(4), event(1), event(0));
		assert.deepEqual(decisions, ['duplicate', 'duplicate', 'duplicate']);
		assert.deepEqual(cursor.position, { epoch: 'a', seq: 4 });
	});

	test('I1 a late reset of the same epoch never moves the cursor back', () => {
		const { cursor, decisions } = run(at(4), reset(3), reset(4));
		assert.deepEqual(decisions, ['duplicate', 'duplicate']);
		assert.deepEqual(cursor.position, { epoch: 'a', seq: 4 });
	});

	for (const [name, message] of [
		['an event beyond the next', event(6)],
		['an event of another epoch', event(5, 'b')],
		['an event of another epoch with an old number', event(2, 'b')],
		['a top above the cursor', top(5)],
		['a top of another epoch', top(1, 'b')],
	] as const) {
		test(`I3 ${name} is a gap, after which frames are ignored until the subscription is answered`, () => {
			const { cursor, decisions } = run(at(4), message, event(5), reset(9), top(9), event(10, 'b'));
			assert.deepEqual(decisions, ['gap', 'ignore', 'ignore', 'ignore', 'ignore']);
			assert.deepEqual(cursor.position, { epoch: 'a', seq: 4 });
			assert.equal(run(cursor, subscribed(9, true), event(5)).decisions[1], 'deliver');
		});
	}

	test('a top at or below the cursor changes nothing', () => {
		const { cursor, decisions } = run(at(4), top(4), top(2));
		assert.deepEqual(decisions, ['ignore', 'ignore']);
		assert.deepEqual(cursor, at(4));
	});

	test('the top in `subscribed` never moves the cursor', () => {
		const { cursor } = run(suspend(at(4)), subscribed(9, true));
		assert.deepEqual(cursor.position, { epoch: 'a', seq: 4 });
		assert.equal(run(START, subscribed(9, false)).cursor.position, undefined);
	});

	test('I3 whatever comes before the promised reset is a gap', () => {
		for (const early of [event(1), event(5), top(9), event(10)]) {
			assert.deepEqual(run(suspend(at(4)), subscribed(9, false), early).decisions, ['ignore', 'gap']);
		}
	});

	test('the promised reset sets the cursor, to another epoch too', () => {
		for (const target of [reset(9), reset(2, 'b')]) {
			const { cursor, decisions } = run(suspend(at(4)), subscribed(target.seq, false, target.epoch), target);
			assert.deepEqual(decisions, ['ignore', 'reset']);
			assert.deepEqual(cursor.position, { epoch: target.epoch, seq: target.seq });
		}
	});

	test('a promised reset at the cursor is not shown again to those who saw it', () => {
		const { cursor, decisions } = run(suspend(at(4)), subscribed(4, false), reset(4), event(5));
		assert.deepEqual(decisions, ['ignore', 'duplicate', 'deliver']);
		assert.equal(cursor.phase, 'live');
	});

	test('I1 only a server that says its top is below our position sets the cursor back', () => {
		const honest = run(suspend(at(10)), subscribed(7, false), reset(7));
		assert.deepEqual(honest.decisions, ['ignore', 'reset']);
		assert.deepEqual(honest.cursor.position, { epoch: 'a', seq: 7 });
		const stale = run(suspend(at(10)), subscribed(12, false), reset(7));
		assert.deepEqual(stale.decisions, ['ignore', 'gap']);
		assert.deepEqual(stale.cursor.position, { epoch: 'a', seq: 10 });
	});

	test('a slow reader is conflated by a reset that nobody asked for, forward or into a new epoch', () => {
		assert.deepEqual(run(at(4), reset(9)).decisions, ['reset']);
		assert.deepEqual(run(at(4), reset(1, 'b')).decisions, ['reset']);
	});

	test('I1 a late reset of an epoch that was left is a gap, never a way back into it', () => {
		const { cursor, decisions } = run(at(4), reset(1, 'b'), reset(3, 'a'));
		assert.deepEqual(decisions, ['reset', 'gap']);
		assert.deepEqual(cursor.position, { epoch: 'b', seq: 1 });
	});

	test('I3 an answer that claims to recover what we never had is a gap', () => {
		assert.deepEqual(run(START, subscribed(3, true)).decisions, ['gap']);
		assert.deepEqual(run(suspend(at(4)), subscribed(9, true, 'b')).decisions, ['gap']);
		assert.deepEqual(run(suspend(at(4)), subscribed(3, true)).decisions, ['gap']);
	});

	test('I2 a promised reset that comes after one of a newer epoch is late', () => {
		const { cursor, decisions } = run(START, subscribed(3, false), reset(1, 'b'), reset(3));
		assert.deepEqual(decisions, ['ignore', 'reset', 'gap']);
		assert.deepEqual(cursor.position, { epoch: 'b', seq: 1 });
	});

	test('a second subscription of a channel that is followed already changes nothing', () => {
		const { cursor, decisions } = run(at(4), subscribed(4, false), reset(4), event(5));
		assert.deepEqual(decisions, ['ignore', 'duplicate', 'deliver']);
		assert.deepEqual(cursor.position, { epoch: 'a', seq: 5 });
	});
});

const fold = (view: number, value: number): number => (view * 31 + value) % 1_000_003;

type Step =
	| { readonly do: 'publish'; readonly value: number }
	| { readonly do: 'epoch' | 'top' | 'deliver' | 'drop' | 'repeat' | 'swap' | 'conflate' | 'reconnect' };

const steps = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.record({ do: fc.constant('publish' as const), value: fc.nat(999) }) },
		{ weight: 8, arbitrary: fc.constant({ do: 'deliver' as const }) },
		{
			weight: 5,
			arbitrary: fc.record({
				do: fc.constantFrom('epoch', 'top', 'drop', 'repeat', 'swap', 'conflate', 'reconnect'),
			}),
		},
	) as fc.Arbitrary<Step>,
	{ maxLength: 120 },
);

/** One client over a link that loses, repeats and reorders, in front of an honest log. */
class Rig {
	readonly log = new PublishedLog<number>(6);
	cursor: Cursor = START;
	view = 0;
	/** What the application was told, in order. */
	readonly told: { readonly kind: 'deliver' | 'reset'; readonly epoch: string; readonly seq: number }[] = [];
	link: Message[] = [];
	#id = 0;

	constructor() {
		this.subscribe();
	}

	/** The request always reaches the server; the answers take the bad link. */
	subscribe(): void {
		this.cursor = suspend(this.cursor);
		this.#id += 1;
		const { epoch, top: topSeq, recovered, replay } = this.log.answer(this.cursor.position);
		this.link.push({ type: 'subscribed', epoch, seq: topSeq, recovered, id: this.#id });
		if (recovered) for (const { seq, value } of replay) this.link.push({ type: 'event', epoch, seq, value });
		else this.link.push(this.state());
	}

	state(): Message {
		const value = this.log.present().reduce((view, entry) => fold(view, entry.value), 0);
		return { type: 'reset', epoch: this.log.epoch, seq: this.log.top, value };
	}

	receive(): void {
		const message = this.link.shift();
		if (message === undefined || (message.type === 'subscribed' && message.id !== this.#id)) return;
		const { cursor, decision } = advance(this.cursor, message);
		this.cursor = cursor;
		const { epoch, seq, value = 0 } = message;
		if (decision === 'gap') this.subscribe();
		if (decision === 'deliver' || decision === 'reset') {
			this.told.push({ kind: decision, epoch, seq });
			this.view = decision === 'reset' ? value : fold(this.view, value);
		}
	}

	take(step: Step): void {
		const { log, link } = this;
		if (step.do === 'publish') link.push({ type: 'event', ...log.publish(step.value) });
		else if (step.do === 'epoch') log.beginEpoch();
		else if (step.do === 'top') link.push({ type: 'top', epoch: log.epoch, seq: log.top });
		else if (step.do === 'deliver') this.receive();
		else if (step.do === 'drop') link.shift();
		else if (step.do === 'repeat') link.splice(0, 0, ...link.slice(0, 1));
		else if (step.do === 'swap') link.splice(0, 2, ...link.slice(0, 2).reverse());
		else if (step.do === 'conflate') link.push(this.state());
		else {
			this.link = [];
			this.subscribe();
		}
	}

	/**
	 * The link is sound again: what is under way arrives, then the server's `top` comes round, as it always does. If the
	 * answer to the last subscription was lost, only a new connection helps, and on a real socket it comes.
	 */
	settle(): void {
		for (let round = 0; round < 20; round += 1) {
			while (this.link.length > 0) this.receive();
			if (this.cursor.phase === 'awaiting') this.subscribe();
			this.link.push({ type: 'top', epoch: this.log.epoch, seq: this.log.top });
		}
		while (this.link.length > 0) this.receive();
	}
}

describe('the cursor over a link that drops, repeats and reorders, with epochs that change', () => {
	const settings = { numRuns: 2_000 };

	test('I1 the cursor never goes back within an epoch', () => {
		fc.assert(
			fc.property(steps, (all) => {
				const rig = new Rig();
				const highest = new Map<string, number>();
				for (const step of all) {
					rig.take(step);
					const { position } = rig.cursor;
					if (position === undefined) continue;
					assert.ok(position.seq >= (highest.get(position.epoch) ?? 0), 'the cursor went back');
					highest.set(position.epoch, position.seq);
				}
			}),
			settings,
		);
	});

	test('I2 the application is told each (epoch, seq) at most once, in order, and without holes but at a reset', () => {
		fc.assert(
			fc.property(steps, (all) => {
				const rig = new Rig();
				for (const step of all) rig.take(step);
				rig.settle();
				assert.equal(new Set(rig.told.map(({ epoch, seq }) => `${epoch} ${seq}`)).size, rig.told.length);
				rig.told.forEach((update, index) => {
					const before = rig.told[index - 1];
					if (update.kind === 'deliver') {
						assert.deepEqual(
							{ epoch: before?.epoch, seq: (before?.seq ?? 0) + 1 },
							{ epoch: update.epoch, seq: update.seq },
						);
					}
				});
			}),
			settings,
		);
	});

	test('I3 every gap is noticed: in the end the application shows exactly what was published', () => {
		fc.assert(
			fc.property(steps, (all) => {
				const rig = new Rig();
				for (const step of all) rig.take(step);
				rig.settle();
				const truth = rig.log.present().reduce((view, { value }) => fold(view, value), 0);
				assert.equal(rig.view, truth);
				assert.deepEqual(rig.cursor.position, { epoch: rig.log.epoch, seq: rig.log.top });
			}),
			settings,
		);
	});
});
