/** What a web node says of the files that are taken from it. */
import type { Registry } from 'prom-client';
import type { ExportPlaces } from '../exports/places.ts';
import { addCounter, addGauge } from './metric.ts';

export function addExportMetrics(registry: Registry, places: Pick<ExportPlaces, 'open' | 'bytes' | 'ended'>): void {
	addGauge(registry, {
		name: 'chartwire_exports',
		help: 'Files with rows that are being taken from this node, or waited for.',
		read: () => places.open,
	});
	addCounter(registry, {
		name: 'chartwire_exports_ended_total',
		help: 'Files with rows by how they ended: sent whole, left by the client, stalled (it took nothing), broken by a failure.',
		label: 'end',
		read: () => places.ended,
	});
	addCounter(registry, {
		name: 'chartwire_export_bytes_total',
		help: 'Bytes of rows that were sent as files.',
		read: () => places.bytes,
	});
}
