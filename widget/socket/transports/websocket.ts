/** Carries the wire over a browser's WebSocket. */
import { SUBPROTOCOL } from '../../protocol.ts';
import type { Transport } from '../socket.ts';

export type WebSocketConstructor = new (url: string, protocol: string) => WebSocket;

const NO_SOCKET = 1006;

export function webSocketTransport(url: string, Constructor: WebSocketConstructor): Transport {
	return (events) => {
		let socket: WebSocket;
		try {
			socket = new Constructor(url, SUBPROTOCOL);
		} catch {
			// A page may forbid the address, for example plain ws: on an https: page.
			events.closed(NO_SOCKET, '');
			return { send: () => undefined, close: () => undefined };
		}
		socket.onopen = () => events.opened();
		socket.onmessage = ({ data }) => events.received(data);
		// `close` follows every `error` and tells more.
		socket.onerror = () => undefined;
		socket.onclose = ({ code, reason }) => events.closed(code, reason);
		return {
			send: (text) => socket.send(text),
			close: (code) => socket.close(code),
		};
	};
}
