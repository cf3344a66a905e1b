/** Texts by the English ones. */
export type Words = Readonly<Record<string, string>>;

/** Brings a part of the dictionary of a language such as `de`; undefined: there is none. */
export type Section = (language: string) => Promise<Words> | undefined;

/** A section whose languages are chunks of their own. */
export const sectionOf =
	(languages: Readonly<Record<string, () => Promise<{ readonly words: Words }>>>): Section =>
	(language) =>
		languages[language]?.().then(({ words }) => words);
