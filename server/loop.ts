/** Calls something again and again, never twice at once, until stopped; a failure is logged and the loop goes on. */
import type { Log } from './log.ts';

export interface LoopOptions {
	readonly name: string;
	readonly everyMs: number;
	readonly log: Log;
	readonly work: () => Promise<void>;
}

/** Returns what stops it, which resolves when the work under way has ended. */
export function startLoop({ name, everyMs, log, work }: LoopOptions): () => Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	let failures = 0;
	const turn = async () => {
		try {
			await work();
			failures = 0;
		} catch (error) {
			failures += 1;
			if (failures === 1 || failures % 30 === 0)
				log.warn({ loop: name, failures, error: String(error) }, 'a loop failed');
		}
		if (!stopped) timer = setTimeout(start, failures === 0 ? everyMs : Math.min(5_000, everyMs * 2 ** failures));
	};
	let running = Promise.resolve();
	const start = () => {
		running = turn();
	};
	start();
	return async () => {
		stopped = true;
		clearTimeout(timer);
		await running;
		clearTimeout(timer);
	};
}
