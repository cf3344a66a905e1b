/**
 * `GET /v1/socket`: upgrades, and hands each connection to a session. The HTTP server's upgrades are taken over beside
 * its routes, so that nothing of a request is kept for as long as its socket lives.
 */
import type { EventEmitter } from 'node:events';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hono } from 'hono';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '../../widget/protocol.ts';
import type { RequestRates } from '../auth/request-rates.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { answerFor } from '../http.ts';
import type { Log } from '../log.ts';
import { remoteAddress } from './address.ts';
import { type GatewayCounts, MESSAGE_TOO_BIG } from './counts.ts';
import type { Outgoing } from './outgoing.ts';
import type { Session } from './session.ts';
import type { Connection } from './session-parts.ts';
import type { OpenOptions, Sessions } from './sessions.ts';

/** Above our own limit, so that a frame just too large is answered and not cut off. */
const MAX_PAYLOAD_BYTES = 262_144;
/** A client that does not answer the closing handshake is cut off after this long. */
const CLOSE_TIMEOUT_MS = 3_000;

export interface GatewayOptions {
	readonly sessions: Sessions;
	readonly counts: GatewayCounts;
	readonly trustedHops: number;
}

/** A socket that knows its session, so that its listeners are the same functions as everybody's. */
class ViewerSocket extends WebSocket {
	session: Session | undefined = undefined;
}

/**
 * Whole frames are written to the TCP socket itself: `ws` would build a header for each receiver. It is safe beside it,
 * because `ws` writes its own control frames whole as well, and neither compresses nor fragments here.
 */
class SocketConnection implements Connection {
	readonly #socket: WebSocket;
	readonly #tcp: Duplex;
	readonly #counts: GatewayCounts;

	constructor(socket: WebSocket, tcp: Duplex, counts: GatewayCounts) {
		this.#socket = socket;
		this.#tcp = tcp;
		this.#counts = counts;
	}

	get transport(): 'websocket' {
		return 'websocket';
	}

	send({ frame }: Outgoing): void {
		if (this.#socket.readyState !== WebSocket.OPEN || !this.#tcp.writable) return;
		this.#counts.messagesOut += 1;
		this.#counts.bytesOut += frame.length;
		this.#tcp.write(frame);
	}

	batch(work: () => void): void {
		this.#tcp.cork();
		try {
			work();
		} finally {
			this.#tcp.uncork();
		}
	}

	buffered(): number {
		return this.#tcp.writableLength;
	}

	close(code: number, reason: string): void {
		this.#socket.close(code, reason);
	}

	terminate(): void {
		this.#socket.terminate();
	}
}

const notUpgraded = () =>
	new NamedError('bad_request', `This is a WebSocket address; connect with the subprotocol "${SUBPROTOCOL}".`);

/** Whoever asks without upgrading is told how to. */
export function socketRoutes(): Hono {
	return new Hono().get('/', () => {
		throw notUpgraded();
	});
}

/** The path of a request's target, which may be anything at all. */
function pathOf(target: string): string {
	if (target.startsWith('/')) return target.split(/[?#]/, 1)[0] ?? '';
	return URL.canParse(target) ? new URL(target).pathname : '';
}

/** @throws NamedError not_found, bad_request, leaving, too_many_connections */
function demandUpgrade({ url = '', headers }: IncomingMessage, sessions: Sessions): void {
	if (pathOf(url) !== SOCKET_PATH) throw new NamedError('not_found', `Sockets are at ${SOCKET_PATH} only.`);
	sessions.demandRoom();
	const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
	if (headers.upgrade?.toLowerCase() !== 'websocket' || !offered.includes(SUBPROTOCOL)) throw notUpgraded();
}

function refuse(tcp: Duplex, error: NamedError): void {
	const { status, headers, body } = answerFor(error);
	const text = JSON.stringify(body);
	const lines = [
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
		'connection: close',
		'content-type: application/json',
		`content-length: ${Buffer.byteLength(text)}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
	];
	tcp.once('finish', () => tcp.destroy());
	tcp.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** `ws` has not taken a packet that is above its own limit, and closes with 1009. */
const isTooLarge = (error: Error): boolean => 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

export interface UpgradeOptions extends GatewayOptions {
	readonly rates: Pick<RequestRates, 'demandAddress'>;
	readonly log: Log;
}

/** Takes over the server's upgrades: a socket's listeners are made once, and know it by `this`. */
export function upgradeSockets(
	server: EventEmitter,
	{ sessions, trustedHops, counts, rates, log }: UpgradeOptions,
): void {
	const options = {
		noServer: true,
		clientTracking: false,
		maxPayload: MAX_PAYLOAD_BYTES,
		perMessageDeflate: false,
		// Known to ws, and not yet to its types.
		closeTimeout: CLOSE_TIMEOUT_MS,
		handleProtocols: () => SUBPROTOCOL,
		WebSocket: ViewerSocket,
	};
	const sockets = new WebSocketServer<typeof ViewerSocket>(options);
	function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
		(this as ViewerSocket).session?.receive(isBinary ? '' : data.toString());
	}
	function onClose(this: WebSocket, code: number): void {
		const { session } = this as ViewerSocket;
		if (session !== undefined) sessions.ended(session, code);
	}
	function onError(this: WebSocket, error: Error): void {
		const { session } = this as ViewerSocket;
		if (session !== undefined && isTooLarge(error)) session.closedWith = MESSAGE_TOO_BIG;
	}
	const begin = (socket: ViewerSocket, tcp: Duplex, from: Pick<OpenOptions, 'address' | 'caller'>) => {
		socket.on('message', onMessage).on('close', onClose).on('error', onError);
		try {
			socket.session = sessions.open({ connection: new SocketConnection(socket, tcp, counts), ...from });
		} catch (error) {
			socket.close(toNamedError(error).code === 'leaving' ? CLOSE.goingAway : CLOSE.tooManyConnections, '');
		}
	};
	server.on('upgrade', (request: IncomingMessage, tcp: Duplex, head: Buffer) => {
		try {
			const address = remoteAddress(request, trustedHops);
			rates.demandAddress(address);
			demandUpgrade(request, sessions);
			const { origin, host } = request.headers;
			sockets.handleUpgrade(request, tcp, head, (socket) => begin(socket, tcp, { address, caller: { origin, host } }));
		} catch (error) {
			tcp.on('error', () => tcp.destroy());
			const named = toNamedError(error);
			counts.error(named.code, 'request');
			if (named.code === 'internal') log.error({ error: String(named.cause) }, 'an upgrade failed');
			refuse(tcp, named);
		}
	});
}
