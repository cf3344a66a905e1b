/** The languages beside English, and what the page's author has put in their place: a chunk that only they need. */
import { load } from '../load.ts';
import './forms.ts';
import type { Texts } from './keys.ts';
import { page } from './page.ts';
import type { Section, Words } from './section.ts';
import { speech } from './speech.ts';

/** By language tag in small letters. */
const dictionaries = new Map<string, Words>();
const fetched = new Map<Section, Map<string, Promise<void>>>();

/** The text of the longest tag that has it: of `de-CH`, then of `de` (BCP 47, lookup). */
speech.find = (locale, text) => {
	let found: string | undefined;
	for (let tag = locale?.toLowerCase(); tag && found === undefined; tag = tag.replace(/(-|^)[^-]*$/, ''))
		found = dictionaries.get(tag)?.[text];
	return found;
};

speech.ofServer = (locale, message, code) => speech.find?.(locale, `error ${code}`) ?? speech.find?.(locale, message);

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i;

speech.directionOf = (locale = '') => (RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr');

function put(tag: string, words: Words): void {
	dictionaries.set(tag, words);
	speech.version += 1;
	for (const host of speech.hosts) host.requestUpdate();
}

/** Texts of a page's author, in place of ours or beside them; `tag` may be any language. */
export function addTexts(tag: string, words: Texts): void {
	const key = tag.toLowerCase();
	put(key, { ...dictionaries.get(key), ...(words as Words) });
}

async function fetchSection(section: Section, language: string): Promise<void> {
	const none = Promise.resolve<Words | undefined>(undefined);
	const words = await load(
		() => section(language) ?? none,
		() => undefined,
	);
	// What an author has said before counts.
	if (words) put(language, { ...words, ...dictionaries.get(language) });
}

function bringSection(section: Section, language: string): Promise<void> {
	const known = fetched.get(section) ?? new Map<string, Promise<void>>();
	fetched.set(section, known);
	const coming = known.get(language) ?? fetchSection(section, language);
	known.set(language, coming);
	return coming;
}

speech.bring = () =>
	Promise.all(
		[...speech.languages].flatMap((language) =>
			[page, ...speech.sections].map((section) => bringSection(section, language)),
		),
	);
