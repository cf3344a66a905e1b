/** The texts of every page with a chart, in each language: each a chunk of its own. */
import { type Section, sectionOf } from './section.ts';

export const page: Section = sectionOf({
	ar: () => import('./ar/page.ts'),
	de: () => import('./de/page.ts'),
	es: () => import('./es/page.ts'),
	fr: () => import('./fr/page.ts'),
	ja: () => import('./ja/page.ts'),
});
