/** Every route of a web node, and what each kind of person is answered there. A route without an entry fails the matrix test. */
import {
	all,
	authors,
	installation,
	managers,
	members,
	NOBODY,
	ownRun,
	projectManagers,
	type RouteEntry,
	signedIn,
	viewers,
} from './route-outcomes.ts';
import { sendingRoutes } from './sending-routes.ts';

export interface Names {
	/** Somebody who is a member and whom nobody misses. */
	readonly target: string;
	readonly run: string;
	readonly sourceUrl: string;
	/** Each time another one. */
	readonly fresh: () => string;
}

const CODE = 'x'.repeat(43);
const NEWCOMER = { code: CODE, email: 'new@example.com', name: 'New', password: 'four words of anybody' };
const SOURCE = (url: string) => ({ engine: 'postgresql', url });

const at = '/v1/account';
const shop = `${at}/projects/shop`;

function ownRoutes({ fresh }: Names): Record<string, RouteEntry> {
	const weak = { current: 'wrong', next: 'wrong' };
	return {
		[`GET ${at}/oidc/start`]: { path: `${at}/oidc/start`, outcomes: all('ok') },
		[`GET ${at}/oidc/callback`]: { path: `${at}/oidc/callback?code=x&state=x`, outcomes: all('ok') },
		[`GET ${at}/options`]: { path: `${at}/options`, outcomes: all('ok') },
		[`POST ${at}/sign-in`]: {
			path: `${at}/sign-in`,
			body: { email: `${fresh()}@example.com`, password: 'wrong' },
			outcomes: all('sign_in_failed'),
		},
		[`POST ${at}/sign-out`]: { path: `${at}/sign-out`, outcomes: all('ok') },
		[`POST ${at}/link`]: { path: `${at}/link`, body: { code: CODE }, outcomes: all('link_invalid') },
		[`POST ${at}/setup`]: { path: `${at}/setup`, body: NEWCOMER, outcomes: all('link_invalid') },
		[`POST ${at}/join`]: { path: `${at}/join`, body: NEWCOMER, outcomes: all('link_invalid') },
		[`POST ${at}/new-password`]: {
			path: `${at}/new-password`,
			body: { code: CODE, password: NEWCOMER.password },
			outcomes: all('link_invalid'),
		},
		[`GET ${at}`]: { path: at, outcomes: signedIn('ok') },
		[`PUT ${at}`]: { path: at, body: { name: 'A Name' }, outcomes: signedIn('ok') },
		[`POST ${at}/token`]: { path: `${at}/token`, body: { project: 'shop' }, outcomes: members('ok') },
		[`POST ${at}/password`]: { path: `${at}/password`, body: weak, outcomes: signedIn('sign_in_failed') },
		[`GET ${at}/sessions`]: { path: `${at}/sessions`, outcomes: signedIn('ok') },
		[`DELETE ${at}/sessions`]: { path: `${at}/sessions`, outcomes: signedIn('ok') },
		[`DELETE ${at}/sessions/:id`]: { path: `${at}/sessions/${NOBODY}`, outcomes: signedIn('not_found') },
	};
}

function managementRoutes({ target, fresh }: Names): Record<string, RouteEntry> {
	return {
		[`GET ${at}/people`]: { path: `${at}/people`, outcomes: installation('ok') },
		[`PUT ${at}/people/:account`]: {
			path: `${at}/people/${target}`,
			body: { disabled: false },
			outcomes: installation('ok'),
		},
		[`DELETE ${at}/people/:account`]: { path: `${at}/people/${NOBODY}`, outcomes: installation('not_found') },
		[`POST ${at}/people/:account/password-link`]: {
			path: `${at}/people/${target}/password-link`,
			outcomes: installation('ok'),
		},
		[`GET ${at}/audit`]: { path: `${at}/audit?project=shop`, outcomes: managers('ok') },
		[`GET ${at}/projects`]: { path: `${at}/projects`, outcomes: signedIn('ok') },
		[`POST ${at}/projects`]: {
			path: `${at}/projects`,
			body: { project: fresh(), name: 'x' },
			outcomes: installation('ok'),
		},
		[`PUT ${at}/projects/:project`]: { path: shop, body: { name: 'The shop' }, outcomes: installation('ok') },
		[`GET ${at}/projects/:project/members`]: { path: `${shop}/members`, outcomes: managers('ok') },
		[`PUT ${at}/projects/:project/members/:account`]: {
			path: `${shop}/members/${target}`,
			body: { role: 'viewer' },
			outcomes: managers('ok'),
		},
		[`DELETE ${at}/projects/:project/members/:account`]: {
			path: `${shop}/members/${NOBODY}`,
			outcomes: managers('not_found'),
		},
		[`GET ${at}/projects/:project/invitations`]: { path: `${shop}/invitations`, outcomes: managers('ok') },
		[`POST ${at}/projects/:project/invitations`]: {
			path: `${shop}/invitations`,
			body: { role: 'viewer' },
			outcomes: managers('ok'),
		},
		[`DELETE ${at}/projects/:project/invitations/:id`]: {
			path: `${shop}/invitations/${NOBODY}`,
			outcomes: managers('not_found'),
		},
		[`GET ${at}/projects/:project/keys`]: { path: `${shop}/keys`, outcomes: managers('ok') },
		[`POST ${at}/projects/:project/keys`]: {
			path: `${shop}/keys`,
			body: { name: 'k', role: 'viewer' },
			outcomes: managers('ok'),
		},
		[`DELETE ${at}/projects/:project/keys/:id`]: { path: `${shop}/keys/ak_nothing`, outcomes: managers('not_found') },
	};
}

