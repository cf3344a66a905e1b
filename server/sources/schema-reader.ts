/**
 * A worker's part in the schemas of sources: it takes those that are wanted, by a lease in Postgres, reads each from its
 * database within a deadline, and keeps what it has read, or why it could not. Web nodes never reach a customer's database.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Database } from '../database/database.ts';
import { toNamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import type { SourceAddress } from '../source/address.ts';
import type { Catalog } from '../source/schema/catalog.ts';
import { readCatalog } from '../source/schema/read-catalog.ts';
import { SqlFailure } from '../source/source.ts';
import type { SourcePool } from '../source/source-pool.ts';
import { failedStep, type SchemaFailure } from './failed-step.ts';
import {
	type ClaimedSchema,
	claimSchemas,
	keepFailure,
	keepSchema,
	type ReadSchema,
	releaseSchemas,
} from './schemas.ts';
import { findSource, type SealedSource } from './sources.ts';

const LOOK_MS = 500;
/** Beyond the deadline of the reading and the time to connect: who has the lease has ended before it runs out. */
const LEASE_MS = 60_000;
const MOST_AT_ONCE = 4;

const compress = promisify(brotliCompress);
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 } };

export interface SchemaReaderDeps {
	readonly database: Database;
	readonly log: Log;
	/** Names this process. */
	readonly worker: string;
	readonly sources: SourcePool;
	/** Decrypts an address. */
	readonly open: (source: SealedSource) => SourceAddress;
}

async function encode(catalog: Catalog, source: SealedSource, asOf: number): Promise<ReadSchema> {
	const content = JSON.stringify({ source: source.name, engine: source.engine, ...catalog });
	const hash = createHash('sha256').update(content).digest('base64url');
	const text = Buffer.from(`{"asOf":${asOf},${content.slice(1)}`);
	return { body: await compress(text, BROTLI), bytes: text.byteLength, hash };
}

function failureOf(error: unknown, address: SourceAddress | undefined): SchemaFailure {
	const { code, message } = toNamedError(error);
	if (address === undefined) return { code, message };
	if (error instanceof SqlFailure) {
		const step = failedStep({ code: error.sqlState, message: error.message }, address).step;
		const isRefused = step === 'permission' || error.sqlState === '42501';
		const advice = isRefused ? '; grant the role what it lacks' : '';
		const said = `The database did not say what it has: ${error.message}${advice}.`;
		return { code: 'sql_error', ...(isRefused ? { step: 'permission' } : {}), message: said };
	}
	if (code !== 'source_unreachable') return { code, message };
	// The connection's own error says on which step it failed.
	const cause = error instanceof Error ? (error.cause ?? error) : error;
	return { code, ...failedStep(cause, address) };
}

async function read(deps: SchemaReaderDeps, claimed: ClaimedSchema, signal: AbortSignal): Promise<void> {
	const { database, log, worker } = deps;
	const { project, source: name, id, begun_at: begunAt } = claimed;
	const own = { ...claimed, worker };
	let address: SourceAddress | undefined;
	try {
		const source = await findSource(database, project, name);
		address = deps.open(source);
		const tag = `chartwire schema ${id}`;
		const catalog = await readCatalog(deps.sources.get(source), { engine: source.engine, tag, signal });
		const kept = await keepSchema(database, own, await encode(catalog, source, begunAt.getTime()));
		if (!kept) log.info({ project, source: name }, 'the source has changed while its schema was read; it was dropped');
	} catch (error) {
		if (signal.aborted) return;
		const failure = failureOf(error, address);
		log.info({ project, source: name, code: failure.code, step: failure.step }, 'the schema of a source was not read');
		await keepFailure(database, own, failure);
	}
}

/** Returns what stops it, and gives free what it was reading. */
export function startSchemaReader(deps: SchemaReaderDeps): () => Promise<void> {
	const { database, log, worker } = deps;
	const reading = new Set<Promise<void>>();
	const leaving = new AbortController();
	const work = async () => {
		const most = MOST_AT_ONCE - reading.size;
		if (most === 0) return;
		for (const claimed of await claimSchemas(database, { worker, leaseMs: LEASE_MS, most })) {
			// What cannot be kept is free again after the lease.
			const done = read(deps, claimed, leaving.signal)
				.catch((error: unknown) => log.warn({ error: String(error) }, 'what was read of a source was not kept'))
				.finally(() => reading.delete(done));
			reading.add(done);
		}
	};
	const stop = startLoop({ name: 'schemas', everyMs: LOOK_MS, log, work });
	return async () => {
		await stop();
		leaving.abort(new Error('the worker leaves'));
		await Promise.all(reading);
		await releaseSchemas(database, worker).catch(() => undefined);
	};
}
