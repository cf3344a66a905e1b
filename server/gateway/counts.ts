/**
 * What this node's gateway has counted since it started: plain numbers, added to where something happens and read
 * when somebody asks. Nothing here names a token, an address, a channel or a chart, so there are always as many.
 */
import { CLOSE, type Position } from '../../widget/protocol.ts';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import type { History } from '../stream/stream.ts';

/** Every limit by which something is refused or ended; docs/limits.md says of each what the client sees. */
export const LIMITS = [
	'connections_per_node',
	'connections_per_address',
	'connections_per_token',
	'requests_per_address',
	'requests_per_token',
	'hello_time',
	'messages_per_second',
	'message_bytes',
	'packet_bytes',
	'request_bytes',
	'report_bytes_per_second',
	'subscriptions_per_connection',
	'questions_per_token',
	'errors_per_connection',
	'unread_bytes',
	'exports_per_node',
	'exports_per_token',
	'silence',
	'leaving',
] as const;
export type Limit = (typeof LIMITS)[number];

export const TRANSPORTS = ['websocket', 'event_stream', 'poll'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/**
 * Why a reader was told the state instead of what it had missed: it brought no position; its position is of another
 * epoch; the ring no longer reaches back to it; it is above the top; it did not take what it was sent; or this node
 * itself had missed more than the ring holds.
 */
export const RESET_REASONS = ['joined', 'new_epoch', 'too_old', 'ahead', 'slow_reader', 'node_gap'] as const;
export type ResetReason = (typeof RESET_REASONS)[number];

/** With which `ws` closes by itself (RFC 6455, section 7.4.1). */
export const MESSAGE_TOO_BIG = 1009;
/** With which clients leave (RFC 6455): by themselves, with their page, without a code, without a word. */
const CLIENT_CODES: readonly number[] = [1000, 1001, 1005, 1006];

/** What ends a connection: our own codes, those of clients that leave, all others together, and requests, which have none. */
export const CLOSE_LABELS: readonly string[] = [
	...new Set([...CLIENT_CODES, MESSAGE_TOO_BIG, ...Object.values(CLOSE)].map(String)),
	'other',
	'none',
];

/** Whoever has closed it, and with which code; a request that was answered or given up has none. */
type Closing = { readonly server: number } | { readonly client: number | undefined };

/** The limits that show only as the close code of a connection. */
const LIMIT_OF_CLOSE: ReadonlyMap<number, Limit> = new Map([
	[MESSAGE_TOO_BIG, 'packet_bytes'],
	[CLOSE.helloTimeout, 'hello_time'],
	[CLOSE.tooManyErrors, 'errors_per_connection'],
	[CLOSE.slowReader, 'unread_bytes'],
	[CLOSE.silent, 'silence'],
]);

/** The limits that show as an error of their own. */
const LIMIT_OF_ERROR: Readonly<
	Record<'message' | 'subscription' | 'request' | 'export', Partial<Record<ErrorCode, Limit>>>
> = {
	message: {
		rate_limited: 'messages_per_second',
		frame_too_large: 'message_bytes',
	},
	subscription: {
		rate_limited: 'questions_per_token',
		too_many_subscriptions: 'subscriptions_per_connection',
	},
	request: {
		rate_limited: 'report_bytes_per_second',
		frame_too_large: 'message_bytes',
		body_too_large: 'request_bytes',
	},
	/** Which of the two limits of exports it was is counted where it is known. */
	export: {
		rate_limited: 'questions_per_token',
	},
};

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
	Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** A client may close with any code, also with one of ours: that says nothing about us. */
function labelOf(closing: Closing): string {
	if ('server' in closing) return String(closing.server);
	if (closing.client === undefined) return 'none';
	return CLIENT_CODES.includes(closing.client) ? String(closing.client) : 'other';
}

/** Why a history is a reset for whoever stood at this position. */
export function resetReason(since: Position | undefined, { epoch, seq }: History): ResetReason {
	if (since === undefined) return 'joined';
	if (since.epoch !== epoch) return 'new_epoch';
	return since.seq > seq ? 'ahead' : 'too_old';
}

export class GatewayCounts {
	messagesIn = 0;
	/** Added to once a delivery. */
	messagesOut = 0;
	bytesOut = 0;
	/** Frames that a reader missed and was told again. */
	replayedFrames = 0;
	/** Holes that this node has noticed in what was announced to it. */
	gaps = 0;
	/** Frames that this node had to read because their announcement had not come. */
	missedFrames = 0;
	readonly opened = zeros(TRANSPORTS);
	readonly open = zeros(TRANSPORTS);
	readonly closed: Record<string, number> = zeros(CLOSE_LABELS);
	readonly refused = zeros(LIMITS);
	readonly errors = zeros(ERROR_CODES);
	readonly resets = zeros(RESET_REASONS);

	sessionOpened(transport: Transport): void {
		this.opened[transport] += 1;
		this.open[transport] += 1;
	}

	sessionClosed(transport: Transport, closing: Closing): void {
		this.open[transport] -= 1;
		const label = labelOf(closing);
		this.closed[label] = (this.closed[label] ?? 0) + 1;
		const limit = 'server' in closing ? LIMIT_OF_CLOSE.get(closing.server) : undefined;
		if (limit !== undefined) this.refused[limit] += 1;
	}

	/** An error that a client was told: about a message, or as the answer to a request. */
	error(code: ErrorCode, about: keyof typeof LIMIT_OF_ERROR): void {
		this.errors[code] += 1;
		const limit = LIMIT_OF_ERROR[about][code];
		if (limit !== undefined) this.refused[limit] += 1;
	}

	/** What a reader that joined, or joined again, was given. */
	history(history: History, since: Position | undefined, wasSlow: boolean): void {
		if (history.recovered) this.replayedFrames += history.frames.length;
		else this.resets[wasSlow ? 'slow_reader' : resetReason(since, history)] += 1;
	}

	/** What this node read because it may have missed something, for so many readers. */
	caughtUp(history: History, since: Position | undefined, readers: number): void {
		if (history.recovered) this.missedFrames += history.frames.length;
		else if (since !== undefined) this.resets[since.epoch === history.epoch ? 'node_gap' : 'new_epoch'] += readers;
	}
}
