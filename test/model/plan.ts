/** What happens in a round, and when: decided beforehand by the seed alone, so that it can be printed and replayed. */
import type { LinkFault } from './proxy.ts';
import type { Random } from './random.ts';

/** What a channel consists of, each of which Redis may evict alone; the loss of any of them begins a new epoch. */
export const REDIS_KEYS = ['meta', 'ring', 'snapshot', 'told'] as const;
export type RedisKey = (typeof REDIS_KEYS)[number];

/**
 * What a round is about. `log`: one Redis, and the publisher's log as the truth. `sentinel`: the same behind Sentinel,
 * where failovers lose writes. `charts`: a worker and real queries, with the rows of the customer's database as truth.
 */
export const KINDS = ['log', 'sentinel', 'charts'] as const;
export type Kind = (typeof KINDS)[number];

export type Action =
	| { readonly kind: 'publish'; readonly chart: number; readonly count: number }
	/** The fault, and after a while its end: everything passes again, or the connections break off. */
	| {
			readonly kind: 'link';
			readonly link: string;
			readonly fault: LinkFault['fault'];
			readonly delayMs: number;
			readonly forMs: number;
			readonly end: 'mend' | 'cut';
	  }
	| { readonly kind: 'cut everybody' }
	/** Frames come twice, in another order, or not at all. */
	| { readonly kind: 'unruly frames'; readonly viewer: number; readonly forMs: number }
	| { readonly kind: 'stop reading'; readonly viewer: number; readonly forMs: number }
	/** Stops watching one chart, and comes back. */
	| { readonly kind: 'look away'; readonly viewer: number; readonly forMs: number }
	| { readonly kind: 'node'; readonly node: number; readonly how: 'kill' | 'leave' }
	/** What is announced does not reach the node, on connections that are healthy otherwise. */
	| { readonly kind: 'lost announcements'; readonly node: number; readonly forMs: number }
	| { readonly kind: 'redis restart'; readonly data: 'kept' | 'stale' | 'none'; readonly downMs: number }
	| { readonly kind: 'redis stop'; readonly forMs: number }
	/** The state to which a restart with stale data goes back. */
	| { readonly kind: 'redis save' }
	| { readonly kind: 'redis flush' }
	| { readonly kind: 'redis evict'; readonly chart: number; readonly key: RedisKey }
	/** The replica is promoted without what was acknowledged in `lostForMs`; later the old primary comes back as replica. */
	| {
			readonly kind: 'redis failover';
			readonly lostForMs: number;
			readonly how: 'kill' | 'freeze';
			readonly awayMs: number;
	  }
	/** Several megabytes for one chart, while some do not read. */
	| { readonly kind: 'burst'; readonly chart: number; readonly count: number; readonly readers: readonly number[] }
	/** A wall clock is set, so far ahead of the truth; monotonic ones are not. */
	| { readonly kind: 'clock'; readonly whose: Clock; readonly aheadMs: number }
	| { readonly kind: 'worker'; readonly how: 'kill' | 'leave' };

export const CLOCKS = ['node 0', 'node 1', 'redis', 'teller', 'viewers'] as const;
export type Clock = (typeof CLOCKS)[number];

export interface Step {
	readonly atMs: number;
	readonly action: Action;
}

export interface PlanOptions {
	readonly kind: Kind;
	readonly faultsMs: number;
	readonly viewers: number;
	readonly charts: number;
	readonly nodes: number;
	/** In one sequence. Starting a node takes seconds; workers, failovers and bursts are had once. */
	readonly mostNodeFaults: number;
	readonly evictable: readonly RedisKey[];
}

export const viewerLink = (viewer: number) => `viewer ${viewer}`;
export const redisLink = (node: number) => `redis of node ${node}`;
export const PUBLISHER_LINK = 'redis of the publisher';

