/**
 * One round: viewers join, faults fall as planned, then calm: what was broken is mended, one last event is published
 * for each channel, and within a bounded time every viewer must show it, and all that was seen must agree with the log.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Evidence } from './evidence.ts';
import { joinWhileTold } from './joining.ts';
import { type Action, type PlanOptions, planFaults, type RedisKey, type Step, viewerLink } from './plan.ts';
import { type Random, seeded } from './random.ts';
import { outpaceReader } from './slow-reader.ts';
import type { RedisAction } from './unruly-redis.ts';
import { Viewer } from './viewer.ts';
import { NODES, setClocksRight, type World } from './world.ts';

export interface RoundOptions {
	readonly seed: number;
	/** How often faults and calm follow one another, with the same viewers. */
	readonly sequences: number;
	readonly faultsMs: number;
	/** In one sequence. */
	readonly mostNodeFaults: number;
	readonly evictable: readonly RedisKey[];
}

export interface Played {
	readonly steps: readonly Step[];
	/** How many viewers were on which transport at the end. */
	readonly carriers: string;
}

/** The longest wait of a viewer's back-off is 7.5 s. */
const QUIET_WITHIN_MS = 25_000;
const LOOK_MS = 20;
const LOSSY_SHARE = 0.3;
const ON_ITS_WAY_MS = 60;
const STAGED_SHARE = 0.5;
const OUTPACED_SHARE = 0.3;
/** A result of this size still travels inside its event. */
const BURST_BYTES = 15_000;

