/** What a session is given: what carries its messages, and the parts of the node that it works with. */
import { CLOSE, type RecordRequest, type Target } from '../../widget/protocol.ts';
import type { Bearer } from '../auth/tokens.ts';
import type { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { GatewayCounts } from './counts.ts';
import type { Channel, Hub } from './hub.ts';
import type { Outgoing } from './outgoing.ts';

/** What carries a session's messages. */
export interface Connection {
	send(message: Outgoing): void;
	close(code: number, reason: string): void;
	/** Bytes that the client has not taken yet. */
	buffered(): number;
}

export interface SessionDeps {
	readonly hub: Hub;
	readonly log: Log;
	readonly pingMs: number;
	readonly counts: GatewayCounts;
	readonly verify: (token: string) => Promise<Bearer>;
	readonly resolve: (bearer: Bearer, target: Target) => Promise<Channel>;
	/** Whether and how this bearer's client is to be recorded. */
	readonly record: (session: string, bearer: Bearer) => RecordRequest | undefined;
	/** Over how many ms clients should spread a first reconnect; grows with the node's load. */
	readonly reconnectSpreadMs: () => number;
	/** Counts a connection of this token; returns what takes it back. @throws NamedError too_many_connections */
	readonly holdToken: (token: string) => () => void;
}

/** How a connection ends whose token was not accepted. */
export function closeCodeOf({ code }: NamedError): number {
	if (code === 'token_expired') return CLOSE.tokenExpired;
	if (code === 'too_many_connections') return CLOSE.tooManyConnections;
	return code === 'token_invalid' || code === 'token_missing' ? CLOSE.tokenInvalid : CLOSE.serverFault;
}
