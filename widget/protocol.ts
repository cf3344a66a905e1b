/**
 * The wire, version 1: every message that travels between a page and a Chartwire server, the close codes,
 * and the parsers of both directions. JSON text over `GET /v1/socket`, subprotocol `chartwire.v1`.
 *
 * This file imports nothing, and is the only file of widget/ that server/ may import: both ends share one
 * definition. Unknown fields and unknown event kinds are ignored, and still advance the cursor.
 */

export const SUBPROTOCOL = 'chartwire.v1';
export const SOCKET_PATH = '/v1/socket';
/** A client frame longer than this many bytes is refused with the error `frame_too_large`. */
export const MAX_CLIENT_FRAME_BYTES = 65_536;
/** `hello` must arrive this soon after the socket has opened. */
export const HELLO_TIMEOUT_MS = 10_000;

/** A list is a parameter's several values; it holds no lists. */
export type ParamValue = string | number | boolean | null | readonly (string | number)[];
export type Params = Readonly<Record<string, ParamValue>>;

/** A position in one channel: the sequence number counts from 1 within an epoch; 0 is before the first. */
export interface Position {
	readonly epoch: string;
	readonly seq: number;
}

/**
 * The type of a result's column. `decimal` (bigint, numeric) travels as a number where a JSON number holds it
 * exactly, and otherwise as text. `date`, `timestamp` and `timestamptz` are ISO 8601 text; `other` is the
 * database's own text.
 */
export type ColumnType =
	| 'number'
	| 'decimal'
	| 'text'
	| 'boolean'
	| 'date'
	| 'timestamp'
	| 'timestamptz'
	| 'json'
	| 'other';

export interface Column {
	/** Unlike that of any other column of the result. */
	readonly name: string;
	readonly type: ColumnType;
	/** Of a `decimal`: how many decimals every value has. A number lacks its last zeros then: with scale 2, 1.5 is 1.50. */
	readonly scale?: number;
}

export type Cell = string | number | boolean | null | { readonly [key: string]: unknown } | readonly unknown[];

/** A result's content: `data[column][row]`. */
export interface Table {
	readonly columns: readonly Column[];
	readonly data: readonly (readonly Cell[])[];
	readonly rows: number;
	/** True when the source had more rows or bytes than the caps allow. */
	readonly truncated: boolean;
}

/** When a result was true, and when the next is due. */
interface Dated {
	/** The server's time in ms. */
	readonly asOf: number;
	/** While the chart is watched it is asked again this long after `asOf`; absent: it is not refreshed by itself. */
	readonly refreshMs?: number;
	/** Names the content. */
	readonly hash: string;
}

/** A result of up to 16 KB of JSON travels inside its event. */
export interface InlineResult extends Table, Dated {}

/** A larger result is fetched from `href` (relative to the server), whose body is a `Table` in JSON. */
export interface LinkedResult extends Dated {
	readonly href: string;
	readonly rows: number;
	readonly bytes: number;
	readonly truncated: boolean;
	/** What has changed since another result: whoever has that one need not fetch this one. */
	readonly patch?: TablePatch;
	/** Its project is private: who fetches it must send the token. */
	readonly private?: boolean;
}

/** The rows of a table, piece after piece: rows `from` … of the result whose hash is `base`, or rows of its own, by columns. */
export interface TablePatch {
	readonly base: string;
	readonly pieces: readonly (
		| { readonly from: number; readonly count: number }
		| { readonly rows: readonly (readonly Cell[])[] }
	)[];
}

export type Result = InlineResult | LinkedResult;

/** Where in the author's SQL an error stands: `line` and `column` count from 1, `offset` from 0 in UTF-16 units. */
export interface SqlPosition {
	readonly line: number;
	readonly column: number;
	readonly offset: number;
}

