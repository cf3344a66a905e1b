/** Every word of the doctor, in English: it speaks to the author of a page, and not to its viewers. */
import type { CheckName, Finding, FindingCode } from './checks.ts';
import type { CheckState } from './diagnosis.ts';

/** Of one finding: what was found and where, and what to do. */
export interface Explained {
	readonly title: string;
	readonly found: string;
	readonly mend: string;
	/** What is to be copied into the page's set-up, word for word. */
	readonly code?: string;
}

export const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
	script: 'Script',
	address: 'Server’s address',
	policy: 'Page’s policy',
	server: 'Server answers',
	supply: 'Token is given',
	token: 'Token is valid',
	times: 'Times and clocks',
	origin: 'Page’s origin',
	chart: 'Chart',
	parameters: 'Parameters',
	connection: 'Live connection',
	source: 'Database behind it',
	result: 'Result',
};

export const STATE_WORDS: Readonly<Record<CheckState, string>> = {
	ok: 'ok',
	failing: 'failing',
	unreached: 'not reached',
};

export const PANEL_WORDS = {
	label: 'Diagnosis',
	looking: 'Looking …',
	well: 'Nothing is wrong with this chart’s embedding',
	unfinished: 'Nothing wrong so far; the chart has not shown a result yet',
	checks: 'The way of the data',
	mend: 'What to do',
	more: 'More about this',
	again: 'Look again',
	copy: 'Copy as text',
	asText: 'As text, without the token',
	noScript: 'A part of the script could not be loaded: the diagnosis.',
} as const;

const UNITS = [
	[86_400_000, 'day'],
	[3_600_000, 'hour'],
	[60_000, 'minute'],
	[1_000, 'second'],
] as const;

/** `3 minutes`, in the largest unit of which there is one. */
export function span(ms: number): string {
	const [unit, name] = UNITS.find(([each]) => ms >= each) ?? [1_000, 'second'];
	const count = Math.max(1, Math.round(ms / unit));
	return `${count} ${name}${count === 1 ? '' : 's'}`;
}

type Words = { readonly [C in FindingCode]: (finding: Extract<Finding, { readonly code: C }>) => Explained };

const ENDPOINT_ANSWER = 'Let it answer 200 with {"token": "…"} and the type application/json to whoever is signed in.';
const directiveOf = (directive: string): string => directive.replace(/-(elem|attr)$/, '');

/** Of the way up to the token. */
const OF_THE_WAY = {
	script_not_served: ({ server, status }) => ({
		title: 'The server gives no script',
		found: `${server}/chartwire.mjs answered ${status}.`,
		mend: 'Build the browser’s script (npm run build) on the server, or name the folder in which it is.',
	}),
	script_blocked: ({ directive, add }) => ({
		title: 'The page’s policy blocks the script',
		found: `No source of “${directive}” in the Content-Security-Policy covers ${add}.`,
		mend: `Add this source to “${directive}”:`,
		code: add,
	}),
	versions_differ: () => ({
		title: 'Script and server are of different builds',
		found: 'The script in this page is not of the build that the server has now.',
		mend: 'Load the page again without its cache. If you keep a copy of the script, replace it with that of the server’s version.',
	}),
	bad_server: ({ given }) => ({
		title: 'The attribute “server” is no address',
		found: `It says “${given}”.`,
		mend: 'Write the address of the Chartwire server, such as https://charts.example.com, or leave the attribute out where the script comes from there.',
	}),
	mixed_content: ({ server }) => ({
		title: 'A page of https: may not load from http:',
		found: `The page is loaded over https:, and the server is at ${server}.`,
		mend: 'Serve Chartwire over https:, and write that address.',
	}),
	policy_blocks: ({ directive, add }) => ({
		title: 'The page’s policy blocks the connection',
		found: `“${directiveOf(directive)}” in the page’s Content-Security-Policy does not cover ${add}.`,
		mend: `Add this to “${directiveOf(directive)}”; if the policy has no such directive, add it as a whole, since “default-src” stands in for it:`,
		code: `${directiveOf(directive)} ${add}`,
	}),
	unreachable: ({ server }) => ({
		title: 'The server cannot be reached at all',
		found: `Neither a request nor a socket got an answer from ${server}.`,
		mend: 'Open the address in this browser. Check its spelling, the network, the certificate, and proxies or blockers between here and there.',
	}),
	not_chartwire: ({ server, status }) => ({
		title: 'What answers there is not Chartwire',
		found: `${server} answers${status > 0 ? ` (${status})` : ''}, but not as a Chartwire server does, or not so that this page may read it: perhaps a proxy answers in its place.`,
		mend: 'Check the attribute “server”, with its path. If a proxy stands before Chartwire, let it pass on /v1/ with all methods and headers, those of CORS among them.',
	}),
	server_older: ({ server }) => ({
		title: 'The server is older than the script',
		found: `${server} does not know how to diagnose.`,
		mend: 'Bring the server to the version of the script, or load the script from the server.',
	}),
	server_away: ({ status, reason }) => ({
		title: 'The server is not able to serve',
		found: `It answered ${status} (${reason}).`,
		mend: 'Its operator finds at /readyz which part is away. Charts come back by themselves.',
	}),
	rate_limited: () => ({
		title: 'Too many requests',
		found: 'The server has told this address, or this token, to come more slowly (429).',
		mend: 'Wait a moment. If it stays so: find what asks so often, give each viewer a token of their own, and let proxies pass on the viewer’s address (CHARTWIRE_TRUSTED_HOPS).',
	}),
	header_lost: ({ server }) => ({
		title: 'The token does not arrive',
		found: `It was sent to ${server} in the header Authorization, and the server has seen none.`,
		mend: 'Let the proxy before Chartwire pass on Authorization, and ask for no password of its own there.',
	}),
} as const satisfies Partial<Words>;

