/** What the filters of the page say to the charts of their groups. Both may come and go, in whatever order. */
import type { Params, ParamValue } from '../../protocol.ts';

export interface GroupFilter {
	readonly group: string;
	readonly param: string;
	/** undefined: nothing is chosen. */
	readonly chosen: ParamValue | undefined;
	/** By the `id` of a chart: what it calls the parameter; null: it is not for that chart. */
	readonly binds?: Readonly<Record<string, string | null>> | undefined;
}

export const filters = new Set<GroupFilter>();

/** Called when something else is chosen in any group. */
export const followers = new Set<() => void>();

/** What is chosen in a group, by the names of the chart that has this id; undefined: nothing. */
export function chosenIn(group: string, id = ''): Params | undefined {
	const found = [...filters].flatMap(({ group: own, param, chosen, binds }) => {
		const name = binds && Object.hasOwn(binds, id) ? binds[id] : param;
		return group && own === group && name && chosen !== undefined ? [[name, chosen]] : [];
	});
	return found.length > 0 ? Object.fromEntries(found) : undefined;
}
