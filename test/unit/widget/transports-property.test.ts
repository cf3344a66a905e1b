/** The whole client over every transport, under random trouble, compared with the log of what was published. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Target } from '../../../widget/protocol.ts';
import { settle as turn } from './support/fake-fetch.ts';
import { LossyServer } from './support/lossy-server.ts';
import { PublishedLog } from './support/published-log.ts';
import { frame, makeRig } from './support/rig.ts';

const CHANNELS = ['c', 'd'];
const TARGETS: readonly { target: Target; channel: string }[] = [
	{ target: { chart: 'one' }, channel: 'c' },
	{ target: { chart: 'two' }, channel: 'd' },
	{ target: { chart: 'same as one' }, channel: 'c' },
];

const SIMPLE = ['drop', 'repeat', 'swap', 'cut', 'goaway', 'block', 'free', 'buffer', 'hide', 'show', 'token'] as const;
type Step =
	| { readonly do: 'publish' | 'epoch' | 'top' | 'refuse' | 'watch' | 'leave' | 'deliver'; readonly which: number }
	| { readonly do: (typeof SIMPLE)[number] }
	| { readonly do: 'wait'; readonly ms: number };

const which = fc.nat(2);
const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{ weight: 8, arbitrary: fc.record({ do: fc.constant('publish' as const), which }) },
		{ weight: 14, arbitrary: fc.record({ do: fc.constant('deliver' as const), which }) },
		{
			weight: 5,
			arbitrary: fc.record({ do: fc.constantFrom('epoch' as const, 'top', 'refuse', 'watch', 'leave'), which }),
		},
		{ weight: 9, arbitrary: fc.record({ do: fc.constantFrom(...SIMPLE) }) },
		{
			weight: 8,
			arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(20, 500, 3_000, 12_000, 310_000) }),
		},
	),
	{ maxLength: 60 },
);

/** Lets promises hold, and code load, until nothing more happens by itself. */
async function rest(): Promise<void> {
	await import('../../../widget/socket/standby.ts');
	await import('../../../widget/socket/transports/posting.ts');
	await turn();
}

interface Way {
	readonly blocked: boolean;
	readonly buffered: boolean;
	readonly ringSize?: number;
}

function makeTrouble({ blocked, buffered, ringSize = 6 }: Way) {
	const rig = makeRig();
	const logs = new Map(CHANNELS.map((name) => [name, new PublishedLog<number>(ringSize)]));
	const logOf = (name: string) => logs.get(name) as PublishedLog<number>;
	const server = new LossyServer(
		logs,
		(message) =>
			TARGETS.find(({ target }) => 'chart' in message && 'chart' in target && target.chart === message.chart)
				?.channel ?? '',
	);
	server.blocked = blocked;
	server.buffered = buffered;
	server.attach(rig.network, rig.http);
	const watched = TARGETS.map(({ target }) => ({ ...rig.watch(target), left: false }));
	const sayTop = (channel: string) => server.say(channel, frame.top(channel, logOf(channel).epoch, logOf(channel).top));
	let tokens = 1;

	const spoil = (how: 'drop' | 'repeat' | 'swap') => {
		for (const { queue } of server.open()) {
			if (how === 'drop') queue.shift();
			else if (how === 'repeat') queue.unshift(...queue.slice(0, 1));
			else queue.splice(0, 2, ...queue.slice(0, 2).reverse());
		}
	};
	const change = (index: number, away: boolean) => {
		const [{ target } = {}, now] = [TARGETS[index], watched[index]];
		if (target === undefined || now === undefined) return;
		now.off();
		if (away) now.left = true;
		else watched[index] = { ...rig.watch(target), left: false };
	};

	const take = (step: Step) => {
		const channel = 'which' in step ? (CHANNELS[step.which % 2] ?? '') : '';
		if (step.do === 'publish') {
			const { epoch, seq } = logOf(channel).publish(0);
			server.say(channel, frame.event(channel, epoch, seq));
		} else if (step.do === 'epoch') logOf(channel).beginEpoch();
		else if (step.do === 'top') sayTop(channel);
		else if (step.do === 'refuse') server.refusals = step.which;
		else if (step.do === 'watch' || step.do === 'leave') change(step.which, step.do === 'leave');
		else if (step.do === 'deliver') {
			const open = server.open();
			const session = open[step.which % Math.max(1, open.length)];
			if (session) server.deliver(session);
		} else if (step.do === 'drop' || step.do === 'repeat' || step.do === 'swap') spoil(step.do);
		else if (step.do === 'cut') server.open()[0]?.cut();
		else if (step.do === 'goaway') server.open().at(-1)?.leave();
		else if (step.do === 'block') server.blocked = true;
		else if (step.do === 'free') {
			server.blocked = false;
			server.buffered = false;
		} else if (step.do === 'buffer') server.buffered = true;
		else if (step.do === 'hide' || step.do === 'show') rig.show(step.do === 'hide' ? 'hidden' : 'visible');
		else if (step.do === 'token') {
			tokens += 1;
			rig.client.setToken(`token-${tokens}`);
		} else if (step.do === 'wait') rig.timing.advance(step.ms);
	};

	/** A way as sound as it began, time, and where answers may have been lost a new connection, which they need. */
	const settle = async (anew: boolean) => {
		server.refusals = 0;
		server.blocked = blocked;
		server.buffered = buffered;
		rig.show('visible');
		for (const [index, { left }] of watched.entries()) if (left) change(index, false);
		if (anew) for (const session of server.open()) session.cut();
		for (let round = 0; round < 45; round += 1) {
			await rest();
			rig.timing.advance(2_000);
			await rest();
			for (const channel of CHANNELS) sayTop(channel);
			for (const session of server.open()) {
				while (session.isOpen() && session.queue.length > 0) {
					const before = session.queue.length;
					server.deliver(session);
					if (session.queue.length === before) break;
				}
			}
		}
		await rest();
	};
	/** Until the client has found its way, and everything is shown for the first time. */
	const begin = async () => {
		await rest();
		for (let round = 0; round < 60 && rig.client.connection().status !== 'online'; round += 1) {
			for (const session of server.open()) server.deliver(session);
			await rest();
			if (rig.client.connection().status !== 'online') rig.timing.advance(500);
			await rest();
		}
		assert.equal(rig.client.connection().status, 'online');
	};
	return { ...rig, server, logOf, watched, take, begin, settle };
}