export type RunEvent =
	| { readonly kind: 'waiting'; readonly run: string; readonly reason: string }
	| { readonly kind: 'queued'; readonly run: string; readonly position: number }
	| { readonly kind: 'running'; readonly run: string; readonly startedAt: number; readonly expectedMs?: number }
	| {
			readonly kind: 'progress';
			readonly run: string;
			readonly rows: number;
			readonly startedAt: number;
			readonly expectedMs?: number;
	  }
	| {
			readonly kind: 'failed';
			readonly run: string;
			readonly code: string;
			readonly message: string;
			readonly hint?: string;
			readonly position?: SqlPosition;
	  }
	| { readonly kind: 'canceled'; readonly run: string };

export interface ResultEvent {
	readonly kind: 'result';
	readonly run: string;
	readonly result: Result;
}

/** What is known of the result that is kept, apart from its content. The next `result` takes it away. */
export interface FreshnessEvent {
	readonly kind: 'freshness';
	/** True: older than the chart's author wants it shown unmarked. */
	readonly stale: boolean;
	/** True: older than it may be shown as an answer at all. It is gone from the snapshot, and the next one is waited for. */
	readonly expired?: boolean;
	/** Of what the result was true: the server's time in ms. */
	readonly asOf?: number;
	readonly reason?: string;
}

/** A run that its author asked for has ended. `at` is the server's time in ms. */
export interface RunNotice {
	/** Absent from servers before there were other kinds. */
	readonly kind?: 'run';
	readonly run: string;
	readonly state: 'succeeded' | 'failed' | 'canceled';
	readonly source: string;
	readonly chart?: string;
	readonly rows?: number;
	readonly at: number;
	/** Of a failure. */
	readonly code?: string;
	readonly message?: string;
	readonly read: boolean;
}

/** An alert that its reader follows has fired, has recovered, or cannot be checked (`broken`) and can again (`mended`). */
export interface AlertNotice {
	readonly kind: 'alert';
	readonly id: string;
	/** Its name in the project. */
	readonly alert: string;
	readonly title: string;
	readonly chart: string;
	readonly state: 'firing' | 'recovered' | 'broken' | 'mended';
	/** A sentence. */
	readonly reason: string;
	readonly value?: number;
	readonly at: number;
	readonly read: boolean;
}

/** Somebody has shared something with its reader. */
export interface SharedNotice {
	readonly kind: 'shared';
	readonly id: string;
	readonly what: 'chart' | 'dashboard';
	/** The chart's or dashboard's name in the project. */
	readonly name: string;
	readonly title: string;
	/** What whoever shared it is called. */
	readonly by: string;
	/** Where it is to be seen. */
	readonly href?: string;
	readonly at: number;
	readonly read: boolean;
}

/** A schedule that its reader has saved last was not sent. */
export interface ScheduleNotice {
	readonly kind: 'schedule';
	readonly id: string;
	/** Its name in the project. */
	readonly schedule: string;
	readonly title: string;
	/** A sentence, or several. */
	readonly reason: string;
	readonly at: number;
	readonly read: boolean;
}

export type Notice = RunNotice | AlertNotice | SharedNotice | ScheduleNotice;

/**
 * An inbox as it is now: of the runs the newest 20, the latest first, and how many of all are unread; and the same of
 * everything else, apart, since pages of an earlier build take every notice for a run. `noticesOf` of notices.ts puts them together.
 */
export interface NoticeEvent {
	readonly kind: 'notice';
	readonly unread: number;
	readonly notices: readonly RunNotice[];
	/** Absent: none. */
	readonly unreadOthers?: number;
	readonly others?: readonly Exclude<Notice, RunNotice>[];
}

/** A dashboard as it is declared now, whole: see dashboard-spec.ts. */
export interface DashboardEvent {
	readonly kind: 'dashboard';
	readonly name: string;
	/** Grows with each change. */
	readonly revision: number;
	readonly dashboard: object;
}

export type StreamEvent = RunEvent | ResultEvent | FreshnessEvent | NoticeEvent | DashboardEvent;
export type StreamEventKind = StreamEvent['kind'];

/** The named parts of a channel's state; each is overwritten by its own kinds only, and removed as `partsRemovedBy` says. */
export interface Snapshot {
	readonly run?: RunEvent;
	readonly result?: ResultEvent;
	readonly freshness?: FreshnessEvent;
	readonly inbox?: NoticeEvent;
	readonly dashboard?: DashboardEvent;
}

