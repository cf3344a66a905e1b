/** Chooses among the forms of a text by a number, in any language (CLDR): English alone does with less. */
import { speech } from './speech.ts';

const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

speech.formOf = (locale = 'en', value, text) => {
	const [ordinal = '', list = ''] = text.split(':');
	const forms = list.split('|');
	const rules = new Intl.PluralRules(locale, { type: ordinal ? 'ordinal' : 'cardinal' });
	const { pluralCategories } = rules.resolvedOptions();
	const kinds = ORDER.filter((kind) => pluralCategories.includes(kind));
	return forms[kinds.indexOf(rules.select(value))] ?? forms.at(-1) ?? '';
};
