import type { ReactiveController } from 'lit';
import type { Client } from '../../client.ts';
import { ChartwireError } from '../../errors.ts';
import type { LinkedResult, Params, Table, Target } from '../../protocol.ts';
import { targetKey } from '../../subscriptions.ts';
import { ClientController, type ClientHost } from '../shared/client-controller.ts';
import { chosenIn, followers } from '../shared/group-filters.ts';
import { isLasting } from '../shared/lasting.ts';
import { type ChartEvent, type ChartState, type Kept, keyOf, NOTHING, nextState, type Problem } from './chart-state.ts';

export interface ChartHost extends ClientHost {
	chart: string;
	run: string;
	/** Text: an attribute that is not JSON. */
	params: Params | string | undefined;
	group: string;
	readonly id: string;
	/** Whether it may ask for anything yet. */
	readonly isDue: boolean;
	getAttributeNames(): string[];
	getAttribute(name: string): string | null;
}

/** What the attributes begin with that are parameters. */
export const PARAM = 'param-';

/** The chart's own parameters, of `params` and of the attributes `param-…`. */
function paramsOf(host: ChartHost): Params {
	const names = host.getAttributeNames().filter((name) => name.startsWith(PARAM));
	const texts = names.map((name) => [name.slice(PARAM.length), host.getAttribute(name)]);
	return { ...(host.params as Params), ...Object.fromEntries(texts) };
}

const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 30_000;

function problemOf(error: unknown): Problem {
	if (error instanceof ChartwireError) return { code: error.code, message: error.message };
	return { code: 'unreadable', message: 'The server sent a result that cannot be read.' };
}

function tableOf(answer: unknown): Table {
	const table = answer as Partial<Table> | null;
	if (!Array.isArray(table?.columns) || !Array.isArray(table.data)) throw new TypeError('not a table');
	const rows = table.rows ?? (table.data[0] as unknown[] | undefined)?.length ?? 0;
	return { columns: table.columns, data: table.data, rows, truncated: table.truncated === true };
}

/**
 * Owns one chart's subscription and the fetching of its larger results: watches while the element is in the document,
 * keeps the last frame when it is moved, and lets no late answer win over a newer one.
 */
export class ChartController implements ReactiveController {
	state: ChartState = NOTHING;
	/** Whether a change need not be rendered, since nobody would see it. */
	isUnseen: ((before: ChartState, after: ChartState) => boolean) | undefined;
	readonly clients: ClientController;
	readonly #host: ChartHost;
	#watched = '';
	/** The same, of what the chart asks for by itself. */
	#ground = '';
	readonly #onChoice = (): void => this.#host.requestUpdate();
	#attached = '';
	#unwatch: (() => void) | undefined;
	#fetching: { readonly key: string; readonly abort: AbortController } | undefined;

