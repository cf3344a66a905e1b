/** Where in a text of JSON a value stands, so that what is wrong with it can be shown there. Pure. */
import type { Path } from './spec-path.ts';

export interface Stretch {
	readonly from: number;
	readonly to: number;
	/** From 1. */
	readonly line: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Token {
	readonly text: string;
	readonly from: number;
}

class Reader {
	readonly #tokens: readonly Token[];
	#at = 0;

	constructor(text: string) {
		this.#tokens = [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({ text: token, from: index }));
	}

	/** The stretch of the value at the path, from the next token on; what of the path is not there is left out. */
	find(path: Path): { readonly from: number; readonly to: number } | undefined {
		const first = this.#next();
		if (first === undefined) return undefined;
		const [key, ...rest] = path;
		let found: { readonly from: number; readonly to: number } | undefined;
		let end = first;
		if (first.text === '{' || first.text === '[') {
			for (let index = 0; !/^[}\]]?$/.test(this.#peek()); index++) {
				const name = first.text === '{' ? this.#name() : index;
				const isMeant = key !== undefined && String(name) === String(key);
				const inner = this.find(isMeant ? rest : []);
				if (isMeant) found = inner;
				if (this.#peek() === ',') this.#next();
			}
			end = this.#next() ?? end;
		}
		return found ?? { from: first.from, to: end.from + end.text.length };
	}

	#name(): string {
		const text = this.#next()?.text ?? '';
		this.#next();
		return text.startsWith('"') ? (JSON.parse(text) as string) : text;
	}

	#peek(): string {
		return this.#tokens[this.#at]?.text ?? '';
	}

	#next(): Token | undefined {
		return this.#tokens[this.#at++];
	}
}

/** @param text JSON that can be read @returns of a value that is not there, the nearest one around it */
export function placeIn(text: string, path: Path): Stretch {
	const { from, to } = new Reader(text).find(path) ?? { from: 0, to: 0 };
	return { from, to, line: text.slice(0, from).split('\n').length };
}
