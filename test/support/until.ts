/** Waiting for something that another process does. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
	/** Default: 10,000. */
	readonly timeoutMs?: number;
	/** What is waited for, for the message when it does not happen. */
	readonly what?: string;
}

/** Asks `probe` again and again until it answers something other than undefined, null or false; answers that. */
export async function until<T>(
	probe: () => T | Promise<T>,
	{ timeoutMs = 10_000, what = probe.toString() }: UntilOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await probe();
		if (answer !== undefined && answer !== null && answer !== false) {
			return answer as Exclude<T, undefined | null | false>;
		}
		if (Date.now() > deadline) throw new Error(`Did not happen within ${timeoutMs} ms: ${what}`);
		await sleep(15);
	}
}
