/** What the filters of the page say to the charts of their groups. Both may come and go, in whatever order. */
import type { Params, ParamValue } from '../../protocol.ts';

export interface GroupFilter {
	readonly group: string;
	readonly param: string;
	/** undefined: nothing is chosen. */
	readonly chosen: ParamValue | undefined;
}

export const filters = new Set<GroupFilter>();

/** Called when something else is chosen in any group. */
export const followers = new Set<() => void>();

/** What is chosen in a group; undefined: nothing. */
export function chosenIn(group: string): Params | undefined {
	const found = [...filters].filter((each) => group && each.group === group && each.param && each.chosen !== undefined);
	return found.length > 0 ? Object.fromEntries(found.map(({ param, chosen = null }) => [param, chosen])) : undefined;
}
