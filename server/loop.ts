/** Calls something again and again, never twice at once, until stopped; a failure is logged and the loop goes on. */
import type { Log } from './log.ts';

export interface LoopOptions {
	readonly name: string;
	readonly everyMs: number;
	/** The longest pause: while there is nothing to do, each is twice the one before. Default: everyMs. */
	readonly idleMs?: number;
	/** Subscribes to what ends a pause at once, or after a failure in everyMs at most, and returns its unsubscribe. */
	readonly onWake?: (wake: () => void) => () => void;
	readonly log: Log;
	/** Answers false where there was nothing to do. */
	readonly work: () => Promise<unknown>;
}

/** Returns what stops it, which resolves when the work under way has ended. */
export function startLoop(options: LoopOptions): () => Promise<void> {
	const { name, everyMs, idleMs = everyMs, onWake, log, work } = options;
	let timer: NodeJS.Timeout | undefined;
	let [stopped, woken] = [false, false];
	let [failures, idle] = [0, 0];
	const pauseMs = () => {
		// What has failed may fail again: however often it is woken, it keeps its pace.
		if (woken) return failures > 0 ? everyMs : 0;
		return failures > 0 ? Math.min(5_000, everyMs * 2 ** failures) : Math.min(idleMs, everyMs * 2 ** idle);
	};
	const turn = async () => {
		woken = false;
		try {
			idle = (await work()) === false ? idle + 1 : 0;
			failures = 0;
		} catch (error) {
			failures += 1;
			if (failures === 1 || failures % 30 === 0)
				log.warn({ loop: name, failures, error: String(error) }, 'a loop failed');
		}
		if (!stopped) timer = setTimeout(start, pauseMs());
	};
	let running = Promise.resolve();
	const start = () => {
		timer = undefined;
		running = turn();
	};
	const quiet = onWake?.(() => {
		if (woken) return;
		woken = true;
		if (timer === undefined) return;
		clearTimeout(timer);
		if (failures > 0) timer = setTimeout(start, pauseMs());
		else start();
	});
	start();
	return async () => {
		stopped = true;
		quiet?.();
		clearTimeout(timer);
		await running;
		clearTimeout(timer);
	};
}
