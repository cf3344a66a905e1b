/** The versions of charts. */
import { Versions } from '../versions/versions.ts';
import { type ChartDeclaration, findStored, type StoredChart, unknownChart, writeChart } from './charts.ts';

/** What a version says of a chart, without its name. */
export type Declared = Omit<ChartDeclaration, 'name'>;

export function declarationOf({ chart }: Pick<StoredChart, 'chart'>): Declared {
	const { name: _name, specRevision: _specRevision, ...declared } = chart;
	return declared;
}

export const chartVersions = new Versions<Declared>({
	noun: 'chart',
	conflict: 'chart_conflict',
	module: import.meta.url,
	unknown: unknownChart,
	write: writeChart,
	find: async (on, project, name) => {
		const stored = await findStored(on, project, name);
		return stored === undefined ? undefined : { ...stored, declaration: declarationOf(stored) };
	},
});