/** Which part of a snapshot each kind overwrites. */
export const PART_OF_KIND: Readonly<Record<StreamEventKind, keyof Snapshot>> = {
	waiting: 'run',
	queued: 'run',
	running: 'run',
	progress: 'run',
	failed: 'run',
	canceled: 'run',
	result: 'result',
	freshness: 'freshness',
	notice: 'inbox',
	dashboard: 'dashboard',
};

/** A result ends its run, and is fresh; one that has expired is no answer any more. */
export function partsRemovedBy(event: StreamEvent): readonly (keyof Snapshot)[] {
	if (event.kind === 'result') return ['run', 'freshness'];
	return event.kind === 'freshness' && event.expired ? ['result'] : [];
}

/** What a subscription watches: a chart with its parameters, one run, the bearer's own inbox, or how a dashboard is declared. */
export type Target =
	| {
			readonly chart: string;
			readonly params?: Params;
			/** Which of them the page offers to every chart of a group: the server drops those that this one does not take. */
			readonly offered?: readonly string[];
	  }
	| { readonly run: string }
	| { readonly inbox: true }
	| { readonly dashboard: string };

export type SubscribeMessage = { readonly type: 'subscribe'; readonly id: number; readonly since?: Position } & Target;

export type ClientMessage =
	| { readonly type: 'hello'; readonly token: string }
	| SubscribeMessage
	| { readonly type: 'unsubscribe'; readonly id: number }
	| { readonly type: 'token'; readonly token: string }
	| { readonly type: 'pong'; readonly seqs?: Readonly<Record<string, number>> };

/** What carries a position of a channel, and the server's time in ms. */
interface Stamped extends Position {
	readonly channel: string;
	readonly at: number;
}

export interface EventMessage extends Stamped {
	readonly type: 'event';
	readonly event: StreamEvent;
}

export interface ResetMessage extends Stamped {
	readonly type: 'reset';
	readonly snapshot: Snapshot;
}

export interface TopMessage extends Stamped {
	readonly type: 'top';
}

export interface SubscribedMessage extends Position {
	readonly type: 'subscribed';
	readonly id: number;
	readonly channel: string;
	/** True: `since + 1 … seq` follow. False: one `reset` follows. */
	readonly recovered: boolean;
	/** How the chart is drawn: see chart-spec.ts. null: no longer in a way of its own. */
	readonly spec?: object | null;
}

export interface ErrorMessage {
	readonly type: 'error';
	/** The subscription that it ends; without one it concerns the whole connection. */
	readonly id?: number;
	readonly code: string;
	readonly message: string;
	readonly retryable: boolean;
}

/**
 * What a client that is recorded says of what it receives: where each frame stands (`positions`), or the frames too.
 * `permit` shows to `POST /v1/received` that the server has asked for it.
 */
export interface RecordRequest {
	readonly mode: 'positions' | 'frames';
	readonly permit: string;
}

/** What a recorded client saw or did; `link` numbers its connections. */
export type Sighting =
	| {
			readonly what: 'in' | 'out';
			readonly link: number;
			readonly transport: string;
			/** The message, without any token; unless frames are recorded, without its content as well. */
			readonly frame: { readonly type: string; readonly [field: string]: unknown };
			/** Of an incoming text: its length in UTF-16 units, and the first 16 digits of its SHA-256 where the page may compute it. */
			readonly length?: number;
			readonly digest?: string;
	  }
	/** What the cursor made of a message of a channel. */
	| (Position & {
			readonly what: 'cursor';
			readonly channel: string;
			readonly type: 'subscribed' | 'event' | 'reset' | 'top';
			readonly decision: 'deliver' | 'reset' | 'duplicate' | 'gap' | 'ignore';
	  })
	| { readonly what: 'connection'; readonly status: string; readonly [field: string]: unknown }
	/** A large result was fetched; where it is and what it says only where frames are recorded. */
	| { readonly what: 'answer'; readonly path: string; readonly body?: unknown };

