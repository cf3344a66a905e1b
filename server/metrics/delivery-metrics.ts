/** What is sent, and what waits to be. */
import type { Registry } from 'prom-client';
import { type Database, statement } from '../database/database.ts';
import type { DeliveryCounts } from '../deliveries/delivery-counts.ts';
import { addCounter, addGauge, remember } from './metric.ts';

interface Counted {
	readonly state: 'waiting' | 'sending' | 'dead';
	readonly deliveries: number;
	readonly oldest_s: number;
}

const REMEMBERED = { forMs: 5_000, timeoutMs: 2_000 };

const countDeliveries = statement<Counted>(import.meta.url, 'count-deliveries');

/** Of all nodes together. */
export function addDeliveryMetrics(registry: Registry, database: Database): void {
	const counted = remember({ ...REMEMBERED, load: () => countDeliveries(database, []) });
	addGauge(registry, {
		name: 'chartwire_deliveries',
		help: 'Deliveries that wait, are being sent, or were given up and not sent again; the same on every node. Absent: not known.',
		label: 'state',
		read: async () => {
			const rows = await counted();
			const of = (state: string) => rows?.find((row) => row.state === state)?.deliveries ?? 0;
			return rows && { waiting: of('waiting'), sending: of('sending'), dead: of('dead') };
		},
	});
	addGauge(registry, {
		name: 'chartwire_oldest_delivery_seconds',
		help: 'How long ago the oldest delivery was added that is not sent yet; the same on every node. Absent: not known.',
		read: async () => {
			const rows = await counted();
			const open = rows?.filter(({ state }) => state !== 'dead') ?? [];
			return rows && Math.max(0, ...open.map((row) => row.oldest_s));
		},
	});
}

/** Of one worker. */
export function addSendMetrics(registry: Registry, counts: DeliveryCounts): void {
	addCounter(registry, {
		name: 'chartwire_delivery_attempts_total',
		help: 'Attempts to deliver by how they ended: sent, retry (it is tried again), dead (given up).',
		label: 'outcome',
		read: () => ({ sent: counts.sent, retry: counts.retry, dead: counts.dead }),
	});
}
