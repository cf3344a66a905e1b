/** Says that this worker is there and how many runs it takes; what all workers take together is what projects share. */
import { type Database, statement } from '../database/database.ts';

const announceWorker = statement<never>(import.meta.url, 'announce-worker');
const retireWorker = statement<never>(import.meta.url, 'retire-worker');

interface Announcing {
	readonly database: Database;
	readonly worker: string;
}

/** To be called every second: a worker that is not heard of for 10 s takes nothing any more. */
export async function announce({ database, worker }: Announcing, concurrency: number): Promise<void> {
	await announceWorker(database, [worker, concurrency]);
}

/** It takes no more. What it still runs holds no place that another worker would have. */
export async function retire({ database, worker }: Announcing): Promise<void> {
	await retireWorker(database, [worker]);
}
