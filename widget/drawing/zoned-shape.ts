import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { axisTimeFormat, timeText } from './format.ts';
import type { Shape } from './shape.ts';
import { rolesOf } from './shape-roles.ts';
import type { Zone } from './zone.ts';
import { zonedText } from './zoned-table.ts';

/** Whether the axis of a shape is one of instants, which a zone's clock can show. */
export const isOfInstants = (shape: Shape, table: Table, spec: ChartSpec | undefined): boolean =>
	shape.kind === 'time' && table.columns[rolesOf(table, spec).x]?.type === 'timestamptz';

/** A shape whose instants are written as the wall clock of a zone shows them. */
export function zonedShape(shape: Shape, zone: Zone, locale: string | undefined): Shape {
	const sample = shape.x.slice(0, 1000).map((seconds) => seconds * 1000 + zone.offset(seconds * 1000));
	const format = axisTimeFormat(sample, locale);
	const xText = (index: number) => timeText(zonedText(Math.round((shape.x[index] ?? 0) * 1000), zone), format);
	return { ...shape, xText };
}
