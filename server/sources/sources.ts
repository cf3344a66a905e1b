/** Sources: customers' databases, by name within a project. Their addresses are kept encrypted, and never given back. */
import { isDeepStrictEqual } from 'node:util';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Engine, SourceAddress } from '../source/address.ts';
import { addressOfUrl, shownOf } from './address-schema.ts';
import type { SchemaFailure } from './failed-step.ts';
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
const lockSource = statement<Stored>(import.meta.url, 'lock-source');
const selectSources = statement<ListedSource>(import.meta.url, 'select-sources');
const selectAllSources = statement<Stored>(import.meta.url, 'select-all-sources');
const selectShown = statement<ShownRow>(import.meta.url, 'select-shown-source');
const selectChartsOf = statement<{ name: string }>(import.meta.url, 'select-charts-of');
const deleteRow = statement<{ name: string }>(import.meta.url, 'delete-source');
const resealSource = statement<{ name: string }>(import.meta.url, 'reseal-source');

export interface ListedSource {
	readonly name: string;
	readonly engine: Engine;
	readonly host?: string;
	readonly port?: number;
	readonly database?: string;
}

type ShownRow = ListedSource & {
	readonly maxConcurrent: number;
	readonly created_at: Date;
	readonly as_of: Date | null;
	readonly wanted_at: Date | null;
	readonly failed_at: Date | null;
	readonly failure: SchemaFailure | null;
};

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

/** Whether both lead to the same database with the same eyes; passwords and certificates aside. */
function isSamePlace(a: SourceAddress, b: SourceAddress): boolean {
	const placeOf = ({ engine, host, port, database, user, ssh }: SourceAddress) => [
		...[engine, host, port, database, user],
		ssh && [ssh.host, ssh.port, ssh.user],
	];
	return isDeepStrictEqual(placeOf(a), placeOf(b));
}

/** The address as it is stored; undefined where there is none that can be opened. */
async function storedAddress(on: Executor, keys: Keyring, project: string, name: string) {
	const [row] = await selectSource(on, [project, name]);
	try {
		return row === undefined ? undefined : openAddress(keys, row);
	} catch {
		return undefined;
	}
}

export async function saveSource(on: Executor, keys: Keyring, project: string, source: NewSource): Promise<void> {
	const { name, address, maxConcurrent } = source;
	const before = await storedAddress(on, keys, project, name);
	const isOther = before === undefined || !isSamePlace(before, address);
	const sealed = sealedOf(keys, project, source);
	await upsertSource(on, [project, name, address.engine, sealed, shownOf(address), maxConcurrent, isOther]);
}

const MOST_NAMED = 20;

const inUse = (name: string, charts: string, cause?: unknown) =>
	new NamedError(
		'source_in_use',
		`The source "${name}" is asked by ${charts}; delete these, or give them another source.`,
		{
			cause,
		},
	);

/** With what a worker has read of it. @throws NamedError unknown_source; source_in_use, which names the charts that ask it */
export async function deleteSource(on: Executor, project: string, name: string): Promise<void> {
	const charts = (await selectChartsOf(on, [project, name, MOST_NAMED + 1])).map((row) => `"${row.name}"`);
	const more = charts.length > MOST_NAMED ? ' and others' : '';
	if (charts.length > 0) throw inUse(name, charts.slice(0, MOST_NAMED).join(', ') + more);
	const [deleted] = await deleteRow(on, [project, name]).catch((error: unknown) => {
		// By a foreign key: somebody has saved a chart meanwhile.
		throw (error as { code?: unknown }).code === '23503' ? inUse(name, 'a chart', error) : error;
	});
	if (deleted === undefined) throw unknownSource(name);
}

const unknownSource = (name: string) =>
	new NamedError('unknown_source', `There is no source "${name}" in this project.`);

/** What may be shown of one: no user, and nothing secret; times in ms. @throws NamedError unknown_source */
export async function showSource(on: Executor, project: string, name: string) {
	const [row] = await selectShown(on, [project, name]);
	if (row === undefined) throw unknownSource(name);
	const { created_at, as_of, wanted_at, failed_at, failure, ...shown } = row;
	return {
		...shown,
		createdAt: created_at.getTime(),
		schema: {
			reading: wanted_at !== null,
			...(as_of === null ? {} : { asOf: as_of.getTime() }),
			...(failure === null ? {} : { failure: { ...failure, at: failed_at?.getTime() } }),
		},
	};
}

/** Names, engines and places only: a login never leaves the server. */
export async function listSources(on: Executor, project: string): Promise<readonly ListedSource[]> {
	return selectSources(on, [project]);
}

/** In a transaction, and for nobody else to change until its end. @throws NamedError unknown_source */
export const holdSource = (on: Executor, project: string, name: string): Promise<SealedSource> =>
	sourceOf(lockSource(on, [project, name]), name);

/** @throws NamedError unknown_source */
export const findSource = (on: Executor, project: string, name: string): Promise<SealedSource> =>
	sourceOf(selectSource(on, [project, name]), name);

async function sourceOf(rows: Promise<readonly Stored[]>, name: string): Promise<SealedSource> {
	const [row] = await rows;
	if (row === undefined) throw unknownSource(name);
	const { engine, url, sealed, max_concurrent: maxConcurrent } = row;
	return { project: row.project, name, engine, url, sealed, maxConcurrent };
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
