/** That somebody else was faster, and how it is answered. */
import type { Context } from 'hono';
import { type ErrorCode, NamedError } from '../errors.ts';
import { answerFor } from '../http.ts';

export class SavingConflict<Stored = unknown> extends NamedError {
	/** Undefined: it has been deleted. */
	readonly stored: Stored | undefined;

	constructor(code: ErrorCode, message: string, stored: Stored | undefined) {
		super(code, message);
		this.stored = stored;
	}
}

/** What to do, said to whoever was late. Only of what has versions can one that was deleted be restored. */
export function lateMessage(
	{ noun, name, keeps }: { readonly noun: string; readonly name: string; readonly keeps: 'version' | 'revision' },
	stored: { readonly revision: number } | undefined,
): string {
	const named = `The ${noun} "${name}"`;
	if (stored !== undefined)
		return `${named} was saved meanwhile, as ${keeps} ${stored.revision}; compare both, and save from that one.`;
	return `${named} has been deleted meanwhile; save it as a new one${keeps === 'version' ? ', or restore it' : ''}.`;
}

export interface ConflictAnswer<Stored> {
	/** As it is answered. */
	readonly shown: (stored: Stored) => unknown;
	/** What was to be saved. */
	readonly given?: object | undefined;
}

/** With what is stored, so that a page can show both. @throws the error, if it is another one */
export async function answerConflict<Stored>(
	context: Context,
	error: unknown,
	{ shown, given }: ConflictAnswer<Stored>,
): Promise<Response> {
	if (!(error instanceof SavingConflict)) throw error;
	const { body, status, headers } = answerFor(error);
	const stored = error.stored === undefined ? null : await shown(error.stored as Stored);
	return context.json({ ...body, stored, ...(given === undefined ? {} : { given }) }, status, headers);
}