function countCarriers(viewers: readonly Viewer[]): string {
	const counts = new Map<string, number>();
	for (const { carrier } of viewers) counts.set(carrier, (counts.get(carrier) ?? 0) + 1);
	return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

/** What is known from all rounds that were played in one world. */
export class Model {
	readonly evidence = new Evidence();
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	nodeOutput(): string {
		return this.#world.nodeOutput();
	}

	/** Violations are in the evidence. */
	async play(options: RoundOptions): Promise<Played> {
		const random = seeded(options.seed);
		const { charts, addresses, token, teller, viewersClock: clock, oracle } = this.#world;
		const { numberIn } = oracle;
		setClocksRight(this.#world);
		await teller.seed(random.between(1, 1_000_000_000));
		const viewers = addresses.map(
			(server, number) =>
				new Viewer({ number, server, token, random: random.fork(), charts, evidence: this.evidence, numberIn, clock }),
		);
		const steps: Step[] = [];
		let carriers = '';
		try {
			for (let sequence = 0; sequence < options.sequences; sequence += 1) {
				const plan = planFaults(random.fork(), this.#planOptions(options));
				steps.push(...plan);
				await this.#perform(plan, viewers, random.fork());
				await this.#calm(viewers, random.fork());
				carriers = countCarriers(viewers);
				if (this.evidence.violations.length > 0) break;
			}
		} finally {
			for (const viewer of viewers) viewer.end();
		}
		return { steps, carriers };
	}

	#planOptions({ faultsMs, mostNodeFaults, evictable }: RoundOptions): PlanOptions {
		const { addresses, charts, kind } = this.#world;
		return { kind, faultsMs, mostNodeFaults, evictable, viewers: addresses.length, charts: charts.size, nodes: NODES };
	}

	async #perform(plan: readonly Step[], viewers: readonly Viewer[], random: Random): Promise<void> {
		const began = performance.now();
		const under: Promise<void>[] = [];
		const failures: unknown[] = [];
		for (const { atMs, action } of plan) {
			await sleep(Math.max(0, began + atMs - performance.now()));
			under.push(this.#act(action, viewers, random).catch((error: unknown) => void failures.push(error)));
		}
		await Promise.all(under);
		if (failures.length > 0)
			throw new Error(`A fault could not be brought about: ${failures.map(String).join('; ')}`, { cause: failures[0] });
	}

	async #act(action: Action, viewers: readonly Viewer[], random: Random): Promise<void> {
		const { proxy, teller, redis } = this.#world;
		switch (action.kind) {
			case 'publish':
				return teller.publish(this.#channelOf(action.chart), action.count);
			case 'link': {
				const { link: name, fault, delayMs, forMs, end } = action;
				await proxy.apply({ name, fault, delayMs });
				if (fault === 'cut') return;
				await sleep(forMs);
				return proxy.apply({ name, fault: end });
			}
			case 'cut everybody':
				await Promise.all(viewers.map((_, number) => proxy.apply({ name: viewerLink(number), fault: 'cut' })));
				return;
			case 'node':
				return this.#world.restartNode(action.node, action.how);
			case 'lost announcements':
				return this.#world.loseAnnouncements(action.node, sleep(action.forMs));
			case 'unruly frames':
			case 'stop reading':
			case 'look away':
				return this.#disturb(action, viewers, random);
			case 'burst':
				return this.#burst(action, viewers);
			case 'clock':
				return this.#world.setClock(action.whose, action.aheadMs);
			case 'worker':
				return this.#world.restartWorker(action.how);
			default:
				return redis.perform(action satisfies RedisAction, (chart) => this.#channelOf(chart));
		}
	}

	async #disturb(
		{ kind, viewer: number, forMs }: Extract<Action, { viewer: number }>,
		viewers: readonly Viewer[],
		random: Random,
	): Promise<void> {
		const viewer = viewers[number];
		if (viewer === undefined) return;
		if (kind === 'unruly frames') viewer.sockets.unruly = true;
		else if (kind === 'stop reading') viewer.sockets.pause(true);
		else viewer.lookAway(random, forMs);
		await sleep(forMs);
		if (kind === 'unruly frames') viewer.sockets.unruly = false;
		else if (kind === 'stop reading') viewer.sockets.pause(false);
	}

	async #burst(
		{ chart, count, readers }: Extract<Action, { kind: 'burst' }>,
		viewers: readonly Viewer[],
	): Promise<void> {
		const { teller } = this.#world;
		const channel = this.#channelOf(chart);
		const paused = readers.flatMap((each) => viewers[each] ?? []);
		for (const { sockets } of paused) sockets.pause(true);
		await teller.publish(channel, count, BURST_BYTES);
		await teller.told(channel);
		await sleep(ON_ITS_WAY_MS);
		for (const { sockets } of paused) sockets.pause(false);
	}

	#channelOf(chart: number): string {
		return [...this.#world.charts.values()][chart] ?? '';
	}

	async #calm(viewers: readonly Viewer[], random: Random): Promise<void> {
		await this.#loseTheLast(viewers, random);
		const { oracle } = this.#world;
		await oracle.read();
		for (const viewer of viewers) if (random.chance(0.5)) viewer.hurry();
		const behind = () => viewers.flatMap((viewer) => viewer.behind((channel) => oracle.lastOf(channel)));
		const deadline = performance.now() + QUIET_WITHIN_MS;
		while (behind().length > 0 && performance.now() < deadline) await this.#lookAgain();
		for (const { who, what } of behind()) this.evidence.report('I3 I10', who, what);
		this.evidence.compare(oracle);
		if (random.chance(STAGED_SHARE)) await joinWhileTold(this.#world, this.evidence, random.fork());
		if (random.chance(OUTPACED_SHARE)) await outpaceReader(this.#world, this.evidence, random.fork());
	}

	/** Publishes the last events while some cannot hear of them, neither by themselves nor, for one node, all of its own. */
	async #loseTheLast(viewers: readonly Viewer[], random: Random): Promise<void> {
		const lossy = viewers.filter(() => random.chance(LOSSY_SHARE));
		for (const { sockets } of lossy) sockets.losing = true;
		const published = this.#world.teller.finish();
		const lost = random.chance(0.5)
			? this.#world.loseAnnouncements(random.between(0, NODES - 1), published)
			: Promise.resolve();
		await Promise.all([published, lost]);
		await sleep(ON_ITS_WAY_MS);
		for (const { sockets } of lossy) sockets.losing = false;
	}

	/** A late loss of data may have made the publisher add an entry. */
	async #lookAgain(): Promise<void> {
		await sleep(LOOK_MS);
		await this.#world.oracle.read();
	}
}
