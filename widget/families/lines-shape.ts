import type { ChartSpec } from '../chart-spec.ts';
import { intervalsOf } from '../drawing/intervals.ts';
import { numbered } from '../drawing/numbered.ts';
import { annotationsOf } from '../drawing/plot-annotations.ts';
import { withLooks } from '../drawing/plot-looks.ts';
import { type SeriesLook, type Shape, shapeOf } from '../drawing/shape.ts';
import { type Zone, zoneOf } from '../drawing/zone.ts';
import { isOfInstants, zonedShape } from '../drawing/zoned-shape.ts';
import type { FamilyInput } from './family.ts';

/** What a plot by uPlot would show of a result, for a picture of the same. */
export interface LinesShape {
	readonly shape: Shape;
	readonly looks: readonly SeriesLook[];
	readonly spec: ChartSpec;
	/** Areas or columns stand on each other. */
	readonly isStacked: boolean;
	/** Of an axis of instants that are shown in one. */
	readonly zone: Zone | undefined;
}

export function linesShape({ table: result, spec: own, type, theme }: FamilyInput): LinesShape {
	const spec: ChartSpec = { version: 1, ...own, type };
	const table = type === 'sparkline' ? numbered(result) : result;
	const plain = shapeOf(table, type === 'column' || type === 'combination', theme.locale, spec);
	const zone = spec.timeZone !== undefined && isOfInstants(plain, table, spec) ? zoneOf(spec.timeZone) : undefined;
	const dressed = withLooks(zone ? zonedShape(plain, zone, theme.locale) : plain, spec, theme.locale);
	const isStacked = (spec.stack ?? 'none') !== 'none';
	const intervals = isStacked && type === 'area' ? undefined : intervalsOf(table, dressed, spec);
	const annotations = spec.annotations && annotationsOf({ table, shape: dressed, spec, zone });
	const shape = { ...dressed, ...(intervals && { intervals }), ...(annotations && { annotations }) };
	const drawn = type === 'sparkline' ? firstOf(shape) : shape;
	return { shape: drawn, looks: dressed.looks ?? [], spec, isStacked, zone };
}

/** A sparkline is of one series. */
function firstOf(shape: Shape): Shape {
	const { series, names, keys, columns } = shape;
	const [only, name, key, column] = [series.slice(0, 1), names.slice(0, 1), keys.slice(0, 1), columns.slice(0, 1)];
	return { ...shape, series: only, names: name, keys: key, columns: column };
}
