/** The texts of the page of a public link, in each language. */
import { type Section, sectionOf } from './section.ts';

export const shareTexts: Section = sectionOf({
	ar: () => import('./ar/share.ts'),
	de: () => import('./de/share.ts'),
	es: () => import('./es/share.ts'),
	fr: () => import('./fr/share.ts'),
	ja: () => import('./ja/share.ts'),
});