/** A viewer takes 2.75 s of its hasty clock for silence. */
const UNNOTICED_MS = 4_000;
const STEP_MS = [20, 160] as const;
type Weights = Readonly<Record<Action['kind'], number>>;
const LOG_WEIGHTS: Weights = {
	publish: 40,
	link: 18,
	'cut everybody': 1,
	'unruly frames': 12,
	'stop reading': 4,
	'look away': 5,
	node: 2,
	'lost announcements': 5,
	'redis restart': 2,
	'redis stop': 2,
	'redis save': 2,
	'redis flush': 1,
	'redis evict': 4,
	'redis failover': 0,
	burst: 2,
	clock: 5,
	worker: 0,
};
const NO_REDIS = { 'lost announcements': 0, 'redis restart': 0, 'redis stop': 0, 'redis save': 0 };
const WEIGHTS: Readonly<Record<Kind, Weights>> = {
	log: LOG_WEIGHTS,
	// A stopped primary is a failover.
	sentinel: { ...LOG_WEIGHTS, ...NO_REDIS, 'redis failover': 8, burst: 1 },
	charts: { ...LOG_WEIGHTS, 'redis save': 0, 'redis flush': 5, burst: 0, worker: 3 },
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Beyond 24 hours everything in Redis has expired. */
const JUMPS_MS = [0, 20 * SECOND_MS, 5 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS, 30 * HOUR_MS];

function linkFault(random: Random, { kind, viewers, nodes, faultsMs }: PlanOptions): Action {
	// Behind Sentinel everybody is told the true address of Redis; and workers have links of their own.
	const redis = kind === 'sentinel' ? 0 : 1;
	const whose = random.weighted({ viewer: 12, node: 3 * redis, publisher: kind === 'log' ? 4 : 0 });
	const common = { kind: 'link', delayMs: random.between(20, 250), end: random.chance(0.5) ? 'mend' : 'cut' } as const;
	const forMs = random.between(100, Math.min(1_500, faultsMs));
	if (whose === 'publisher') {
		// What it is not told must be lost for good: an answer in the middle of the next request is a broken Redis.
		const fault = random.weighted({ deafen: 4, cut: 2, delay: 1 });
		const end = fault === 'deafen' ? 'cut' : common.end;
		return { ...common, link: PUBLISHER_LINK, fault, forMs: random.between(20, 300), end };
	}
	if (whose === 'node') {
		const fault = random.weighted({ cut: 3, freeze: 2, delay: 2 });
		return { ...common, link: redisLink(random.between(0, nodes - 1)), fault, forMs };
	}
	const link = viewerLink(random.between(0, viewers - 1));
	const fault = random.weighted({ cut: 5, freeze: 4, delay: 3 });
	// Now and then so long that the viewer must notice by itself that nothing comes.
	const long = fault === 'freeze' && random.chance(0.3) && faultsMs >= UNNOTICED_MS;
	return { ...common, link, fault, forMs: long ? UNNOTICED_MS : forMs };
}

function anAction(random: Random, options: PlanOptions): Action {
	const kind = random.weighted<Action['kind']>(WEIGHTS[options.kind]);
	const viewer = random.between(0, options.viewers - 1);
	const chart = random.between(0, options.charts - 1);
	const forMs = random.between(100, Math.min(2_000, options.faultsMs));
	switch (kind) {
		case 'publish':
			return { kind, chart, count: random.chance(0.1) ? random.between(40, 90) : random.between(1, 8) };
		case 'link':
			return linkFault(random, options);
		case 'unruly frames':
		case 'stop reading':
		case 'look away':
			return { kind, viewer, forMs };
		case 'node':
			return { kind, node: random.between(0, options.nodes - 1), how: random.chance(0.7) ? 'kill' : 'leave' };
		case 'lost announcements':
			return { kind, node: random.between(0, options.nodes - 1), forMs: random.between(20, 600) };
		case 'redis restart':
			return {
				kind,
				data: random.pick(options.kind === 'log' ? ['kept', 'stale', 'none'] : ['kept', 'none']),
				downMs: random.between(0, 800),
			};
		case 'redis stop':
			// Shorter than a command may take: what is late must not come after what was tried again.
			return { kind, forMs };
		case 'redis evict':
			return { kind, chart, key: random.pick(options.evictable) };
		case 'redis failover':
			return {
				kind,
				lostForMs: random.between(0, 600),
				how: random.pick(['kill', 'freeze']),
				awayMs: random.between(0, 1_000),
			};
		case 'burst': {
			const readers = Array.from({ length: options.viewers }, (_, each) => each).filter(() => random.chance(0.3));
			return { kind, chart, count: random.between(60, 200), readers };
		}
		case 'clock':
			return { kind, whose: random.pick(CLOCKS), aheadMs: random.pick(JUMPS_MS) * random.pick([1, -1]) };
		case 'worker':
			return { kind, how: random.pick(['kill', 'leave']) };
		default:
			return { kind };
	}
}

export function planFaults(random: Random, options: PlanOptions): readonly Step[] {
	const steps: Step[] = [];
	const left = { node: options.mostNodeFaults, worker: 1, burst: 1, 'redis failover': 1 };
	const isFewOnly = (kind: string): kind is keyof typeof left => kind in left;
	for (let atMs = 0; atMs < options.faultsMs; atMs += random.between(...STEP_MS)) {
		const action = anAction(random, options);
		if (isFewOnly(action.kind)) {
			left[action.kind] -= 1;
			if (left[action.kind] < 0) continue;
		}
		steps.push({ atMs, action });
	}
	return steps;
}
