import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWeekday } from '../../../widget/families/week.ts';
import { benchTexts } from '../../../widget/texts/bench.ts';
import { boardTexts } from '../../../widget/texts/boards.ts';
import { addTexts } from '../../../widget/texts/dictionaries.ts';
import { familyTexts } from '../../../widget/texts/families.ts';
import { page } from '../../../widget/texts/page.ts';
import { addSection, say, sayServer, speak } from '../../../widget/texts/say.ts';
import { toolTexts } from '../../../widget/texts/tools.ts';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja'];
const SECTIONS = [page, familyTexts, benchTexts, boardTexts, toolTexts];

const namesIn = (text: string): string[] => [...text.matchAll(/{(\w+)/g)].map(([, name = '']) => name).sort();
const choicesIn = (text: string): string[][] =>
	[...text.matchAll(/{\w+:([^}]*)}/g)].map(([, forms = '']) => forms.split('|'));

async function wordsOf(language: string): Promise<[text: string, words: string][]> {
	const sections = await Promise.all(SECTIONS.map((section) => section(language)));
	return sections.flatMap((words) => Object.entries(words ?? {}));
}

for (const language of LANGUAGES) {
	test(`what is filled into a text in English is filled into it in ${language}`, async () => {
		for (const [text, words] of await wordsOf(language)) assert.deepEqual(namesIn(words), namesIn(text), text);
	});

	test(`a text in ${language} has a form for each kind of number that the language tells apart`, async () => {
		const rules = new Intl.PluralRules(language);
		// French and Spanish have a form for millions, which a number that is written in digits does not need.
		const count = rules
			.resolvedOptions()
			.pluralCategories.filter((kind) => language === 'ar' || kind !== 'many').length;
		for (const [text, words] of await wordsOf(language)) {
			if (text.includes('^')) continue;
			for (const forms of choicesIn(words)) assert.equal(forms.length, count, `${text}: ${words}`);
		}
	});
}

test('counts take the forms of their language', async () => {
	await Promise.all(LANGUAGES.map((language) => speak(language)));
	const rows = (locale: string, count: number) => say(locale, '{rows:# row|# rows}', { rows: count });
	assert.deepEqual([rows('en', 0), rows('en', 1), rows('en', 1204)], ['0 rows', '1 row', '1,204 rows']);
	assert.deepEqual([rows('de', 0), rows('de', 1), rows('de', 1204)], ['0 Zeilen', '1 Zeile', '1.204 Zeilen']);
	assert.deepEqual([rows('fr', 0), rows('fr', 1), rows('fr', 2)], ['0 ligne', '1 ligne', '2 lignes']);
	assert.equal(rows('es', 1_000_000), '1.000.000 filas');
	assert.deepEqual([rows('ja', 1), rows('ja', 5)], ['1行', '5行']);
	assert.deepEqual(
		[0, 1, 2, 3, 11, 100].map((count) => rows('ar-u-nu-latn', count)),
		['لا صفوف', 'صف واحد', 'صفان', '3 صفوف', '11 صفًا', '100 صف'],
	);
});

test('places in a line take the forms of ordinal numbers', () => {
	const place = (locale: string, at: number) => say(locale, '{place^:#st|#nd|#rd|#th} in line', { place: at });
	assert.deepEqual(
		[1, 2, 3, 4, 11, 12, 13, 21, 112].map((at) => place('en-GB', at).replace(' in line', '')),
		['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '112th'],
	);
	assert.deepEqual([place('fr', 1), place('fr', 2)], ['1er dans la file', '2e dans la file']);
});

test('a text that nobody has translated is said in English, with the forms of English', () => {
	assert.equal(say('pl', 'Waiting'), 'Waiting');
	assert.equal(say('pl', '{rows:# row|# rows}', { rows: 5 }), '5 rows');
	assert.equal(say(undefined, 'Waiting'), 'Waiting');
});

test('a page’s own texts count before ours, by the longest tag, and leave the others as they are', async () => {
	addTexts('de-CH', { Waiting: 'Bitte warten' });
	await speak('de');
	assert.equal(say('de-CH', 'Waiting'), 'Bitte warten');
	assert.equal(say('de-ch-u-fw-sun', 'Waiting'), 'Bitte warten');
	assert.equal(say('de-AT', 'Waiting'), 'Wartet');
	assert.equal(say('de-CH', 'Queued'), 'In der Warteschlange');
	addTexts('nl', { '{rows:# row|# rows}': '{rows:# rij|# rijen}' });
	assert.deepEqual(
		[1, 2].map((rows) => say('nl', '{rows:# row|# rows}', { rows })),
		['1 rij', '2 rijen'],
	);
	assert.equal(say('nl', 'Waiting'), 'Waiting');
});

test('a page’s own texts stay when ours come later', async () => {
	addTexts('ja', { 'Bar chart': '棒' });
	addSection(familyTexts);
	await speak('ja');
	assert.deepEqual([say('ja', 'Bar chart'), say('ja', 'Pie chart')], ['棒', '円グラフ']);
});

test('what is filled in is left as it is', () => {
	assert.equal(say('en', 'Saved {name}', { name: '{rows} $& #.csv' }), 'Saved {rows} $& #.csv');
});

test('the server’s words are translated by their code, by themselves, or not at all where they tell more', async () => {
	await speak('fr');
	assert.equal(sayServer('fr', 'Slow down.', 'rate_limited'), 'Trop de demandes ; réessayez dans un instant.');
	assert.equal(sayServer('fr', 'A newer answer is on its way.'), 'Une réponse plus récente arrive.');
	assert.equal(sayServer('fr', 'column "prise" does not exist', 'sql_error'), 'column "prise" does not exist');
	assert.equal(sayServer('en', 'Slow down.', 'rate_limited'), 'Slow down.');
});

test('a week begins as the locale has it, or as the page says', () => {
	const days = ['de', 'en-US', 'ar-EG', 'ja', 'fr', 'de-u-fw-sun', 'en-US-u-nu-latn-fw-mon'].map(firstWeekday);
	assert.deepEqual(days, [0, 6, 5, 6, 0, 6, 0]);
});

test('a week begins by CLDR’s list of regions in a browser that does not know', () => {
	const names = ['getWeekInfo', 'weekInfo'] as const;
	const before = names.map((name) => Object.getOwnPropertyDescriptor(Intl.Locale.prototype, name));
	for (const name of names)
		Object.defineProperty(Intl.Locale.prototype, name, { value: undefined, configurable: true });
	try {
		assert.deepEqual(['de', 'en-US', 'ar-EG', 'ja', 'fr'].map(firstWeekday), [0, 6, 5, 6, 0]);
	} finally {
		names.forEach((name, at) => {
			const own = before[at];
			if (own) Object.defineProperty(Intl.Locale.prototype, name, own);
			else Reflect.deleteProperty(Intl.Locale.prototype, name);
		});
	}
});
