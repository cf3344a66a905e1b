import type { ClientController, ClientHost } from '../shared/client-controller.ts';
import { lastViewer, rememberViewer, viewerOf } from './kept-frames.ts';

let warned = false;

/** A browser may forbid it, as in a sandboxed frame, or have no space left: the page then lives without. */
export function warnOfKeeping(error: unknown): void {
	if (!warned) console.warn('Chartwire: the last frames cannot be kept in this browser:', String(error));
	warned = true;
}

/** The ends of a connection that say nothing about whether the viewer may see what was seen. */
const HARMLESS: readonly string[] = ['token_expired', 'bad_message', 'bad_server'];

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 168;

/** Until when what is kept now is kept, by the page's clock; `hours`: as the attribute `persist` says it. */
export const keptUntil = (hours: string | null): number =>
	Date.now() + (Number(hours) > 0 ? Number(hours) : DEFAULT_HOURS) * HOUR_MS;

/** Whose frames an element keeps: what its token says, or, before its endpoint has answered, what the last one said. */
export class KeptViewer {
	readonly #host: ClientHost;
	readonly #clients: ClientController;
	/** Of the token endpoint, before it has answered. */
	#last: string | undefined;
	#asked = '';
	#told = '';

	constructor(host: ClientHost, clients: ClientController) {
		this.#host = host;
		this.#clients = clients;
	}

	/** Nobody is signed in any more. */
	get isGone(): boolean {
		const { token, client, isConnected } = this.#host;
		return isConnected && !token && !this.#clients.endpoint && !client;
	}

	/** The connection was refused for good: nothing that was kept is for this viewer. */
	get isOut(): boolean {
		const { connection } = this.#clients;
		return connection.status === 'stopped' && !HARMLESS.includes(connection.code);
	}

	/** Undefined: nothing is kept, or it is not known yet for whom. */
	now(): string | undefined {
		const { token, tokenEndpoint, client: given } = this.#host;
		const { client, server, endpoint } = this.#clients;
		if (!token && !endpoint && !given) return undefined;
		const viewer = viewerOf(client?.token || token);
		if (!tokenEndpoint) return viewer;
		if (viewer === undefined) {
			void this.#askWho(server, tokenEndpoint).catch(warnOfKeeping);
			return this.#last;
		}
		if (viewer !== this.#told) void rememberViewer(server, tokenEndpoint, viewer).catch(warnOfKeeping);
		this.#told = viewer;
		return viewer;
	}

	async #askWho(server: string, endpoint: string): Promise<void> {
		if (this.#asked === endpoint) return;
		this.#asked = endpoint;
		this.#last = undefined;
		this.#last = await lastViewer(server, endpoint);
		this.#host.requestUpdate();
	}
}
