/** The painter of a web node, counted, and stopped with it. */
import type { Registry } from 'prom-client';
import { addPictureMetrics } from '../metrics/picture-metrics.ts';
import { Painter } from './painter.ts';

export function startPainter(registry: Registry, stops: (() => unknown)[]): Painter {
	const painter = new Painter();
	stops.push(() => painter.close());
	addPictureMetrics(registry, painter);
	return painter;
}
