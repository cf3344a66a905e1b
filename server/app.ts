/** The web node's routes, and how each error is answered. Testable without a port: `createApp(deps).request(…)`. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { alertRoutes } from './alerts/routes.ts';
import { bearerAuth } from './auth/bearer.ts';
import type { Doors } from './auth/doors.ts';
import type { RequestRates } from './auth/request-rates.ts';
import { tokenRoutes } from './auth/token-routes.ts';
import { changedRoutes } from './charts/changed-routes.ts';
import { chartRoutes } from './charts/routes.ts';
import { schemaRoutes } from './charts/spec-schema.ts';
import type { DashboardGrants } from './dashboards/grants.ts';
import { dashboardRoutes } from './dashboards/routes.ts';
import { deliveryRoutes, webhookSecretRoutes } from './deliveries/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { diagnoseRoutes } from './embed/diagnose.ts';
import { doctorRoutes } from './embed/doctor.ts';
import { embedCheckRoutes, embedRoutes } from './embed/routes.ts';
import { NamedError, toNamedError } from './errors.ts';
import { EXPORT_HEADERS, type ExportDeps, exportRoutes } from './exports/routes.ts';
import { clientAddress } from './gateway/address.ts';
import type { GatewayCounts } from './gateway/counts.ts';
import { fallbackRoutes } from './gateway/fallback.ts';
import { socketRoutes } from './gateway/routes.ts';
import type { Sessions } from './gateway/sessions.ts';
import { answerFor } from './http.ts';
import { inboxRoutes } from './inbox/routes.ts';
import type { PeopleDeps } from './people/deps.ts';
import { pageRoutes } from './people/pages.ts';
import { accountRoutes } from './people/routes.ts';
import { type PictureDeps, pictureRoutes } from './pictures/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { recipeRoutes } from './recipes/routes.ts';
import { receivedRoutes } from './recording/routes.ts';
import type { Tap } from './recording/tap.ts';
import { requestIdOf, within } from './request-context.ts';
import { resultRoutes } from './results/routes.ts';
import { runRoutes } from './runs/routes.ts';
import type { RunDeps } from './runs/run.ts';
import { scheduleRoutes } from './schedules/routes.ts';
import type { Ticker } from './schedules/ticker.ts';
import { scriptOwner } from './script/chunks.ts';
import { scriptRoutes } from './script/routes.ts';
import { sharePageRoutes } from './shares/page.ts';
import { accessRoutes, openShareRoutes, type ShareDeps, shareRoutes } from './shares/routes.ts';
import type { Keyring } from './sources/keyring.ts';
import { sourceRoutes } from './sources/routes.ts';
import { SCHEMA_STATE } from './sources/schema-routes.ts';
import { type ViewRoutesDeps, viewRoutes } from './views/routes.ts';
import { workshopRoutes } from './workshop/routes.ts';

export interface AppDeps extends RunDeps, ExportDeps, PictureDeps, ShareDeps, ViewRoutesDeps {
	/** Encrypt the logins of sources and the secrets of projects. */
	readonly keys: Keyring;
	readonly doors: Doors;
	readonly grants: DashboardGrants;
	readonly rates: RequestRates;
	readonly sessions: Sessions;
	readonly counts: GatewayCounts;
	readonly tap?: Tap | undefined;
	/** Ticks for schedules. */
	readonly ticker: Ticker;
	/** Where the browser's script is, if this node serves it. */
	readonly scriptFolder: string | undefined;
	/** What accounts need; undefined: nobody signs in here. */
	readonly people?: PeopleDeps | undefined;
	/** By which browsers reach this server. */
	readonly publicUrl: string;
	/** Messages of a project's schedules in an hour, and as many of its alerts. */
	readonly mostPerHour: number;
	/** False while the node starts or leaves. */
	readonly serving: () => boolean;
}

const MAX_BODY_BYTES = 262_144;
const MAX_DRAINED_BYTES = 16_777_216;
const CHECK_TIMEOUT_MS = 2_000;

