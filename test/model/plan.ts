/** What happens in a round, and when: decided beforehand by the seed alone, so that it can be printed and replayed. */
import type { LinkFault } from './proxy.ts';
import type { Random } from './random.ts';

/** What a channel consists of, each of which Redis may evict alone; the loss of any of them begins a new epoch. */
export const REDIS_KEYS = ['meta', 'ring', 'snapshot', 'told'] as const;
export type RedisKey = (typeof REDIS_KEYS)[number];

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
	| { readonly kind: 'redis evict'; readonly chart: number; readonly key: RedisKey };

export interface Step {
	readonly atMs: number;
	readonly action: Action;
}

export interface PlanOptions {
	readonly faultsMs: number;
	readonly viewers: number;
	readonly charts: number;
	readonly nodes: number;
	/** Starting a node takes seconds. */
	readonly mostNodeFaults: number;
	readonly evictable: readonly RedisKey[];
}

export const viewerLink = (viewer: number) => `viewer ${viewer}`;
export const redisLink = (node: number) => `redis of node ${node}`;
export const PUBLISHER_LINK = 'redis of the publisher';

/** A viewer takes 2.75 s of its hasty clock for silence. */
const UNNOTICED_MS = 4_000;
const STEP_MS = [20, 160] as const;
const WEIGHTS = {
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
} satisfies Readonly<Record<Action['kind'], number>>;

function linkFault(random: Random, { viewers, nodes, faultsMs }: PlanOptions): Action {
	const whose = random.weighted({ viewer: 12, node: 3, publisher: 4 });
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
	const kind = random.weighted<Action['kind']>(WEIGHTS);
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
			return { kind, data: random.pick(['kept', 'stale', 'none']), downMs: random.between(0, 800) };
		case 'redis stop':
			// Shorter than a command may take: what is late must not come after what was tried again.
			return { kind, forMs };
		case 'redis evict':
			return { kind, chart, key: random.pick(options.evictable) };
		default:
			return { kind };
	}
}

export function planFaults(random: Random, options: PlanOptions): readonly Step[] {
	const steps: Step[] = [];
	let nodeFaults = 0;
	for (let atMs = 0; atMs < options.faultsMs; atMs += random.between(...STEP_MS)) {
		const action = anAction(random, options);
		if (action.kind === 'node') nodeFaults += 1;
		if (action.kind === 'node' && nodeFaults > options.mostNodeFaults) continue;
		steps.push({ atMs, action });
	}
	return steps;
}
