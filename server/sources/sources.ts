/** Sources: customers' databases, by name within a project. */
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';

const upsertSource = statement<never>(import.meta.url, 'upsert-source');
const selectSource = statement<{ url: string; max_concurrent: number }>(import.meta.url, 'select-source');
const selectSources = statement<{ name: string; engine: string }>(import.meta.url, 'select-sources');

export interface NewSource {
	readonly name: string;
	readonly engine: 'postgresql';
	readonly url: string;
	readonly maxConcurrent: number;
}

export async function saveSource(on: Executor, project: string, source: NewSource): Promise<void> {
	await upsertSource(on, [project, source.name, source.engine, source.url, source.maxConcurrent]);
}

/** Names and engines only: an address holds a password and never leaves the server. */
export async function listSources(on: Executor, project: string): Promise<readonly { name: string; engine: string }[]> {
	return selectSources(on, [project]);
}

/** @throws NamedError unknown_source */
export async function findSource(on: Executor, project: string, name: string) {
	const [row] = await selectSource(on, [project, name]);
	if (row === undefined) throw new NamedError('unknown_source', `There is no source "${name}" in this project.`);
	return { url: row.url, maxConcurrent: row.max_concurrent };
}
