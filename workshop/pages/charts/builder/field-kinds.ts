/** Of what kinds the fields of a specification are, and what each of them reads and writes. Pure. */
import type { ChartType } from '../../../../widget/chart-spec.ts';

/** Which columns of the result a field offers first. */
export type Wanted = 'any' | 'number' | 'name' | 'time';

/** One value. */
export type SimpleKind =
	| { readonly kind: 'text'; readonly max: number; readonly isLong?: true }
	| { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly isWhole?: true }
	/** Values, each with its words; the empty choice is whatever the chart does without being told. */
	| { readonly kind: 'choice'; readonly options: readonly (readonly [value: string, words: string])[] }
	| { readonly kind: 'flag' }
	| { readonly kind: 'color' }
	/** A text, or a number where it reads as one. */
	| { readonly kind: 'value' }
	| { readonly kind: 'column'; readonly wanted: Wanted };

/** A field of an entry in a list, or of a part with a name. */
export type Part = SimpleKind & { readonly key: string; readonly label: string };

export type Kind =
	| SimpleKind
	| { readonly kind: 'columns'; readonly wanted: Wanted }
	/** Texts, with commas between them. */
	| { readonly kind: 'texts' }
	/** `begin`: what a new entry says already. */
	| { readonly kind: 'entries'; readonly parts: readonly Part[]; readonly noun: string; readonly begin: object }
	/** By a column's name, or also by a value that names a series. `''` as the only key: the value itself. */
	| { readonly kind: 'named'; readonly by: 'number' | 'column' | 'value'; readonly parts: readonly Part[] };

export type Group = 'roles' | 'family' | 'numbers' | 'axes' | 'order' | 'marks' | 'looks' | 'words';

export type Field = Kind & {
	/** Where it stands in the specification, such as `yAxis.min`. */
	readonly path: string;
	readonly label: string;
	readonly group: Group;
	readonly hint?: string;
	/** The types that have it; absent: all. */
	readonly types?: readonly ChartType[];
};

/** What a field of text says of a value that somebody has typed; undefined: nothing. */
export function typedValue(kind: SimpleKind, text: string): string | number | boolean | undefined {
	if (text === '') return undefined;
	switch (kind.kind) {
		case 'number':
			// What is no number goes as it is: the server says what is wrong with it.
			return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
		case 'value':
			return text.trim() !== '' && Number.isFinite(Number(text)) && !/^0\d/.test(text.trim()) ? Number(text) : text;
		case 'flag':
			return text === 'true';
		default:
			return text;
	}
}

/** What stands in a field for a value. */
export const shownValue = (value: unknown): string =>
	value === undefined || value === null || typeof value === 'object' ? '' : String(value);

export const textsIn = (text: string): readonly string[] =>
	text
		.split(',')
		.map((each) => each.trim())
		.filter((each) => each !== '');

export const text = (max: number): SimpleKind => ({ kind: 'text', max });
export const choice = (...options: readonly (readonly [string, string])[]): SimpleKind => ({ kind: 'choice', options });
export const column = (wanted: Wanted): SimpleKind => ({ kind: 'column', wanted });
export const part = (key: string, label: string, kind: SimpleKind): Part => ({ ...kind, key, label });

export const COLOR: SimpleKind = { kind: 'color' };
export const NUMBER: SimpleKind = { kind: 'number' };
