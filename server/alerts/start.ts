/** A worker's part in alerts: it asks what is due, and evaluates what has ended. Several may do so at once. */
import { statement } from '../database/database.ts';
import { startLoop } from '../loop.ts';
import { askDue } from './ask.ts';
import { type AlertDeps, evaluatePending } from './evaluate.ts';

const LOOK_MS = 250;
/** While nothing is there. None is asked oftener than every ten seconds. */
const IDLE_ASK_MS = 1_000;
/** What has ended in this process is looked at at once; this is for what has ended in others. */
const IDLE_EVALUATE_MS = 2_000;
const DROP_MS = 600_000;
/** Of each alert. */
const KEPT_EVENTS = 1_000;

const dropOldEvents = statement<never>(import.meta.url, 'drop-old-events');

export interface StartAlertsOptions {
	/** Subscribes to `RunDeps.onEvaluationsQueued` of this process. */
	readonly onQueued: (wake: () => void) => () => void;
}

/** Returns what stops it. */
export function startAlerts(deps: AlertDeps, { onQueued }: StartAlertsOptions): () => Promise<void> {
	const { log, database } = deps;
	const stops = [
		startLoop({ name: 'ask alerts', everyMs: LOOK_MS, idleMs: IDLE_ASK_MS, log, work: () => askDue(deps) }),
		// Apart from the asking: what has ended is not held up by what cannot be asked.
		startLoop({
			name: 'evaluate alerts',
			everyMs: LOOK_MS,
			idleMs: IDLE_EVALUATE_MS,
			onWake: onQueued,
			log,
			work: () => evaluatePending(deps),
		}),
		startLoop({
			name: 'drop alert events',
			everyMs: DROP_MS,
			log,
			work: async () => void (await dropOldEvents(database, [KEPT_EVENTS])),
		}),
	];
	return async () => {
		await Promise.all(stops.map((stop) => stop()));
	};
}
