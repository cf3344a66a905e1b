/** What a project has, as its server says. */
import { z } from 'zod';
import { nameSchema } from '../http.ts';
import { type Api, ApiError } from './api.ts';
import type { There } from './compare.ts';
import { hashOf, sourceOf } from './declarations.ts';
import type { JsonObject } from './json-text.ts';
import { folderOf, KINDS, type Kind, keyOf, type Place } from './places.ts';

export interface ThereItem extends There {
	readonly place: Place;
	readonly declaration: JsonObject;
}

const PAGE = 100;
const AT_ONCE = 6;

/** How the next page is asked for, where there are pages. */
const NEXT_BY: Readonly<Record<Kind, 'cursor' | 'after'>> = {
	source: 'cursor',
	chart: 'cursor',
	dashboard: 'cursor',
	schedule: 'after',
	alert: 'cursor',
};

export const routeOf = (kind: Kind): string => `/v1/${folderOf(kind)}`;
export const pathOf = ({ kind, name }: Place): string => `${routeOf(kind)}/${encodeURIComponent(name)}`;

const declarationSchema = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);
const shownSchema = z.looseObject({
	revision: z.number().int(),
	updatedBy: z.string().default(''),
	declaration: declarationSchema,
});

const strange = (path: string) => new ApiError(`The answer to ${path} is none that this command knows; update it.`);

/** From an answer to GET, or from what a conflict says is stored. @throws ApiError */
export function itemOf(place: Place, shown: unknown): ThereItem {
	if (place.kind === 'source') {
		const declaration = sourceOf(declarationSchema.parse(shown));
		return { place, revision: null, updatedBy: '', declaration, hash: hashOf(declaration) };
	}
	const parsed = shownSchema.safeParse(shown);
	if (!parsed.success) throw strange(pathOf(place));
	const { revision, updatedBy, declaration } = parsed.data;
	return { place, revision, updatedBy, declaration, hash: hashOf(declaration) };
}

/** Undefined where there is none. @throws ApiError */
export async function readItem(api: Api, place: Place): Promise<ThereItem | undefined> {
	try {
		return itemOf(place, await api.ask('GET', pathOf(place)));
	} catch (error) {
		if (error instanceof ApiError && error.status === 404) return undefined;
		throw error;
	}
}

const listSchema = z.looseObject({ next: z.string().optional() });
/** Of an alert, `alert` is its name. */
const rowSchema = z.union([z.looseObject({ name: nameSchema }), z.looseObject({ alert: nameSchema })]);

/** Undefined: the server knows nothing of this kind. */
async function namesOf(api: Api, kind: Kind): Promise<readonly string[] | undefined> {
	const route = routeOf(kind);
	const names: string[] = [];
	let query = kind === 'source' ? '' : `?limit=${PAGE}`;
	for (;;) {
		const answer = await api.ask('GET', route + query).catch((error: unknown) => {
			if (error instanceof ApiError && error.code === 'not_found') return undefined;
			throw error;
		});
		if (answer === undefined) return undefined;
		const page = listSchema.safeParse(answer);
		const rows = z.array(rowSchema).safeParse(page.data?.[folderOf(kind)]);
		if (!rows.success || !page.success) throw strange(route);
		for (const row of rows.data) names.push('name' in row ? String(row.name) : row.alert);
		if (page.data.next === undefined) return names;
		query = `?limit=${PAGE}&${NEXT_BY[kind]}=${encodeURIComponent(page.data.next)}`;
	}
}

async function inTurns<In, Out>(inputs: readonly In[], work: (input: In) => Promise<Out>): Promise<readonly Out[]> {
	const results: Out[] = [];
	const queue = inputs.entries();
	const one = async () => {
		for (const [index, input] of queue) results[index] = await work(input);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, one));
	return results;
}

export interface Project {
	/** By key. */
	readonly items: ReadonlyMap<string, ThereItem>;
	/** What this server has; an older one lacks some. */
	readonly kinds: readonly Kind[];
}

/**
 * @param more Places that are asked for by name as well: a list is read page by page, and what is saved meanwhile moves to its
 *     front, so that what no page has need not be gone.
 * @throws ApiError
 */
export async function readProject(api: Api, more: readonly Place[]): Promise<Project> {
	const places = new Map<string, Place>();
	const kinds: Kind[] = [];
	for (const kind of KINDS) {
		const names = await namesOf(api, kind);
		if (names === undefined) continue;
		kinds.push(kind);
		for (const name of names) places.set(keyOf({ kind, name }), { kind, name });
	}
	const isAsked = ({ kind, name }: Place) => kinds.includes(kind) && nameSchema.safeParse(name).success;
	for (const place of more.filter(isAsked)) places.set(keyOf(place), place);
	const items = (await inTurns([...places.values()], (place) => readItem(api, place))).filter(
		(item) => item !== undefined,
	);
	return { kinds, items: new Map(items.map((item) => [keyOf(item.place), item])) };
}
