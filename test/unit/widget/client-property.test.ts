/** The whole client under random trouble, compared with the log of what was published. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServerMessage, Target } from '../../../widget/protocol.ts';
import type { FakeWebSocket } from './support/fake-web-socket.ts';
import { PublishedLog } from './support/published-log.ts';
import { frame, makeRig } from './support/rig.ts';

const CHANNELS = ['c', 'd'];
/** Two targets map to one channel, as charts with equal questions do. */
const TARGETS: readonly { target: Target; channel: string }[] = [
	{ target: { chart: 'one' }, channel: 'c' },
	{ target: { chart: 'two' }, channel: 'd' },
	{ target: { chart: 'same as one' }, channel: 'c' },
];

type Step =
	| { readonly do: 'publish' | 'epoch' | 'top' | 'refuse' | 'watch' | 'leave'; readonly which: number }
	| { readonly do: 'deliver' | 'drop' | 'repeat' | 'swap' | 'cut' }
	| { readonly do: 'wait'; readonly ms: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.record({ do: fc.constant('publish' as const), which: fc.nat(1) }) },
		{ weight: 10, arbitrary: fc.constant({ do: 'deliver' as const }) },
		{
			weight: 4,
			arbitrary: fc.record({
				do: fc.constantFrom('epoch' as const, 'top' as const, 'refuse' as const, 'watch' as const, 'leave' as const),
				which: fc.nat(2),
			}),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				do: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const, 'cut' as const),
			}),
		},
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(4_000) }) },
	),
	{ maxLength: 100 },
);

/** An honest server at the far end of a bad link: frames queue until a step delivers, drops, repeats or swaps them. */
function makeTrouble() {
	const rig = makeRig();
	const logs = new Map(CHANNELS.map((name) => [name, new PublishedLog<number>(6)]));
	const logOf = (name: string) => logs.get(name) as PublishedLog<number>;
	let link: ServerMessage[] = [];
	/** What the present socket is subscribed to: id → channel. */
	let live = new Map<number, string>();
	let refusals = 0;

	rig.timing.nextRandom = () => 0.5;
	rig.network.onCreate = (socket: FakeWebSocket) => {
		link = [];
		live = new Map();
		socket.onSend = (message) => {
			if (message.type === 'unsubscribe') live.delete(message.id);
			if (message.type !== 'subscribe') return;
			const { id } = message;
			if (refusals > 0) {
				refusals -= 1;
				link.push({ type: 'error', id, code: 'busy', message: 'Busy.', retryable: true });
				return;
			}
			const channel =
				TARGETS.find(({ target }) => 'chart' in message && 'chart' in target && target.chart === message.chart)
					?.channel ?? '';
			const { epoch, top, recovered, replay } = logOf(channel).answer(message.since);
			live.set(id, channel);
			link.push({ type: 'subscribed', id, channel, epoch, seq: top, recovered });
			if (!recovered) link.push(frame.reset(channel, epoch, top));
			link.push(...replay.map(({ seq }) => frame.event(channel, epoch, seq)));
		};
	};

	const say = (channel: string, message: ServerMessage) => {
		if ([...live.values()].includes(channel)) link.push(message);
	};
	const sayTop = (channel: string) => say(channel, frame.top(channel, logOf(channel).epoch, logOf(channel).top));
	const reach = () => {
		if (rig.client.connection().status === 'connecting') rig.network.welcome({ pingMs: 100_000_000 });
	};
	const deliver = () => {
		const message = link.shift();
		if (message) rig.network.last.say(message);
	};
	const watched = TARGETS.map(({ target }) => ({ ...rig.watch(target), left: false }));
	reach();

	const take = (step: Step) => {
		const channel = 'which' in step ? (CHANNELS[step.which % 2] ?? '') : '';
		if (step.do === 'publish') {
			const { epoch, seq } = logOf(channel).publish(0);
			say(channel, frame.event(channel, epoch, seq));
		} else if (step.do === 'epoch') logOf(channel).beginEpoch();
		else if (step.do === 'top') sayTop(channel);
		else if (step.do === 'refuse') refusals = step.which;
		else if (step.do === 'leave' || step.do === 'watch') {
			const { target } = TARGETS[step.which] ?? {};
			const now = watched[step.which];
			if (target === undefined || now === undefined) return;
			now.off();
			if (step.do === 'watch') watched[step.which] = { ...rig.watch(target), left: false };
			else now.left = true;
		} else if (step.do === 'deliver') deliver();
		else if (step.do === 'drop') link.shift();
		else if (step.do === 'repeat') link.splice(0, 0, ...link.slice(0, 1));
		else if (step.do === 'swap') link.splice(0, 2, ...link.slice(0, 2).reverse());
		else if (step.do === 'cut') {
			if (rig.network.sockets.length > 0 && rig.client.connection().status === 'online') rig.network.last.cut();
		} else if (step.do === 'wait') rig.timing.advance(step.ms);
		reach();
	};

	/** A sound link, a new connection (which a lost answer needs), and time. */
	const settle = () => {
		refusals = 0;
		for (const [index, { left }] of watched.entries()) if (left) take({ do: 'watch', which: index });
		if (rig.client.connection().status === 'online') rig.network.last.cut();
		for (let round = 0; round < 40; round += 1) {
			rig.timing.advance(2_000);
			reach();
			while (link.length > 0) deliver();
			for (const channel of CHANNELS) sayTop(channel);
		}
	};
	return { ...rig, logOf, watched, take, settle };
}

test('I2 each listener is told each (channel, epoch, seq) at most once and in order, whatever happens', () => {
	fc.assert(
		fc.property(steps, (all) => {
			const { take, settle, watched } = makeTrouble();
			for (const step of all) take(step);
			settle();
			for (const { updates } of watched) {
				const shown = updates.filter((update) => update.type === 'event' || update.type === 'reset');
				// A view told again after a refusal is a repetition on purpose: it ends the refusal.
				const fresh = shown.filter(
					(update) => updates[updates.indexOf(update) - 1]?.type !== 'error' || update.type === 'event',
				);
				assert.equal(new Set(fresh.map(({ epoch, seq }) => `${epoch} ${seq}`)).size, fresh.length);
				shown.forEach((update, index) => {
					const previous = shown[index - 1];
					if (update.type === 'event')
						assert.deepEqual([previous?.epoch, (previous?.seq ?? 0) + 1], [update.epoch, update.seq]);
					else if (previous?.epoch === update.epoch) assert.ok(update.seq >= previous.seq, 'I1 went back');
				});
			}
		}),
		{ numRuns: 1_000 },
	);
});

test('I3 I10 in the end every listener shows exactly what was published last, whatever happened before', () => {
	fc.assert(
		fc.property(steps, (all) => {
			const { take, settle, watched, logOf, reported } = makeTrouble();
			for (const step of all) take(step);
			settle();
			for (const [index, { updates }] of watched.entries()) {
				const log = logOf(TARGETS[index]?.channel ?? '');
				const last = updates.at(-1);
				assert.ok(last?.type === 'event' || last?.type === 'reset', `target ${index} was told ${last?.type} last`);
				assert.deepEqual([last.epoch, last.seq], [log.epoch, log.top]);
				assert.deepEqual(last.view, { run: { kind: 'progress', run: 'r', rows: log.top, startedAt: 0 } });
			}
			assert.deepEqual(reported, []);
		}),
		{ numRuns: 1_000 },
	);
});
