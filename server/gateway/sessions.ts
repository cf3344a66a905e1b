/** All sessions of this node, whatever carries them: counts them within limits, and sends them away when the node leaves. */
import { createHash } from 'node:crypto';
import type { Caller } from '../auth/origins.ts';
import { NamedError } from '../errors.ts';
import { Outgoing } from './outgoing.ts';
import { Session } from './session.ts';
import type { Connection, SessionDeps } from './session-parts.ts';
import { Tally } from './tally.ts';
import { Turns } from './turns.ts';

export interface ConnectionLimits {
	readonly perNode: number;
	readonly perAddress: number;
	readonly perToken: number;
}

export interface OpenOptions {
	readonly connection: Connection;
	readonly address: string;
	readonly caller: Caller;
}

/** How long a client that was told to leave has for it, beyond the moment it was given. */
const LEAVE_MS = 1_000;
/**
 * Should all be cut off at once, they come back over this long: of 7,000 and more, 2.5 % in any 100 ms. Nobody knows
 * beforehand whether a viewer is cut off alone, so what spares the crowd is what one viewer waits.
 */
const MAX_SPREAD_MS = 4_000;
const SPREAD_EACH_MS = MAX_SPREAD_MS / 7_000;
/**
 * A viewer that is told to go is served until it goes, so its leaving may be spread thinly: in any 100 ms go 5 viewers
 * on average, or 1.4 % of a node that has more than 350. It also gives the load balancer time to notice. With what else
 * stopping takes it must fit into the usual 10 s before a kill.
 */
const LEAVE_EACH_MS = 20;
const MAX_LEAVE_SPREAD_MS = 7_000;
/** As much of a token's hash as tells it from every other. */
const TOKEN_NAME_BYTES = 16;

type OwnDeps = 'turns' | 'reconnectSpreadMs' | 'holdToken' | 'releaseToken';

export class Sessions {
	/** One for all of them. */
	readonly #deps: SessionDeps;
	readonly #perNode: number;
	readonly #byAddress: Tally;
	readonly #byToken: Tally;
	/** Each with the address that it counts for. */
	readonly #open = new Map<Session, string>();
	#leaving = false;

	constructor(deps: Omit<SessionDeps, OwnDeps>, limits: ConnectionLimits) {
		this.#deps = {
			...deps,
			turns: new Turns(deps.hub.slices),
			reconnectSpreadMs: () => this.#spreadMs(),
			holdToken: (token) => this.#holdToken(token),
			releaseToken: (name) => this.#byToken.giveBack(name),
		};
		this.#perNode = limits.perNode;
		this.#byAddress = new Tally(limits.perAddress);
		this.#byToken = new Tally(limits.perToken);
		deps.hub.onTick((now) => {
			const ping = this.#pingForAll();
			for (const session of this.#open.keys()) session.tick(now, ping);
		});
	}

	get size(): number {
		return this.#open.size;
	}

	/** Checked before a connection is accepted. @throws NamedError leaving, too_many_connections */
	demandRoom(): void {
		const { refused } = this.#deps.counts;
		if (this.#leaving) {
			refused.leaving += 1;
			throw new NamedError('leaving', 'This node is leaving; connect again.');
		}
		if (this.#open.size >= this.#perNode) {
			refused.connections_per_node += 1;
			throw new NamedError(
				'too_many_connections',
				'This node has no room for another connection; connect again later.',
			);
		}
	}

	/** @throws NamedError leaving, too_many_connections */
	open({ connection, address, caller }: OpenOptions): Session {
		this.demandRoom();
		if (!this.#byAddress.take(address)) {
			this.#deps.counts.refused.connections_per_address += 1;
			throw new NamedError('too_many_connections', 'Too many connections come from this address; close some of them.');
		}
		const session = new Session(connection, caller, this.#deps);
		this.#open.set(session, address);
		this.#deps.counts.sessionOpened(connection.transport);
		return session;
	}

	#holdToken(token: string): string {
		const name = createHash('sha256').update(token).digest().toString('base64', 0, TOKEN_NAME_BYTES);
		if (this.#byToken.take(name)) return name;
		this.#deps.counts.refused.connections_per_token += 1;
		throw new NamedError(
			'too_many_connections',
			'Too many connections use this token; give each viewer a token of their own.',
		);
	}

	/** The connection is gone; `code`: with which the client has closed it. */
	ended(session: Session, code?: number): void {
		session.ended();
		const address = this.#open.get(session);
		if (address === undefined) return;
		this.#open.delete(session);
		this.#byAddress.giveBack(address);
		this.#deps.counts.sessionClosed(
			session.connection.transport,
			session.closedWith === undefined ? { client: code } : { server: session.closedWith },
		);
	}

	/** How many have not taken what they were sent, and how many bytes wait for all of them. Looks at each. */
	get unread(): { readonly slow: number; readonly bytes: number } {
		const sessions = [...this.#open.keys()];
		const slow = sessions.filter((session) => session.congested()).length;
		return { slow, bytes: sessions.reduce((sum, { connection }) => sum + connection.buffered(), 0) };
	}

	/** One ping a tick, made when the first session is due; it renews what the welcome said of the spread. */
	#pingForAll(): () => Outgoing {
		let ping: Outgoing | undefined;
		return () => {
			const spreadMs = this.#spreadMs();
			ping ??= new Outgoing(JSON.stringify({ type: 'ping', at: Date.now(), reconnectSpreadMs: spreadMs }));
			return ping;
		};
	}

	/** Over how long a crowd should come back; a lone viewer of a calm node at once. */
	#spreadMs(): number {
		return Math.min(MAX_SPREAD_MS, Math.round(SPREAD_EACH_MS * this.#open.size));
	}

	/** Sends everybody away, each at a moment of its own, and resolves when nobody is left. Takes no new ones. */
	async leave(): Promise<void> {
		this.#leaving = true;
		const spreadMs = Math.min(MAX_LEAVE_SPREAD_MS, LEAVE_EACH_MS * this.#open.size);
		for (const session of this.#open.keys()) session.announceLeave(Math.round(Math.random() * spreadMs));
		await this.#untilEmpty(spreadMs + LEAVE_MS);
		for (const session of this.#open.keys()) session.leave();
		await this.#untilEmpty(LEAVE_MS);
		for (const session of this.#open.keys()) session.connection.terminate();
	}

	async #untilEmpty(timeoutMs: number): Promise<void> {
		const until = performance.now() + timeoutMs;
		while (this.#open.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
