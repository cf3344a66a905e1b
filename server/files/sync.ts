/** What both commands share: who asks for what, and all three sides of each declaration. */
import { type Api, demandAuthorKey } from './api.ts';
import type { Compared } from './compare.ts';
import type { Folder } from './folder.ts';
import { type HereItem, readFolder } from './here.ts';
import { KINDS, type Kind, type Place, placeOf } from './places.ts';
import { State } from './state.ts';
import { readProject, type ThereItem } from './there.ts';

export interface SyncOptions {
	readonly api: Api;
	readonly folder: Folder;
	/** As the caller called it, for advice. */
	readonly dir: string;
	/** The file in it that says what was the same at last. */
	readonly stateFile: string;
	readonly dryRun: boolean;
	/** Conflicts are decided for the side on which it is said. */
	readonly force: boolean;
}

export interface Sides extends Compared {
	readonly key: string;
	readonly place: Place;
	readonly here: HereItem | undefined;
	readonly there: ThereItem | undefined;
	/** Why its files cannot be read. */
	readonly problem: string | undefined;
}

export interface Sync {
	readonly project: string;
	readonly subject: string;
	readonly state: State;
	/** What this server has. */
	readonly kinds: readonly Kind[];
	/** In the order in which they are pushed. */
	readonly all: readonly Sides[];
}

/** Changes nothing. @throws ApiError, FileError */
export async function readSides({ api, folder, stateFile }: SyncOptions): Promise<Sync> {
	const { project, subject } = await demandAuthorKey(api);
	const state = await State.read(folder, stateFile, { project, server: api.server });
	const { items: here, problems } = await readFolder(folder);
	const keys = [...here.keys(), ...problems.keys(), ...state.files.keys()];
	const { items: there, kinds } = await readProject(
		api,
		keys.flatMap((key) => placeOf(key) ?? []),
	);
	const all = [...new Set([...keys, ...there.keys()])].sort().flatMap((key): Sides[] => {
		const place = placeOf(key);
		const sides = {
			here: here.get(key),
			there: there.get(key),
			known: state.files.get(key),
			problem: problems.get(key),
		};
		return place === undefined ? [] : [{ key, place, ...sides }];
	});
	const order = ({ place }: Sides) => KINDS.indexOf(place.kind);
	return { project, subject, state, kinds, all: all.sort((a, b) => order(a) - order(b)) };
}

/** Nothing is to be done with it: what of this is new is remembered. */
export function settle(state: State, { key, here, there, known }: Sides): void {
	if (there === undefined) state.files.delete(key);
	else if (here?.hash === there.hash) state.files.set(key, { revision: there.revision, hash: there.hash });
	else if (known !== undefined) state.files.set(key, { ...known, revision: there.revision });
}
