/** All sessions of this node, whatever carries them: counts them within limits, and sends them away when the node leaves. */
import { createHash } from 'node:crypto';
import { NamedError } from '../errors.ts';
import type { Transport } from './counts.ts';
import { Session } from './session.ts';
import type { Connection, SessionDeps } from './session-parts.ts';
import { Tally } from './tally.ts';

export interface ConnectionLimits {
	readonly perNode: number;
	readonly perAddress: number;
	readonly perToken: number;
}

export interface OpenOptions {
	readonly connection: Connection;
	readonly address: string;
	readonly transport: Transport;
	/** Cuts the connection off, after closing it has not helped. */
	readonly terminate: () => void;
}

/** How long a client that was told to leave has for it, beyond the moment it was given. */
const LEAVE_MS = 1_000;
const MAX_SPREAD_MS = 10_000;
/**
 * A viewer that is told to go is served until it goes, so its leaving may be spread thinly: in any 100 ms go 5 viewers
 * on average, or 1.4 % of a node that has more than 350. It also gives the load balancer time to notice. With what else
 * stopping takes it must fit into the usual 10 s before a kill.
 */
const LEAVE_EACH_MS = 20;
const MAX_LEAVE_SPREAD_MS = 7_000;

export class Sessions {
	readonly #deps: Omit<SessionDeps, 'reconnectSpreadMs' | 'holdToken'>;
	readonly #perNode: number;
	readonly #byAddress: Tally;
	readonly #byToken: Tally;
	readonly #open = new Map<Session, OpenOptions & { readonly release: () => void }>();
	#leaving = false;

	constructor(deps: Omit<SessionDeps, 'reconnectSpreadMs' | 'holdToken'>, limits: ConnectionLimits) {
		this.#deps = deps;
		this.#perNode = limits.perNode;
		this.#byAddress = new Tally(limits.perAddress);
		this.#byToken = new Tally(limits.perToken);
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
	open(options: OpenOptions): Session {
		const { connection, address, transport } = options;
		this.demandRoom();
		const release = this.#byAddress.take(address);
		if (release === undefined) {
			this.#deps.counts.refused.connections_per_address += 1;
			throw new NamedError('too_many_connections', 'Too many connections come from this address; close some of them.');
		}
		const session = new Session(connection, {
			...this.#deps,
			reconnectSpreadMs: () => this.#spreadMs(),
			holdToken: (token) => this.#holdToken(token),
		});
		this.#open.set(session, { ...options, release });
		this.#deps.counts.sessionOpened(transport);
		return session;
	}

	#holdToken(token: string): () => void {
		const release = this.#byToken.take(createHash('sha256').update(token).digest('base64'));
		if (release !== undefined) return release;
		this.#deps.counts.refused.connections_per_token += 1;
		throw new NamedError(
			'too_many_connections',
			'Too many connections use this token; give each viewer a token of their own.',
		);
	}

	/** The connection is gone; `code`: with which the client has closed it. */
	ended(session: Session, code?: number): void {
		session.ended();
		const open = this.#open.get(session);
		if (open === undefined) return;
		this.#open.delete(session);
		open.release();
		this.#deps.counts.sessionClosed(
			open.transport,
			session.closedWith === undefined ? { client: code } : { server: session.closedWith },
		);
	}

	/** How many have not taken what they were sent, and how many bytes wait for all of them. Looks at each. */
	get unread(): { readonly slow: number; readonly bytes: number } {
		const sessions = [...this.#open];
		const slow = sessions.filter(([session]) => session.congested()).length;
		return { slow, bytes: sessions.reduce((sum, [, { connection }]) => sum + connection.buffered(), 0) };
	}

	/** Over how long a crowd should come back; a lone viewer of a calm node at once. */
	#spreadMs(): number {
		return Math.min(MAX_SPREAD_MS, this.#open.size);
	}

	/** Sends everybody away, each at a moment of its own, and resolves when nobody is left. Takes no new ones. */
	async leave(): Promise<void> {
		this.#leaving = true;
		const spreadMs = Math.min(MAX_LEAVE_SPREAD_MS, LEAVE_EACH_MS * this.#open.size);
		for (const session of this.#open.keys()) session.announceLeave(Math.round(Math.random() * spreadMs));
		await this.#untilEmpty(spreadMs + LEAVE_MS);
		for (const session of this.#open.keys()) session.leave();
		await this.#untilEmpty(LEAVE_MS);
		for (const { terminate } of this.#open.values()) terminate();
	}

	async #untilEmpty(timeoutMs: number): Promise<void> {
		const until = performance.now() + timeoutMs;
		while (this.#open.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