/**
 * A sighting in its place: `n` counts from 1 within a client, without a hole; `at` is the server's time in ms, as well
 * as the client knows it.
 */
export type Observation = Sighting & { readonly n: number; readonly at: number };

/** The body of `POST /v1/received`: what one client has to tell, in order. */
export interface Received {
	readonly client: string;
	readonly permit: string;
	readonly observations: readonly Observation[];
}

export type ServerMessage =
	| {
			readonly type: 'welcome';
			readonly session: string;
			readonly at: number;
			readonly pingMs: number;
			readonly reconnectSpreadMs: number;
			/** Present when this client is to be recorded. */
			readonly record?: RecordRequest;
	  }
	| SubscribedMessage
	| EventMessage
	| ResetMessage
	| TopMessage
	/** The spread is renewed: what a welcome said may be hours old. */
	| { readonly type: 'ping'; readonly at: number; readonly reconnectSpreadMs?: number }
	| { readonly type: 'moved'; readonly id: number }
	| { readonly type: 'token_accepted' }
	| { readonly type: 'goaway'; readonly reconnectInMs: number }
	| ErrorMessage;

/** Why a socket was closed. `terminal`: trying again with the same token or script cannot help. */
export interface CloseReason {
	readonly name: string;
	readonly terminal: boolean;
}

export const CLOSE = {
	goingAway: 1001,
	badMessage: 4400,
	tokenInvalid: 4401,
	tokenExpired: 4402,
	notAllowed: 4403,
	helloTimeout: 4408,
	frameTooLarge: 4413,
	tooManyConnections: 4428,
	tooManyErrors: 4429,
	silent: 4490,
	slowReader: 4491,
	serverFault: 4500,
} as const;

const TERMINAL_CODES: readonly number[] = [CLOSE.badMessage, CLOSE.tokenInvalid, CLOSE.tokenExpired, CLOSE.notAllowed];

/** By close code. A name is the key of the table above: `goingAway` is `going_away`. */
export const CLOSE_REASONS: Readonly<Record<number, CloseReason>> = Object.fromEntries(
	Object.entries(CLOSE).map(([key, code]) => {
		const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
		return [code, { name, terminal: TERMINAL_CODES.includes(code) }];
	}),
);

/** The errors without an `id` that end the connection for good: the same token cannot help. All others leave it alive. */
export const TERMINAL_ERRORS: readonly string[] = [
	...['token_invalid', 'token_expired', 'token_revoked', 'not_allowed', 'origin_not_allowed'],
];

/** True when a client must not connect again by itself after this close code. */
export function isTerminalClose(code: number): boolean {
	return CLOSE_REASONS[code]?.terminal ?? false;
}

export type Parsed<T> =
	| { readonly ok: true; readonly message: T }
	| { readonly ok: false; readonly code: 'malformed' | 'unknown_type'; readonly problem: string; readonly id?: number };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isId = (value: unknown): value is number => isCount(value) && value > 0;
const isPosition = (value: unknown): value is Position =>
	isFields(value) && isText(value['epoch']) && isCount(value['seq']);
const isParamValue = (value: unknown): value is ParamValue =>
	value === null ||
	isText(value) ||
	typeof value === 'boolean' ||
	(typeof value === 'number' && Number.isFinite(value)) ||
	(Array.isArray(value) && value.every((each) => isText(each) || Number.isFinite(each)));

function parseFields(text: string): Fields | string {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return 'it is not JSON';
	}
	return isFields(value) ? value : 'it is not a JSON object';
}

