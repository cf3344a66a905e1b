/**
 * Who shares a client. Elements come and go, and move about in the page: one client serves all that ask for the same
 * thing, and ends only some time after the last of them has let go.
 */
import type { Timing } from './clock.ts';

export interface Lease<C> {
	readonly client: C;
	/** Lets go; calling it again changes nothing. */
	readonly release: () => void;
}

interface RegistryOptions<C, O> {
	readonly create: (options: O) => C;
	/** True when an existing client is what these options ask for. */
	readonly serves: (client: C, options: O) => boolean;
	readonly close: (client: C) => void;
	readonly timing: Timing;
	/** How long a client outlives its last user. Default 1,000. */
	readonly lingerMs?: number;
}

interface Entry<C> {
	readonly client: C;
	users: number;
	keep: () => void;
}

export function createRegistry<C, O>(registry: RegistryOptions<C, O>): (options: O) => Lease<C> {
	const { create, serves, close, timing, lingerMs = 1_000 } = registry;
	const entries = new Set<Entry<C>>();
	const end = (entry: Entry<C>) => {
		entries.delete(entry);
		close(entry.client);
	};
	return (options) => {
		let entry = [...entries].find(({ client }) => serves(client, options));
		if (entry === undefined) {
			entry = { client: create(options), users: 0, keep: () => undefined };
			entries.add(entry);
		}
		const held = entry;
		held.keep();
		held.users += 1;
		let released = false;
		const release = () => {
			if (released) return;
			released = true;
			held.users -= 1;
			if (held.users === 0) held.keep = timing.after(lingerMs, () => end(held));
		};
		return { client: held.client, release };
	};
}
