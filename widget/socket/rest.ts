/**
 * When a hidden tab lets its connection go: after five minutes, unless something in it is still waited for. Looked at
 * again every minute, for a result may come, or a script may ask for more, while nobody looks.
 */
import type { Timing } from '../clock.ts';
import type { Snapshot, Target } from '../protocol.ts';

/** What somebody follows, as far as it matters here. */
export interface Followed {
	readonly target: Target;
	readonly channel: { readonly shown: { readonly view: Snapshot } | undefined } | undefined;
	readonly refusal: { readonly type: string; readonly retryable?: boolean } | undefined;
}

export const HIDDEN_MS = 300_000;
export const LOOK_AGAIN_MS = 60_000;

const ENDED: readonly string[] = ['failed', 'canceled'];

/** Whether the next thing to come is something that somebody waits for. An inbox never has a result; a dashboard is there once it is declared. */
export function awaitsResult({ target, channel, refusal }: Followed): boolean {
	if ('inbox' in target) return false;
	if (refusal !== undefined && refusal.retryable !== true) return false;
	const { run, result, dashboard } = channel?.shown?.view ?? {};
	return run === undefined ? (result ?? dashboard) === undefined : !ENDED.includes(run.kind);
}

interface RestOptions {
	readonly timing: Timing;
	readonly followed: () => readonly Followed[];
	readonly rest: () => void;
}

/** Called when the tab is hidden; returns what to call when it no longer is. */
export function restWhileHidden({ timing, followed, rest }: RestOptions): () => void {
	let cancel = timing.after(HIDDEN_MS, function look() {
		cancel = timing.after(LOOK_AGAIN_MS, look);
		if (!followed().some(awaitsResult)) rest();
	});
	return () => cancel();
}
