import { axisTimeFormat, timeText } from './format.ts';
import type { Shape } from './shape.ts';
import type { Zone } from './zone.ts';
import { zonedText } from './zoned-table.ts';

/** The wall clock of a zone in place of that of the result, on an axis of instants. */
export function inZone(shape: Shape, zone: Zone, locale: string | undefined): Shape {
	const sample = shape.x.slice(0, 1000).map((seconds) => seconds * 1000 + zone.offset(seconds * 1000));
	const format = axisTimeFormat(sample, locale);
	const xText = (index: number) => timeText(zonedText(Math.round((shape.x[index] ?? 0) * 1000), zone), format);
	return { ...shape, xText };
}
