/**
 * One connection, whatever carries it: reads what comes, watches for silence, and says nothing any more once it is
 * over. Who listens may change: a connection that was made ready beside another is handed over with its owner.
 */
import type { Timing } from '../clock.ts';
import { type ClientMessage, parseServerMessage, type ServerMessage } from '../protocol.ts';
import type { Observe } from '../recording/seen.ts';
import type { Connection, Transport, TransportEvent, TransportName } from './transports/transport.ts';

export type LinkEvent =
	| Exclude<TransportEvent, { type: 'received' }>
	| { readonly type: 'said'; readonly message: ServerMessage }
	/** Nothing has come for too long; the owner closes the link. */
	| { readonly type: 'silent' };

/** Who a link belongs to. After `closed` and `refused` the link is over. */
export interface LinkOwner {
	on(link: Link, event: LinkEvent): void;
}

interface LinkOptions {
	/** Its code may still be loading. */
	readonly transport: Transport | Promise<Transport>;
	readonly timing: Timing;
	readonly owner: LinkOwner;
	readonly observe?: Observe | undefined;
	readonly onMalformed: (problem: string) => void;
}

function read(data: unknown): ReturnType<typeof parseServerMessage> {
	try {
		if (typeof data === 'string') return parseServerMessage(data);
	} catch {
		// Falls through: whatever breaks the parser is malformed.
	}
	return { ok: false, code: 'malformed', problem: 'it is not a text that can be read' };
}

export class Link {
	owner: LinkOwner;
	readonly #timing: Timing;
	readonly #observe: Observe | undefined;
	#connection: Connection | undefined;
	#over = false;
	#heardAt = 0;
	#unwatch = (): void => undefined;

	constructor({ transport, timing, owner, observe, onMalformed }: LinkOptions) {
		this.owner = owner;
		this.#observe = observe;
		this.#timing = timing;
		const tell = (event: TransportEvent): void => {
			if (this.#over) return;
			if (event.type !== 'received') {
				if (event.type !== 'opened') this.#end();
				this.owner.on(this, event);
				return;
			}
			this.#heardAt = timing.now();
			observe?.('in', this, event.data);
			const parsed = read(event.data);
			if (parsed.ok) this.owner.on(this, { type: 'said', message: parsed.message });
			else if (parsed.code === 'malformed') onMalformed(parsed.problem);
		};
		const open = (loaded: Transport): void => {
			if (!this.#over) this.#connection = loaded(tell);
		};
		if (transport instanceof Promise) transport.then(open, () => tell({ type: 'closed', code: 1006, reason: '' }));
		else open(transport);
	}

	get name(): TransportName {
		return this.#connection?.name ?? 'websocket';
	}

	/** Asks anew after this long, where no session is behind the connection; false where there is one. */
	again(inMs: number): boolean {
		this.#connection?.again?.(inMs);
		return this.#connection?.again !== undefined;
	}

	send(message: ClientMessage): void {
		try {
			if (this.#over) return;
			this.#observe?.('out', this, message);
			this.#connection?.send(message);
		} catch {
			// A connection that cannot send is closing, and says so itself.
		}
	}

	/** `silent` is due when nothing at all comes for this long, counted from now. */
	expect(withinMs: number): void {
		this.#heardAt = this.#timing.now();
		this.#watch(withinMs, withinMs);
	}

	/** Lets go of it: nothing that it says afterwards counts. */
	close(code: number): void {
		if (this.#over) return;
		this.#end();
		this.#connection?.close(code);
	}

	#end(): void {
		this.#over = true;
		this.#unwatch();
	}

	/** Looks again when silence would be over the limit; what came meanwhile only moves a number. */
	#watch(limitMs: number, inMs: number): void {
		this.#unwatch();
		if (this.#over) return;
		this.#unwatch = this.#timing.after(inMs, () => {
			const quietMs = this.#timing.now() - this.#heardAt;
			if (quietMs >= Math.max(limitMs, this.#connection?.patienceMs ?? 0)) this.owner.on(this, { type: 'silent' });
			else this.#watch(limitMs, Math.max(1_000, Math.min(limitMs, limitMs - quietMs)));
		});
	}
}
