/** The back end drives the work: refreshes what is wanted, and sweeps up what was lost. */
import { startLoop } from '../loop.ts';
import { refreshDue } from './refresh.ts';
import type { RunDeps } from './run.ts';
import { dropExpired, type SweepLimits, sweep } from './sweep.ts';
import { endUnwanted } from './unwanted.ts';
import { planPeaks, warmDue } from './warm.ts';

const REFRESH_MS = 250;
const SWEEP_MS = 1_000;
const PLAN_MS = 5_000;
const EXPIRE_MS = 60_000;

/** Returns what stops it. Several processes may run it at once: every step is safe to take twice. */
export function startDriver(deps: RunDeps, limits: SweepLimits): () => Promise<void> {
	const { log } = deps;
	// After an outage of the store the workers must have had the time to say that they are alive.
	let reachableSince = performance.now();
	let lastSweep = performance.now();
	const guardedSweep = async () => {
		if (performance.now() - lastSweep > limits.lostMs / 2) reachableSince = performance.now();
		await sweep(deps, { ...limits, takeBack: performance.now() - reachableSince >= limits.lostMs });
		lastSweep = performance.now();
	};
	const stops = [
		startLoop({ name: 'refresh', everyMs: REFRESH_MS, log, work: () => refreshDue(deps) }),
		startLoop({ name: 'sweep', everyMs: SWEEP_MS, log, work: guardedSweep }),
		// Apart from the sweep, which goes on while the leases cannot be read.
		startLoop({ name: 'unwanted', everyMs: SWEEP_MS, log, work: () => endUnwanted(deps) }),
		startLoop({ name: 'plan', everyMs: PLAN_MS, log, work: () => planPeaks(deps) }),
		startLoop({ name: 'warm', everyMs: SWEEP_MS, log, work: () => warmDue(deps) }),
		startLoop({ name: 'expire', everyMs: EXPIRE_MS, log, work: () => dropExpired(deps, limits) }),
	];
	return async () => {
		await Promise.all(stops.map((stop) => stop()));
	};
}
