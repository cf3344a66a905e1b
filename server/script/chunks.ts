/**
 * The chunks of the browser's script that pages may still ask for. A deploy changes their names, and a page loads some
 * only when it needs them: each node keeps the chunks of its own build in the control store, where every other node
 * finds them. So a page of the build before goes on, and during a rolling deploy any node serves either build's pages.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Executor, statement } from '../database/database.ts';

const touchChunks = statement<{ name: string }>(import.meta.url, 'touch-chunks');
const insertChunk = statement<never>(import.meta.url, 'insert-chunk');
const selectChunk = statement<{ body: Uint8Array<ArrayBuffer> }>(import.meta.url, 'select-chunk');
const deleteOldChunks = statement<never>(import.meta.url, 'delete-old-chunks');

/** How a chunk is called: a word, and the hash of its content. */
const NAME = /^[\w-]{1,80}-[\w-]{8}\.mjs$/;
const NAMES = /[\w-]+-[\w-]{8}\.mjs/g;
/** A chunk is forgotten so long after the last node of its build was there. */
const KEEP_MS = 180 * 86_400_000;

/** What pages load first: the elements, the inspector, and the scripts of the page for iframes, of the doctor's, of shared links' and of the workshop. */
export const ENTRIES = [
	...(['chartwire.mjs', 'chartwire-inspector.mjs', 'embed.mjs', 'doctor.mjs', 'share.mjs', 'workshop.mjs'] as const),
];

/** The chunks that this build's entries lead to; the folder may hold those of earlier builds as well. */
async function chunksOf(folder: string): Promise<Map<string, Buffer>> {
	const found = new Map<string, Buffer>();
	const visit = async (text: string): Promise<void> => {
		for (const name of new Set(text.match(NAMES))) {
			if (found.has(name)) continue;
			const body = await readFile(join(folder, 'chunks', name));
			found.set(name, body);
			await visit(body.toString());
		}
	};
	for (const entry of ENTRIES) await visit(await readFile(join(folder, entry), 'utf8'));
	return found;
}

/** Keeps the build in this folder, and forgets those that nobody has served for long. */
export async function keepChunks(on: Executor, folder: string): Promise<void> {
	const chunks = await chunksOf(folder);
	const known = new Set((await touchChunks(on, [[...chunks.keys()]])).map(({ name }) => name));
	for (const [name, body] of chunks) if (!known.has(name)) await insertChunk(on, [name, body]);
	await deleteOldChunks(on, [KEEP_MS]);
}

/** A chunk of whatever build, if it is still kept. */
export async function findChunk(on: Executor, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
	if (!NAME.test(name)) return undefined;
	const [row] = await selectChunk(on, [name]);
	return row?.body;
}

/** Says whether a chunk is of the build in this folder. What has no name of a chunk, as in another bundle, nobody can tell. */
export function scriptOwner(folder: string | undefined): (name: string) => Promise<boolean | undefined> {
	let names: Promise<ReadonlySet<string>> | undefined;
	return async (name) => {
		if (folder === undefined || !NAME.test(name)) return undefined;
		names ??= chunksOf(folder).then((chunks) => new Set(chunks.keys()));
		const own = await names.catch(() => undefined);
		// A build that is being written now is read again with the next question.
		if (own === undefined) names = undefined;
		return own?.has(name);
	};
}
