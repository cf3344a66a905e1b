/** From what the doctor has seen to what is wrong with it. Pure: every probe's outcome comes in, findings go out. */
import type { ConnectionState } from '../client.ts';
import type { RunEvent } from '../protocol.ts';
import type { ServerAnswer, TokenTimes } from './answer.ts';
import { type CheckName, FINDINGS, type Finding } from './checks.ts';
import type { Found } from './diagnosis.ts';
import { blockedBy, socketOrigin, type Violation } from './policy.ts';

/** What came of a question to the server. */
export type ServerProbe =
	/** `sentAt`, `receivedAt`: by the viewer's clock. */
	| { readonly kind: 'answered'; readonly answer: ServerAnswer; readonly sentAt: number; readonly receivedAt: number }
	/** `code`: that of a Chartwire server; undefined: somebody else's answer. */
	| { readonly kind: 'refused'; readonly status: number; readonly code: string | undefined }
	/** No answer that the page may read; `someone`: something answers at the address all the same. */
	| { readonly kind: 'silent'; readonly someone: boolean };

/** What came of a question to the page's own back end for a token. */
export type EndpointProbe =
	| { readonly kind: 'given' }
	| { readonly kind: 'status'; readonly status: number }
	| { readonly kind: 'silent'; readonly someone: boolean }
	| { readonly kind: 'not_json'; readonly type: string }
	| { readonly kind: 'no_token' };

/** What the element itself knows. */
export interface Seen {
	readonly connection: ConnectionState;
	readonly refusal: { readonly code: string; readonly message: string } | undefined;
	readonly run: RunEvent | undefined;
	/** Why a result that is there could not be fetched. */
	readonly trouble: string | undefined;
	readonly hasFrame: boolean;
}

export interface Evidence {
	/** That of the page, or `null`. */
	readonly pageOrigin: string;
	/** True where the page is loaded over TLS, and its browser demands the same of what it loads. */
	readonly isSecure: boolean;
	/** When the page was loaded, by the viewer's clock. */
	readonly loadedAt: number;
	/** As its author has written it, and as an address; undefined: it is none. */
	readonly given: string;
	readonly server: string | undefined;
	/** Without its query, which may hold what is nobody's business; '' where there is none. */
	readonly endpoint: string;
	readonly hasToken: boolean;
	/** Undefined: none is named. */
	readonly chart: string | undefined;
	readonly violations: readonly Violation[];
	readonly endpointProbe?: EndpointProbe | undefined;
	readonly serverProbe?: ServerProbe | undefined;
	/** Whether a WebSocket could be opened; undefined: it was not tried. */
	readonly socket?: boolean | undefined;
	readonly seen?: Seen | undefined;
}

/** Clocks that differ by less are well enough. */
const MOST_SKEW_MS = 60_000;
/** Who signs may be so much ahead without a word: requests take their time, and claims are whole seconds. */
const MOST_AHEAD_MS = 5_000;
const PARAMETER_CODES: readonly string[] = ['unknown_parameter', 'missing_parameter', 'bad_parameter', 'not_allowed'];

/** For what a server closes connections that it could serve; a client tries again, and is told the same. */
const TURNED_AWAY: readonly string[] = [
	...['too_many_connections', 'too_many_errors', 'slow_reader', 'server_fault', 'frame_too_large'],
];

/** Chrome, Firefox and Safari take these for as safe as TLS (Secure Contexts, 3.1). */
const isLocal = (server: string): boolean =>
	/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(server).hostname);

function ofAddress({ server, given, isSecure }: Evidence): readonly Finding[] {
	if (server === undefined) return [{ code: 'bad_server', given }];
	const isMixed = isSecure && server.startsWith('http:') && !isLocal(server);
	return isMixed ? [{ code: 'mixed_content', server }] : [];
}

function ofPolicy({ violations, server = '', endpoint, pageOrigin }: Evidence): readonly Finding[] {
	const blocked = blockedBy(violations, { addresses: [server, socketOrigin(server), endpoint], pageOrigin });
	return blocked === undefined ? [] : [blocked];
}

