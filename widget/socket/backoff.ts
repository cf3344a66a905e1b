/** How long to wait before the next try: exponential, capped first, and then fully jittered. */

export const BASE_MS = 500;
export const CAP_MS = 30_000;

interface BackoffOptions {
	/** From 0 up to, and not including, 1. Passed in, so that a test may say what chance says. */
	readonly random: number;
	/** The server's wish over how much time its clients spread their return. It widens a wait, and never beyond the cap. */
	readonly spreadMs?: number;
	/** A hint such as `Retry-After`: never earlier than this; the jitter comes on top. */
	readonly notBeforeMs?: number;
}

/**
 * The wait before retry number `retry`, which counts from 0. Full jitter, because clients that were cut off together
 * must not come back together: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(retry: number, { random, spreadMs = 0, notBeforeMs = 0 }: BackoffOptions): number {
	const grown = BASE_MS * 2 ** Math.min(retry, 16);
	// Written so that anything but a number above `grown` counts as no wish at all.
	const ceiling = Math.min(CAP_MS, spreadMs > grown ? spreadMs : grown);
	return Math.round(notBeforeMs + random * ceiling);
}
