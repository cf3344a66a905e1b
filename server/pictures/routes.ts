/**
 * `GET /v1/charts/:name/picture.svg` and `.png`: a chart as a picture, for mails, chat previews and pages without a script.
 * With a token in the header, or with a permit in the address. A chart is found by the path that subscribing takes, so that
 * nobody sees a picture of rows that a page of theirs would not show (I9).
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { ChartSpec } from '../../widget/chart-spec.ts';
import type { Target } from '../../widget/protocol.ts';
import { bearerOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import { keyedHash } from '../auth/keys.ts';
import { demandExport } from '../auth/tokens.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { type Answer, type AnswerDeps, findAnswer } from '../exports/find-answer.ts';
import { givenParams } from '../exports/routes.ts';
import { parse } from '../http.ts';
import type { Results } from '../results/results.ts';
import { tableJson } from '../results/table-json.ts';
import type { Watched } from '../runs/watch.ts';
import type { AnswerAge } from './as-of.ts';
import { type Look, lookSchema } from './look.ts';
import type { PictureTask } from './paint.ts';
import type { Painter } from './painter.ts';

export interface PictureDeps extends AnswerDeps {
	readonly doors: Doors;
	readonly secret: string;
	readonly results: Results;
	readonly painter: Painter;
	readonly resolve: (bearer: Bearer, target: Target) => Promise<Watched>;
	/** For so long a picture waits for its chart's answer: whoever asks for one, such as a chat's preview, does not wait long. */
	readonly pictureWaitMs: number;
}

type Format = 'svg' | 'png';

const TYPES: Readonly<Record<Format, string>> = { svg: 'image/svg+xml', png: 'image/png' };

/** What a browser keeps before it asks again, where a chart says nothing of its own age. */
const KEPT_S = 60;

const querySchema = z.looseObject({ params: givenParams.default({}), permit: z.string().max(8_192).optional() });

interface Asked {
	readonly bearer: Bearer;
	readonly isPermit: boolean;
}

/** @throws NamedError token_missing, token_invalid, token_expired, not_allowed */
async function demandPicture(
	{ doors }: PictureDeps,
	context: Context,
	{ chart, permit }: { readonly chart: string; readonly permit: string | undefined },
): Promise<Asked> {
	if (permit === undefined) return { bearer: await bearerOf(doors, context), isPermit: false };
	const bearer = await doors.admitPicture(permit, chart);
	const { private: closed } = await doors.settings(bearer.project);
	if (closed && (await bearerOf(doors, context)).project !== bearer.project) {
		throw new NamedError('not_allowed', 'This picture belongs to another project than the token.');
	}
	return { bearer, isPermit: true };
}

export function pictureRoutes(deps: PictureDeps): Hono {
	const answer = async (context: Context, format: Format): Promise<Response> => {
		const chart = context.req.param('name') ?? '';
		const { params, permit, ...rest } = parse(querySchema, context.req.query());
		const look = parse(lookSchema, rest);
		const asked = await demandPicture(deps, context, { chart, permit });
		demandExport(asked.bearer, format);
		try {
			return await sendPicture(deps, context, { asked, chart, params, look, format });
		} catch (error) {
			// Who looks at a page or a mail sees why there is no picture; a program reads it in the JSON of a token's request.
			if (!asked.isPermit) throw error;
			return sendReason(deps, context, { error: toNamedError(error), look, format, chart });
		}
	};
	return new Hono()
		.get('/:name/picture.svg', (context) => answer(context, 'svg'))
		.get('/:name/picture.png', (context) => answer(context, 'png'));
}

interface Wanted {
	readonly asked: Asked;
	readonly chart: string;
	readonly params: z.infer<typeof givenParams>;
	readonly look: Look;
	readonly format: Format;
}

async function sendPicture(deps: PictureDeps, context: Context, wanted: Wanted): Promise<Response> {
	const { asked, chart, params, look, format } = wanted;
	const target = { chart, params };
	const watched = await deps.resolve(asked.bearer, target);
	const patience = { waitMs: deps.pictureWaitMs, signal: context.req.raw.signal };
	const found = await findAnswer(deps, watched, patience);
	const spec = (watched.look?.spec ?? undefined) as ChartSpec | undefined;
	const { result, stale } = found;
	const key = keyedHash(deps.secret, 'picture', [
		format,
		look,
		spec ?? null,
		watched.title,
		result.hash,
		result.asOf,
		stale,
	]);
	const etag = `"${key}"`;
	describe(context, { format, etag, seconds: keptSeconds(found) });
	if (context.req.header('if-none-match') === etag) return context.body(null, 304);
	const task = async (): Promise<PictureTask> => ({
		format,
		look,
		title: spec?.title ?? watched.title ?? '',
		spec,
		content: { table: await tableJson(deps.results, result), age: ageOf(found, watched.timeZone) },
	});
	const picture = await deps.painter.paint({ key, task });
	return context.body(picture as Uint8Array<ArrayBuffer>);
}

/** Until the chart is due again; a stale one is asked for again soon. */
const keptSeconds = ({ result, stale }: Answer): number => {
	const dueMs = (result.refreshMs ?? KEPT_S * 1_000) - Math.max(0, Date.now() - result.asOf);
	return stale ? 0 : Math.max(1, Math.min(KEPT_S, Math.round(dueMs / 1_000)));
};

function describe(
	context: Context,
	{ format, etag, seconds }: { format: Format; etag: string; seconds: number },
): void {
	context.header('content-type', TYPES[format]);
	context.header('cache-control', `private, max-age=${seconds}`);
	context.header('etag', etag);
	context.header('vary', 'authorization');
	// An SVG that is opened by itself is a page of this origin: it may run nothing and load nothing.
	context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
	context.header('cross-origin-resource-policy', 'cross-origin');
}

const ageOf = ({ result, stale }: Answer, timeZone: string | undefined): AnswerAge => ({
	asOf: result.asOf,
	timeZone,
	stale,
	cutAt: result.truncated ? result.rows : undefined,
});

interface Reason {
	readonly error: NamedError;
	readonly look: Look;
	readonly format: Format;
	readonly chart: string;
}

async function sendReason(
	deps: PictureDeps,
	context: Context,
	{ error, look, format, chart }: Reason,
): Promise<Response> {
	const task = async (): Promise<PictureTask> => ({
		format,
		look,
		title: '',
		spec: undefined,
		content: { code: error.code, message: error.message },
	});
	const key = keyedHash(deps.secret, 'picture', [format, look, chart, error.code, error.message]);
	const picture = await deps.painter.paint({ key, task });
	describe(context, { format, etag: `"${key}"`, seconds: 0 });
	context.header('cache-control', 'no-store');
	return context.body(picture as Uint8Array<ArrayBuffer>, error.status);
}
