import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CLOSE, CLOSE_REASONS } from '../../../widget/protocol.ts';
import {
	HANDSHAKE_MS,
	HURRY_MS,
	SILENCE_GRACE_MS,
	type SocketEffect,
	type SocketEvent,
	type SocketState,
	STABLE_MS,
	toConnectionState,
	transition,
} from '../../../widget/socket/socket-state.ts';
import type { TransportName } from '../../../widget/socket/transports/transport.ts';

/** Performs effects on paper: what is open, what runs, what was sent. */
class Machine {
	state: SocketState = { status: 'idle' };
	now = 1_000;
	random = 0.5;
	preferred: TransportName | undefined;
	socketOpen = false;
	timerMs: number | undefined;
	effects: readonly SocketEffect[] = [];

	take(event: SocketEvent): this {
		// What a socket says reaches the machine only while there is one, and it says `closed` once.
		if (['opened', 'welcomed', 'closed', 'silent', 'goaway', 'refused', 'adopted'].includes(event.type)) {
			assert.ok(this.socketOpen, `the test lets no socket say "${event.type}"`);
		}
		if (event.type === 'closed') this.socketOpen = false;
		if (event.type === 'timer') this.timerMs = undefined;
		const { now, random, preferred } = this;
		const { state, effects } = transition(this.state, event, { now, random, preferred });
		this.state = state;
		this.effects = effects;
		for (const effect of effects) this.#perform(effect);
		return this;
	}

	#perform(effect: SocketEffect): void {
		if (effect.type === 'open') {
			assert.equal(this.socketOpen, false, 'a second socket was opened beside a live one');
			this.socketOpen = true;
		} else if (effect.type === 'close') this.socketOpen = false;
		else if (effect.type === 'arm') {
			assert.ok(effect.ms >= 0 && effect.ms < 2 ** 31, `a timer of ${effect.ms} ms fires at once`);
			this.timerMs = effect.ms;
		} else if (effect.type === 'disarm') this.timerMs = undefined;
		else if (effect.type === 'expect')
			assert.ok(effect.withinMs > 0 && effect.withinMs < 2 ** 31, `a limit of ${effect.withinMs} ms`);
		else assert.ok(this.socketOpen, `"${effect.type}" was sent into no socket`);
	}

	connection() {
		return toConnectionState(this.state);
	}

	online({ pingMs = 25_000, spreadMs = 0 } = {}): this {
		return this.take({ type: 'start' })
			.take({ type: 'opened' })
			.take({ type: 'welcomed', transport: 'websocket', pingMs, spreadMs });
	}

	lose(code = 1006): this {
		return this.take({ type: 'closed', code, reason: '' });
	}
}