	constructor(host: ChartHost) {
		this.#host = host;
		this.clients = new ClientController(host, (client) => this.#attach(client));
		host.addController(this);
	}

	/** What the attributes ask for, if they name anything. */
	get target(): Target | undefined {
		return this.#targetWith(chosenIn(this.#host.group, this.#host.id));
	}

	#targetWith(chosen: Params | undefined): Target | undefined {
		const { chart, run, params: given } = this.#host;
		if (run) return { run };
		if (!chart || typeof given === 'string') return undefined;
		const params = { ...paramsOf(this.#host), ...chosen };
		if (Object.keys(params).length === 0) return { chart };
		return chosen ? { chart, params, offered: Object.keys(chosen) } : { chart, params };
	}

	/** The server's time, by the page's clock until a server has been heard. */
	get serverNow(): number {
		return this.clients.client?.serverNow() ?? Date.now();
	}

	/** Shows what this browser has kept, until the server is heard; `undefined` takes away what was shown so. */
	restore(kept: Kept | undefined): void {
		this.#send({ type: 'restored', kept, at: Date.now() });
	}

	/** Asks anew for what has failed. Whether it runs is the server's to say. */
	again(): void {
		this.#stopFetching();
		this.#fetchPending();
		this.clients.client?.tryNow(this.target);
	}

	hostConnected(): void {
		followers.add(this.#onChoice);
	}

	hostUpdate(): void {
		const { isConnected, isDue } = this.#host;
		if (!isConnected) return;
		const key = this.#key();
		if (key !== this.#watched) {
			this.#watched = key;
			// Where another value was chosen, the frame stays until the answer says whether that is another channel.
			const isChoice = this.#ground === this.#key({}) && this.clients.connection.status === 'online';
			this.#send(isChoice ? { type: 'retoken', at: Date.now() } : { type: 'retarget' });
		} else if (this.#unwatch || !isDue) return;
		const { client } = this.clients;
		if (client) this.#watch(client);
	}

	hostDisconnected(): void {
		followers.delete(this.#onChoice);
		this.#stopFetching();
	}

	/** Without a bearer it is another one: who has left must not go on looking (I9 before I11). */
	#key(chosen = chosenIn(this.#host.group, this.#host.id)): string {
		const { token, client } = this.#host;
		const target = this.#targetWith(chosen);
		const isOpen = !token && !this.clients.endpoint && !client;
		return JSON.stringify([this.clients.server, target && targetKey(target), isOpen]);
	}

	#attach(client: Client): () => void {
		const bearer = [client.server, this.#host.token, this.clients.endpoint].join('\n');
		if (this.#attached !== '' && bearer !== this.#attached) this.#send({ type: 'retoken', at: Date.now() });
		this.#attached = bearer;
		if (this.#watched !== this.#key()) this.#send({ type: 'retarget' });
		this.#watch(client);
		return () => {
			this.#unwatch?.();
			this.#unwatch = undefined;
			this.#stopFetching();
		};
	}

	#watch(client: Client): void {
		this.#unwatch?.();
		this.#unwatch = undefined;
		this.#watched = this.#key();
		this.#ground = this.#key({});
		const { target } = this;
		if (target === undefined || !this.#host.isDue) return;
		this.#unwatch = client.watch(target, (update) => this.#send({ type: 'update', update }));
	}

	#send(event: ChartEvent): void {
		const before = this.state;
		this.state = nextState(before, event);
		this.#fetchPending();
		if (!this.isUnseen?.(before, this.state)) this.#host.requestUpdate();
	}

	/** Keeps exactly one fetch under way: that of the newest result, if it is known by its address only. */
	#fetchPending(): void {
		const { pending } = this.state;
		const key = pending && keyOf(pending);
		if (this.#fetching && this.#fetching.key !== key) this.#stopFetching();
		const { client } = this.clients;
		if (this.#fetching || key === undefined || pending === undefined || client === undefined) return;
		const abort = new AbortController();
		this.#fetching = { key, abort };
		void this.#fetch(client, pending.result, abort.signal);
	}

	async #fetch(client: Client, result: LinkedResult, signal: AbortSignal): Promise<void> {
		const { hash } = result;
		for (let wait = FIRST_RETRY_MS; !signal.aborted; wait = Math.min(wait * 2, MAX_RETRY_MS)) {
			try {
				const table = tableOf(await requestResult(client, result, signal));
				if (!signal.aborted) this.#send({ type: 'fetched', hash, table });
				return;
			} catch (error) {
				if (signal.aborted) return;
				this.#send({ type: 'fetchFailed', hash, problem: problemOf(error) });
				if (isLasting(error)) return;
				if (error instanceof ChartwireError) wait = Math.max(wait, error.retryAfterMs ?? 0);
			}
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, wait);
				signal.addEventListener('abort', () => {
					clearTimeout(timer);
					resolve();
				});
			});
		}
	}

	#stopFetching(): void {
		this.#fetching?.abort.abort();
		this.#fetching = undefined;
	}
}

/** A result's address is its permission, and any cache may answer it; only a private project wants the token too. */
async function requestResult(client: Client, result: LinkedResult, signal: AbortSignal): Promise<unknown> {
	const { href } = result;
	if (result.private) return client.request('GET', href, undefined, signal);
	try {
		return await client.request('GET', client.server + href, undefined, signal);
	} catch (error) {
		const wantsToken = error instanceof ChartwireError && (error.status === 401 || error.status === 403);
		if (!wantsToken) throw error;
		return client.request('GET', href, undefined, signal);
	}
}
