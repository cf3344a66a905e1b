/**
 * The one place where socket, cursor and bus are wired: one client for each server and token on a page, shared by all
 * of its elements.
 */
import { requestJson, serverAddress, socketAddress } from './api.ts';
import { Bus, type Listener } from './bus.ts';
import { pageTiming, ServerClock, type Timing } from './clock.ts';
import { load, NOT_LOADED } from './load.ts';
import type { Target } from './protocol.ts';
import { Observer } from './recording/observer.ts';
import { createRegistry, type Lease } from './registry.ts';
import { Socket, type Tab } from './socket/socket.ts';
import { type ConnectionState, type SocketState, toConnectionState } from './socket/socket-state.ts';
import type { TransportName } from './socket/transports/transport.ts';
import { type WebSocketConstructor, webSocketTransport } from './socket/transports/websocket.ts';
import { Subscriptions } from './subscriptions.ts';
import type { TokenKeeper } from './tokens.ts';
import type { ChannelUpdate, ClientEvents } from './updates.ts';

export type { ChannelUpdate, ConnectionState };

export interface Client {
	/** Origin and base path without a slash at the end, such as `http://localhost:8080`. */
	readonly server: string;
	/** The one in use; empty until there is one. */
	readonly token: string;
	connection(): ConnectionState;
	/** Called at once with the current state, and then with every change. */
	onConnection(listener: Listener<ConnectionState>): () => void;
	/** Whoever joins late is told the current view at once, as a `reset`. */
	watch(target: Target, listener: Listener<ChannelUpdate>): () => void;
	/** Ends a wait for the next try; asks anew for a target, if one is named, whatever has come of it. */
	tryNow(target?: Target): void;
	setToken(token: string): void;
	/** The server's time in ms. */
	serverNow(): number;
	/** @throws ChartwireError when the server refuses or cannot be reached; the signal's reason when aborted. */
	request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown>;
}

export interface ClientOptions {
	readonly server: string;
	/** May be empty where there is an endpoint. */
	readonly token: string;
	/** An address of the page's own back end that gives new tokens: see tokens.ts. */
	readonly tokenEndpoint?: string;
	/** What the client lives on; a test passes its own. Each is the page's unless given. */
	readonly timing?: Timing;
	readonly WebSocket?: WebSocketConstructor;
	readonly fetch?: typeof fetch;
	/** Fires `online` when the browser is back on the network. */
	readonly network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
	/** Fires `visibilitychange` when the tab is hidden or looked at again. */
	readonly tab?: Tab | undefined;
	/** What has worked, by server; every client of the page shares it. */
	readonly remembered?: Map<string, TransportName>;
	readonly report?: (error: unknown) => void;
	readonly warn?: (text: string) => void;
	/** How long a subscription outlives its last listener. Default 1,000. */
	readonly lingerMs?: number;
}

const pageNetwork = () => (typeof window === 'undefined' ? undefined : window);
const pageTab = () => (typeof document === 'undefined' ? undefined : document);
const pageRemembered = new Map<string, TransportName>();

