/** What there is of alerts, as PostgreSQL has it. */
import type { Registry } from 'prom-client';
import { type Database, statement } from '../database/database.ts';
import { addGauge, remember } from './metric.ts';

const REMEMBERED_MS = 5_000;
const STORE_TIMEOUT_MS = 2_000;
const PHASES = ['ok', 'pending', 'firing', 'recovering', 'broken'] as const;

const countAlerts = statement<{ phase: string; alerts: number }>(import.meta.url, 'count-alerts');
const countEvaluations = statement<{ pending: number; oldest_s: number }>(import.meta.url, 'count-evaluations');

export function addAlertMetrics(registry: Registry, database: Database): void {
	const shared = { forMs: REMEMBERED_MS, timeoutMs: STORE_TIMEOUT_MS };
	const alerts = remember({ ...shared, load: () => countAlerts(database, []) });
	const evaluations = remember({ ...shared, load: () => countEvaluations(database, []) });
	addGauge(registry, {
		name: 'chartwire_alerts',
		help: 'Enabled alerts by state; broken: they cannot be checked. The same on every node. Absent: not known.',
		label: 'state',
		read: async () => {
			const rows = await alerts();
			return (
				rows && Object.fromEntries(PHASES.map((phase) => [phase, rows.find((row) => row.phase === phase)?.alerts ?? 0]))
			);
		},
	});
	addGauge(registry, {
		name: 'chartwire_alert_evaluations',
		help: 'Runs that have ended and that alerts have still to look at; the same on every node.',
		read: async () => (await evaluations())?.[0]?.pending,
	});
	addGauge(registry, {
		name: 'chartwire_oldest_alert_evaluation_seconds',
		help: 'How long ago the oldest of them has ended: alerts are late by so much.',
		read: async () => (await evaluations())?.[0]?.oldest_s,
	});
}