/** Of the token. */
const OF_THE_TOKEN = {
	token_missing: () => ({
		title: 'There is no token',
		found: 'The element has neither “token” nor “token-endpoint”, and no function “getToken”.',
		mend: 'Let your back end sign a token for the viewer, and give it to the element.',
	}),
	endpoint_status: ({ endpoint, status }) => ({
		title: `The token endpoint answered ${status}`,
		found: `${endpoint} gave no token.`,
		mend:
			status === 401 || status === 403
				? 'Sign in to your own site, and look whether its cookie is sent to this address.'
				: `Check the attribute “token-endpoint”. ${ENDPOINT_ANSWER}`,
	}),
	endpoint_unreachable: ({ endpoint }) => ({
		title: 'The token endpoint does not answer',
		found: `Nothing came from ${endpoint}.`,
		mend: 'Check its address and that your back end runs; a function must not throw.',
	}),
	endpoint_cors: ({ endpoint, origin }) => ({
		title: 'The page may not read the token endpoint',
		found: `${endpoint} answers, but is of another origin and does not let pages of ${origin} read it (CORS).`,
		mend: 'Serve tokens from the page’s own origin. Otherwise let it answer with this header:',
		code: `Access-Control-Allow-Origin: ${origin}`,
	}),
	endpoint_not_json: ({ endpoint, type }) => ({
		title: 'The token endpoint does not answer with JSON',
		found: `${endpoint} answered ${type || 'something without a type'}${type === 'text/html' ? ', perhaps a page to sign in' : ''}.`,
		mend: ENDPOINT_ANSWER,
	}),
	endpoint_no_token: ({ endpoint }) => ({
		title: 'The token endpoint’s answer has no token',
		found: `${endpoint} answered JSON without a text “token”.`,
		mend: ENDPOINT_ANSWER,
	}),
	token_invalid: ({ why }) => ({
		title: 'The token is not valid',
		found: why,
		mend: 'Sign it with a living key of this server’s project, with that key’s “kid” in the header and its algorithm.',
	}),
	token_revoked: () => ({
		title: 'The token has been revoked',
		found: 'Its key, its subject or the token itself is on the list of what is revoked.',
		mend: 'Sign a new token, with a key that lives.',
	}),
	other_project: ({ project }) => ({
		title: 'The token is of another project',
		found: `It is not of the project “${project}”.`,
		mend: 'Sign it with a key of that project, or name the token’s own project.',
	}),
	token_expired: ({ agoMs }) => ({
		title: 'The token has expired',
		found: `It ended ${span(agoMs)} ago, by the server’s clock.`,
		mend: 'Load the page again for a new one. For pages that stay open, set “token-endpoint”: it is asked before a token ends.',
	}),
	token_given_expired: ({ agoMs, given }) => ({
		title: 'The token had expired before it was used',
		found: `It ended ${span(agoMs)} ago, and ${given === 'endpoint' ? 'the token endpoint gave it just now' : 'the page was loaded with it after that'}.`,
		mend: 'Either the clock of the back end that signs is behind (set it by NTP), or the answer was kept in a cache: send it with “Cache-Control: no-store”.',
	}),
	token_not_yet: ({ inMs }) => ({
		title: 'The token is not valid yet',
		found: `Its “nbf” is ${span(inMs)} ahead of the server’s clock. The viewer’s clock has no part in this.`,
		mend: 'Set the clock of the back end that signs (NTP), or sign without “nbf”.',
	}),
	host_clock_ahead: ({ byMs }) => ({
		title: 'The clock of the back end that signs is ahead',
		found: `The token says that it was made ${span(byMs)} after now, by the server’s clock.`,
		mend: 'Set that clock by NTP: tokens live longer than they are meant to, and “nbf” would shut them out.',
	}),
	viewer_clock: ({ byMs, is }) => ({
		title: `The clock of this device is ${is}`,
		found: `It is ${span(byMs)} ${is}, compared with the server’s.`,
		mend: 'Nothing has to be done in the page: charts go by the server’s clock. Set the device’s clock for everything else.',
	}),
	origin_not_allowed: ({ origin }) => ({
		title: 'Pages of this origin are not let in',
		found: `Neither the project’s list nor that of the token has ${origin}.`,
		mend: 'Add the origin to the project (PUT /v1/project), and to the token’s “origins” if it has them:',
		code: origin,
	}),
	origin_opaque: () => ({
		title: 'This frame has no origin',
		found:
			'It is sandboxed without allow-same-origin, or was opened as a file: its origin is “null”, which the project does not let in.',
		mend: 'Add this to the frame’s attribute “sandbox”, or “null” to the project’s origins:',
		code: 'allow-same-origin',
	}),
} as const satisfies Partial<Words>;