export class PageClient implements Client {
	readonly server: string;
	readonly #options: ClientOptions;
	readonly #bus: Bus<ClientEvents>;
	readonly #clock: ServerClock;
	readonly #socket: Socket;
	readonly #subscriptions: Subscriptions;
	readonly #network: ClientOptions['network'];
	readonly #onNetwork = () => {
		this.#socket.dispatch({ type: 'hurry' });
		this.#keeper?.hurry();
	};
	readonly #remembered: Map<string, TransportName>;
	readonly #observer: Observer;
	readonly #closed = new AbortController();
	#token: string;
	#keeper: TokenKeeper | undefined;
	/** Resolves when there is a token, where one has to be asked for first. */
	#first: Promise<void> | undefined;
	#raw: ConnectionState = { status: 'idle' };
	#connection = this.#raw;

	constructor(options: ClientOptions) {
		const { timing = pageTiming, lingerMs = 1_000, warn = (text) => console.warn(text) } = options;
		this.#remembered = options.remembered ?? pageRemembered;
		this.#options = options;
		this.#token = options.token;
		this.server = serverAddress(options.server);
		this.#clock = new ServerClock(timing);
		this.#bus = new Bus(options.report);
		this.#observer = new Observer(this);
		const { observe } = this.#observer;
		this.#subscriptions = new Subscriptions({
			bus: this.#bus,
			timing,
			lingerMs,
			observe,
			send: (message) => this.#socket.send(message),
			onDemand: (wanted) => this.#socket.dispatch({ type: wanted && this.#token ? 'start' : 'stop' }),
		});
		this.#socket = new Socket({
			server: this.server,
			fetch: this.#fetch,
			// Looked up when it is needed: on a server that only renders the page there is no WebSocket.
			webSocket: (tell) =>
				webSocketTransport(socketAddress(this.server), options.WebSocket ?? globalThis.WebSocket)(tell),
			preferred: () => this.#remembered.get(this.server),
			followed: this.#subscriptions,
			tab: 'tab' in options ? options.tab : pageTab(),
			token: () => this.#token,
			timing,
			clock: this.#clock,
			onChange: (state) => this.#onChange(state),
			onMessage: (message) => this.#subscriptions.receive(message),
			warn,
			observe,
		});
		this.#network = 'network' in options ? options.network : pageNetwork();
		this.#network?.addEventListener('online', this.#onNetwork);
		const { tokenEndpoint } = options;
		if (tokenEndpoint) this.#first = this.#keepToken(tokenEndpoint, { timing, warn });
	}

	async #keepToken(
		endpoint: string,
		{ timing, warn }: { timing: Timing; warn: (text: string) => void },
	): Promise<void> {
		const { TokenKeeper } = await load(
			() => import('./tokens.ts'),
			() => warn(NOT_LOADED),
		);
		const { signal } = this.#closed;
		const changed = () => this.#tell();
		this.#keeper = new TokenKeeper({ user: this, endpoint, timing, fetch: this.#fetch, warn, changed, signal });
		changed();
		return this.#keeper.first;
	}

	get token(): string {
		return this.#token;
	}

	/** Whether it is the client of these options: where there is an endpoint, of the token that it began with. */
	serves({ server, token, tokenEndpoint = '' }: Wanted): boolean {
		const { token: began, tokenEndpoint: endpoint = '' } = this.#options;
		return (
			this.server === serverAddress(server) && endpoint === tokenEndpoint && (endpoint ? began : this.#token) === token
		);
	}

	connection(): ConnectionState {
		return this.#connection;
	}

	onConnection(listener: Listener<ConnectionState>): () => void {
		const off = this.#bus.on('connection', listener);
		this.#bus.tell(listener, this.#connection);
		return off;
	}

	watch(target: Target, listener: Listener<ChannelUpdate>): () => void {
		return this.#subscriptions.watch(target, listener);
	}

	tryNow(target?: Target): void {
		if (target) this.#subscriptions.again(target);
		this.#socket.dispatch({ type: 'tryNow' });
		this.#keeper?.hurry();
	}

	setToken(token: string): void {
		if (token === this.#token) return;
		this.#token = token;
		this.#subscriptions.tokenChanged();
		this.#socket.dispatch({ type: 'token' });
		if (this.#subscriptions.watched.length > 0) this.#socket.dispatch({ type: 'start' });
	}

	serverNow(): number {
		return this.#clock.now();
	}

	async request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
		if (!this.#token) await this.#first;
		const options = { server: this.server, token: this.#token, method, path, body, signal, fetch: this.#fetch };
		const answer = await requestJson(options);
		this.#observer.observe('answer', path, answer);
		return answer;
	}

	/** Ends every subscription and the socket. */
	close(): void {
		this.#closed.abort();
		this.#network?.removeEventListener('online', this.#onNetwork);
		this.#socket.end();
		this.#subscriptions.clear();
		this.#socket.dispatch({ type: 'stop' });
		this.#observer.end();
	}

	// A page's fetch must be called on the page itself.
	readonly #fetch: typeof fetch = (...args) => (this.#options.fetch ?? globalThis.fetch)(...args);

	/** The one setter: the state changes, what is watched follows, everybody is told. */
	#onChange(state: SocketState): void {
		const before = this.#raw;
		const next = toConnectionState(state);
		this.#raw = next;
		if (next.status === 'online') {
			this.#remembered.set(this.server, next.transport);
			if (before.status !== 'online') this.#subscriptions.online();
		} else if (state.status !== 'connecting' && state.status !== 'greeting') this.#subscriptions.offline();
		this.#tell();
	}

	#tell(): void {
		const before = this.#connection;
		const next = this.#keeper?.judge(this.#raw) ?? this.#raw;
		this.#connection = next;
		if (JSON.stringify(before) === JSON.stringify(next)) return;
		this.#observer.observe('connection', next);
		this.#bus.emit('connection', next);
	}
}

type Wanted = Pick<ClientOptions, 'server' | 'token' | 'tokenEndpoint'>;

let shared: ((options: Wanted) => Lease<Client>) | undefined;

/**
 * Shares one client for each server and token on the page. The socket closes 1 s after the last release, so that
 * moving elements about in the page never reconnects.
 * @throws ChartwireError `bad_server` when the server is not an address.
 */
export function acquireClient(options: Wanted): Lease<Client> {
	shared ??= createRegistry({
		create: (wanted: ClientOptions) => new PageClient(wanted),
		serves: (client, wanted) => client.serves(wanted),
		close: (client) => client.close(),
		timing: pageTiming,
	});
	return shared(options);
}
