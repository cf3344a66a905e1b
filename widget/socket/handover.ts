/**
 * Makes another connection ready beside the one that runs, so that a leaving server, or the way back from a fallback,
 * costs the viewer nothing. Until everything that is followed has been answered over the new connection the old one
 * delivers, and what the new one brings is held; then the new one takes over and what was held counts, by the cursors.
 * Coming to nothing changes nothing.
 *
 *      opening ──▶ greeting ── welcome ──▶ asking ── all answered, late, or the old one ended ──▶ adopted
 *         └───────────┴─── closed, silent, leaving ──┴──▶ failed
 */
import type { Timing } from '../clock.ts';
import { CLOSE, type ServerMessage, TERMINAL_ERRORS } from '../protocol.ts';
import type { Link, LinkEvent, LinkOwner } from './link.ts';
import { type Followed, Succession } from './succession.ts';

export type Welcome = Extract<ServerMessage, { type: 'welcome' }>;

interface HandoverOptions {
	readonly open: (owner: LinkOwner) => Link;
	readonly timing: Timing;
	readonly token: () => string;
	readonly followed: Followed;
	/** Puts the link in the place of the old one; the messages that were held follow through it. */
	readonly adopt: (link: Link, welcome: Welcome) => void;
	readonly failed: (notBeforeMs: number) => void;
	readonly refused: (code: string, message: string) => void;
}

/** How long opening, and then the answer to `hello`, may take. */
const HANDSHAKE_MS = 15_000;
/** After the welcome the new connection takes over at the latest now, whatever it has not answered. */
const ANSWERS_MS = 10_000;

export class Handover implements LinkOwner {
	readonly #options: HandoverOptions;
	readonly #succession: Succession;
	#link: Link | undefined;
	readonly #held: ServerMessage[] = [];
	readonly #unanswered = new Set<number>();
	#token: string | undefined;
	#welcome: Welcome | undefined;
	#over = false;
	#stopWaiting = (): void => undefined;

	constructor(options: HandoverOptions) {
		this.#options = options;
		this.#succession = new Succession(options.followed);
	}

	start(): void {
		this.#link = this.#options.open(this);
		this.#link.expect(HANDSHAKE_MS);
	}

	/** The old connection has ended. Takes over at once when it can; says whether it did. */
	hasten(): boolean {
		if (this.#link === undefined || this.#welcome === undefined) return false;
		this.#adopt(this.#link, this.#welcome);
		return true;
	}

	/** The token has changed. */
	token(): void {
		const token = this.#options.token();
		if (this.#welcome === undefined || token === this.#token) return;
		this.#token = token;
		this.#link?.send({ type: 'token', token });
	}

	abandon(): void {
		if (!this.#over) this.#end(1000);
	}

	on(link: Link, event: LinkEvent): void {
		if (event.type === 'said') this.#hear(link, event.message);
		else if (event.type === 'closed') this.#fail(event.notBeforeMs ?? 0);
		else if (event.type === 'silent') this.#fail(0, CLOSE.silent);
		else if (event.type === 'refused') this.#refused(event.code, event.message);
		else {
			this.#token = this.#options.token();
			link.send({ type: 'hello', token: this.#token });
			link.expect(HANDSHAKE_MS);
		}
	}

	#refused(code: string, message: string): void {
		this.#end(1000);
		this.#options.refused(code, message);
	}

	#hear(link: Link, message: ServerMessage): void {
		if (message.type === 'goaway') this.#fail(message.reconnectInMs);
		else if (message.type === 'ping') link.send({ type: 'pong' });
		else if (message.type === 'welcome') this.#onWelcome(link, message);
		else if (message.type === 'error' && message.id === undefined) {
			if (TERMINAL_ERRORS.includes(message.code)) this.#refused(message.code, message.message);
		} else if (this.#welcome !== undefined) {
			this.#held.push(message);
			if (message.type === 'subscribed' || message.type === 'error') this.#unanswered.delete(message.id ?? 0);
			if (this.#unanswered.size === 0) this.#adopt(link, this.#welcome);
		}
	}

	#onWelcome(link: Link, welcome: Welcome): void {
		if (this.#welcome !== undefined) return;
		this.#welcome = welcome;
		this.token();
		const asked = this.#succession.ask();
		for (const { id } of asked) this.#unanswered.add(id);
		for (const message of asked) link.send(message);
		link.expect(welcome.pingMs + HANDSHAKE_MS);
		this.#stopWaiting = this.#options.timing.after(ANSWERS_MS, () => this.#adopt(link, welcome));
		if (asked.length === 0) this.#adopt(link, welcome);
	}

	#adopt(link: Link, welcome: Welcome): void {
		if (this.#over) return;
		this.#end();
		this.#options.adopt(link, welcome);
		this.#succession.adopt(
			(id) => !this.#unanswered.has(id),
			(message) => link.send(message),
		);
		for (const message of this.#held)
			link.owner.on(link, { type: 'said', message: this.#succession.understand(message) });
	}

	#fail(notBeforeMs: number, code = 1000): void {
		this.#end(code);
		this.#options.failed(notBeforeMs);
	}

	#end(closeWith?: number): void {
		this.#over = true;
		this.#stopWaiting();
		if (closeWith !== undefined) this.#link?.close(closeWith);
	}
}
