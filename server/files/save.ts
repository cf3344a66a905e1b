/** One declaration saved or deleted at the server, only if it is there what it was when it was looked at. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Api, ApiError } from './api.ts';
import type { Json, JsonObject } from './json-text.ts';
import type { Place } from './places.ts';
import type { Known } from './state.ts';
import type { Sides } from './sync.ts';
import { pathOf, readItem } from './there.ts';

/** Users and passwords of sources that are new, by the name of the environment's variable. */
export type Logins = Readonly<Record<string, string | undefined>>;

interface SaveOptions {
	readonly api: Api;
	readonly logins: Logins;
}

const savedSchema = z.looseObject({ revision: z.number().int() });

/** `CHARTWIRE_SOURCE_SHOP_` of a source that is called `shop`; `-` is `_` there. */
export const variableOf = (name: string): string => `CHARTWIRE_SOURCE_${name.toUpperCase().replaceAll('-', '_')}_`;

const unsaid = (message: string) => new ApiError(message, { code: 'bad_request' });

/** With the login, which is in no file. @throws ApiError where it is nowhere */
function newSource({ name }: Place, { tls, ssh, ...declared }: JsonObject, logins: Logins): JsonObject {
	const [user, password] = [`${variableOf(name)}USER`, `${variableOf(name)}PASSWORD`];
	if (ssh !== undefined) {
		throw unsaid(
			'it is new and behind a tunnel, whose login is in no file; make it in the workshop, on the page "Sources", then pull.',
		);
	}
	const lacking = [user, password].filter((variable) => logins[variable] === undefined);
	if (lacking.length > 0) {
		throw unsaid(`it is new, and its login is in no file: set ${lacking.join(' and ')} in the environment.`);
	}
	const login = { user: logins[user] ?? '', password: logins[password] ?? '' };
	return { ...declared, ...login, ...(tls === undefined ? {} : { tls: { mode: tls } }) };
}

const EDITABLE = ['host', 'port', 'database', 'maxConcurrent'];

/** What of it is another one; secrets stay as they are stored, and the server refuses what would need them again. */
function sourceEdit(here: JsonObject, there: JsonObject): JsonObject {
	const known = ['engine', 'tls', 'ssh', ...EDITABLE];
	const stranger = Object.keys(here).find((field) => !known.includes(field));
	if (stranger !== undefined) throw unsaid(`"${stranger}" is no field of a source's file; it has ${known.join(', ')}.`);
	if (here['engine'] !== there['engine'])
		throw unsaid('a source stays of its engine; make another one, by another name.');
	const differs = (field: string) => !isDeepStrictEqual(here[field], there[field]);
	const parts = EDITABLE.filter((field) => differs(field) && here[field] !== undefined);
	const edit: Record<string, Json> = Object.fromEntries(parts.map((field) => [field, here[field] ?? null]));
	if (differs('tls') && here['tls'] !== undefined) edit['tls'] = { mode: here['tls'] };
	if (differs('ssh')) edit['ssh'] = here['ssh'] === undefined ? null : { host: here['ssh'] };
	return edit;
}

const PASSWORD_ADVICE = 'Do this in the workshop, on the page "Sources", and pull; files have no passwords.';

/** @throws ApiError */
async function saveSource({ place, here, there }: Sides, { api, logins }: SaveOptions): Promise<void> {
	const declared = here?.declaration ?? {};
	if (there === undefined) {
		await api.ask('PUT', pathOf(place), { body: newSource(place, declared, logins) });
		return;
	}
	const edit = sourceEdit(declared, there.declaration);
	if (Object.keys(edit).length === 0) return;
	await api.ask('PATCH', pathOf(place), { body: edit }).catch((error: unknown) => {
		if (!(error instanceof ApiError) || error.code !== 'password_needed') throw error;
		throw new ApiError(`${error.message} ${PASSWORD_ADVICE}`, { status: error.status, code: error.code });
	});
}

/** What is known of it then; undefined once it is deleted. @throws ApiError */
export async function save(
	sides: Sides,
	work: 'create' | 'update' | 'delete',
	options: SaveOptions,
): Promise<Known | undefined> {
	const { place, here, there } = sides;
	const { api } = options;
	const seen = there?.revision ?? null;
	const headers: Record<string, string> = seen === null ? {} : { 'if-match': `"${seen}"` };
	if (work === 'delete' || here === undefined) {
		await api.ask('DELETE', pathOf(place), { headers });
		return undefined;
	}
	let revision: number | null = null;
	if (place.kind === 'source') await saveSource(sides, options);
	else {
		if (there === undefined) headers['if-none-match'] = '*';
		const answer = await api.ask('PUT', pathOf(place), { body: here.declaration, headers });
		revision = savedSchema.parse(answer).revision;
	}
	const now = await readItem(api, place);
	// Somebody may have saved it since: then this folder does not know what is there.
	const known = now === undefined || now.revision !== revision ? '' : now.hash;
	return { revision, hash: here.hash, ...(known === here.hash ? {} : { there: known }) };
}
