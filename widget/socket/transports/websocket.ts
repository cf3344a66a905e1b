/** Carries the wire over a browser's WebSocket. */
import { SUBPROTOCOL } from '../../protocol.ts';
import type { Transport } from './transport.ts';

export type WebSocketConstructor = new (url: string, protocol: string) => WebSocket;

const NO_SOCKET = 1006;

export function webSocketTransport(url: string, Constructor: WebSocketConstructor): Transport {
	return (tell) => {
		let socket: WebSocket;
		try {
			socket = new Constructor(url, SUBPROTOCOL);
		} catch {
			// A page may forbid the address, for example plain ws: on an https: page.
			tell({ type: 'closed', code: NO_SOCKET, reason: '' });
			return { name: 'websocket', send: () => undefined, close: () => undefined };
		}
		socket.onopen = () => tell({ type: 'opened' });
		socket.onmessage = ({ data }) => tell({ type: 'received', data });
		// `close` follows every `error` and tells more.
		socket.onerror = () => undefined;
		socket.onclose = ({ code, reason }) => tell({ type: 'closed', code, reason });
		return {
			name: 'websocket',
			send: (message) => socket.send(JSON.stringify(message)),
			close: (code) => socket.close(code),
		};
	};
}
