/**
 * Registers the elements: the chart at once, the rest from a chunk of its own that no chart waits for. Beside another copy,
 * of whatever version, that has come first, it does nothing: elements of two copies would not share a connection.
 */
import { register } from './elements/shared/register.ts';
import { SqlChart } from './elements/sql-chart/sql-chart.ts';
import { load, NOT_LOADED } from './load.ts';

/** For pages of this server that watch what no element shows, over the connection that its elements have. */
export { acquireClient } from './client.ts';
export { nameOfSource } from './token-sources.ts';

if (customElements.get('sql-chart')) console.warn(`chartwire: another copy came first; ${import.meta.url} is not used`);
else {
	register('sql-chart', SqlChart);
	void load(
		() => import('./define-rest.ts'),
		(cause) => console.warn('chartwire:', NOT_LOADED, cause),
	);
}
