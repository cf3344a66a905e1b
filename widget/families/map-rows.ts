import { numberOf, plainText } from '../drawing/format.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import type { Atlas, Place } from './atlas.ts';
import { columnAt, indexOf, labelsOf, missingNote, type NamedColumn, numbersOf } from './columns.ts';
import type { FamilyInput } from './family.ts';
import { listed } from './parts.ts';

interface RegionWords {
	readonly key: string;
	readonly opening:
		| 'Map of the world: {what} of {count:# country|# countries}.'
		| 'Map of the US: {what} of {count:# state|# states}.';
	readonly nowhere: 'no country to look at: {names}' | 'no state to look at: {names}';
	readonly unknown: 'no country of this name: {names}' | 'no state of this name: {names}';
	readonly repeated:
		| '{count:# country|# countries} with several rows: the last counts'
		| '{count:# state|# states} with several rows: the last counts';
}

/** What is mapped. */
export interface Region {
	readonly atlas: Atlas;
	/** What is said of it; the places are countries, or states. */
	readonly words: RegionWords;
	/** What a code is called in the reader's language. */
	readonly namesIn: (locale: string | undefined) => (code: string) => string | undefined;
}

/** A place with its value. */
export interface Valued {
	readonly place: Place;
	readonly name: string;
	readonly cell: Cell;
	readonly value: number;
	readonly row: number;
}

export interface MapRows {
	/** In the order of the rows. */
	readonly valued: readonly Valued[];
	/** The places that are drawn: those that the author looks at, or all. */
	readonly shown: readonly Place[];
	readonly isFocused: boolean;
	readonly xName: string;
	readonly values: NamedColumn | undefined;
	readonly notes: readonly string[];
}

const isCode = (text: string, { codes }: Place): boolean =>
	codes.some((code) => code.toLowerCase() === text.toLowerCase() || Number(code) === Number(text));

/** As the result names it; a code is written out. */
function nameOf(cell: Cell, place: Place, { region, input }: Setup): string {
	const text = plainText(cell);
	const own = input.spec?.names?.[text];
	if (own !== undefined) return own;
	return isCode(text, place) ? (region.namesIn(input.theme.locale)(place.key) ?? place.name) : text;
}

interface Setup {
	readonly region: Region;
	readonly input: FamilyInput;
}

/** The places that are looked at; what is none of them is said. */
function focusOf({ region: { atlas, words }, input: { spec, theme } }: Setup): { places: Place[]; notes: string[] } {
	const wanted = spec?.map?.focus ?? [];
	const places = wanted.flatMap((name) => atlas.find(name) ?? []);
	const lost = wanted.filter((name) => atlas.find(name) === undefined);
	const { locale } = theme;
	const notes = lost.length > 0 ? [say(locale, words.nowhere, { names: listed(lost, locale) })] : [];
	return { places: [...new Set(places)], notes };
}

interface Found {
	readonly byPlace: ReadonlyMap<Place, Valued>;
	readonly lost: readonly string[];
	readonly repeated: number;
}

/** Where rows repeat a place, the last one counts. */
function found(cells: readonly Cell[], values: NamedColumn | undefined, setup: Setup): Found {
	const byPlace = new Map<Place, Valued>();
	const repeated = new Set<Place>();
	const lost = new Set<string>();
	cells.forEach((cell, row) => {
		const place = setup.region.atlas.find(cell);
		if (place === undefined) lost.add(plainText(cell) || say(setup.input.theme.locale, 'none'));
		const value = numberOf(values?.cells[row]);
		if (place === undefined || value === null) return;
		if (byPlace.has(place)) repeated.add(place);
		byPlace.set(place, { place, cell, row, value, name: nameOf(cell, place, setup) });
	});
	return { byPlace, lost: [...lost], repeated: repeated.size };
}

export function mapRowsOf(region: Region, input: FamilyInput): MapRows {
	const { table, spec } = input;
	const setup = { region, input };
	const x = indexOf(table, spec?.x) ?? labelsOf(table)[0] ?? rolesOf(table, spec).x;
	const numbers = numbersOf(table).filter((index) => index !== x);
	const own = indexOf(table, spec?.y?.[0]);
	const values = columnAt(input, numbers.find((index) => index === own) ?? numbers[0]);
	const { byPlace, lost, repeated } = found(table.data[x] ?? [], values, setup);
	const focus = focusOf(setup);
	const shown = focus.places.length > 0 ? focus.places : region.atlas.places;
	const valued = [...byPlace.values()].filter(({ place }) => shown.includes(place));
	const { locale } = input.theme;
	const { words } = region;
	return {
		valued,
		shown,
		isFocused: focus.places.length > 0,
		xName: spec?.names?.[table.columns[x]?.name ?? ''] ?? table.columns[x]?.name ?? '',
		values,
		notes: [
			...(lost.length > 0 ? [say(locale, words.unknown, { names: listed(lost, locale) })] : []),
			...(repeated > 0 ? [say(locale, words.repeated, { count: repeated })] : []),
			...focus.notes,
			...missingNote(input, [spec?.x, ...(spec?.y ?? [])]),
		],
	};
}
