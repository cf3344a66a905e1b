import { Reflection } from '../shared/reflection.ts';
import type { SqlChart } from './sql-chart.ts';

const REFLECTED = [
	...([
		'server',
		'chart',
		'run',
		'tokenEndpoint',
		'type',
		'group',
		'loading',
		'heading',
		'locale',
		'zone',
		'firstDay',
		'theme',
	] as const),
	...(['explain', 'brush'] as const),
];

/** Keeps a chart's attributes as its properties are: a chunk of its own, for nobody reads them before the first picture. A token is not for everybody who can read the page's elements. */
export function reflect(chart: SqlChart): void {
	new Reflection(chart, REFLECTED, ['persist', 'exports']);
}
