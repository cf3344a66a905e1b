/** `GET /v1/socket`: upgrades, and hands each connection to a session. */

import type { Duplex } from 'node:stream';
import { upgradeWebSocket, type WebSocketServerLike } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, SUBPROTOCOL } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import { clientAddress } from './address.ts';
import { type GatewayCounts, MESSAGE_TOO_BIG } from './counts.ts';
import type { Outgoing } from './outgoing.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Above our own limit, so that a frame just too large is answered and not cut off. */
const MAX_PAYLOAD_BYTES = 262_144;
/** A client that does not answer the closing handshake is cut off after this long. */
const CLOSE_TIMEOUT_MS = 3_000;

/** The server side of the upgrade, for `serve({ websocket })`. */
export function createSocketServer(): WebSocketServerLike {
	const server = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_PAYLOAD_BYTES,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
	});
	// The two packages type the same object differently under exactOptionalPropertyTypes.
	return server as unknown as WebSocketServerLike;
}

/**
 * Whole frames are written to the TCP socket itself: `ws` would build a header for each receiver. It is safe beside it,
 * because `ws` writes its own control frames whole as well, and neither compresses nor fragments here.
 */
const connectionOf = (socket: WebSocket, tcp: Duplex, counts: GatewayCounts) => ({
	send({ frame }: Outgoing) {
		if (socket.readyState !== socket.OPEN || !tcp.writable) return;
		counts.messagesOut += 1;
		counts.bytesOut += frame.length;
		tcp.write(frame);
	},
	buffered: () => tcp.writableLength,
	close(code: number, reason: string) {
		socket.close(code, reason);
		setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
	},
});

/** `ws` has not taken a packet that is above its own limit, and closes with 1009. */
const isTooLarge = (event: Event): boolean =>
	'error' in event && (event.error as { code?: unknown }).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

export interface GatewayOptions {
	readonly sessions: Sessions;
	readonly counts: GatewayCounts;
	readonly trustedHops: number;
}

export function socketRoutes(options: GatewayOptions): Hono {
	return new Hono().get(
		'/',
		async (context, next) => {
			options.sessions.demandRoom();
			const offered = (context.req.header('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim());
			if (offered.includes(SUBPROTOCOL)) return next();
			throw new NamedError(
				'bad_request',
				`This is a WebSocket address; connect with the subprotocol "${SUBPROTOCOL}".`,
			);
		},
		upgradeWebSocket((context) => listener(context, options)),
	);
}

function listener(context: Context, { sessions, trustedHops, counts }: GatewayOptions) {
	const address = clientAddress(context, trustedHops);
	const tcp: Duplex = context.env.incoming.socket;
	let session: Session | undefined;
	return {
		onOpen(_event: unknown, { raw }: { raw?: unknown }) {
			const socket = raw as WebSocket;
			try {
				session = sessions.open({
					connection: connectionOf(socket, tcp, counts),
					address,
					transport: 'websocket',
					terminate: () => socket.terminate(),
				});
			} catch (error) {
				const code =
					error instanceof NamedError && error.code === 'leaving' ? CLOSE.goingAway : CLOSE.tooManyConnections;
				socket.close(code, '');
			}
		},
		onMessage(event: { readonly data: unknown }) {
			session?.receive(typeof event.data === 'string' ? event.data : '');
		},
		onClose({ code }: { readonly code: number }) {
			if (session !== undefined) sessions.ended(session, code);
		},
		onError(event: Event) {
			if (session !== undefined && isTooLarge(event)) session.closedWith = MESSAGE_TOO_BIG;
		},
	};
}
