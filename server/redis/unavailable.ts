/** Tells a Redis that cannot answer now from one that refuses what it was asked. */
import { ReplyError } from 'ioredis';
import { NamedError } from '../errors.ts';

/** Answers of a Redis that loads, fails over, is being resharded, is full, or must not be written to. */
const NOT_NOW =
	/\b(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|BUSY|OOM|MISCONF|NOREPLICAS|UNBLOCKED)\b/;

function isUnavailable(error: unknown): boolean {
	if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false;
	return error instanceof ReplyError ? NOT_NOW.test(error.message) : true;
}

/** @throws NamedError `stream_unavailable`, with its cause, when Redis cannot answer now; else what was thrown. */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof NamedError || !isUnavailable(error)) throw error;
		throw new NamedError('stream_unavailable', 'The stream store does not answer; try again shortly.', {
			cause: error,
		});
	}
}