function ofServer({ serverProbe: probe, server = '' }: Evidence): readonly Finding[] {
	if (probe === undefined || probe.kind === 'answered') return [];
	if (probe.kind === 'silent')
		return [probe.someone ? { code: 'not_chartwire', server, status: 0 } : { code: 'unreachable', server }];
	const { status, code } = probe;
	if (status === 429) return [{ code: 'rate_limited' }];
	if (code === 'not_found') return [{ code: 'server_older', server }];
	if (code === undefined && status < 500) return [{ code: 'not_chartwire', server, status }];
	return [{ code: 'server_away', status, reason: code ?? 'unknown' }];
}

function ofSupply(evidence: Evidence): readonly Finding[] {
	const { endpoint, endpointProbe: probe, hasToken, pageOrigin: origin } = evidence;
	if (endpoint === '') return hasToken ? [] : [{ code: 'token_missing' }];
	switch (probe?.kind) {
		case undefined:
		case 'given':
			return [];
		case 'status':
			return [{ code: 'endpoint_status', endpoint, status: probe.status }];
		case 'silent':
			return [probe.someone ? { code: 'endpoint_cors', endpoint, origin } : { code: 'endpoint_unreachable', endpoint }];
		case 'not_json':
			return [{ code: 'endpoint_not_json', endpoint, type: probe.type }];
		case 'no_token':
			return [{ code: 'endpoint_no_token', endpoint }];
	}
}

function ofToken({ token }: ServerAnswer): readonly Finding[] {
	if (token.ok) return [];
	switch (token.code) {
		// Why there is none, or how far its times are off, is said elsewhere.
		case 'token_missing':
		case 'token_expired':
		case 'token_not_yet':
			return [];
		case 'token_revoked':
			return [{ code: 'token_revoked' }];
		case 'other_project':
			return [{ code: 'other_project', project: token.message }];
		default:
			return [{ code: 'token_invalid', why: token.message }];
	}
}

/** How far the viewer's clock is from the server's: positive is ahead. The answer is half of its way old. */
const skewOf = (at: number, sentAt: number, receivedAt: number): number => (sentAt + receivedAt) / 2 - at;

function ofExpiry(at: number, { expiresAt = at }: TokenTimes, evidence: Evidence, skewMs: number): Finding {
	const agoMs = at - expiresAt;
	if (evidence.endpoint !== '') return { code: 'token_given_expired', agoMs, given: 'endpoint' };
	// Both by the server's clock, whatever the viewer's says.
	const wasOld = expiresAt < evidence.loadedAt - skewMs;
	return wasOld ? { code: 'token_given_expired', agoMs, given: 'page' } : { code: 'token_expired', agoMs };
}

function ofTimes(evidence: Evidence): readonly Finding[] {
	const probe = evidence.serverProbe;
	if (probe?.kind !== 'answered') return [];
	const { at, token } = probe.answer;
	const { times = {} } = token;
	const skewMs = skewOf(at, probe.sentAt, probe.receivedAt);
	const found: Finding[] = [];
	const code = token.ok ? '' : token.code;
	if (code === 'token_expired') found.push(ofExpiry(at, times, evidence, skewMs));
	if (code === 'token_not_yet') found.push({ code, inMs: Math.max(0, (times.notBefore ?? at) - at) });
	else if ((times.issuedAt ?? 0) > at + MOST_AHEAD_MS)
		found.push({ code: 'host_clock_ahead', byMs: (times.issuedAt ?? 0) - at });
	// The way there and back cannot be told from a skew that is smaller.
	if (Math.abs(skewMs) > MOST_SKEW_MS + (probe.receivedAt - probe.sentAt) / 2)
		found.push({ code: 'viewer_clock', byMs: Math.abs(skewMs), is: skewMs > 0 ? 'ahead' : 'behind' });
	return found;
}

function ofAnswer(evidence: Evidence): readonly Finding[] {
	const { serverProbe: probe, chart = '', pageOrigin: origin } = evidence;
	if (probe?.kind !== 'answered') return [];
	const { answer } = probe;
	const found: Finding[] = [...ofToken(answer), ...ofTimes(evidence)];
	const wasSent = evidence.endpoint === '' ? evidence.hasToken : evidence.endpointProbe?.kind === 'given';
	if (wasSent && !answer.token.ok && answer.token.code === 'token_missing')
		found.push({ code: 'header_lost', server: evidence.server ?? '' });
	if (answer.sameScript === false) found.push({ code: 'versions_differ' });
	if (answer.origin?.ok === false)
		found.push(origin === 'null' ? { code: 'origin_opaque' } : { code: 'origin_not_allowed', origin });
	if (answer.chart?.ok === false) found.push({ code: 'unknown_chart', chart });
	if (answer.parameters?.ok === false) found.push({ code: 'parameters_refused', why: answer.parameters.message });
	if (answer.source?.ok === false) {
		const { since } = answer.source;
		found.push({ code: 'source_down', forMs: since === undefined ? undefined : Math.max(0, answer.at - since) });
	}
	return found;
}

