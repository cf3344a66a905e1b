/** `chartwire pull`: the folder becomes what the project is, but for what was edited in it. */
import { pullStep } from './compare.ts';
import { filesOf, hashOf, jsonPath, sqlOf, sqlPath } from './declarations.ts';
import type { Folder } from './folder.ts';
import { diffOf, type Item, itemFor, labelOf, type Outcome } from './outcome.ts';
import type { State } from './state.ts';
import { readSides, type Sides, type SyncOptions, settle } from './sync.ts';
import type { ThereItem } from './there.ts';

/** Files that cannot be read are edited ones: nobody knows what is in them. */
const UNREADABLE = { hash: '' };

const remedy = (dir: string): string =>
	`Put both together in the file and "chartwire push ${dir} --force"; or drop what is here: "chartwire pull ${dir} --force"`;

async function write(folder: Folder, { place, declaration, revision, hash: there }: ThereItem) {
	const files = filesOf(place, declaration);
	// The SQL first: a declaration is whole once its JSON is there.
	for (const file of files.toReversed()) await folder.write(file);
	const sql = files.find(({ path }) => path === sqlPath(place));
	const hash = hashOf(sql === undefined ? declaration : { ...declaration, sql: sqlOf(sql.text) });
	return { revision, hash, ...(hash === there ? {} : { there }) };
}

async function apply(sides: Sides, options: SyncOptions, state: State): Promise<Item> {
	const { key, place, here, there, problem } = sides;
	const { folder, dryRun, dir } = options;
	const step = pullStep(problem === undefined ? sides : { ...sides, here: UNREADABLE }, options);
	const difference = () =>
		diffOf(
			place,
			{ declaration: here?.declaration, label: 'here' },
			{ declaration: there?.declaration, label: there === undefined ? 'there: deleted' : labelOf(there) },
		);
	switch (step.do) {
		case 'same':
			settle(state, sides);
			return itemFor(place, 'same');
		case 'keep':
			return itemFor(place, 'keep', { message: problem ?? step.why });
		case 'conflict': {
			const why = problem === undefined ? step.why : `${problem} It differs from what is there`;
			return itemFor(place, 'conflict', { message: `${why}. ${remedy(dir)}.`, diff: difference() });
		}
		case 'write':
			if (!dryRun && there !== undefined) state.files.set(key, await write(folder, there));
			break;
		case 'remove':
			if (!dryRun) {
				await folder.remove(jsonPath(place));
				if (place.kind === 'chart') await folder.remove(sqlPath(place));
				state.files.delete(key);
			}
	}
	return itemFor(place, step.do, dryRun ? { diff: difference() } : {});
}

/** @throws ApiError, FileError */
export async function pull(options: SyncOptions): Promise<Outcome> {
	const { api, folder, dryRun } = options;
	const { project, state, all } = await readSides(options);
	const items: Item[] = [];
	try {
		for (const sides of all) items.push(await apply(sides, options, state));
	} finally {
		if (!dryRun) await state.save(folder);
	}
	return { command: 'pull', project, server: api.server, dryRun, items };
}
