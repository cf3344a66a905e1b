/** A project's settings: those of the whole tenant. A project that nobody has set anything for has the defaults. */
import { type Database, type Executor, statement } from '../database/database.ts';

export interface ProjectSettings {
	/** Whoever fetches a large result must show a token; otherwise its address, which nobody can guess, is enough. */
	readonly private: boolean;
	/** The origins whose pages may show its charts; none: all may. */
	readonly origins: readonly string[];
}

const selectProject = statement<ProjectSettings>(import.meta.url, 'select-project');
const upsertProject = statement<ProjectSettings>(import.meta.url, 'upsert-project');

const insertProject = statement<never>(import.meta.url, 'ensure-project');

/** A token may name any project; those that have something are listed for whoever manages them. */
export async function ensureProject(on: Executor, project: string): Promise<void> {
	await insertProject(on, [project]);
}

export async function findProject(on: Executor, project: string): Promise<ProjectSettings> {
	const [row] = await selectProject(on, [project]);
	return row ?? { private: false, origins: [] };
}

/** What is not named stays as it is. Returns all of them. */
export async function saveProject(
	on: Executor,
	project: string,
	settings: { readonly [K in keyof ProjectSettings]?: ProjectSettings[K] | undefined },
): Promise<ProjectSettings> {
	const { private: isPrivate = null, origins = null } = settings;
	const [saved] = await upsertProject(on, [project, isPrivate, origins]);
	return saved ?? { private: false, origins: [] };
}

/** What is saved counts everywhere after this time. */
const REMEMBERED_MS = 2_000;
const MAX_REMEMBERED = 1_000;

/** A project's settings, remembered for a moment: a crowd that comes at once asks the store once. */
export function rememberedSettings(database: Database): (project: string) => Promise<ProjectSettings> {
	const known = new Map<string, { readonly at: number; readonly answer: Promise<ProjectSettings> }>();
	return (project) => {
		const last = known.get(project);
		if (last !== undefined && performance.now() - last.at < REMEMBERED_MS) return last.answer;
		if (known.size >= MAX_REMEMBERED) known.clear();
		const answer = findProject(database, project);
		known.set(project, { at: performance.now(), answer });
		answer.catch(() => known.delete(project));
		return answer;
	};
}
