/** What a client sees and does, as it happens, and the ways in which that is passed on. */
import type { ChannelMessage } from '../channel.ts';
import type { Decision } from '../cursor.ts';
import type { ClientMessage } from '../protocol.ts';
import type { Link } from '../socket/link.ts';
import type { ConnectionState } from '../socket/socket-state.ts';

export type Seen =
	/** The text as it came. */
	| readonly [what: 'in', link: Link, data: unknown]
	| readonly [what: 'out', link: Link, message: ClientMessage]
	| readonly [what: 'cursor', message: ChannelMessage, decision: Decision]
	| readonly [what: 'connection', state: ConnectionState]
	| readonly [what: 'answer', path: string, body: unknown];

export type Observe = (...seen: Seen) => void;

/** What a recorder knows of the client. */
export interface Observed {
	readonly server: string;
	serverNow(): number;
	request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown>;
}

/** Takes what is seen, in order, each with the server's time; `undefined` when the client has ended. */
export type Tape = (at: number, seen: Seen | undefined) => void;

/** In the page's localStorage: an inspector of this origin wants to see every page. */
export const INSPECT_KEY = 'chartwire:inspect';
