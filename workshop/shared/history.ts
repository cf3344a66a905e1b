/**
 * What was before each change, so that it can be taken back and made again. Pure.
 *
 *     past ◀─undo── present ──redo▶ future        change: the present goes to the past, and there is no future any more
 */

export interface History<T> {
	/** The latest last. */
	readonly past: readonly T[];
	readonly present: T;
	/** What was taken back; the next to be made again last. */
	readonly future: readonly T[];
	/** What the last change was about; '': of its own. */
	readonly about: string;
}

/** Older ones go. */
const MOST = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], about: '' });

/**
 * @param about changes that follow one another about the same thing, such as the letters of a title, are taken back together;
 * '': this one is by itself
 */
export function change<T>(history: History<T>, present: T, about = ''): History<T> {
	if (present === history.present) return history;
	const isSame = about !== '' && about === history.about;
	const past = isSame ? history.past : [...history.past, history.present].slice(-MOST);
	return { past, present, future: [], about };
}

/** @returns undefined: there is nothing to be taken back */
export function undo<T>({ past, present, future }: History<T>): History<T> | undefined {
	const before = past.at(-1);
	if (past.length === 0 || before === undefined) return undefined;
	return { past: past.slice(0, -1), present: before, future: [...future, present], about: '' };
}

/** @returns undefined: there is nothing to be made again */
export function redo<T>({ past, present, future }: History<T>): History<T> | undefined {
	const after = future.at(-1);
	if (future.length === 0 || after === undefined) return undefined;
	return { past: [...past, present], present: after, future: future.slice(0, -1), about: '' };
}