function ofRun(run: RunEvent | undefined): readonly Finding[] {
	if (run?.kind === 'waiting' && run.reason === 'source_down') return [{ code: 'source_down', forMs: undefined }];
	if (run?.kind !== 'failed') return [];
	if (run.code === 'source_unreachable') return [{ code: 'source_down', forMs: undefined }];
	return [{ code: 'run_failed', reason: run.code }];
}

/** Whether a WebSocket is known not to get through, though requests do. */
function ofConnection({ socket, serverProbe, seen }: Evidence): readonly Finding[] {
	const { connection } = seen ?? {};
	if (connection?.status === 'online') {
		const { transport } = connection;
		return transport === 'websocket' ? [] : [{ code: 'socket_blocked', transport }];
	}
	if (connection?.status === 'waiting' && TURNED_AWAY.includes(connection.code))
		return [{ code: 'refused', reason: connection.code }];
	if (socket === false && serverProbe?.kind === 'answered') return [{ code: 'socket_blocked', transport: 'none yet' }];
	return [];
}

function ofSeen(evidence: Evidence): readonly Finding[] {
	const { seen, chart = '' } = evidence;
	if (seen === undefined) return [];
	const { refusal, trouble } = seen;
	const found: Finding[] = [...ofRun(seen.run)];
	if (trouble !== undefined && !seen.hasFrame) found.push({ code: 'result_unreadable', reason: trouble });
	if (refusal?.code === 'unknown_chart') found.push({ code: 'unknown_chart', chart });
	else if (refusal && PARAMETER_CODES.includes(refusal.code))
		found.push({ code: 'parameters_refused', why: refusal.message });
	else if (refusal) found.push({ code: 'refused', reason: refusal.code });
	return found;
}

/** The last link that is known to hold. */
function passedBy({ serverProbe, endpoint, endpointProbe, socket, seen, server }: Evidence): CheckName | undefined {
	const online = seen?.connection.status === 'online';
	if (online && seen.hasFrame && !seen.refusal) return 'result';
	if (serverProbe?.kind === 'answered') {
		const { token, origin, chart, parameters, source } = serverProbe.answer;
		if ((online || socket) && source?.ok) return 'source';
		if (online || (socket && parameters?.ok)) return 'connection';
		if (parameters?.ok) return 'parameters';
		if (chart?.ok) return 'chart';
		if (origin?.ok) return 'origin';
		if (token.ok) return 'times';
		return endpoint === '' || endpointProbe?.kind === 'given' ? 'supply' : 'server';
	}
	if (online) return 'connection';
	return server === undefined ? 'script' : 'address';
}

/** The same thing is found once, however often it is seen; what is known best comes first. */
const onceEach = (findings: readonly Finding[]): readonly Finding[] =>
	findings.filter(({ code }, index) => findings.findIndex((each) => each.code === code) === index);

export function foundIn(evidence: Evidence): Found {
	const { seen, chart } = evidence;
	const findings = onceEach([
		...ofAddress(evidence),
		...ofPolicy(evidence),
		...ofServer(evidence),
		...ofSupply(evidence),
		...(chart === undefined ? [{ code: 'chart_missing' as const }] : []),
		...ofAnswer(evidence),
		...ofConnection(evidence),
		...ofSeen(evidence),
	]);
	// A client that was stopped says why, where nothing else does.
	const stopped = seen?.connection.status === 'stopped' && !findings.some(({ code }) => FINDINGS[code].ends);
	const more: readonly Finding[] = stopped ? [{ code: 'refused', reason: seen.connection.code }] : [];
	const run = seen?.run;
	const isWell = run === undefined || (run.kind !== 'failed' && run.kind !== 'waiting');
	const shows = seen?.connection.status === 'online' && seen.hasFrame && !seen.refusal && !seen.trouble && isWell;
	return { findings: [...findings, ...more], passed: passedBy(evidence), shows: shows === true };
}
