/** Projects as people manage them: made, named, archived. What belongs to a project is keyed by its id, which never changes. */
import type { Role } from '../auth/embed-claims.ts';
import { setClosed } from '../auth/revocations.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Session } from './sessions.ts';

export interface ListedProject {
	readonly project: string;
	readonly name: string;
	/** Of whoever asks; null: an administrator of the installation who is no member. */
	readonly role: Role | null;
	readonly members: number;
	/** ms */
	readonly createdAt: number;
	readonly archivedAt: number | null;
}

const insertProject = statement<{ project: string }>(import.meta.url, 'insert-project');
const selectProjects = statement<ListedProject>(import.meta.url, 'select-projects');
const updateProject = statement<{ project: string }>(import.meta.url, 'update-project');

/** One's own; of an administrator of the installation, all. */
export const listProjects = (on: Executor, { account, administrator }: Session): Promise<readonly ListedProject[]> =>
	selectProjects(on, [account, administrator]);

/** @throws NamedError conflict */
export async function createProject(on: Executor, project: string, name: string): Promise<void> {
	if ((await insertProject(on, [project, name])).length > 0) return;
	throw new NamedError('conflict', `There is a project "${project}" already; choose another id.`);
}

export interface ProjectChange {
	readonly name?: string | undefined;
	readonly archived?: boolean | undefined;
}

/** An archived project keeps everything and answers nobody, within 5 s. @throws NamedError not_found */
export async function changeProject(on: Executor, project: string, change: ProjectChange): Promise<void> {
	const { name = null, archived = null } = change;
	const changed = await updateProject(on, [project, name, archived] as Bindable[]);
	if (changed.length === 0) throw new NamedError('not_found', 'There is no such project.');
	if (archived !== null) await setClosed(on, project, archived);
}
