/** What a session works with: what carries its messages, the parts of the node, and what is kept of a subscription. */
import { randomUUID } from 'node:crypto';
import {
	CLOSE,
	type RecordRequest,
	type ServerMessage,
	type SubscribeMessage,
	type Target,
} from '../../widget/protocol.ts';
import type { Doors } from '../auth/doors.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import type { DashboardGrants } from '../dashboards/grants.ts';
import { type ErrorCode, NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { GatewayCounts, Transport } from './counts.ts';
import type { Channel, Hub } from './hub.ts';
import type { Outgoing } from './outgoing.ts';
import type { Turns } from './turns.ts';

const MAX_SUBSCRIPTIONS = 200;

/** What carries a session's messages. */
export interface Connection {
	readonly transport: Transport;
	send(message: Outgoing): void;
	/** What is sent within goes out in one piece, where that costs less. */
	batch(work: () => void): void;
	close(code: number, reason: string): void;
	/** Bytes that the client has not taken yet. */
	buffered(): number;
	/** Cuts it off, after closing it has not helped. */
	terminate(): void;
}

export interface Subscription {
	readonly id: number;
	readonly target: Target;
	channel: string | undefined;
	/** Which declaration of how it is drawn the page has been told. */
	revision: number;
}

/** Only what a target consists of: it is kept as long as the subscription, of which there may be very many. */
export function subscriptionOf(message: SubscribeMessage): Subscription {
	const { id } = message;
	const target = (): Target => {
		if ('run' in message) return { run: message.run };
		if ('inbox' in message) return { inbox: true };
		if ('dashboard' in message) return { dashboard: message.dashboard };
		const { chart, params, offered } = message;
		if (params === undefined) return { chart };
		return offered === undefined ? { chart, params } : { chart, params, offered };
	};
	return { id, target: target(), channel: undefined, revision: 0 };
}

export interface SessionDeps {
	readonly hub: Hub;
	readonly turns: Turns;
	readonly log: Log;
	readonly pingMs: number;
	readonly counts: GatewayCounts;
	readonly doors: Pick<Doors, 'admit' | 'refusal'>;
	readonly grants: Pick<DashboardGrants, 'isUnsettled' | 'mayWatch'>;
	readonly resolve: (bearer: Bearer, target: Target) => Promise<Channel>;
	/** Whether and how this bearer's client is to be recorded. */
	readonly record: (session: string, bearer: Bearer) => RecordRequest | undefined;
	/** Over how many ms clients should spread a first reconnect; grows with the node's load. */
	readonly reconnectSpreadMs: () => number;
	/** Counts a connection of this token; returns a name to release it by, once. @throws NamedError too_many_connections */
	readonly holdToken: (token: string) => string;
	readonly releaseToken: (name: string) => void;
}

/** @throws NamedError duplicate_id, too_many_subscriptions */
export function demandRoom(subscriptions: readonly Subscription[], id: number): void {
	if (subscriptions.some((subscription) => subscription.id === id)) {
		throw new NamedError('duplicate_id', `The subscription ${id} exists; unsubscribe it first, or use another number.`);
	}
	if (subscriptions.length >= MAX_SUBSCRIPTIONS) {
		throw new NamedError('too_many_subscriptions', `A connection may have ${MAX_SUBSCRIPTIONS} subscriptions.`);
	}
}

/** So long a subscription may take to be answered; every store has a shorter patience of its own. */
const ANSWER_MS = 15_000;

/** A subscription is always answered (I10), whatever should never answer us. @throws NamedError stream_unavailable */
export async function answeredInTime(work: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => {
			reject(new NamedError('stream_unavailable', 'The subscription was not made in time; try again shortly.'));
		}, ANSWER_MS).unref();
	});
	await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What a bearer is told who has just been let in. */
export function welcomeAt(
	at: number,
	bearer: Bearer,
	{ pingMs, reconnectSpreadMs, record }: SessionDeps,
): ServerMessage {
	const session = randomUUID();
	const request = record(session, bearer);
	const recorded = request === undefined ? {} : { record: request };
	return { type: 'welcome', session, at, pingMs, reconnectSpreadMs: reconnectSpreadMs(), ...recorded };
}

const TOKEN_CODES: readonly ErrorCode[] = ['token_invalid', 'token_missing', 'token_revoked'];

/** How a connection ends whose token was not accepted. */
export function closeCodeOf({ code }: NamedError): number {
	if (code === 'token_expired') return CLOSE.tokenExpired;
	if (code === 'too_many_connections' || code === 'rate_limited') return CLOSE.tooManyConnections;
	if (code === 'origin_not_allowed') return CLOSE.notAllowed;
	return TOKEN_CODES.includes(code) ? CLOSE.tokenInvalid : CLOSE.serverFault;
}
