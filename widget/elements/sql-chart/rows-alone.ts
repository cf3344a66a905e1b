import type { Table } from '../../protocol.ts';
import { differsIn, isOnItsWay } from './behind.ts';
import type { ChartState } from './chart-state.ts';

const isSameShape = (one: Table, other: Table): boolean =>
	!one.truncated && !other.truncated && JSON.stringify(one.columns) === JSON.stringify(other.columns);

/**
 * Whether another result, of the same columns, is all that has changed: then what is written around the picture stays as it
 * is, but for its time. Only of a chart that is refreshed by itself, whose time is written once a second anyhow.
 */
export function isRowsAlone(before: ChartState, after: ChartState): boolean {
	const [old, next] = [before.frame, after.frame];
	if (!old || !next || old === next || after.run || after.pending || !isOnItsWay(before)) return false;
	if (!differsIn(/^(run|pending|frame)$/, before, after)) return false;
	const isPaced = next.refreshMs !== undefined && next.refreshMs === old.refreshMs && next.channel === old.channel;
	// One row, or none, may be drawn otherwise.
	return isPaced && old.table.rows > 1 && next.table.rows > 1 && isSameShape(old.table, next.table);
}