describe('the socket state', () => {
	test('opens when something is watched, sends the token first, and is online with the welcome', () => {
		const machine = new Machine().take({ type: 'start' });
		assert.deepEqual(machine.effects, [
			{ type: 'open', fallback: false },
			{ type: 'expect', withinMs: HANDSHAKE_MS },
		]);
		assert.deepEqual(machine.connection(), { status: 'connecting', attempt: 1 });
		machine.take({ type: 'opened' });
		assert.deepEqual(machine.effects, [{ type: 'hello' }, { type: 'expect', withinMs: HANDSHAKE_MS }]);
		machine.take({ type: 'welcomed', transport: 'websocket', pingMs: 25_000, spreadMs: 0 });
		assert.deepEqual(machine.effects, [{ type: 'expect', withinMs: 25_000 + SILENCE_GRACE_MS }]);
		assert.deepEqual(machine.connection(), { status: 'online', transport: 'websocket' });
	});

	test('waits longer after each failed try, and counts the tries', () => {
		const machine = new Machine().take({ type: 'start' });
		const waits: unknown[] = [];
		for (let round = 0; round < 4; round += 1) {
			machine.lose();
			waits.push([machine.timerMs, machine.connection()]);
			machine.take({ type: 'timer' });
		}
		const waiting = (attempt: number, ms: number) => [
			ms,
			{ status: 'waiting', attempt, retryAt: 1_000 + ms, code: 'unreachable' },
		];
		assert.deepEqual(waits, [waiting(2, 250), waiting(3, 500), waiting(4, 1_000), waiting(5, 2_000)]);
	});

	test('starts the back-off anew only after five seconds of uptime', () => {
		const machine = new Machine().take({ type: 'start' }).lose().take({ type: 'timer' }).lose().take({ type: 'timer' });
		machine.take({ type: 'opened' }).take({ type: 'welcomed', transport: 'websocket', pingMs: 25_000, spreadMs: 0 });
		machine.now += STABLE_MS - 1;
		machine.lose();
		assert.equal(machine.timerMs, 1_000);
		machine
			.take({ type: 'timer' })
			.take({ type: 'opened' })
			.take({ type: 'welcomed', transport: 'websocket', pingMs: 25_000, spreadMs: 0 });
		machine.now += STABLE_MS;
		machine.lose();
		assert.equal(machine.timerMs, 250);
	});

	test('spreads its return over what the server asked for in its welcome', () => {
		const machine = new Machine().online({ spreadMs: 12_000 });
		machine.now += STABLE_MS;
		assert.equal(machine.lose().timerMs, 6_000);
	});

	test('keeps the connection of a leaving server until it ends, and goes on with the one that takes over', () => {
		const machine = new Machine().online().take({ type: 'goaway', reconnectInMs: 3_000 });
		assert.deepEqual([machine.socketOpen, machine.timerMs, machine.connection().status], [true, undefined, 'online']);
		machine.now += 3_500;
		machine.take({ type: 'adopted', transport: 'websocket', pingMs: 25_000, spreadMs: 700 });
		assert.deepEqual(machine.effects, [{ type: 'expect', withinMs: 35_000 }]);
		assert.equal(machine.connection().status, 'online');
		machine.now += STABLE_MS;
		assert.equal(machine.lose().timerMs, 350, 'the wait is not that of the server that had left');
	});

	test('after two tries without a welcome one takes a fallback, and so on', () => {
		const machine = new Machine().take({ type: 'start' });
		const taken: boolean[] = [];
		for (let round = 0; round < 7; round += 1) {
			taken.push(machine.effects.some((effect) => effect.type === 'open' && effect.fallback));
			// Open or not: without a welcome it has failed.
			if (round % 2 === 0) machine.take({ type: 'opened' });
			machine.lose().take({ type: 'timer' });
		}
		assert.deepEqual(taken, [false, false, true, false, false, true, false]);
	});

	test('a connection that was welcomed and lost is tried again by the same way', () => {
		const machine = new Machine().take({ type: 'start' }).lose().take({ type: 'timer' });
		machine.take({ type: 'opened' }).take({ type: 'welcomed', transport: 'websocket', pingMs: 1, spreadMs: 0 });
		for (let round = 0; round < 2; round += 1) {
			machine.lose().take({ type: 'timer' });
			assert.deepEqual(machine.effects[0], { type: 'open', fallback: false });
		}
	});

	test('what has worked on the page comes first', () => {
		for (const [preferred, expected] of [
			['websocket', [false, false, true]],
			['stream', [true, false, false]],
			['poll', [true, false, false]],
		] as const) {
			const machine = new Machine();
			machine.preferred = preferred;
			machine.take({ type: 'start' });
			const taken = expected.map(() => {
				const [first] = machine.effects;
				machine.lose().take({ type: 'timer' });
				return first?.type === 'open' && first.fallback;
			});
			assert.deepEqual(taken, expected, preferred);
		}
	});

	test('never comes back before the time that the server asked for, and with jitter after it', () => {
		const machine = new Machine().take({ type: 'start' });
		machine.take({ type: 'closed', code: 1006, reason: '', notBeforeMs: 20_000 });
		assert.equal(machine.timerMs, 20_250);
		const forever = new Machine().take({ type: 'start' });
		forever.take({ type: 'closed', code: 1006, reason: '', notBeforeMs: Number.MAX_SAFE_INTEGER });
		assert.equal(forever.timerMs, 600_250);
	});

	test('a hurry is spread over what a loaded server asked for', () => {
		const machine = new Machine().online({ spreadMs: 8_000 });
		machine.random = 0.9;
		machine.lose().take({ type: 'timer' });
		for (let round = 0; round < 6; round += 1) machine.lose().take({ type: 'timer' });
		machine.lose();
		machine.random = 0.5;
		assert.equal(machine.take({ type: 'hurry' }).timerMs, 4_000);
	});

	test('comes back at the time that a leaving server chose when the server closes first', () => {
		const machine = new Machine().online().take({ type: 'goaway', reconnectInMs: 3_000 });
		machine.now += 1_000;
		machine.lose(CLOSE.goingAway);
		assert.deepEqual(machine.connection(), { status: 'waiting', attempt: 2, retryAt: 4_000, code: 'going_away' });
		assert.equal(machine.timerMs, 2_000);
	});

	test('closes a silent socket itself and tries again', () => {
		const machine = new Machine().online().take({ type: 'silent' });
		assert.deepEqual(machine.effects[0], { type: 'close', code: CLOSE.silent });
		assert.equal(machine.connection().status, 'waiting');
	});

	test('tries soon, and with jitter, when the browser is back on the network', () => {
		const machine = new Machine().take({ type: 'start' });
		for (let round = 0; round < 6; round += 1) machine.lose().take({ type: 'timer' });
		machine.lose().take({ type: 'hurry' });
		assert.equal(machine.timerMs, HURRY_MS / 2);
	});

	test('never moves a try later because the browser is back on the network', () => {
		const machine = new Machine().take({ type: 'start' });
		machine.random = 0.1;
		machine.lose();
		machine.random = 0.9;
		machine.take({ type: 'hurry' });
		assert.equal(machine.timerMs, 50);
	});

	test('tries at once when somebody says so', () => {
		const machine = new Machine().take({ type: 'start' }).lose().take({ type: 'tryNow' });
		assert.deepEqual([machine.socketOpen, machine.timerMs], [true, undefined]);
	});

	for (const [code, { name, terminal }] of Object.entries(CLOSE_REASONS)) {
		test(`after the close code ${code} (${name}) it ${terminal ? 'stops' : 'tries again'}`, () => {
			const machine = new Machine().online().take({ type: 'closed', code: Number(code), reason: 'because' });
			if (terminal) assert.deepEqual(machine.connection(), { status: 'stopped', code: name, message: 'because' });
			else assert.equal((machine.connection() as { code?: string }).code, name);
		});
	}

	test('stops when the server refuses for good, and another token leads out of it', () => {
		const machine = new Machine().online().take({ type: 'refused', code: 'token_expired', message: 'It has expired.' });
		assert.equal(machine.socketOpen, false);
		assert.deepEqual(machine.connection(), { status: 'stopped', code: 'token_expired', message: 'It has expired.' });
		machine.take({ type: 'tryNow' }).take({ type: 'hurry' }).take({ type: 'stop' }).take({ type: 'start' });
		assert.equal(machine.socketOpen, false);
		machine.take({ type: 'token' });
		assert.equal(machine.socketOpen, true);
	});

	test('another token for what nobody watches any more opens nothing', () => {
		const machine = new Machine().online().take({ type: 'refused', code: 'token_expired', message: '' });
		machine.take({ type: 'stop' }).take({ type: 'token' });
		assert.deepEqual([machine.socketOpen, machine.connection()], [false, { status: 'idle' }]);
	});

	test('a token that comes between hello and welcome is sent after the welcome', () => {
		const machine = new Machine().take({ type: 'start' }).take({ type: 'opened' }).take({ type: 'token' });
		assert.deepEqual(machine.effects, []);
		machine.take({ type: 'welcomed', transport: 'websocket', pingMs: 25_000, spreadMs: 0 });
		assert.equal(
			machine.effects.some(({ type }) => type === 'token'),
			true,
		);
	});

	test('is idle, with no socket and no timer, once nothing is watched', () => {
		for (const machine of [new Machine().online(), new Machine().take({ type: 'start' }).lose()]) {
			machine.take({ type: 'stop' });
			assert.deepEqual(
				[machine.socketOpen, machine.timerMs, machine.connection()],
				[false, undefined, { status: 'idle' }],
			);
		}
	});
});

