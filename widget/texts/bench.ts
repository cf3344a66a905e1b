/** The texts of the editor and the inbox, in each language. */
import { type Section, sectionOf } from './section.ts';

export const benchTexts: Section = sectionOf({
	ar: () => import('./ar/bench.ts'),
	de: () => import('./de/bench.ts'),
	es: () => import('./es/bench.ts'),
	fr: () => import('./fr/bench.ts'),
	ja: () => import('./ja/bench.ts'),
});
