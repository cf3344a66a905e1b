/** A worker's part in alerts: it asks what is due, and evaluates what has ended. Several may do so at once. */
import { statement } from '../database/database.ts';
import { startLoop } from '../loop.ts';
import { askDue } from './ask.ts';
import { type AlertDeps, evaluatePending } from './evaluate.ts';

const LOOK_MS = 250;
const DROP_MS = 600_000;
/** Of each alert. */
const KEPT_EVENTS = 1_000;

const dropOldEvents = statement<never>(import.meta.url, 'drop-old-events');

/** Returns what stops it. */
export function startAlerts(deps: AlertDeps): () => Promise<void> {
	const { log, database } = deps;
	const stops = [
		startLoop({ name: 'ask alerts', everyMs: LOOK_MS, log, work: () => askDue(deps) }),
		// Apart from the asking: what has ended is not held up by what cannot be asked.
		startLoop({ name: 'evaluate alerts', everyMs: LOOK_MS, log, work: () => evaluatePending(deps) }),
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
