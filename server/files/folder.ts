/**
 * The folder on this machine. It may come from anywhere, as repositories do: nothing in it is read or written through a
 * symbolic link, and every path is made of a kind and an encoded name, so that none leads out.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileText } from './declarations.ts';
import { FileError } from './json-text.ts';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
	return work.catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	});
}

const linked = (path: string) =>
	new FileError(`${path}: is a symbolic link, and nothing is read or written through one; put the file itself there.`);

export class Folder {
	readonly #root: string;

	private constructor(root: string) {
		this.#root = root;
	}

	/** @throws FileError where there is none, or something else */
	static async open(dir: string, { create }: { readonly create: boolean }): Promise<Folder> {
		if (create) await mkdir(dir, { recursive: true });
		const found = await orAbsent(stat(dir));
		if (found === undefined) throw new FileError(`${dir}: there is no such folder; "chartwire pull" makes one.`);
		if (!found.isDirectory()) throw new FileError(`${dir}: is no folder.`);
		return new Folder(await realpath(dir));
	}

	/** The names of the files and folders in one of its folders; of none, where that is not there. @throws FileError */
	async list(folder: string): Promise<readonly string[]> {
		if (!(await this.#isSafe(folder))) return [];
		return (await readdir(join(this.#root, folder))).sort();
	}

	/** Whether it is there, and a folder. @throws FileError */
	async #isSafe(folder: string): Promise<boolean> {
		const found = await orAbsent(lstat(join(this.#root, folder)));
		if (found?.isSymbolicLink()) throw linked(folder);
		if (found !== undefined && !found.isDirectory()) throw new FileError(`${folder}: must be a folder.`);
		return found !== undefined;
	}

	/** Undefined where there is none. @throws FileError */
	async read(path: string): Promise<string | undefined> {
		const whole = join(this.#root, path);
		const found = await orAbsent(lstat(whole));
		if (found === undefined) return undefined;
		if (found.isSymbolicLink()) throw linked(path);
		if (!found.isFile()) throw new FileError(`${path}: is no file.`);
		// Also for a link that was put there since. Windows has no such flag.
		const file = await open(whole, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
		try {
			return await file.readFile('utf8');
		} finally {
			await file.close();
		}
	}

	/** Whole or not at all; what has this text already is not touched. @throws FileError */
	async write({ path, text }: FileText): Promise<void> {
		const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined;
		if (folder !== undefined && !(await this.#isSafe(folder))) await mkdir(join(this.#root, folder));
		if ((await this.read(path)) === text) return;
		const unfinished = join(this.#root, folder ?? '', `.${randomUUID()}.tmp`);
		try {
			const file = await open(unfinished, 'wx');
			await file.writeFile(text).finally(() => file.close());
			await rename(unfinished, join(this.#root, path));
		} finally {
			await rm(unfinished, { force: true });
		}
	}

	/** @throws FileError */
	async remove(path: string): Promise<void> {
		if ((await this.read(path)) !== undefined) await rm(join(this.#root, path));
	}
}
