/** The texts of dashboards, in each language. */
import { type Section, sectionOf } from './section.ts';

export const boardTexts: Section = sectionOf({
	ar: () => import('./ar/boards.ts'),
	de: () => import('./de/boards.ts'),
	es: () => import('./es/boards.ts'),
	fr: () => import('./fr/boards.ts'),
	ja: () => import('./ja/boards.ts'),
});
