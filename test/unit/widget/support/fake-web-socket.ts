/**
 * An in-memory WebSocket and the network behind it. A test says what the server does; nothing happens by itself and
 * nothing takes time.
 */
import type { ClientMessage, ServerMessage } from '../../../../widget/protocol.ts';
import type { WebSocketConstructor } from '../../../../widget/socket/transports/websocket.ts';

export class FakeWebSocket {
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: unknown }) => void) | null = null;
	onerror: (() => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	readonly url: string;
	readonly protocol: string;
	/** What the client sent, parsed. */
	readonly sent: ClientMessage[] = [];
	/** The code with which the client closed it. */
	closedWith: number | undefined;
	onSend: (message: ClientMessage) => void = () => undefined;

	constructor(url: string, protocol: string) {
		this.url = url;
		this.protocol = protocol;
	}

	send(text: string): void {
		const message = JSON.parse(text) as ClientMessage;
		this.sent.push(message);
		this.onSend(message);
	}

	close(code: number): void {
		this.closedWith = code;
	}

	open(): void {
		this.onopen?.();
	}

	say(...messages: (ServerMessage | string | object)[]): void {
		for (const message of messages) {
			this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
		}
	}

	cut(code = 1006, reason = ''): void {
		this.onclose?.({ code, reason });
	}

	/** The last messages of one type. */
	sentOf<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }>[] {
		return this.sent.filter((message): message is Extract<ClientMessage, { type: T }> => message.type === type);
	}
}

export class FakeNetwork {
	readonly sockets: FakeWebSocket[] = [];
	onCreate: (socket: FakeWebSocket) => void = () => undefined;
	readonly WebSocket: WebSocketConstructor;

	constructor() {
		const created = (socket: FakeWebSocket) => {
			this.sockets.push(socket);
			this.onCreate(socket);
		};
		this.WebSocket = class extends FakeWebSocket {
			constructor(url: string, protocol: string) {
				super(url, protocol);
				created(this);
			}
		} as unknown as WebSocketConstructor;
	}

	get last(): FakeWebSocket {
		const socket = this.sockets.at(-1);
		if (socket === undefined) throw new Error('the client has opened no socket');
		return socket;
	}

	/** Lets the newest socket open and greets it. */
	welcome({ at = 1_000_000, pingMs = 25_000, reconnectSpreadMs = 0 } = {}): FakeWebSocket {
		this.last.open();
		this.last.say({ type: 'welcome', session: 's', at, pingMs, reconnectSpreadMs });
		return this.last;
	}
}
