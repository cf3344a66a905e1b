/**
 * `GET /v1/charts/:name/rows.csv`, and `GET /v1/runs/:id/rows.csv` for authors: all rows of the answer as it is, in pieces.
 * A chart is found by the path that subscribing takes, so nobody is given rows that a page of theirs would not show (I9).
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { LinkedResult, Result, Target } from '../../widget/protocol.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { type Bearer, demandExport } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';
import { paramValueSchema, parse } from '../http.ts';
import type { Log } from '../log.ts';
import type { Results } from '../results/results.ts';
import type { Watched } from '../runs/watch.ts';
import { csvRows } from './csv-rows.ts';
import { attachment, fileName } from './file-name.ts';
import { type Answer, type AnswerDeps, findAnswer } from './find-answer.ts';
import type { ExportEnd, ExportPlaces } from './places.ts';
import { sendPieces } from './send-pieces.ts';
import { type ReadableColumns, Shelves } from './shelf.ts';

export interface ExportDeps extends AnswerDeps {
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
const chartQuery = z.strictObject({ params: givenParams.default({}) });
const runQuery = z.strictObject({});

export function exportRoutes(deps: ExportDeps): Hono<BearerEnv> {
	const shelves = new Shelves();
	return new Hono<BearerEnv>()
		.get('/charts/:name/rows.csv', (context) => {
			const { params } = parse(chartQuery, context.req.query());
			return takeRows({ ...deps, shelves }, context, { chart: context.req.param('name'), params });
		})
		.get('/runs/:id/rows.csv', (context) => {
			parse(runQuery, context.req.query());
			return takeRows({ ...deps, shelves }, context, { run: context.req.param('id') });
		});
}

type TakeDeps = ExportDeps & { readonly shelves: Shelves };

/** What nginx calls a request whose client has gone: nobody reads it. */
const CLIENT_GONE = 499;

async function takeRows(deps: TakeDeps, context: RowsContext, target: Target): Promise<Response> {
	const bearer = context.get('bearer');
	demandExport(bearer, 'csv');
	const giveBack = deps.places.take(bearer);
	const { signal } = context.req.raw;
	try {
		const watched = await deps.resolve(bearer, target);
		const answer = await findAnswer(deps, watched, { waitMs: deps.exports.waitMs, signal });
		describe(context, answer, watched.title ?? '');
		if (context.req.raw.method === 'HEAD') {
			giveBack();
			return context.body(null);
		}
		const { source, release } = await open(deps, answer.result);
		const onEnd = (end: ExportEnd, error?: unknown) => {
			deps.places.ended[end] += 1;
			release();
			giveBack();
			if (end === 'broken') deps.log.error({ error: String(error) }, 'rows could not be sent to their end');
		};
		const onBytes = (bytes: number) => {
			deps.places.bytes += bytes;
		};
		const pieces = csvRows(source, answer.result.rows);
		return context.body(sendPieces(pieces, { stallMs: deps.exports.stallMs, onBytes, onEnd }));
	} catch (error) {
		giveBack();
		if (!signal.aborted) throw error;
		deps.places.ended.left += 1;
		return new Response(null, { status: CLIENT_GONE });
	}
}

/** What a page of another origin may read of an answer. */
export const EXPORT_HEADERS = ['chartwire-rows', 'chartwire-truncated', 'chartwire-as-of', 'chartwire-stale'] as const;

/** What is there is said in headers, since a CSV has no place for it. */
function describe(context: RowsContext, { result, stale }: Answer, title: string): void {
	const { rows, truncated, asOf } = result;
	context.header('content-type', 'text/csv; charset=utf-8; header=present');
	context.header('content-disposition', attachment(fileName({ title, asOf, rows, truncated })));
	context.header('chartwire-rows', String(rows));
	context.header('chartwire-truncated', String(truncated));
	context.header('chartwire-as-of', new Date(asOf).toISOString());
	context.header('chartwire-stale', String(stale));
}

interface Opened {
	readonly source: ReadableColumns;
	/** To be called once. */
	readonly release: () => void;
}

async function open(deps: TakeDeps, result: Result): Promise<Opened> {
	if ('href' in result) return openStored(deps, result);
	const { columns, data } = result;
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
