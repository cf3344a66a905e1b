/** The texts of the families of charts, in each language. */
import { type Section, sectionOf } from './section.ts';

export const familyTexts: Section = sectionOf({
	ar: () => import('./ar/families.ts'),
	de: () => import('./de/families.ts'),
	es: () => import('./es/families.ts'),
	fr: () => import('./fr/families.ts'),
	ja: () => import('./ja/families.ts'),
});
