/** The role of a worker: runs queries, keeps what is wanted fresh, and sends what is to be sent. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Registry } from 'prom-client';
import { startAlerts } from './alerts/start.ts';
import { AllowedValues } from './charts/allowed-values.ts';
import { startChangeListeners } from './charts/change-listeners.ts';
import type { Config } from './config.ts';
import { DeliveryCounts } from './deliveries/delivery-counts.ts';
import { startDeliveries } from './deliveries/start.ts';
import { addSendMetrics } from './metrics/delivery-metrics.ts';
import { ActiveRuns } from './queue/active-runs.ts';
import { type ExecuteDeps, endQuery } from './queue/execute-run.ts';
import { startWorker } from './queue/worker.ts';
import { startDriver } from './runs/driver.ts';
import type { RunDeps, RunRow } from './runs/run.ts';
import { startSchedules } from './schedules/start.ts';
import { SourcePool } from './source/source-pool.ts';
import { startSchemaReader } from './sources/schema-reader.ts';
import { openAddress, type SealedSource } from './sources/sources.ts';

interface WorkerParts {
	readonly stops: (() => unknown)[];
	readonly registry: Registry;
}

/** Starts all that a worker does; what stops it is added to `stops`. */
export function startWorkerRole(runDeps: RunDeps, config: Config, { stops, registry }: WorkerParts): void {
	const queued = new EventTarget();
	const deps: RunDeps = { ...runDeps, onEvaluationsQueued: () => void queued.dispatchEvent(new Event('queued')) };
	const onQueued = (wake: () => void) => {
		queued.addEventListener('queued', wake);
		return () => queued.removeEventListener('queued', wake);
	};
	const worker = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;
	const execute = executeDeps(deps, { config, worker, stops });
	const { lostMs, concurrency, graceMs } = config.worker;
	const { resultTtlMs: runTtlMs, refreshTtlMs, exportTtlMs, sourceDownMs } = config.run;
	const times = { lostMs, runTtlMs, refreshTtlMs, exportTtlMs, sourceDownMs };
	const limits = { ...times, endQuery: (run: RunRow) => endQuery(execute, run) };
	stops.push(startDriver(deps, limits));
	const telling = { publicUrl: config.publicUrl, mostPerHour: config.deliveries.mostPerHour };
	stops.push(startAlerts({ ...deps, ...telling }, { onQueued }));
	stops.push(startChangeListeners({ ...deps, worker, open: opener(config) }));
	stops.push(startSchemaReader({ ...execute, open: opener(config) }));
	const sent = new DeliveryCounts();
	addSendMetrics(registry, sent);
	stops.push(startDeliveries(deps, { config, worker, counts: sent }));
	stops.push(startSchedules({ ...deps, ...telling }, { redisUrl: config.queueRedisUrl }));
	stops.push(startWorker(execute, { url: config.queueRedisUrl, concurrency, graceMs }));
}

interface ExecuteOptions {
	readonly config: Config;
	readonly worker: string;
	readonly stops: (() => unknown)[];
}

/** Decrypts the address of a source. */
const opener = (config: Config) => (source: SealedSource) => openAddress(config.keys, source);

/** What running a query needs, in a worker or alone. */
export function executeDeps(deps: RunDeps, { config, worker, stops }: ExecuteOptions): ExecuteDeps {
	const sources = new SourcePool({ log: deps.log, open: opener(config) });
	stops.push(() => sources.close());
	return {
		...deps,
		worker,
		sources,
		active: new ActiveRuns(),
		allowed: new AllowedValues(),
		limits: config.run,
		slow: config.slowQuery,
	};
}