/** Of what is asked for. */
const OF_THE_CHART = {
	chart_missing: () => ({
		title: 'No chart is named',
		found: 'The element has neither “chart” nor “run”, or its “params” are not JSON.',
		mend: 'Set the attribute “chart”.',
	}),
	unknown_chart: ({ chart }) => ({
		title: 'There is no such chart for this token',
		found: `The token’s project has no chart “${chart}”, or the token does not name it.`,
		mend: 'Check the spelling, the project whose key has signed, and the claim “charts” of the token.',
	}),
	parameters_refused: ({ why }) => ({
		title: 'The parameters are not taken',
		found: why,
		mend: 'Change “params” or “param-…” in the page, or what the token fixes (“params”) and lets be chosen (“parameters”).',
	}),
	socket_blocked: ({ transport }) => ({
		title: 'WebSockets do not get through',
		found:
			transport === 'none yet'
				? 'Requests reach the server, a WebSocket does not; the chart is about to do without.'
				: `Requests reach the server, a WebSocket does not; the chart is kept up to date by ${transport === 'stream' ? 'an event stream' : 'polling'} in its place.`,
		mend: 'Let the proxy pass on the headers Upgrade and Connection at /v1/socket. Charts work without, a little later.',
	}),
	refused: ({ reason }) => ({
		title: 'The server has ended the connection',
		found: `It said: ${reason}.`,
		mend: reason.startsWith('too_many')
			? 'Close other pages with charts, or let the operator raise the limit (docs/limits.md).'
			: 'Load the page again; if it stays so, give this text to the server’s operator.',
	}),
	source_down: ({ forMs }) => ({
		title: 'The database behind the chart does not answer',
		found: `The last tries did not reach the chart’s source${forMs === undefined ? '' : `, for ${span(forMs)} now`}.`,
		mend: 'Start the database, or look at its address and login with “test connection”. The chart goes on by itself.',
	}),
	run_failed: ({ reason }) => ({
		title: 'The chart’s SQL has failed',
		found: `The run ended with ${reason}; the chart says how.`,
		mend: 'Its author mends the SQL in the editor.',
	}),
	result_unreadable: ({ reason }) => ({
		title: 'The result could not be fetched',
		found: `Its rows are there, and did not come: ${reason}.`,
		mend: 'Let proxies and caches pass on /v1/results/ unchanged.',
	}),
} as const satisfies Partial<Words>;

const WORDS: Words = { ...OF_THE_WAY, ...OF_THE_TOKEN, ...OF_THE_CHART };

export const explain = (finding: Finding): Explained =>
	(WORDS[finding.code] as (finding: Finding) => Explained)(finding);
