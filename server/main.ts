#!/usr/bin/env node
/** Composition root: builds the parts, starts the roles web, worker or all, and stops them last in, first out. */
import type { Hono } from 'hono';
import { Registry } from 'prom-client';
import { checkParts, createApp } from './app.ts';
import { Doors } from './auth/doors.ts';
import { resealKeys } from './auth/project-keys.ts';
import { RequestRates } from './auth/request-rates.ts';
import { watchDeclarations } from './charts/declarations.ts';
import { type Config, loadConfig } from './config.ts';
import { DashboardGrants } from './dashboards/grants.ts';
import { connectDatabase } from './database/database.ts';
import { migrate as applyMigrations } from './database/migrate.ts';
import { resealDeliveries } from './deliveries/reseal.ts';
import { isEntryPoint } from './entry-point.ts';
import { ExportPlaces } from './exports/places.ts';
import { GatewayCounts } from './gateway/counts.ts';
import { Hub } from './gateway/hub.ts';
import { Sessions } from './gateway/sessions.ts';
import { listen } from './listen.ts';
import { createLog, type Log } from './log.ts';
import { addAlertMetrics } from './metrics/alert-metrics.ts';
import { addDeliveryMetrics } from './metrics/delivery-metrics.ts';
import { addExportMetrics } from './metrics/export-metrics.ts';
import { addGatewayMetrics } from './metrics/gateway-metrics.ts';
import { addNodeMetrics, addPublishing } from './metrics/node-metrics.ts';
import { addResultMetrics } from './metrics/result-metrics.ts';
import { addDurations } from './metrics/run-metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { startPeople } from './people/start.ts';
import { startPainter } from './pictures/start.ts';
import { executeAlone, type LoneRun } from './queue/lone-run.ts';
import { openQueue } from './queue/queue.ts';
import { recordRequest } from './recording/permits.ts';
import { Tap } from './recording/tap.ts';
import { tappedStream } from './recording/tapped-stream.ts';
import { parseRedisAddress } from './redis/address.ts';
import { ResultCache } from './results/cache.ts';
import { Results } from './results/results.ts';
import type { RunDeps } from './runs/run.ts';
import { RunCounts } from './runs/run-counts.ts';
import { watchResolver } from './runs/watch.ts';
import { openTicker } from './schedules/ticker.ts';
import { keepScript } from './script/keep-script.ts';
import { scriptFolder } from './script/routes.ts';
import { startSharing } from './shares/start.ts';
import { resealSources } from './sources/sources.ts';
import { RedisStream } from './stream/redis.ts';
import { executeDeps, startWorkerRole } from './worker-role.ts';

export interface StartOptions {
	/** Adds pages of one's own to the web node. */
	readonly mount?: (app: Hono) => void;
	/** Done in place of a worker's loops; the server has started when it is over. */
	readonly execute?: (deps: RunDeps, stops: (() => unknown)[]) => Promise<void>;
}

export interface RunningServer {
	/** The port of the web node; 0 for a worker. */
	readonly port: number;
	/** The port of the metrics; 0 without. */
	readonly metricsPort: number;
	stop(): Promise<void>;
}

type Stop = () => unknown;

const STREAM_SETTLE_MS = 2_000;

/** Brings the control database's schema up to date. */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
	const database = connectDatabase(databaseUrl, { max: 1 });
	try {
		return await applyMigrations(database);
	} finally {
		await database.end();
	}
}

