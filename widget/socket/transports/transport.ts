/** The port between a connection's life and what carries it. */
import type { ClientMessage } from '../../protocol.ts';

export type TransportName = 'websocket' | 'stream' | 'poll';

/** How a connection ended. */
export interface Ending {
	/** A close code of the protocol; 1006 where the carrier has none. */
	readonly code: number;
	readonly reason: string;
	/** The server asked not to be tried again before so many ms (`Retry-After`). */
	readonly notBeforeMs?: number;
}

export type TransportEvent =
	| { readonly type: 'opened' }
	/** One message, as text. */
	| { readonly type: 'received'; readonly data: unknown }
	| ({ readonly type: 'closed' } & Ending)
	/** The server refused for good. */
	| { readonly type: 'refused'; readonly code: string; readonly message: string };

export interface Connection {
	readonly name: TransportName;
	/** So long it may say nothing though all is well. */
	readonly patienceMs?: number;
	send(message: ClientMessage): void;
	close(code: number): void;
	/** Only where no session is behind the connection: asks anew, by the cursors, after this long. */
	again?(inMs: number): void;
}

/** Opens one connection. After `close` whatever it still says is not listened to. */
export type Transport = (tell: (event: TransportEvent) => void) => Connection;