const millis = fc.oneof(fc.nat(60_000), fc.constantFrom(0, 2 ** 31, Number.MAX_SAFE_INTEGER));
const only = (type: SocketEvent['type']) => fc.constant({ type } as SocketEvent);
const anyEvent: fc.Arbitrary<SocketEvent> = fc.oneof(
	{ weight: 5, arbitrary: only('opened') },
	{
		weight: 5,
		arbitrary: fc.record({
			type: fc.constantFrom('welcomed' as const, 'adopted' as const),
			transport: fc.constantFrom<TransportName>('websocket', 'stream', 'poll'),
			pingMs: millis,
			spreadMs: millis,
		}),
	},
	{ weight: 4, arbitrary: only('timer') },
	{ weight: 3, arbitrary: only('start') },
	{ weight: 2, arbitrary: fc.record({ type: fc.constant('goaway' as const), reconnectInMs: millis }) },
	{
		weight: 2,
		arbitrary: fc.record({
			type: fc.constant('closed' as const),
			code: fc.constantFrom(1000, 1006, 4401, 4490, 4500, 9999),
			reason: fc.constant(''),
			notBeforeMs: millis,
		}),
	},
	{ weight: 1, arbitrary: fc.oneof(only('stop'), only('silent'), only('tryNow'), only('hurry'), only('token')) },
	{ weight: 1, arbitrary: fc.constant({ type: 'refused' as const, code: 'no', message: 'No.' }) },
);
const history = fc.array(
	fc.record({ event: anyEvent, passed: fc.nat(10_000), random: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
	{ maxLength: 60 },
);

/** Runs a history, leaving out what cannot happen: a socket that is not there says nothing, no timer fires unset. */
function replay(
	steps: typeof history extends fc.Arbitrary<infer T> ? T : never,
	check: (m: Machine, e: SocketEvent, before: SocketState) => void,
	preferred?: TransportName,
) {
	const machine = new Machine();
	machine.preferred = preferred;
	for (const { event, passed, random } of steps) {
		const { type } = event;
		if (
			['opened', 'welcomed', 'closed', 'silent', 'goaway', 'refused', 'adopted'].includes(type) &&
			!machine.socketOpen
		)
			continue;
		if (type === 'timer' && machine.timerMs === undefined) continue;
		machine.now += passed;
		machine.random = random;
		const before = machine.state;
		machine.take(event);
		check(machine, event, before);
	}
}

describe('the socket state under any history', () => {
	test('there is never more than one live socket, and exactly one while connecting, greeting or online', () => {
		fc.assert(
			fc.property(history, (steps) =>
				replay(steps, ({ socketOpen, state }) => {
					assert.equal(socketOpen, ['connecting', 'greeting', 'online'].includes(state.status));
				}),
			),
			{ numRuns: 2_000 },
		);
	});

	test('I10 a wait always ends: waiting always has a timer that fires when it says, and nothing else has one', () => {
		fc.assert(
			fc.property(history, (steps) =>
				replay(steps, ({ timerMs, state, now }, event) => {
					if (state.status === 'waiting') {
						assert.notEqual(timerMs, undefined);
						if (event.type === 'closed') assert.equal(now + (timerMs ?? 0), state.retryAt);
					} else assert.equal(timerMs, undefined, `a timer in ${state.status}`);
				}),
			),
			{ numRuns: 2_000 },
		);
	});

	test('only another token leads out of stopped', () => {
		fc.assert(
			fc.property(history, (steps) =>
				replay(steps, ({ state }, event, before) => {
					if (before.status === 'stopped' && state.status !== 'stopped') assert.equal(event.type, 'token');
				}),
			),
			{ numRuns: 2_000 },
		);
	});

	test('nothing is open and nothing runs while nothing is watched', () => {
		fc.assert(
			fc.property(history, (steps) => {
				let wanted = false;
				replay(steps, ({ state, socketOpen, timerMs }, event) => {
					if (event.type === 'start') wanted = true;
					if (event.type === 'stop') wanted = false;
					if (!wanted) assert.deepEqual([socketOpen, timerMs], [false, undefined]);
					if (wanted) assert.notEqual(state.status, 'idle');
				});
			}),
			{ numRuns: 2_000 },
		);
	});

	test('every try but the first is preceded by a wait, a leaving server or somebody who asked', () => {
		fc.assert(
			fc.property(history, (steps) =>
				replay(steps, ({ effects }, event) => {
					if (effects.some(({ type }) => type === 'open')) {
						assert.ok(['start', 'timer', 'tryNow', 'token'].includes(event.type), event.type);
					}
				}),
			),
			{ numRuns: 2_000 },
		);
	});

	test('of any three tries in a row without a welcome exactly one takes a fallback', () => {
		fc.assert(
			fc.property(
				history,
				fc.constantFrom<TransportName | undefined>(undefined, 'stream', 'websocket'),
				(steps, preferred) => {
					const tries: boolean[] = [];
					replay(
						steps,
						({ effects, state }, event, before) => {
							// A start from nothing begins a new count.
							if (event.type === 'start' || event.type === 'token' || state.status === 'online') tries.length = 0;
							// A server that leaves has answered: such a try does not count.
							if (event.type === 'goaway' && before.status === 'greeting') tries.pop();
							for (const effect of effects) if (effect.type === 'open') tries.push(effect.fallback);
							if (tries.length >= 3) assert.equal(tries.slice(-3).filter(Boolean).length, 1, tries.join());
						},
						preferred,
					);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	test('a wait is never shorter than what the server asked for, and a hurry never makes it longer', () => {
		fc.assert(
			fc.property(history, (steps) =>
				replay(steps, ({ state, now }, event, before) => {
					if (state.status !== 'waiting') return;
					if (event.type === 'closed' && before.status !== 'online') {
						const asked = Math.min(600_000, event.notBeforeMs ?? 0);
						assert.ok(state.retryAt - now >= asked, `${state.retryAt - now} ms instead of ${asked}`);
					}
					if (event.type === 'hurry' && before.status === 'waiting') {
						assert.ok(state.retryAt <= before.retryAt, 'the try moved later');
					}
				}),
			),
			{ numRuns: 2_000 },
		);
	});
});