function tokenRoutes({ run, sourceUrl }: Names): Record<string, RouteEntry> {
	const chart = { source: 'main', sql: 'select 1 as n' };
	const watch = { subscriptions: [], waitMs: 0 };
	const picture = { outcomes: viewers('not_ready', 'unknown_chart') };
	return {
		'POST /v1/runs': { path: '/v1/runs', body: { ...chart, params: {} }, outcomes: authors('ok', 'unknown_source') },
		'GET /v1/runs': { path: '/v1/runs', outcomes: authors('ok') },
		'GET /v1/runs/:id': { path: `/v1/runs/${run}`, outcomes: ownRun('ok') },
		'DELETE /v1/runs/:id': { path: `/v1/runs/${run}`, outcomes: ownRun('ok') },
		'GET /v1/runs/:id/rows.csv': { path: `/v1/runs/${run}/rows.csv`, outcomes: ownRun('not_ready') },
		'GET /v1/charts/:name/rows.csv': {
			path: '/v1/charts/sales/rows.csv',
			outcomes: viewers('not_ready', 'unknown_chart'),
		},
		'GET /v1/charts/:name/picture.svg': { path: '/v1/charts/sales/picture.svg', ...picture },
		'GET /v1/charts/:name/picture.png': { path: '/v1/charts/sales/picture.png', ...picture },
		'PUT /v1/charts/:name': { path: '/v1/charts/sales', body: chart, outcomes: authors('ok', 'unknown_source') },
		'GET /v1/charts/:name/changed': { path: '/v1/charts/sales/changed', outcomes: authors('ok', 'unknown_chart') },
		'GET /v1/sources': { path: '/v1/sources', outcomes: authors('ok') },
		'PUT /v1/sources/:name': { path: '/v1/sources/other', body: SOURCE(sourceUrl), outcomes: authors('ok') },
		'POST /v1/sources/test': { path: '/v1/sources/test', body: SOURCE(sourceUrl), outcomes: authors('ok') },
		'POST /v1/sources/:name/test': { path: '/v1/sources/main/test', outcomes: authors('ok', 'unknown_source') },
		'GET /v1/recipes': { path: '/v1/recipes', outcomes: authors('ok') },
		'GET /v1/recipes/:name': { path: '/v1/recipes/ab-test', outcomes: authors('ok') },
		'GET /v1/inbox': { path: '/v1/inbox', outcomes: viewers('ok') },
		'POST /v1/inbox/read': { path: '/v1/inbox/read', body: { all: true }, outcomes: viewers('ok') },
		'GET /v1/token': { path: '/v1/token', outcomes: viewers('ok') },
		'GET /v1/project': { path: '/v1/project', outcomes: projectManagers('ok') },
		'PUT /v1/project': { path: '/v1/project', body: { private: false }, outcomes: projectManagers('ok') },
		'GET /v1/project/keys': { path: '/v1/project/keys', outcomes: projectManagers('ok') },
		'POST /v1/project/keys': { path: '/v1/project/keys', body: { name: 'k' }, outcomes: projectManagers('ok') },
		'DELETE /v1/project/keys/:kid': { path: '/v1/project/keys/ck_nothing', outcomes: projectManagers('not_found') },
		'POST /v1/project/revocations': {
			path: '/v1/project/revocations',
			body: { subject: 'somebody' },
			outcomes: projectManagers('ok'),
		},
		// Their token is in the body.
		'POST /v1/stream': { path: '/v1/stream', body: watch, outcomes: viewers('ok') },
		'POST /v1/poll': { path: '/v1/poll', body: watch, outcomes: viewers('ok') },
		'POST /v1/embed/check': {
			path: '/v1/embed/check',
			body: { project: 'shop' },
			outcomes: viewers('ok', 'not_allowed'),
		},
	};
}

