/** JSON as a file has it: printed so that equal declarations are equal texts, and read so that an error names its place. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

/** Something is wrong in a file; `message` says where, as compilers do: `charts/a.json:3:14: …`. */
export class FileError extends Error {}

export interface Spot {
	/** From 1. */
	readonly line: number;
	/** From 1, in UTF-16 units. */
	readonly column: number;
}

/** With the keys of every object in order. */
function sorted(value: Json): Json {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** Keys in order, a tab for each level, a newline at the end. */
export const printJson = (value: Json): string => `${JSON.stringify(sorted(value), null, '\t')}\n`;

function spotAt(text: string, offset: number): Spot {
	const before = text.slice(0, offset).split('\n');
	return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

class Unexpected extends Error {
	readonly at: number;

	constructor(at: number, message: string) {
		super(message);
		this.at = at;
	}
}

const DEEPEST = 200;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where each value begins, by the grammar of RFC 8259. JSON.parse has the values, and says of an error its place in one
 * engine and not in the next.
 */
class Scanner {
	readonly places = new Map<string, number>();
	readonly #text: string;
	#at = 0;

	/** @throws Unexpected */
	constructor(text: string) {
		this.#text = text;
		this.#value([]);
		if (this.#at < text.length) throw this.#wrong('the end of the file');
	}

	#wrong(expected: string): Unexpected {
		const found = this.#text[this.#at];
		const what = found === undefined ? 'the file ends' : `there is ${JSON.stringify(found)}`;
		return new Unexpected(this.#at, `${what} where ${expected} is expected`);
	}

	#take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		this.#at += found?.length ?? 0;
		return found;
	}

	#is(sign: string): boolean {
		const isThere = this.#text[this.#at] === sign;
		if (isThere) this.#at += 1;
		this.#take(SPACE);
		return isThere;
	}

	#value(path: readonly string[]): void {
		this.#take(SPACE);
		if (path.length > DEEPEST) throw new Unexpected(this.#at, `is nested deeper than ${DEEPEST} levels`);
		this.places.set(path.join('.'), this.#at);
		const names = new Set<string>();
		if (this.#is('{')) this.#rest('}', () => this.#member(path, names));
		else if (this.#is('[')) {
			let index = 0;
			this.#rest(']', () => this.#value([...path, String(index++)]));
		} else if (this.#take(STRING) === undefined && this.#take(WORD) === undefined) throw this.#wrong('a value');
		this.#take(SPACE);
	}

	#rest(end: '}' | ']', one: () => void): void {
		if (this.#is(end)) return;
		do one();
		while (this.#is(','));
		if (!this.#is(end)) throw this.#wrong(`"," or "${end}"`);
	}

	#member(path: readonly string[], names: Set<string>): void {
		const start = this.#at;
		const key = this.#take(STRING);
		if (key === undefined) throw this.#wrong('a name in double quotes');
		const name = JSON.parse(key) as string;
		const whole = [...path, name];
		if (names.has(name)) throw new Unexpected(start, `"${name}" is there twice`);
		names.add(name);
		this.#take(SPACE);
		if (!this.#is(':')) throw this.#wrong('":"');
		this.#value(whole);
		// Who looks for a field wants its name.
		this.places.set(whole.join('.'), start);
	}
}

export interface JsonFile {
	readonly value: JsonObject;
	/** Of a field such as `tabs.0.title`, or of the nearest around it that is there. */
	spotOf(path: string): Spot;
}

/** @throws FileError for what is no JSON object */
export function parseJson(file: string, given: string): JsonFile {
	const text = given.replace(/^\uFEFF/, '');
	try {
		const { places } = new Scanner(text);
		const value = JSON.parse(text) as Json;
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			throw new Unexpected(places.get('') ?? 0, 'must be an object, in braces');
		}
		const spotOf = (path: string): Spot => {
			const parts = path.split('.');
			while (parts.length > 0 && !places.has(parts.join('.'))) parts.pop();
			return spotAt(text, places.get(parts.join('.')) ?? 0);
		};
		return { value: value as JsonObject, spotOf };
	} catch (error) {
		if (!(error instanceof Unexpected)) throw error;
		const { line, column } = spotAt(text, error.at);
		throw new FileError(`${file}:${line}:${column}: ${error.message}.`);
	}
}
