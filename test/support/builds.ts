/** Builds of the browser's script for tests of deploys: the real one, with every chunk under another name. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTRIES } from '../../server/script/chunks.ts';
import { temporaryDirectory } from './postgres.ts';

const BUILT = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist', 'browser');
const NAME = /[\w-]+-[\w-]{8}\.mjs/g;

export interface Build {
	readonly folder: string;
	/** The names of its chunks. */
	readonly chunks: readonly string[];
	/** The chunk whose name begins so. @throws Error when there is none */
	chunk(word: string): string;
}

/** The chunks that the entry leads to; what earlier builds have left in the folder does not count. */
function readChunks(entry: string): Map<string, string> {
	const found = new Map<string, string>();
	const visit = (text: string): void => {
		for (const [name] of text.matchAll(NAME)) {
			if (found.has(name)) continue;
			const body = readFileSync(join(BUILT, 'chunks', name), 'utf8');
			found.set(name, body);
			visit(body);
		}
	};
	visit(entry);
	return found;
}

/** A build in a folder of its own, whose chunk names end as `mark` says: four letters. */
export function makeBuild(mark: string): Build {
	const rename = (text: string): string => text.replace(NAME, (name) => name.replace(/.{4}\.mjs$/, `${mark}.mjs`));
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'chunks'));
	for (const name of ENTRIES) {
		const entry = readFileSync(join(BUILT, name), 'utf8');
		writeFileSync(join(folder, name), rename(entry));
		for (const [chunk, body] of readChunks(entry)) writeFileSync(join(folder, 'chunks', rename(chunk)), rename(body));
	}
	cpSync(join(BUILT, 'chartwire.js'), join(folder, 'chartwire.js'));
	const chunks = readdirSync(join(folder, 'chunks'));
	return {
		folder,
		chunks,
		chunk: (word) => {
			const found = chunks.find((name) => name.startsWith(`${word}-`));
			if (found === undefined) throw new Error(`The build has no chunk "${word}"; run node scripts/build.mjs`);
			return found;
		},
	};
}
