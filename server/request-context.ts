/**
 * Of which request, and of which run, the work under way is part. Every line of the log takes it from here, so that
 * nobody has to hand it on; where work changes the process it travels in the run's row.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export interface RequestContext {
	readonly request?: string;
	readonly run?: string;
}

/** What a proxy or a page may name a request; anything else is replaced, since it goes into the log and a header. */
const WELL_FORMED = /^[A-Za-z0-9._-]{1,64}$/;
const storage = new AsyncLocalStorage<RequestContext>();

/** The given name if it is well-formed, or else a new one. */
export const requestIdOf = (given: string | undefined): string =>
	given !== undefined && WELL_FORMED.test(given) ? given : randomUUID();

/** Everything that `work` begins, also what goes on after it, belongs to this. */
export const within = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): RequestContext => storage.getStore() ?? {};
