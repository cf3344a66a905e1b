/**
 * Registers the elements: the chart at once, the rest from a chunk of its own that no chart waits for. Loading it
 * twice, or beside another copy of it, changes nothing.
 */

import { register } from './elements/shared/register.ts';
import { SqlChart } from './elements/sql-chart/sql-chart.ts';
import { load, NOT_LOADED } from './load.ts';

register('sql-chart', SqlChart);
void load(
	() => import('./define-rest.ts'),
	(cause) => console.warn('chartwire:', NOT_LOADED, cause),
);
