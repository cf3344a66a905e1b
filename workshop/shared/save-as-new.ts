/** Saving something under the first name that is free. */
import { type Api, ApiError } from './api.ts';

/** How many names are tried before somebody has to choose one. */
const MOST_TRIES = 50;
/** The longest name, less what makes it another one. */
const LONGEST = 58;

/** The first name that is free: `overview`, `overview-2` … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
	let free = name;
	for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
	return free;
}

export interface SaveAsNew {
	/** Below `/v1`, such as `/dashboards`. */
	readonly path: string;
	/** What the server says of a name that is taken. */
	readonly conflict: string;
	readonly wanted: string;
	readonly body: object;
}

/** @returns its name @throws ApiError */
export async function saveAsNew(api: Api, { path, conflict, wanted, body }: SaveAsNew): Promise<string> {
	const taken = new Set<string>();
	for (;;) {
		const name = freeName(wanted.slice(0, LONGEST), taken);
		try {
			await api.ask('PUT', `${path}/${name}`, { body, headers: { 'if-none-match': '*' } });
			return name;
		} catch (error) {
			const isTaken = error instanceof ApiError && error.code === conflict;
			if (!isTaken || taken.size >= MOST_TRIES) throw error;
			taken.add(name);
		}
	}
}
