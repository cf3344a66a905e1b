/**
 * Every text that the widget shows or says, in the reader's language. The English text is the key (as with gettext), and
 * stands where it is used: the script before the first chart carries no other language, and no names of texts. Another
 * language is a dictionary from the English text, in sections: what only some chunks say is fetched with them. All that
 * only other languages need is in dictionaries.ts, and fetched with the first of them.
 *
 * `{name}` is replaced by what is given; a number is written as the locale writes it. `{rows:# row|# rows}` chooses by the
 * number, and writes it for `#`: the forms stand in the order zero, one, two, few, many, other, those that the language
 * has (CLDR, by Intl.PluralRules); where there are fewer, the last one counts for the rest. `{place^:#st|#nd|#rd|#th}`
 * chooses by the forms of ordinal numbers; whoever says such a text imports forms.ts.
 */
import { load } from '../load.ts';
import type { Text } from './keys.ts';
import type { Section } from './section.ts';
import { speech } from './speech.ts';

/** What a text has to be given: the names in its braces. */
type Names<T extends string> = T extends `${string}{${infer Inner}}${infer Rest}` ? NameOf<Inner> | Names<Rest> : never;
type NameOf<Inner extends string> = Inner extends `${infer Name}^:${string}`
	? Name
	: Inner extends `${infer Name}:${string}`
		? Name
		: Inner;
type Given = string | number;
type Args<T extends string> = [Names<T>] extends [never] ? [] : [given: Readonly<Record<Names<T>, Given>>];

/** A text in the reader's language; in English until its dictionary has come, and where that has none. */
export function say<T extends Text>(locale: string | undefined, text: T, ...rest: Args<T>): string {
	const [given = {}] = rest as [Readonly<Record<string, Given>>?];
	const found = speech.find?.(locale, text);
	return (found ?? text).replace(/{(\w+)(.*?)}/g, (_, name: string, forms: string) => {
		const value = given[name] ?? '';
		const shown = value.toLocaleString(locale);
		// The forms of a text that nobody has translated are those of English.
		const form =
			forms && (speech.formOf?.(found && locale, +value, forms) ?? forms.slice(1).split('|')[value === 1 ? 0 : 1]);
		return form ? form.replace('#', () => shown) : shown;
	});
}

/**
 * What the server says, in the reader's language: by the code of an error, else by its words; as it is where there is no
 * other text for either, as in English, and where its words tell more than a code can.
 */
export const sayServer = (locale: string | undefined, message: string, code = ''): string =>
	speech.ofServer?.(locale, message, code) ?? message;

let coming: Promise<unknown> | undefined;

/** Fetches the texts of a locale's language, once. @returns what resolves when all that are wanted by now are there. */
export async function speak(locale = 'en'): Promise<unknown> {
	const [language = ''] = locale.toLowerCase().split('-');
	if (language === 'en') return;
	speech.languages.add(language);
	coming ??= load(
		() => import('./dictionaries.ts'),
		() => undefined,
	);
	await coming;
	return speech.bring?.();
}

/** Wants a section in every language that the page speaks, or will speak. */
export function addSection(section: Section): void {
	speech.sections.add(section);
	void speech.bring?.();
}
