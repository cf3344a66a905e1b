import type { Section } from './section.ts';

/** What dictionaries.ts has to do with what has been asked for here, once it is there. */
export const speech: {
	/** How often texts have come: what was drawn with fewer is drawn anew. */
	version: number;
	/** Languages that are spoken on this page, such as `de`, and the sections that are wanted of each. */
	readonly languages: Set<string>;
	readonly sections: Set<Section>;
	/** Rendered again when texts have come. */
	readonly hosts: Set<{ requestUpdate(): void }>;
	/** The text of a locale; undefined: it has none. */
	find?: (locale: string | undefined, text: string) => string | undefined;
	/** Fetches what is wanted and not there. */
	bring?: () => Promise<unknown>;
	/** The form for a number, as the locale has them, English without one; `forms`: as they stand in a text, `:# row|# rows`. */
	formOf?: (locale: string | undefined, value: number, forms: string) => string;
	/** What the server says, in another language than its own. */
	ofServer?: (locale: string | undefined, message: string, code: string) => string | undefined;
	/** `rtl` or `ltr`, for locales of languages other than English. */
	directionOf?: (locale: string | undefined) => string;
} = { version: 0, languages: new Set(), sections: new Set(), hosts: new Set() };
