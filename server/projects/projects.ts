/** A project's settings: those of the whole tenant. A project that nobody has set anything for has the defaults. */
import { type Executor, statement } from '../database/database.ts';

export interface Project {
	/** Whoever fetches a large result must show a token; otherwise its address, which nobody can guess, is enough. */
	readonly private: boolean;
}

const selectProject = statement<Project>(import.meta.url, 'select-project');
const upsertProject = statement<never>(import.meta.url, 'upsert-project');

export async function findProject(on: Executor, project: string): Promise<Project> {
	const [row] = await selectProject(on, [project]);
	return row ?? { private: false };
}

export async function saveProject(on: Executor, project: string, settings: Project): Promise<void> {
	await upsertProject(on, [project, settings.private]);
}
