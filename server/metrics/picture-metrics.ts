/** What a web node says of the pictures that it has made. */
import type { Registry } from 'prom-client';
import type { Painter } from '../pictures/painter.ts';
import { addCounter } from './metric.ts';

export function addPictureMetrics(registry: Registry, painter: Pick<Painter, 'counts'>): void {
	addCounter(registry, {
		name: 'chartwire_pictures_total',
		help: 'Pictures that were asked for: painted, served again as they had been painted, and failed.',
		label: 'how',
		read: () => painter.counts,
	});
}