/** @throws Error when the port is taken, with the port and the remedy in its message. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
	const log = createLog(config.logLevel, config.role);
	const stops: Stop[] = [];
	const registry = new Registry();
	const database = connectDatabase(config.databaseUrl, { max: 24, log });
	stops.push(() => database.end({ timeout: 2 }));
	const sealed = await resealSources(database, config.keys);
	await resealKeys(database, config.keys);
	const { lost } = await resealDeliveries(database, config.keys);
	if (lost > 0) log.warn({ lost }, 'addresses or secrets of webhooks are under keys that CHARTWIRE_KEYS does not name');
	if (sealed > 0) log.info({ sources: sealed }, 'the addresses of sources were encrypted under the first key');
	const onPublish = addPublishing(registry);
	const redisStream = new RedisStream({ url: config.redisUrl, ring: config.ring, log, onPublish });
	stops.push(() => redisStream.close());
	await redisStream.settle(STREAM_SETTLE_MS);
	const tap = openTap(config, log);
	if (tap !== undefined) stops.push(() => tap.close());
	const stream = tap === undefined ? redisStream : tappedStream(redisStream, tap);
	const cache = new ResultCache({ url: config.redisUrl, maxBytes: config.resultsMaxBytes, log });
	stops.push(() => cache.close());
	const queue = openQueue({ url: config.queueRedisUrl, log });
	stops.push(() => queue.close());
	const deps: RunDeps = {
		database,
		stream,
		results: new Results({ database, cache, log }),
		log,
		runCounts: new RunCounts(addDurations(registry)),
		secret: config.tokenSecret,
		resultTtlMs: config.run.resultTtlMs,
		projectConcurrency: config.run.projectConcurrency,
		handOver: (run, attempt, alone) => queue.handOver(run, attempt, alone),
	};
	let isLeaving = false;
	const serving = () => !isLeaving;
	let [port, metricsPort] = [0, 0];
	try {
		if (config.metrics !== undefined) {
			const parts = () => checkParts({ ...deps, serving });
			addNodeMetrics(registry, { ...deps, stream: redisStream, queue, parts });
			addResultMetrics(registry, deps.results);
			addAlertMetrics(registry, database);
			addDeliveryMetrics(registry, database);
			const served = await serveMetrics({ registry, log, ...config.metrics });
			stops.push(served.close);
			metricsPort = served.port;
		}
		if (options.execute !== undefined) await options.execute(deps, stops);
		else if (config.role !== 'web') startWorkerRole(deps, config, { stops, registry });
		if (config.role !== 'worker') {
			port = await startWebRole(deps, config, { ...options, stops, tap, serving, registry });
		}
	} catch (error) {
		await stopAll(stops, log);
		throw error;
	}
	log.info({ port: port || undefined, metricsPort: metricsPort || undefined }, `${config.role} started`);
	const stop = () => {
		isLeaving = true;
		return stopAll(stops, log);
	};
	return { port, metricsPort, stop };
}

function openTap({ tap: { mode, maxBytes }, redisUrl }: Config, log: Log): Tap | undefined {
	if (mode === 'off') return undefined;
	log.info({ mode, maxBytes }, 'the tap is open: what is published and received is written down');
	return new Tap({ address: parseRedisAddress(redisUrl), mode, maxBytes, log });
}

/** In a process of its own, which ends with the run. */
export async function executeRunAlone({ run, worker }: LoneRun, signal: AbortSignal): Promise<void> {
	const config = loadConfig(process.env);
	const execute = (deps: RunDeps, stops: Stop[]) =>
		executeAlone(executeDeps(deps, { config, worker, stops }), run, signal);
	const server = await startServer({ ...config, role: 'worker', metrics: undefined }, { execute });
	await server.stop();
}

interface WebOptions extends StartOptions {
	readonly stops: Stop[];
	readonly tap: Tap | undefined;
	readonly serving: () => boolean;
	readonly registry: Registry;
}

async function startWebRole(deps: RunDeps, config: Config, options: WebOptions): Promise<number> {
	const { mount, stops, tap, serving, registry } = options;
	const { stream, log, secret } = deps;
	const counts = new GatewayCounts();
	const rates = new RequestRates(config.requests, (limit) => {
		counts.refused[limit] += 1;
	});
	const doors = new Doors({ ...deps, keys: config.keys, rates });
	stops.push(await doors.open(log));
	const hub = new Hub({ stream, log, counts, pingMs: config.pingMs });
	stops.push(() => hub.close());
	const grants = new DashboardGrants(deps.database);
	stops.push(await grants.open(log));
	const resolve = watchResolver({ ...deps, grants, questionsPerMinute: config.questionsPerMinute });
	const sessions = new Sessions(
		{
			hub,
			log,
			counts,
			pingMs: config.pingMs,
			doors,
			grants,
			resolve,
			record: (session, bearer) => recordRequest(secret, config.tap, { session, bearer }),
		},
		config.connections,
	);
	stops.push(watchDeclarations({ ...deps, onDeclared: (channel) => hub.recheck(channel) }));
	addGatewayMetrics(registry, { counts, sessions, hub });
	const places = new ExportPlaces(config.exports.perNode, counts);
	addExportMetrics(registry, places);
	const folder = scriptFolder(config.scriptFolder);
	const { keys, exports, pictureWaitMs, trustedHops, publicUrl } = config;
	const ticker = openTicker({ url: config.queueRedisUrl, log });
	stops.push(() => ticker.close());
	const parts = {
		people: await startPeople(deps, config, stops),
		...startSharing(deps, config, { hub, stops }),
		hub,
		doors,
		grants,
		rates,
		resolve,
		places,
		exports,
		painter: startPainter(registry, stops),
		ticker,
		pictureWaitMs,
		keys,
		sessions,
		counts,
		tap,
		trustedHops,
		publicUrl,
		mostPerHour: config.deliveries.mostPerHour,
		serving,
	};
	const app = createApp({ ...deps, ...parts, scriptFolder: folder });
	mount?.(app);
	if (folder !== undefined) stops.push(await keepScript(folder, deps));
	const { port, close } = await listen(app, config, { sessions, counts, rates, log, trustedHops });
	stops.push(close);
	stops.push(() => sessions.leave());
	return port;
}

async function stopAll(stops: Stop[], log: Log): Promise<void> {
	for (const stop of stops.splice(0).reverse()) {
		try {
			await stop();
		} catch (error) {
			log.warn({ error: String(error) }, 'a part did not stop cleanly');
		}
	}
}

/** Runs until SIGTERM or SIGINT; a second signal ends the process at once. */
export async function runUntilSignal(start: () => Promise<RunningServer>): Promise<void> {
	const server = await start().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	});
	let stopping = false;
	const stop = () => {
		if (stopping) process.exit(1);
		stopping = true;
		void server.stop().then(() => process.exit(0));
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}

async function main(): Promise<void> {
	const config = loadConfig(process.env);
	await migrate(config.databaseUrl);
	await runUntilSignal(() => startServer(config));
}

if (isEntryPoint(import.meta.url)) {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	});
}