function alertRoutes(): Record<string, RouteEntry> {
	const condition = { kind: 'threshold', op: '>', value: 1 };
	const declaration = { chart: 'none', condition, everyMs: 60_000 };
	const none = '/v1/alerts/none';
	const seen = { outcomes: viewers('unknown_alert') };
	return {
		'GET /v1/alerts': { path: '/v1/alerts', outcomes: viewers('ok') },
		'POST /v1/alerts/preview': {
			path: '/v1/alerts/preview',
			body: { declaration },
			outcomes: authors('unknown_chart'),
		},
		'GET /v1/alerts/:name': { path: none, ...seen },
		'PUT /v1/alerts/:name': { path: none, body: declaration, outcomes: authors('unknown_chart') },
		'DELETE /v1/alerts/:name': { path: none, outcomes: authors('unknown_alert') },
		'POST /v1/alerts/:name/ack': { path: `${none}/ack`, body: {}, ...seen },
		'POST /v1/alerts/:name/snooze': {
			path: `${none}/snooze`,
			body: { until: 'recovered' },
			outcomes: authors('unknown_alert'),
		},
		'GET /v1/alerts/:name/events': { path: `${none}/events`, ...seen },
		'GET /v1/alerts/:name/points': { path: `${none}/points`, ...seen },
		'POST /v1/alerts/:name/test': { path: `${none}/test`, body: {}, outcomes: authors('unknown_alert') },
		'POST /v1/alerts/:name/follow': { path: `${none}/follow`, body: {}, ...seen },
		'DELETE /v1/alerts/:name/follow': { path: `${none}/follow`, ...seen },
	};
}

function dashboardRoutes(): Record<string, RouteEntry> {
	const sales = '/v1/dashboards/sales';
	const body = { title: 'Sales', tabs: [{ id: 'tab', title: 'Tab', items: [] }] };
	const at = `${sales}/versions`;
	return {
		'GET /v1/dashboards': { path: '/v1/dashboards', outcomes: viewers('ok') },
		'GET /v1/dashboards/:name': { path: sales, outcomes: viewers('ok', 'unknown_dashboard') },
		'PUT /v1/dashboards/:name': { path: '/v1/dashboards/other', body, outcomes: authors('ok') },
		'DELETE /v1/dashboards/:name': { path: '/v1/dashboards/none', outcomes: authors('unknown_dashboard') },
		'GET /v1/dashboards/:name/versions': { path: at, outcomes: authors('ok', 'unknown_dashboard') },
		'GET /v1/dashboards/:name/versions/:version': { path: `${at}/1`, outcomes: authors('ok', 'unknown_version') },
		'POST /v1/dashboards/:name/versions/:version/restore': {
			path: `${at}/1/restore`,
			outcomes: authors('ok', 'unknown_version'),
		},
	};
}

/** What the workshop asks beside what others ask as well. */
function workshopRoutes(): Record<string, RouteEntry> {
	const draft = { body: { revision: 1, sql: 'select 1' }, outcomes: authors('unknown_draft') };
	const versions = '/v1/charts/sales/versions';
	const main = '/v1/sources/main';
	return {
		'GET /v1/charts': { path: '/v1/charts', outcomes: viewers('ok') },
		'POST /v1/charts/check-spec': { path: '/v1/charts/check-spec', body: { spec: {} }, outcomes: authors('ok') },
		'GET /v1/charts/:name': { path: '/v1/charts/sales', outcomes: viewers('ok', 'unknown_chart') },
		'DELETE /v1/charts/:name': { path: '/v1/charts/none', outcomes: authors('unknown_chart') },
		'GET /v1/charts/:name/versions': { path: versions, outcomes: authors('ok', 'unknown_chart') },
		'GET /v1/charts/:name/versions/:version': { path: `${versions}/1`, outcomes: authors('ok', 'unknown_version') },
		'POST /v1/charts/:name/versions/:version/restore': {
			path: `${versions}/1/restore`,
			outcomes: authors('ok', 'unknown_version'),
		},
		'GET /v1/sources/:name': { path: main, outcomes: authors('ok', 'unknown_source') },
		'PATCH /v1/sources/:name': {
			path: main,
			body: { maxConcurrent: 8 },
			outcomes: authors('ok', 'unknown_source'),
		},
		'DELETE /v1/sources/:name': { path: '/v1/sources/none', outcomes: authors('unknown_source') },
		'GET /v1/sources/:name/schema': { path: `${main}/schema`, outcomes: authors('ok', 'unknown_source') },
		'POST /v1/sources/:name/schema/refresh': {
			path: `${main}/schema/refresh`,
			outcomes: authors('ok', 'unknown_source'),
		},
		'GET /v1/drafts': { path: '/v1/drafts', outcomes: authors('ok') },
		'GET /v1/drafts/:id': { path: `/v1/drafts/${NOBODY}`, outcomes: authors('unknown_draft') },
		'PUT /v1/drafts/:id': { path: `/v1/drafts/${NOBODY}`, ...draft },
		'DELETE /v1/drafts/:id': { path: `/v1/drafts/${NOBODY}`, outcomes: authors('unknown_draft') },
		'POST /v1/drafts/:id/restore': { path: `/v1/drafts/${NOBODY}/restore`, outcomes: authors('unknown_draft') },
	};
}

