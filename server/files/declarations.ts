/** A declaration as the files that it is kept in, and back. */
import { createHash } from 'node:crypto';
import { type Json, type JsonObject, printJson } from './json-text.ts';
import { keyOf, type Place } from './places.ts';

export interface FileText {
	/** From the folder, with `/`. */
	readonly path: string;
	readonly text: string;
}

export const jsonPath = (place: Place): string => `${keyOf(place)}.json`;
export const sqlPath = (place: Place): string => `${keyOf(place)}.sql`;

/** Of what it says, however it is written. */
export const hashOf = (declaration: JsonObject): string =>
	createHash('sha256').update(printJson(declaration)).digest('base64url');

/** A chart's SQL is a file of its own, to be read, compared and run as such; with one newline more at its end. */
export function filesOf(place: Place, declaration: JsonObject): readonly FileText[] {
	const { sql, ...rest } = declaration;
	if (place.kind !== 'chart' || typeof sql !== 'string') {
		return [{ path: jsonPath(place), text: printJson(declaration) }];
	}
	return [
		{ path: jsonPath(place), text: printJson(rest) },
		{ path: sqlPath(place), text: `${sql}\n` },
	];
}

/** Git may have made each of its newlines one of Windows; SQL that has both kinds is meant so. */
const ownNewlines = (text: string): string => (/(?<!\r)\n/.test(text) ? text : text.replaceAll('\r\n', '\n'));

export const sqlOf = (text: string): string => ownNewlines(text.replace(/^\uFEFF/, '')).replace(/\n$/, '');

const SOURCE_FIELDS = ['engine', 'host', 'port', 'database', 'tls', 'ssh', 'maxConcurrent'];

/** What the server shows of a source, without what it says of its state. */
export const sourceOf = (shown: JsonObject): JsonObject =>
	Object.fromEntries(
		SOURCE_FIELDS.flatMap((field): (readonly [string, Json])[] => {
			const value = shown[field];
			return value === undefined || value === null ? [] : [[field, value]];
		}),
	);
