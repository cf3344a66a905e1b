/** Sources: customers' databases, by name within a project. Their addresses are kept encrypted, and never given back. */
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Engine, SourceAddress } from '../source/address.ts';
import { addressOfUrl, shownOf } from './address-schema.ts';
import type { Keyring } from './keyring.ts';

/** A row as it is stored. `url` is the plain address of a source that was saved before addresses were encrypted. */
interface Stored {
	readonly project: string;
	readonly name: string;
	readonly engine: Engine;
	readonly url: string | null;
	readonly sealed: string | null;
	readonly max_concurrent: number;
}

const upsertSource = statement<never>(import.meta.url, 'upsert-source');
const selectSource = statement<Stored>(import.meta.url, 'select-source');
const selectSources = statement<ListedSource>(import.meta.url, 'select-sources');
const selectAllSources = statement<Stored>(import.meta.url, 'select-all-sources');
const resealSource = statement<{ name: string }>(import.meta.url, 'reseal-source');

export interface ListedSource {
	readonly name: string;
	readonly engine: Engine;
	readonly host?: string;
	readonly port?: number;
	readonly database?: string;
}

export interface NewSource {
	readonly name: string;
	readonly address: SourceAddress;
	readonly maxConcurrent: number;
}

/** A source whose address is still encrypted; the pool opens it. */
export interface SealedSource {
	readonly project: string;
	readonly name: string;
	readonly engine: Engine;
	readonly sealed: string | null;
	readonly url: string | null;
	readonly maxConcurrent: number;
}

const contextOf = (project: string, name: string) => `source\n${project}\n${name}`;

const sealedOf = (keys: Keyring, project: string, { name, address }: Pick<NewSource, 'name' | 'address'>) =>
	keys.seal(JSON.stringify(address), contextOf(project, name));

export async function saveSource(on: Executor, keys: Keyring, project: string, source: NewSource): Promise<void> {
	const { name, address, maxConcurrent } = source;
	const sealed = sealedOf(keys, project, source);
	await upsertSource(on, [project, name, address.engine, sealed, shownOf(address), maxConcurrent]);
}

/** Names, engines and places only: a login never leaves the server. */
export async function listSources(on: Executor, project: string): Promise<readonly ListedSource[]> {
	return selectSources(on, [project]);
}

/** @throws NamedError unknown_source */
export async function findSource(on: Executor, project: string, name: string): Promise<SealedSource> {
	const [row] = await selectSource(on, [project, name]);
	if (row === undefined) throw new NamedError('unknown_source', `There is no source "${name}" in this project.`);
	const { engine, url, sealed, max_concurrent: maxConcurrent } = row;
	return { project, name, engine, url, sealed, maxConcurrent };
}

/** @throws NamedError key_missing */
export function openAddress(
	keys: Keyring,
	{ project, name, sealed, url }: Omit<SealedSource, 'maxConcurrent'>,
): SourceAddress {
	if (url !== null) return addressOfUrl(url);
	return JSON.parse(keys.open(sealed ?? '', contextOf(project, name))) as SourceAddress;
}

/**
 * Encrypts under the first key whatever is plain or under another one. Safe to repeat, and while servers run: a source
 * that is saved meanwhile is left as it was saved. Returns how many were changed.
 * @throws NamedError key_missing
 */
export async function resealSources(on: Executor, keys: Keyring): Promise<number> {
	let changed = 0;
	for (const row of await selectAllSources(on, [])) {
		if (row.url === null && row.sealed !== null && keys.isCurrent(row.sealed)) continue;
		const { project, name, url, sealed } = row;
		const address = openAddress(keys, row);
		const next = sealedOf(keys, project, { name, address });
		changed += (await resealSource(on, [project, name, next, shownOf(address), sealed, url] as never)).length;
	}
	return changed;
}