function problemOfTarget(fields: Fields): string | undefined {
	const named = ['chart', 'run', 'inbox', 'dashboard'].filter((name) => fields[name] !== undefined);
	const [name = ''] = named;
	if (named.length !== 1) return 'exactly one of "chart", "run", "inbox" and "dashboard" must be given';
	if (name !== 'inbox' && !isText(fields[name])) return `"${name}" must be text`;
	if (fields['inbox'] !== undefined && fields['inbox'] !== true) return '"inbox" must be true';
	const { params, offered = [] } = fields;
	if (!Array.isArray(offered) || !offered.every(isText)) return '"offered" must be a list of names';
	if (params === undefined) return undefined;
	if (!isFields(params)) return '"params" must be an object';
	const wrong = Object.keys(params).find((name) => !isParamValue(params[name]));
	return wrong === undefined ? undefined : `parameter "${wrong}" must be text, a number, true, false or null`;
}

function problemOfClientMessage(fields: Fields): string | undefined {
	switch (fields['type']) {
		case 'hello':
		case 'token':
			return isText(fields['token']) ? undefined : '"token" must be text';
		case 'subscribe': {
			if (!isId(fields['id'])) return '"id" must be a whole number above 0';
			const since = fields['since'];
			if (since !== undefined && !isPosition(since)) {
				return '"since" must be {"epoch": text, "seq": a whole number from 0}';
			}
			return problemOfTarget(fields);
		}
		case 'unsubscribe':
			return isId(fields['id']) ? undefined : '"id" must be a whole number above 0';
		case 'pong':
			return fields['seqs'] === undefined || isFields(fields['seqs']) ? undefined : '"seqs" must be an object';
		default:
			return undefined;
	}
}

const CLIENT_TYPES: readonly unknown[] = ['hello', 'subscribe', 'unsubscribe', 'token', 'pong'];

/** Reads what a client sent. Never throws; `problem` says what is wrong, and `id` which subscription it was about. */
export function parseClientMessage(text: string): Parsed<ClientMessage> {
	const fields = parseFields(text);
	if (typeof fields === 'string') return { ok: false, code: 'malformed', problem: fields };
	const id = isId(fields['id']) ? { id: fields['id'] } : {};
	if (!CLIENT_TYPES.includes(fields['type'])) {
		const type = isText(fields['type']) ? `"${fields['type'].slice(0, 40)}"` : 'none';
		return { ok: false, code: 'unknown_type', problem: `its type is ${type}`, ...id };
	}
	const problem = problemOfClientMessage(fields);
	if (problem !== undefined) return { ok: false, code: 'malformed', problem, ...id };
	return { ok: true, message: fields as unknown as ClientMessage };
}

const isStamped = (fields: Fields): boolean => isText(fields['channel']) && isPosition(fields) && isCount(fields['at']);

/** What each message of a server must hold. */
const SERVER_FIELDS: Readonly<Record<ServerMessage['type'], (fields: Fields) => boolean>> = {
	welcome: ({ session, at, pingMs }) => isText(session) && isCount(at) && isCount(pingMs),
	subscribed: (fields) => isId(fields['id']) && isText(fields['channel']) && isPosition(fields),
	event: (fields) => isStamped(fields) && isFields(fields['event']) && isText(fields['event']['kind']),
	reset: (fields) => isStamped(fields) && isFields(fields['snapshot']),
	top: isStamped,
	ping: ({ at }) => isCount(at),
	moved: ({ id }) => isId(id),
	token_accepted: () => true,
	goaway: ({ reconnectInMs }) => isCount(reconnectInMs),
	error: ({ code, message }) => isText(code) && isText(message),
};

const isServerType = (type: unknown): type is ServerMessage['type'] =>
	isText(type) && Object.hasOwn(SERVER_FIELDS, type);

/** Reads what a server sent. A newer server's unknown type is reported as `unknown_type`, to be ignored. */
export function parseServerMessage(text: string): Parsed<ServerMessage> {
	const fields = parseFields(text);
	if (typeof fields === 'string') return { ok: false, code: 'malformed', problem: fields };
	const { type } = fields;
	if (!isServerType(type)) {
		return { ok: false, code: 'unknown_type', problem: `its type is ${isText(type) ? type : 'none'}` };
	}
	if (!SERVER_FIELDS[type](fields)) {
		return { ok: false, code: 'malformed', problem: `a field of "${type}" is missing or wrong` };
	}
	return { ok: true, message: fields as unknown as ServerMessage };
}
