/**
 * Aborts with the first of the signals, or after so many ms with a TimeoutError. In place of `AbortSignal.any` with
 * `AbortSignal.timeout`: Node 20 collects a time-out that only a composite signal refers to, and it never fires
 * (test/unit/server/with-timeout).
 */
export function withTimeout(signals: readonly AbortSignal[], ms: number): AbortSignal {
	const own = new AbortController();
	setTimeout(() => own.abort(new DOMException('It took too long.', 'TimeoutError')), ms).unref();
	for (const signal of signals) {
		if (signal.aborted) own.abort(signal.reason);
		// It is let go with the own one, which ends in any case.
		else signal.addEventListener('abort', () => own.abort(signal.reason), { once: true, signal: own.signal });
	}
	return own.signal;
}
