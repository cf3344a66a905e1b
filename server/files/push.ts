/** `chartwire push`: the project becomes what the folder is, but for what was changed there meanwhile. */
import { ApiError } from './api.ts';
import { type PushStep, type PushWishes, pushStep } from './compare.ts';
import { jsonPath } from './declarations.ts';
import { FileError } from './json-text.ts';
import { diffOf, type Item, itemFor, labelOf, type Outcome } from './outcome.ts';
import { folderOf, KINDS } from './places.ts';
import { type Logins, save, variableOf } from './save.ts';
import { readSides, type Sides, type Sync, type SyncOptions, settle } from './sync.ts';
import { itemOf } from './there.ts';

export interface PushOptions extends SyncOptions {
	/** Whether what has no file is deleted there. */
	readonly remove: boolean;
	/** Whether what this key itself saved last counts as known here. */
	readonly own: boolean;
	readonly logins: Logins;
}

interface Planned {
	readonly sides: Sides;
	readonly step: PushStep;
}

const remedy = (dir: string): string =>
	`Put both together in the file and "chartwire push ${dir} --force"; or take what is there: "chartwire pull ${dir} --force"`;

/** How what is there becomes what is here. */
const differenceOf = ({ place, here, there }: Sides): string =>
	diffOf(
		place,
		{ declaration: there?.declaration, label: there === undefined ? 'there: deleted' : labelOf(there) },
		{ declaration: here?.declaration, label: 'here' },
	);

/** Deleted last, and in the other order: what asks something goes before it. */
function inOrder(planned: readonly Planned[]): readonly Planned[] {
	const isDeleted = ({ step }: Planned) => step.do === 'delete';
	return [...planned.filter((each) => !isDeleted(each)), ...planned.filter(isDeleted).toReversed()];
}

function demandReadable({ all, kinds }: Sync): void {
	const problems = all.flatMap(({ problem }) => problem ?? []);
	if (problems.length > 0) throw new FileError(`${problems.join('\n')}\nNothing was pushed.`);
	const lacking = KINDS.find(
		(kind) => !kinds.includes(kind) && all.some((each) => each.place.kind === kind && each.here),
	);
	if (lacking === undefined) return;
	throw new FileError(
		`${folderOf(lacking)}/: this server knows no ${folderOf(lacking)}; update it. Nothing was pushed.`,
	);
}

/** Else the one's password could be sent to where the other one says. */
function demandOwnLogins(planned: readonly Planned[]): void {
	const sources = planned.filter(({ sides: { place, here, there } }) => place.kind === 'source' && (here ?? there));
	const isOf = (variable: string) => (each: Planned) => variableOf(each.sides.place.name) === variable;
	for (const made of sources.filter(({ step }) => step.do === 'create')) {
		const { place } = made.sides;
		const variable = variableOf(place.name);
		const other = sources.filter((each) => each !== made).find(isOf(variable));
		if (other === undefined) continue;
		const clash = `${jsonPath(place)}: it is new, and would have the login ${variable}… of ${jsonPath(other.sides.place)}`;
		throw new FileError(`${clash}; give it another name, or make it in the workshop, on the page "Sources".`);
	}
}

/** Nothing has been done yet: in a dry run, and where something is in conflict. */
function told({ sides, step }: Planned, { dir, dryRun }: PushOptions): Item {
	const { place } = sides;
	if (step.do === 'same') return itemFor(place, 'same');
	if (step.do === 'keep') return itemFor(place, 'keep', { message: step.why });
	const diff = differenceOf(sides);
	if (step.do === 'conflict') return itemFor(place, 'conflict', { message: `${step.why}. ${remedy(dir)}.`, diff });
	return dryRun
		? itemFor(place, step.do, { diff })
		: itemFor(place, 'skip', { message: 'something else is in conflict' });
}

/** The server was asked, and refused. */
function refused({ sides, step }: Planned, error: ApiError, dir: string): Item {
	const { place, here } = sides;
	const { stored } = (error.body ?? {}) as { readonly stored?: unknown };
	if (error.status === 409 && stored !== undefined) {
		const now = { ...sides, there: stored === null ? undefined : itemOf(place, stored) };
		const message = `it was changed there a moment ago. ${remedy(dir)}.`;
		return itemFor(place, 'conflict', { message, diff: differenceOf(now) });
	}
	const [, field] = /^The request is not right: ([\w.-]+): /.exec(error.message) ?? [];
	const isPlaced = here !== undefined && step.do !== 'delete' && field !== undefined;
	return itemFor(place, 'fail', { message: `${isPlaced ? `${here.whereIs(field)}: ` : ''}${error.message}` });
}

async function apply(planned: Planned, options: PushOptions, { state }: Sync): Promise<Item> {
	const { sides, step } = planned;
	const { key, place, there } = sides;
	if (step.do === 'keep' || step.do === 'conflict') return told(planned, options);
	if (step.do === 'same') {
		settle(state, sides);
		return itemFor(place, 'same');
	}
	try {
		const saved = await save(sides, step.do, options);
		if (saved === undefined) state.files.delete(key);
		else state.files.set(key, saved);
		const isSame = step.do === 'update' && saved?.revision !== null && saved?.revision === there?.revision;
		return itemFor(place, isSame ? 'same' : step.do);
	} catch (error) {
		if (error instanceof ApiError) return refused(planned, error, options.dir);
		throw error;
	} finally {
		await state.save(options.folder);
	}
}

/** What fails lets go on those of its own kind, and nothing that may need it. */
async function applyAll(planned: readonly Planned[], options: PushOptions, sync: Sync): Promise<readonly Item[]> {
	const items: Item[] = [];
	let failed: Planned | undefined;
	for (const each of inOrder(planned)) {
		const { kind } = each.sides.place;
		const mayTry = failed === undefined || (failed.sides.place.kind === kind && each.step.do !== 'delete');
		if (!mayTry && each.step.do !== 'same' && each.step.do !== 'keep') {
			items.push(itemFor(each.sides.place, 'skip', { message: 'something before it failed' }));
			continue;
		}
		const item = await apply(each, options, sync);
		items.push(item);
		if (item.action === 'fail' || item.action === 'conflict') failed ??= each;
	}
	return items;
}

/** @throws ApiError, FileError */
export async function push(options: PushOptions): Promise<Outcome> {
	const { api, folder, dryRun, force, remove, own } = options;
	const sync = await readSides(options);
	demandReadable(sync);
	const wishes: PushWishes = { force, remove, own: own ? sync.subject : undefined };
	const planned = sync.all.map((sides) => ({ sides, step: pushStep(sides, wishes) }));
	demandOwnLogins(planned);
	const isStopped = dryRun || planned.some(({ step }) => step.do === 'conflict');
	const items = isStopped
		? inOrder(planned).map((each) => told(each, options))
		: await applyAll(planned, options, sync);
	if (!isStopped) await sync.state.save(folder);
	return { command: 'push', project: sync.project, server: api.server, dryRun, items };
}
