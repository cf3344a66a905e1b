/** What every recipe has to bring, by its name. */
import type { RecipeCase } from './case.ts';
import { COMPOSITION } from './composition.ts';
import { CUSTOMERS } from './customers.ts';
import { DISTRIBUTION } from './distribution.ts';
import { OVER_TIME } from './over-time.ts';
import { QUALITY } from './quality.ts';
import { RELATION } from './relation.ts';

/** By the file that says it. */
export const CASES_BY_FILE: Readonly<Record<string, Readonly<Record<string, RecipeCase>>>> = {
	distribution: DISTRIBUTION,
	relation: RELATION,
	'over-time': OVER_TIME,
	composition: COMPOSITION,
	customers: CUSTOMERS,
	quality: QUALITY,
};

export const CASES: Readonly<Record<string, RecipeCase>> = Object.assign({}, ...Object.values(CASES_BY_FILE));
