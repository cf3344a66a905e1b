/** `GET /v1/socket`: upgrades, and hands each connection to a session. */
import { upgradeWebSocket, type WebSocketServerLike } from '@hono/node-server';
import { Hono } from 'hono';
import { type WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOL } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import { Session, type SessionDeps } from './session.ts';

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

export interface Gateway {
	readonly routes: Hono;
	/** Sends every client away; each is told when to come back. */
	leave(): Promise<void>;
	sessions(): number;
}

function connectionOf(socket: WebSocket) {
	return {
		send: (data: Buffer | string) => socket.send(data, { binary: false, compress: false }),
		buffered: () => socket.bufferedAmount,
		close(code: number, reason: string) {
			socket.close(code, reason);
			setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
		},
	};
}

export function createGateway(deps: Omit<SessionDeps, 'reconnectSpreadMs'>): Gateway {
	const sessions = new Set<Session>();
	const spread = () => Math.min(10_000, sessions.size);
	const routes = new Hono().get(
		'/',
		async (context, next) => {
			const offered = (context.req.header('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim());
			if (offered.includes(SUBPROTOCOL)) return next();
			throw new NamedError(
				'bad_request',
				`This is a WebSocket address; connect with the subprotocol "${SUBPROTOCOL}".`,
			);
		},
		upgradeWebSocket(() => {
			let session: Session | undefined;
			const end = () => {
				session?.ended();
				if (session !== undefined) sessions.delete(session);
			};
			return {
				onOpen(_event, socket) {
					const raw = socket.raw as unknown as WebSocket;
					session = new Session(connectionOf(raw), { ...deps, reconnectSpreadMs: spread });
					sessions.add(session);
				},
				onMessage(event) {
					session?.receive(typeof event.data === 'string' ? event.data : '');
				},
				onClose: end,
				onError: () => undefined,
			};
		}),
	);
	return {
		routes,
		sessions: () => sessions.size,
		async leave() {
			const spreadMs = spread();
			for (const session of sessions) session.goAway(Math.round(Math.random() * spreadMs));
			const until = Date.now() + CLOSE_TIMEOUT_MS;
			while (sessions.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
		},
	};
}
