/**
 * What was the same here and there when they were compared last: `.chartwire.json`, to be committed with the files. Without
 * it nobody could tell a file that was edited here from a declaration that was edited there.
 */
import { z } from 'zod';
import type { Folder } from './folder.ts';
import { FileError, parseJson, printJson } from './json-text.ts';
import { placeOf } from './places.ts';

const knownSchema = z.strictObject({
	/** There; null: sources have none. */
	revision: z.number().int().nullable(),
	/** Of the declaration in the file. */
	hash: z.string(),
	/** Of the declaration there, if it says more: the server fills in defaults. */
	there: z.string().optional(),
});

export type Known = z.infer<typeof knownSchema>;

const stateSchema = z.strictObject({
	version: z.literal(1),
	project: z.string(),
	/** Its origin. */
	server: z.string(),
	files: z.record(
		z.string().refine((key) => placeOf(key) !== undefined, 'must be a kind and a name'),
		knownSchema,
	),
});

/** To what the files belong. */
export type Home = Pick<z.infer<typeof stateSchema>, 'project' | 'server'>;

const FILE_NAME = /^\.?[\w-]+(\.[\w-]+)*\.json$/;

export class State {
	readonly files: Map<string, Known>;
	readonly #home: Home;
	readonly #path: string;

	private constructor(path: string, home: Home, files: ReadonlyMap<string, Known>) {
		this.#path = path;
		this.#home = home;
		this.files = new Map(files);
	}

	/** @throws FileError, also where the folder belongs to another project */
	static async read(folder: Folder, path: string, home: Home): Promise<State> {
		if (!FILE_NAME.test(path)) throw new FileError(`"${path}" is no name for a file such as ".chartwire.json".`);
		const text = await folder.read(path);
		if (text === undefined) return new State(path, home, new Map());
		const { value, spotOf } = parseJson(path, text);
		const parsed = stateSchema.safeParse(value);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const field = issue?.path.join('.') ?? '';
			const { line, column } = spotOf(field);
			throw new FileError(`${path}:${line}:${column}: ${field}: ${issue?.message ?? 'is wrong'}.`);
		}
		const { project, server, files } = parsed.data;
		if (project !== home.project || server !== home.server) {
			const message = `${path}: the files are those of the project "${project}" at ${server}, and not of "${home.project}" at ${home.server}.`;
			throw new FileError(
				`${message} Take another folder; or, for the same files at both, another state: --state NAME.json.`,
			);
		}
		return new State(path, home, new Map(Object.entries(files)));
	}

	async save(folder: Folder): Promise<void> {
		const state = { version: 1, ...this.#home, files: Object.fromEntries(this.files) };
		await folder.write({ path: this.#path, text: printJson(JSON.parse(JSON.stringify(state))) });
	}
}
