import { ChartwireError } from '../../errors.ts';

const PASSING: readonly number[] = [408, 429];

/** True for an answer that asking again does not change: it is not there any more, or not for this bearer. */
export function isLasting(error: unknown): boolean {
	if (!(error instanceof ChartwireError)) return false;
	return error.status >= 400 && error.status < 500 && !PASSING.includes(error.status);
}
