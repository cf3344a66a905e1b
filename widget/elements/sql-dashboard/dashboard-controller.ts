import type { ReactiveController } from 'lit';
import type { ChannelUpdate, Client } from '../../client.ts';
import type { Target } from '../../protocol.ts';
import { ClientController, type ClientHost } from '../shared/client-controller.ts';
import { type DashboardChange, type DashboardState, NOTHING, nextState, type Shown } from './dashboard-state.ts';

export interface DashboardHost extends ClientHost {
	dashboard: string;
	/** In place of what the server would say. */
	declaration: unknown;
	persist: string | null;
}

/** Owns the subscription to how one dashboard is declared, while the element is in the document. */
export class DashboardController implements ReactiveController {
	state: DashboardState = NOTHING;
	readonly clients: ClientController;
	readonly #host: DashboardHost;
	#watched = '';
	#bearer = '';
	#unwatch: (() => void) | undefined;

	constructor(host: DashboardHost) {
		this.#host = host;
		this.clients = new ClientController(host, (client) => this.#attach(client));
		host.addController(this);
	}

	/** What is asked for, if anything is. */
	get target(): Target | undefined {
		const { dashboard, declaration } = this.#host;
		return dashboard && declaration === undefined ? { dashboard } : undefined;
	}

	restore(shown: Shown | undefined): void {
		this.#send({ type: 'restored', shown });
	}

	again(): void {
		this.clients.client?.tryNow(this.target);
	}

	hostUpdate(): void {
		if (!this.#host.isConnected || this.#key() === this.#watched) return;
		this.#watched = this.#key();
		this.#send({ type: 'retarget' });
		const { client } = this.clients;
		if (client) this.#watch(client);
	}

	/** Without a bearer it is another one: who has left must not go on looking. */
	#key(): string {
		const { token, client } = this.#host;
		return JSON.stringify([this.clients.server, this.target, !token && !this.clients.endpoint && !client]);
	}

	#attach(client: Client): () => void {
		const bearer = [client.server, this.#host.token, this.clients.endpoint].join('\n');
		if (this.#bearer !== '' && bearer !== this.#bearer) this.#send({ type: 'retoken' });
		this.#bearer = bearer;
		if (this.#key() !== this.#watched) this.#send({ type: 'retarget' });
		this.#watch(client);
		return () => this.#stop();
	}

	#stop(): void {
		this.#unwatch?.();
		this.#unwatch = undefined;
	}

	#watch(client: Client): void {
		this.#stop();
		this.#watched = this.#key();
		const { target } = this;
		if (target) this.#unwatch = client.watch(target, (update: ChannelUpdate) => this.#send({ type: 'update', update }));
	}

	#send(change: DashboardChange): void {
		this.state = nextState(this.state, change);
		this.#host.requestUpdate();
	}
}
