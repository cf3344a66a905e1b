/**
 * Registers the elements: the chart at once, the rest from a chunk of its own that no chart waits for. Loading it
 * twice, or beside another copy of it, changes nothing.
 */
import { register } from './elements/shared/register.ts';
import { SqlChart } from './elements/sql-chart/sql-chart.ts';

register('sql-chart', SqlChart);
import('./define-rest.ts').catch((cause: unknown) => {
	console.error('chartwire: <sql-status> and <sql-editor> could not be loaded; reload the page', cause);
});