/** Public links, who can see what, and who watches. */
function sharingRoutes(): Record<string, RouteEntry> {
	const none = '/v1/shares/sh_nothing';
	return {
		'GET /v1/shares': { path: '/v1/shares', outcomes: authors('ok') },
		'POST /v1/shares': {
			path: '/v1/shares',
			body: { target: { chart: 'sales' } },
			outcomes: authors('ok', 'unknown_chart'),
		},
		'GET /v1/shares/:id': { path: none, outcomes: authors('not_found') },
		'DELETE /v1/shares/:id': { path: none, outcomes: authors('not_found') },
		'POST /v1/shares/open': { path: '/v1/shares/open', body: { code: CODE }, outcomes: all('link_invalid') },
		'GET /v1/access': { path: '/v1/access', outcomes: authors('ok') },
		'GET /v1/watching': { path: '/v1/watching', outcomes: authors('ok') },
		'GET /v1/views': { path: '/v1/views?chart=sales', outcomes: authors('ok') },
	};
}

const OPEN_PATHS: Readonly<Record<string, string>> = {
	...Object.fromEntries(['/healthz', '/readyz', '/v1/schema/chart-spec-1.json'].map((path) => [path, path])),
	...Object.fromEntries(['/sign-in', '/setup', '/join', '/new-password', '/account'].map((path) => [path, path])),
	...Object.fromEntries(
		['people.css', 'people.js', 'entrance.js', 'account.js'].map((file) => [`/people/${file}`, `/people/${file}`]),
	),
	'/embed/:chart': '/embed/sales?project=shop',
	'/embed/dashboards/:dashboard': '/embed/dashboards/overview?project=shop',
	'/doctor': '/doctor',
	'/share': '/share',
	'/workshop/*': '/workshop/charts',
};
/** Files of the build, which a node of a test may lack. */
const FILES = [
	...[
		'chartwire.js',
		'chartwire.mjs',
		'chartwire-inspector.mjs',
		'embed.mjs',
		'doctor.mjs',
		'share.mjs',
		'workshop.mjs',
	],
	...['themes.css', 'embed.css', 'doctor.css', 'share.css', 'workshop.css', 'integrity.json', 'troubleshooting.html'],
];

/** For everybody, and the same for everybody. */
function openRoutes(): Record<string, RouteEntry> {
	const entries = Object.entries(OPEN_PATHS).map(([route, path]) => [`GET ${route}`, { path, outcomes: all('ok') }]);
	const files = FILES.map((file) => [`GET /${file}`, { path: `/${file}`, outcomes: all('file') }]);
	return {
		...Object.fromEntries([...entries, ...files]),
		'GET /chunks/:name': { path: '/chunks/none.js', outcomes: all('not_found') },
		'GET /v1/results/:hash': { path: `/v1/results/${CODE}`, outcomes: all('not_found') },
		// Says in its body what is refused, and no more than every door does.
		'POST /v1/embed/diagnose': { path: '/v1/embed/diagnose', body: { project: 'shop' }, outcomes: all('ok') },
		'POST /v1/received': { path: '/v1/received', body: {}, outcomes: all('malformed') },
		'POST /v1/charts/:name/changed': { path: '/v1/charts/sales/changed', outcomes: all('signature_invalid') },
		// Without an upgrade there is nothing.
		'GET /v1/socket': { path: '/v1/socket', outcomes: all('upgrade') },
	};
}

/** By method and pattern, as `GET /v1/runs/:id`. */
export const routeTable = (names: Names): Readonly<Record<string, RouteEntry>> => ({
	...ownRoutes(names),
	...managementRoutes(names),
	...tokenRoutes(names),
	...workshopRoutes(),
	...alertRoutes(),
	...sharingRoutes(),
	...dashboardRoutes(),
	...sendingRoutes(),
	...openRoutes(),
});
