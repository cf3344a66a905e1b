/**
 * The links of the chain from a page to its rows, in the order in which the data walks, and all that can be found wrong
 * with each. Facts are shown and copied: none of them may be a secret.
 */

export const CHECKS = [
	'script',
	'address',
	'policy',
	'server',
	'supply',
	'token',
	'times',
	'origin',
	'chart',
	'parameters',
	'connection',
	'source',
	'result',
] as const;
export type CheckName = (typeof CHECKS)[number];

type Blocked = { readonly directive: string; readonly add: string };
type Endpoint = { readonly endpoint: string };
type Server = { readonly server: string };

/** What is known of each finding. Times are in ms, and never negative. */
interface FactsOf {
	/** The server has no script to give. */
	readonly script_not_served: Server & { readonly status: number };
	/** By a policy that somebody has pasted; a blocked script cannot tell. */
	readonly script_blocked: Blocked;
	readonly versions_differ: Record<never, never>;
	readonly bad_server: { readonly given: string };
	readonly mixed_content: Server;
	readonly policy_blocks: Blocked;
	readonly unreachable: Server;
	readonly not_chartwire: Server & { readonly status: number };
	readonly server_older: Server;
	readonly server_away: { readonly status: number; readonly reason: string };
	readonly rate_limited: Record<never, never>;
	/** A token was sent and did not arrive; sockets, which carry it otherwise, may work all the same. */
	readonly header_lost: Server;
	readonly token_missing: Record<never, never>;
	readonly endpoint_status: Endpoint & { readonly status: number };
	readonly endpoint_unreachable: Endpoint;
	readonly endpoint_cors: Endpoint & { readonly origin: string };
	readonly endpoint_not_json: Endpoint & { readonly type: string };
	readonly endpoint_no_token: Endpoint;
	readonly token_invalid: { readonly why: string };
	readonly token_revoked: Record<never, never>;
	readonly other_project: { readonly project: string };
	readonly token_expired: { readonly agoMs: number };
	/** It had run out when the page's back end gave it, or when the page was loaded. */
	readonly token_given_expired: { readonly agoMs: number; readonly given: 'endpoint' | 'page' };
	/** `nbf` is in the future. */
	readonly token_not_yet: { readonly inMs: number };
	/** `iat` is in the future: the clock of who signs is ahead. */
	readonly host_clock_ahead: { readonly byMs: number };
	readonly viewer_clock: { readonly byMs: number; readonly is: 'ahead' | 'behind' };
	readonly origin_not_allowed: { readonly origin: string };
	/** A sandboxed frame, or a file. */
	readonly origin_opaque: Record<never, never>;
	readonly chart_missing: Record<never, never>;
	readonly unknown_chart: { readonly chart: string };
	readonly parameters_refused: { readonly why: string };
	/** Something lets requests through and no WebSocket. */
	readonly socket_blocked: { readonly transport: 'stream' | 'poll' | 'none yet' };
	readonly refused: { readonly reason: string };
	/** For how long, if that is known. */
	readonly source_down: { readonly forMs: number | undefined };
	readonly run_failed: { readonly reason: string };
	readonly result_unreadable: { readonly reason: string };
}

export type FindingCode = keyof FactsOf;
export type Finding = { [C in FindingCode]: { readonly code: C } & FactsOf[C] }[FindingCode];

/** To which link a finding belongs. `ends`: no data gets past it; otherwise it is a flaw beside the way. */
export const FINDINGS: Readonly<Record<FindingCode, { readonly check: CheckName; readonly ends: boolean }>> = {
	script_not_served: { check: 'script', ends: true },
	script_blocked: { check: 'script', ends: true },
	versions_differ: { check: 'script', ends: false },
	bad_server: { check: 'address', ends: true },
	mixed_content: { check: 'address', ends: true },
	policy_blocks: { check: 'policy', ends: true },
	unreachable: { check: 'server', ends: true },
	not_chartwire: { check: 'server', ends: true },
	server_older: { check: 'server', ends: false },
	server_away: { check: 'server', ends: true },
	rate_limited: { check: 'server', ends: true },
	header_lost: { check: 'server', ends: false },
	token_missing: { check: 'supply', ends: true },
	endpoint_status: { check: 'supply', ends: true },
	endpoint_unreachable: { check: 'supply', ends: true },
	endpoint_cors: { check: 'supply', ends: true },
	endpoint_not_json: { check: 'supply', ends: true },
	endpoint_no_token: { check: 'supply', ends: true },
	token_invalid: { check: 'token', ends: true },
	token_revoked: { check: 'token', ends: true },
	other_project: { check: 'token', ends: true },
	token_expired: { check: 'times', ends: true },
	token_given_expired: { check: 'times', ends: true },
	token_not_yet: { check: 'times', ends: true },
	host_clock_ahead: { check: 'times', ends: false },
	viewer_clock: { check: 'times', ends: false },
	origin_not_allowed: { check: 'origin', ends: true },
	origin_opaque: { check: 'origin', ends: true },
	chart_missing: { check: 'chart', ends: true },
	unknown_chart: { check: 'chart', ends: true },
	parameters_refused: { check: 'parameters', ends: true },
	socket_blocked: { check: 'connection', ends: false },
	refused: { check: 'connection', ends: true },
	source_down: { check: 'source', ends: true },
	run_failed: { check: 'result', ends: true },
	result_unreadable: { check: 'result', ends: true },
};
