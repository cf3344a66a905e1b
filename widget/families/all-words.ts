/** What pictures say in every language, at once: for a server, which has no page that could wait for a chunk. */
import { words as arFamilies } from '../texts/ar/families.ts';
import { words as arPage } from '../texts/ar/page.ts';
import { words as deFamilies } from '../texts/de/families.ts';
import { words as dePage } from '../texts/de/page.ts';
import { addTexts } from '../texts/dictionaries.ts';
import { words as esFamilies } from '../texts/es/families.ts';
import { words as esPage } from '../texts/es/page.ts';
import { words as frFamilies } from '../texts/fr/families.ts';
import { words as frPage } from '../texts/fr/page.ts';
import { words as jaFamilies } from '../texts/ja/families.ts';
import { words as jaPage } from '../texts/ja/page.ts';

addTexts('ar', { ...arPage, ...arFamilies });
addTexts('de', { ...dePage, ...deFamilies });
addTexts('es', { ...esPage, ...esFamilies });
addTexts('fr', { ...frPage, ...frFamilies });
addTexts('ja', { ...jaPage, ...jaFamilies });
