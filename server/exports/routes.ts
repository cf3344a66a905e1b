/**
 * `GET /v1/charts/:name/rows.csv`, and `GET /v1/runs/:id/rows.csv` for authors: all rows of the answer as it is, in pieces.
 * A chart is found by the path that subscribing takes, so nobody is given rows that a page of theirs would not show (I9).
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { InlineResult, LinkedResult, Target } from '../../widget/protocol.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { type Bearer, demandExport } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';
import { paramValueSchema, parse } from '../http.ts';
import type { Log } from '../log.ts';
import type { Results } from '../results/results.ts';
import type { Watched } from '../runs/watch.ts';
import { csvRows } from './csv-rows.ts';
import { attachment, fileName } from './file-name.ts';
import { type AnswerDeps, findAnswer, type Patience } from './find-answer.ts';
import type { ExportEnd, ExportPlaces } from './places.ts';
import { sendPieces } from './send-pieces.ts';
import { type ReadableColumns, Shelves } from './shelf.ts';
import { openWhole, type WholeDeps } from './whole-rows.ts';

export interface ExportDeps extends AnswerDeps, WholeDeps {
	readonly places: ExportPlaces;
	readonly resolve: (bearer: Bearer, target: Target) => Promise<Watched>;
	readonly results: Results;
	readonly log: Log;
	readonly exports: {
		/** For so long an answer is waited for. */
		readonly waitMs: number;
		/** Whoever takes nothing for so long is let go. */
		readonly stallMs: number;
	};
}

type RowsContext = Context<BearerEnv>;

/** Parameters in a query string, as JSON. */
export const givenParams = z
	.string()
	.transform((text, context) => {
		try {
			return JSON.parse(text) as unknown;
		} catch {
			context.addIssue({ code: 'custom', message: 'is not JSON' });
			return z.NEVER;
		}
	})
	.pipe(z.record(z.string(), paramValueSchema));

/** Nothing else: above all no token, which belongs into a header. */
const chartQuery = z.strictObject({ params: givenParams.default({}), rows: z.enum(['shown', 'all']).default('shown') });
const runQuery = z.strictObject({});

export function exportRoutes(deps: ExportDeps): Hono<BearerEnv> {
	const shelves = new Shelves();
	return new Hono<BearerEnv>()
		.get('/charts/:name/rows.csv', (context) => {
			const { params, rows } = parse(chartQuery, context.req.query());
			const target = { chart: context.req.param('name'), params };
			return takeRows({ ...deps, shelves }, context, { target, all: rows === 'all' });
		})
		.get('/runs/:id/rows.csv', (context) => {
			parse(runQuery, context.req.query());
			return takeRows({ ...deps, shelves }, context, { target: { run: context.req.param('id') }, all: false });
		});
}

type TakeDeps = ExportDeps & { readonly shelves: Shelves };

/** What nginx calls a request whose client has gone: nobody reads it. */
const CLIENT_GONE = 499;

interface Asked {
	readonly target: Target;
	/** Also those that the result lacks. */
	readonly all: boolean;
}

async function takeRows(deps: TakeDeps, context: RowsContext, asked: Asked): Promise<Response> {
	const bearer = context.get('bearer');
	demandExport(bearer, 'csv');
	const giveBack = deps.places.take(bearer);
	const { signal, method } = context.req.raw;
	try {
		const file = await open(deps, bearer, { ...asked, waitMs: deps.exports.waitMs, signal });
		const release = () => {
			file.release();
			giveBack();
		};
		for (const [name, value] of headersOf(file)) context.header(name, value);
		if (method !== 'HEAD') return context.body(send(deps, file, release));
		release();
		return context.body(null);
	} catch (error) {
		giveBack();
		if (!signal.aborted) throw error;
		deps.places.ended.left += 1;
		return new Response(null, { status: CLIENT_GONE });
	}
}

function send({ places, exports, log }: TakeDeps, { pieces }: RowsFile, release: () => void): ReadableStream {
	const onEnd = (end: ExportEnd, error?: unknown) => {
		places.ended[end] += 1;
		release();
		if (end === 'broken') log.error({ error: String(error) }, 'rows could not be sent to their end');
	};
	const onBytes = (bytes: number) => {
		places.bytes += bytes;
	};
	return sendPieces(pieces, { stallMs: exports.stallMs, onBytes, onEnd });
}

/** What a page of another origin may read of an answer. */
export const EXPORT_HEADERS = ['chartwire-rows', 'chartwire-truncated', 'chartwire-as-of', 'chartwire-stale'] as const;

/** What is there is said in headers, since a CSV has no place for it. */
function headersOf({ title, asOf, rows, truncated, stale }: RowsFile): readonly (readonly [string, string])[] {
	return [
		['content-type', 'text/csv; charset=utf-8; header=present'],
		['content-disposition', attachment(fileName({ title, asOf, rows, truncated }))],
		...(rows === undefined ? [] : [['chartwire-rows', String(rows)] as const]),
		['chartwire-truncated', String(truncated)],
		['chartwire-as-of', new Date(asOf).toISOString()],
		['chartwire-stale', String(stale)],
	];
}

interface RowsFile {
	readonly title: string;
	readonly asOf: number;
	/** Undefined: not known before its end. */
	readonly rows: number | undefined;
	readonly truncated: boolean;
	readonly stale: boolean;
	readonly pieces: AsyncGenerator<Buffer>;
	/** To be called once. */
	readonly release: () => void;
}

async function open(deps: TakeDeps, bearer: Bearer, asked: Asked & Patience): Promise<RowsFile> {
	const watched = await deps.resolve(bearer, asked.target);
	const { title = '' } = watched;
	const { result, stale } = await findAnswer(deps, watched, asked);
	if (asked.all && result.truncated && watched.wantAll !== undefined) {
		const whole = await openWhole(deps, { run: await watched.wantAll(), project: bearer.project }, asked);
		return { title, rows: undefined, truncated: false, stale: false, ...whole };
	}
	const { rows, truncated, asOf } = result;
	const { source, release } = await ('href' in result ? openStored(deps, result) : openInline(result));
	return { title, asOf, rows, truncated, stale, pieces: csvRows(source, rows), release };
}

interface Opened {
	readonly source: ReadableColumns;
	readonly release: () => void;
}

function openInline({ columns, data }: InlineResult): Opened {
	async function* cellsOf(column: number) {
		yield data[column] ?? [];
	}
	return { source: { columns, cellsOf }, release: () => undefined };
}

/** @throws NamedError not_found: the result has expired */
async function openStored({ results, shelves }: TakeDeps, { href, hash }: LinkedResult): Promise<Opened> {
	const stored = await results.find(href.replace(/^.*\//, ''));
	if (stored === undefined) throw new NamedError('not_found', 'This result has expired; run the query again.');
	return { source: await shelves.take(hash, stored), release: () => shelves.giveBack(hash) };
}
