/**
 * What was edited, so that it can be taken back. Pure.
 *
 *     past ◀─undo── now ──redo▶ future        put: now goes to the past, and there is no future any more
 */
export interface History<T> {
	readonly past: readonly T[];
	readonly now: T;
	readonly future: readonly T[];
	/** What the last edit was about: letters typed into one field are one edit. '': it stands alone. */
	readonly about: string;
}

/** Older ones go. */
const MOST = 200;

export const beginHistory = <T>(now: T): History<T> => ({ past: [], now, future: [], about: '' });

export function put<T>({ past, now, about: before }: History<T>, next: T, about = ''): History<T> {
	const isSame = about !== '' && about === before;
	return { past: isSame ? past : [...past, now].slice(-MOST), now: next, future: [], about };
}

export function undo<T>(history: History<T>): History<T> {
	const before = history.past.at(-1);
	if (before === undefined) return history;
	return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], about: '' };
}

export function redo<T>(history: History<T>): History<T> {
	const [next, ...future] = history.future;
	if (next === undefined) return history;
	return { past: [...history.past, history.now], now: next, future, about: '' };
}
