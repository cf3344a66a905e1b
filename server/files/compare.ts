/**
 * What is to be done with one declaration, from what it is here, there, and what it was when both were the same. Pure.
 *
 *     | here    | there   | push                     | pull                   |
 *     | ------- | ------- | ------------------------ | ---------------------- |
 *     | same    | same    | nothing                  | nothing                |
 *     | edited  | same    | update                   | keep                   |
 *     | same    | edited  | keep                     | write                  |
 *     | edited  | edited  | conflict                 | conflict               |
 *     | new     | none    | create                   | keep                   |
 *     | none    | new     | keep; --delete: conflict | write                  |
 *     | deleted | same    | keep; --delete: delete   | keep                   |
 *     | deleted | edited  | keep; --delete: conflict | conflict               |
 *     | same    | deleted | conflict                 | remove                 |
 *     | edited  | deleted | conflict                 | conflict               |
 *
 * A conflict becomes, by --force, what the side wants on which it is said.
 */
import type { Known } from './state.ts';

interface Said {
	/** Of the declaration. */
	readonly hash: string;
}

export interface There extends Said {
	readonly revision: number | null;
	readonly updatedBy: string;
}

export interface Compared {
	readonly here: Said | undefined;
	readonly there: There | undefined;
	/** When both were the same. */
	readonly known: Known | undefined;
}

type Still<Do extends string> = { readonly do: Do; readonly why: string };
export type PushStep = { readonly do: 'same' | 'create' | 'update' | 'delete' } | Still<'keep' | 'conflict'>;
export type PullStep = { readonly do: 'same' | 'write' | 'remove' } | Still<'keep' | 'conflict'>;

export interface PushWishes {
	readonly force: boolean;
	/** Whether what has no file is deleted. */
	readonly remove: boolean;
	/** The subject whose own saving is no surprise: that of a machine that always pushes the same files. */
	readonly own?: string | undefined;
}

const isEdited = ({ here, known }: Compared): boolean => here?.hash !== known?.hash;
const isChanged = ({ there, known }: Compared): boolean => there?.hash !== (known?.there ?? known?.hash);

const keep = (why: string) => ({ do: 'keep', why }) as const;
const conflict = (why: string) => ({ do: 'conflict', why }) as const;

const STRANGER = 'there is one there already, which was never pulled into this folder';

/** Whether what is there may be overwritten: this folder has seen it, or somebody insists. */
function mayWrite(compared: Compared, { force, own }: PushWishes): boolean {
	return force || !isChanged(compared) || (own !== undefined && compared.there?.updatedBy === own);
}

function pushRemoval(compared: Compared, wishes: PushWishes): PushStep {
	if (!wishes.remove) return keep('has no file here; --delete would delete it there');
	if (mayWrite(compared, wishes)) return { do: 'delete' };
	return conflict(compared.known === undefined ? STRANGER : 'its file is deleted here, and it was changed there');
}

export function pushStep(compared: Compared, wishes: PushWishes): PushStep {
	const { here, there, known } = compared;
	if (here === undefined) return there === undefined ? { do: 'same' } : pushRemoval(compared, wishes);
	if (there === undefined) {
		if (known === undefined || wishes.force) return { do: 'create' };
		return conflict('it was deleted there after it had been pulled');
	}
	if (here.hash === there.hash || !(isEdited(compared) || isChanged(compared))) return { do: 'same' };
	if (mayWrite(compared, wishes)) return { do: 'update' };
	if (!isEdited(compared)) return keep('was changed there, and not here; "chartwire pull" brings it');
	return conflict(known === undefined ? STRANGER : 'it was changed here, and there as well');
}

function pullRemoval(compared: Compared, force: boolean): PullStep {
	if (compared.here === undefined) return { do: 'same' };
	if (compared.known === undefined) return keep('is only here; "chartwire push" creates it there');
	if (!isEdited(compared) || force) return { do: 'remove' };
	return conflict('it was changed here, and deleted there');
}

export function pullStep(compared: Compared, { force }: { readonly force: boolean }): PullStep {
	const { here, there, known } = compared;
	if (there === undefined) return pullRemoval(compared, force);
	if (here === undefined) {
		if (known === undefined) return { do: 'write' };
		if (!isChanged(compared)) return keep('its file is deleted here; "chartwire push --delete" deletes it there');
		return force ? { do: 'write' } : conflict('its file is deleted here, and it was changed there');
	}
	if (here.hash === there.hash) return { do: 'same' };
	if (!isChanged(compared))
		return isEdited(compared) ? keep('was changed here; "chartwire push" brings it there') : { do: 'same' };
	if (!isEdited(compared) || force) return { do: 'write' };
	return conflict(
		known === undefined ? 'there is one here and one there, and they differ' : 'it was changed here, and there as well',
	);
}
