/** The texts of the inspector, in each language. */
import { type Section, sectionOf } from './section.ts';

export const toolTexts: Section = sectionOf({
	ar: () => import('./ar/tools.ts'),
	de: () => import('./de/tools.ts'),
	es: () => import('./es/tools.ts'),
	fr: () => import('./fr/tools.ts'),
	ja: () => import('./ja/tools.ts'),
});
