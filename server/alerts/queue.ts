/** Runs that alerts have still to look at: written in the transaction that ends a run, so that none is forgotten. */
import { type Executor, statement } from '../database/database.ts';

const queueEvaluations = statement<{ alert: string }>(import.meta.url, 'queue-evaluations');

/** In the transaction that ends the run, after the run has been locked by it: nobody can join it any more. Answers whether any waits for it. */
export async function queueForAlerts(tx: Executor, run: string): Promise<boolean> {
	return (await queueEvaluations(tx, [run])).length > 0;
}
