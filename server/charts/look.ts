/** How a chart is drawn, as whoever watches it is told. */
import type { Chart } from './charts.ts';

export interface Look {
	/** null: it had a way of its own, and has none any more. */
	readonly spec: object | null;
	/** Grows with each change. */
	readonly revision: number;
}

/** With the title of the chart, for where it stands among others, unless its specification has one. Undefined: there is nothing to tell. */
export function lookOf({
	title,
	spec,
	specRevision,
}: Pick<Chart, 'title' | 'spec' | 'specRevision'>): Look | undefined {
	const isTitled = title !== '' && !spec?.title;
	if (!isTitled) return specRevision === 0 ? undefined : { spec, revision: specRevision };
	return { spec: { version: 1, ...spec, chartTitle: title }, revision: specRevision };
}