type Trouble = ReturnType<typeof makeTrouble>;

function assertOnceAndInOrder({ watched }: Trouble): void {
	for (const { updates } of watched) {
		const shown = updates.filter((update) => update.type === 'event' || update.type === 'reset');
		// A view told again after a refusal is a repetition on purpose: it ends the refusal.
		const fresh = shown.filter(
			(update) => updates[updates.indexOf(update) - 1]?.type !== 'error' || update.type === 'event',
		);
		assert.equal(new Set(fresh.map(({ epoch, seq }) => `${epoch} ${seq}`)).size, fresh.length, 'I2 told twice');
		for (const [index, update] of shown.entries()) {
			const previous = shown[index - 1];
			if (update.type === 'event')
				assert.deepEqual([previous?.epoch, (previous?.seq ?? 0) + 1], [update.epoch, update.seq]);
			else if (previous?.epoch === update.epoch) assert.ok(update.seq >= previous.seq, 'I1 went back');
		}
	}
}

function assertShowsTheTruth({ watched, logOf, reported, client }: Trouble): void {
	for (const [index, { updates }] of watched.entries()) {
		const log = logOf(TARGETS[index]?.channel ?? '');
		const last = updates.at(-1);
		const where = `target ${index}, connection ${JSON.stringify(client.connection())}`;
		assert.ok(last?.type === 'event' || last?.type === 'reset', `${where} was told ${last?.type} last`);
		assert.deepEqual([last.epoch, last.seq], [log.epoch, log.top], where);
	}
	assert.deepEqual(reported, []);
}

const RUNS = 60;
const WAYS = [
	{ name: 'a WebSocket', blocked: false, buffered: false, uses: 'websocket' },
	{ name: 'a stream', blocked: true, buffered: false, uses: 'stream' },
	{ name: 'polls', blocked: true, buffered: true, uses: 'poll' },
] as const;

/** What a ring that covers everything lets nobody lose: every event, for whoever stays. */
function assertNothingLost({ watched }: Trouble): void {
	for (const { updates } of watched) {
		const shown = updates.filter((update) => update.type === 'event' || update.type === 'reset');
		for (const [index, { type, epoch, seq }] of shown.entries()) {
			const previous = shown[index - 1];
			if (type === 'reset' && previous)
				assert.deepEqual([previous.epoch, previous.seq], [epoch, seq], 'events were lost');
		}
	}
}

const LOSING = ['epoch', 'watch', 'leave', 'drop', 'swap', 'refuse'];

for (const { name, uses, ...way } of WAYS) {
	test(`I3 over ${name} every event comes, through cuts, goaways, other ways, hidden tabs and new tokens, while the ring covers it`, async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const trouble = makeTrouble({ ...way, ringSize: 256 });
				try {
					await trouble.begin();
					for (const step of all.filter((one) => !LOSING.includes(one.do))) {
						trouble.take(step);
						await rest();
					}
					await trouble.settle(false);
					assertOnceAndInOrder(trouble);
					assertNothingLost(trouble);
					assertShowsTheTruth(trouble);
				} finally {
					trouble.client.close();
				}
			}),
			{ numRuns: RUNS },
		);
	});

	test(`I1 I2 I3 I10 over ${name}, and whatever is found on the way, each state comes once, in order, and the last one always`, async () => {
		let used = 0;
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const trouble = makeTrouble(way);
				try {
					await trouble.begin();
					for (const step of all) {
						trouble.take(step);
						await rest();
					}
					await trouble.settle(true);
					assertOnceAndInOrder(trouble);
					assertShowsTheTruth(trouble);
					if (trouble.server.used.has(uses)) used += 1;
				} finally {
					trouble.client.close();
				}
			}),
			{ numRuns: RUNS },
		);
		assert.equal(used, RUNS, `not every run used a ${uses}`);
	});
}