export function createApp(deps: AppDeps): Hono {
	const app = new Hono();
	app.onError((error, context) => {
		const named = toNamedError(error);
		const { code, status } = named;
		deps.counts.error(code, context.req.path.endsWith('/rows.csv') ? 'export' : 'request');
		if (status >= 500 && code !== 'leaving')
			deps.log.error(
				{ path: context.req.path.replace(/(?<=^\/v1\/results\/).*/, '…'), error: String(named.cause ?? named) },
				'a request failed',
			);
		const { body, headers } = answerFor(named);
		return context.json(body, status, headers);
	});
	app.notFound((context) => {
		const message = `There is nothing at ${context.req.path.slice(0, 200)}.`;
		return context.json({ error: { code: 'not_found', message, retryable: false } }, 404);
	});
	app.use('*', withRequestId);
	app.get('/healthz', (context) => context.json({ ok: true }));
	app.get('/readyz', async (context) => {
		const parts = await checkParts(deps);
		const ready = Object.values(parts).every((state) => state === 'ok');
		return context.json({ ready, parts }, ready ? 200 : 503);
	});
	app.use('*', noSniff);
	app.route('/v1/socket', socketRoutes());
	const bounds = boundsOf(deps);
	// Before CORS: what takes a cookie answers no page of another origin.
	app.use('/v1/account/*', ...bounds);
	if (deps.people === undefined) app.all('/v1/account/*', (context) => context.notFound());
	else app.route('/v1/account', accountRoutes(deps.people)).route('/', pageRoutes());
	// Tokens travel in a header and never in a cookie, so any origin may ask.
	app.use('/v1/*', openToAll, ...bounds);
	app.route('/v1/schema', schemaRoutes());
	app.route('/v1/results', resultRoutes(deps));
	if (deps.tap !== undefined) app.route('/v1/received', receivedRoutes({ tap: deps.tap, secret: deps.secret }));
	app.route('/v1/embed', embedCheckRoutes(deps.doors));
	app.route('/v1/embed', diagnoseRoutes({ ...deps, ownsScript: scriptOwner(deps.scriptFolder) }));
	app.route('/v1/shares', openShareRoutes(deps));
	app.route('/v1/charts', changedRoutes(deps));
	app.route('/v1/charts', pictureRoutes(deps));
	app.route('/v1', fallbackRoutes(deps));
	const api = new Hono().use('*', bearerAuth(deps.doors, deps.trustedHops)).use('*', noStore);
	api.route('/runs', runRoutes(deps)).route('/charts', chartRoutes(deps)).route('/sources', sourceRoutes(deps));
	api.route('/alerts', alertRoutes(deps)).route('/drafts', draftRoutes(deps)).route('/', exportRoutes(deps));
	api.route('/dashboards', dashboardRoutes(deps)).route('/recipes', recipeRoutes());
	api.route('/schedules', scheduleRoutes(deps)).route('/deliveries', deliveryRoutes(deps));
	api.route('/project', webhookSecretRoutes(deps));
	api.route('/inbox', inboxRoutes(deps)).route('/project', projectRoutes(deps));
	api.route('/token', tokenRoutes());
	app.route('/embed', embedRoutes(deps.doors));
	api.route('/shares', shareRoutes(deps)).route('/access', accessRoutes(deps)).route('/', viewRoutes(deps));
	app.route('/share', sharePageRoutes());
	app.route('/doctor', doctorRoutes());
	app.route('/workshop', workshopRoutes());
	app.route('/v1', api);
	app.route('/', scriptRoutes(deps));
	return app;
}

/** How often an address may ask, and how much it may send. */
const boundsOf = ({ rates, trustedHops }: AppDeps): readonly MiddlewareHandler[] => [
	async (context, next) => {
		rates.demandAddress(clientAddress(context, trustedHops));
		await next();
	},
	bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }),
];

const openToAll = cors({
	origin: '*',
	allowHeaders: ['authorization', 'content-type', 'if-match', 'if-none-match', 'x-request-id'],
	exposeHeaders: ['x-request-id', 'retry-after', 'content-disposition', 'etag', SCHEMA_STATE, ...EXPORT_HEADERS],
	maxAge: 86_400,
});

/** Reads the rest and throws it away, so that the client gets the answer and not a broken connection. */
async function tooLarge(context: Context): Promise<never> {
	let left = MAX_DRAINED_BYTES;
	const reader = context.req.raw.body?.getReader();
	for (let part = await reader?.read(); part?.value !== undefined && left > 0; part = await reader?.read()) {
		left -= part.value.byteLength;
	}
	throw new NamedError('body_too_large', `A request may have ${MAX_BODY_BYTES} bytes at most.`);
}

const noStore: MiddlewareHandler = async (context, next) => {
	await next();
	context.header('cache-control', 'no-store');
};

/** The name under which the logs of all processes have this request; answered, so that a report can quote it. */
const withRequestId: MiddlewareHandler = async (context, next) => {
	const request = requestIdOf(context.req.header('x-request-id'));
	await within({ request }, next);
	context.header('x-request-id', request);
};

const noSniff: MiddlewareHandler = async (context, next) => {
	await next();
	context.header('x-content-type-options', 'nosniff');
};

export type PartState = 'ok' | 'unreachable' | 'leaving';

/** Whether this node, and the stores that it needs, can serve. */
export async function checkParts(
	deps: Pick<AppDeps, 'database' | 'stream' | 'serving'>,
): Promise<Record<'node' | 'database' | 'stream', PartState>> {
	const inTime = (check: Promise<unknown>) =>
		Promise.race([
			check.then(() => 'ok' as const),
			new Promise<'unreachable'>((resolve) => setTimeout(resolve, CHECK_TIMEOUT_MS, 'unreachable').unref()),
		]).catch(() => 'unreachable' as const);
	const [database, stream] = await Promise.all([inTime(deps.database`select 1`.execute()), inTime(deps.stream.ping())]);
	return { node: deps.serving() ? 'ok' : 'leaving', database, stream };
}
