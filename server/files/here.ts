/** What the folder has. */
import { nameSchema } from '../http.ts';
import { hashOf, jsonPath, sqlOf, sqlPath } from './declarations.ts';
import type { Folder } from './folder.ts';
import { FileError, type JsonObject, parseJson, type Spot } from './json-text.ts';
import { folderOf, KINDS, keyOf, type Place, placeOf } from './places.ts';

export interface HereItem {
	readonly place: Place;
	readonly declaration: JsonObject;
	readonly hash: string;
	/** Where a field of the declaration is written: `charts/a.json:3:2`. */
	whereIs(field: string): string;
}

const FILE = /^(.*)\.(json|sql)$/;

/** The places of which there are files. Others, such as a README, are left alone. @throws FileError for names of no place */
async function placesIn(folder: Folder): Promise<readonly Place[]> {
	const places = new Map<string, Place>();
	for (const kind of KINDS) {
		for (const file of await folder.list(folderOf(kind))) {
			const [, encoded = '', ending] = FILE.exec(file) ?? [];
			if (ending === undefined || file.startsWith('.') || (ending === 'sql' && kind !== 'chart')) continue;
			const key = `${folderOf(kind)}/${encoded}`;
			const place = placeOf(key);
			if (place === undefined) throw new FileError(`${folderOf(kind)}/${file}: ${misnamed(encoded)}`);
			places.set(key, place);
		}
	}
	return [...places.values()];
}

function misnamed(encoded: string): string {
	const example = 'a capital A is "%41"';
	return `"${encoded}" is no name of a file: small letters, digits, "-" and "_" stand for themselves, and all else for its bytes, as in addresses (${example}). Rename it.`;
}

const at = (path: string, { line, column }: Spot): string => `${path}:${line}:${column}`;

/** @throws FileError */
async function readHere(folder: Folder, place: Place): Promise<HereItem> {
	const path = jsonPath(place);
	const { error: misfit } = nameSchema.safeParse(place.name);
	if (misfit !== undefined) throw new FileError(`${path}: ${misfit.issues[0]?.message}; it names "${place.name}".`);
	const text = await folder.read(path);
	if (text === undefined)
		throw new FileError(`${sqlPath(place)}: there is no ${path} beside it, which says of what it is the SQL.`);
	const { value, spotOf } = parseJson(path, text);
	if (place.kind !== 'chart') {
		return { place, declaration: value, hash: hashOf(value), whereIs: (field) => at(path, spotOf(field)) };
	}
	if ('sql' in value) throw new FileError(`${at(path, spotOf('sql'))}: the SQL belongs into ${sqlPath(place)}.`);
	const sql = await folder.read(sqlPath(place));
	if (sql === undefined) throw new FileError(`${path}: there is no ${sqlPath(place)} beside it, with its SQL.`);
	const declaration = { ...value, sql: sqlOf(sql) };
	const whereIs = (field: string) => (field === 'sql' ? sqlPath(place) : at(path, spotOf(field)));
	return { place, declaration, hash: hashOf(declaration), whereIs };
}

/** By key; with the problems of files that cannot be read, all of them. @throws FileError for a folder that is none of ours */
export async function readFolder(folder: Folder) {
	const items = new Map<string, HereItem>();
	const problems = new Map<string, string>();
	for (const place of await placesIn(folder)) {
		try {
			items.set(keyOf(place), await readHere(folder, place));
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			problems.set(keyOf(place), error.message);
		}
	}
	return { items, problems };
}
