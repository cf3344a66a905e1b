import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { acquireClient, type Client, type ConnectionState } from '../../client.ts';
import { nameOfSource, type TokenSource } from '../../token-sources.ts';
import { scriptServer } from './script-server.ts';

export interface ClientHost extends Pick<ReactiveControllerHost, 'addController' | 'requestUpdate'> {
	server: string;
	token: string;
	tokenEndpoint: string;
	getToken: TokenSource | undefined;
	client: Client | undefined;
	readonly isConnected: boolean;
}

/**
 * Owns an element's share in the page's client: takes it when the element enters the document, gives it back when the
 * element leaves, and changes it when server or token change. `attach` is called with each new client and returns
 * what undoes it. The registry of client.ts closes a socket a second late, so that moving an element costs nothing.
 */
export class ClientController implements ReactiveController {
	connection: ConnectionState = { status: 'idle' };
	readonly #host: ClientHost;
	readonly #attach: (client: Client) => () => void;
	#client: Client | undefined;
	#key: unknown;
	#undo: (() => void)[] = [];

	constructor(host: ClientHost, attach: (client: Client) => () => void) {
		this.#host = host;
		this.#attach = attach;
		host.addController(this);
	}

	get client(): Client | undefined {
		return this.#client;
	}

	/** The server of the attribute, or the place that the script came from. Without a trailing slash. */
	get server(): string {
		return (this.#host.server || scriptServer()).replace(/\/+$/, '');
	}

	/** Where tokens come from, if from anywhere: an address, or the name of a function. */
	get endpoint(): string {
		const { tokenEndpoint, getToken } = this.#host;
		return getToken ? nameOfSource(getToken) : tokenEndpoint;
	}

	hostConnected(): void {
		this.#host.requestUpdate();
	}

	hostDisconnected(): void {
		this.#drop();
	}

	hostUpdate(): void {
		const { client, token } = this.#host;
		const key = client ?? ((token || this.endpoint) && `${this.server}\n${token}\n${this.endpoint}`);
		if (!this.#host.isConnected || key === this.#key) return;
		this.#drop();
		this.#key = key;
		if (key) this.#take(client);
	}

	#take(given: Client | undefined): void {
		const acquired = given ? { client: given, release: () => {} } : this.#acquire();
		if (acquired === undefined) return;
		this.#client = acquired.client;
		const unlisten = acquired.client.onConnection((state) => {
			this.connection = state;
			this.#host.requestUpdate();
		});
		this.#undo = [this.#attach(acquired.client), unlisten, acquired.release];
	}

	#acquire(): ReturnType<typeof acquireClient> | undefined {
		try {
			return acquireClient({ server: this.server, token: this.#host.token, tokenEndpoint: this.endpoint });
		} catch (error) {
			const { code, message } = error as { code?: string; message?: string };
			this.connection = { status: 'stopped', code: code ?? 'bad_server', message: message ?? String(error) };
			return undefined;
		}
	}

	#drop(): void {
		for (const undo of this.#undo) undo();
		this.#undo = [];
		this.#client = undefined;
		this.#key = undefined;
		this.connection = { status: 'idle' };
	}
}
