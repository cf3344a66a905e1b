/** What the client tells whoever listens: the updates of a watched target, and the names on its bus. */
import type { Snapshot, StreamEvent } from './protocol.ts';
import type { ConnectionState } from './socket/socket-state.ts';

interface Shown {
	readonly channel: string;
	readonly epoch: string;
	readonly seq: number;
	/** The server's time in ms. */
	readonly at: number;
	/** The whole state after this update. */
	readonly view: Snapshot;
}

export type ResetUpdate = Shown & { readonly type: 'reset' };
export type EventUpdate = Shown & { readonly type: 'event'; readonly event: StreamEvent };

export type ChannelUpdate =
	| EventUpdate
	| ResetUpdate
	/** This subscription was refused. `retryable`: it is tried again by itself, and has failed several times in a row. */
	| { readonly type: 'error'; readonly code: string; readonly message: string; readonly retryable: boolean }
	/** How the chart is drawn, as its author has declared it; null: no longer in a way of its own. */
	| { readonly type: 'spec'; readonly spec: object | null }
	/** What was shown may no longer be shown: the target is another channel now. */
	| { readonly type: 'blank' };

export type Topic = `watch:${string}`;

export type ClientEvents = { connection: ConnectionState } & { [key: Topic]: ChannelUpdate };
