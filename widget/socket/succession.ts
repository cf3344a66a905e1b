/**
 * Everything that is followed, asked for once more over another connection: the old numbers go on to count until the
 * new ones are adopted, all at once.
 */
import type { ClientMessage, ServerMessage, SubscribeMessage } from '../protocol.ts';
import type { Watched } from '../subscriptions.ts';

/** The subscriptions, as far as whoever carries them needs them. */
export interface Followed {
	readonly watched: readonly Watched[];
	/** Subscribes whatever is not, also what was refused before. */
	online(): void;
	nextId(): number;
	message(watched: Watched, id: number): SubscribeMessage;
	subscribe(watched: Watched): void;
}

export class Succession {
	readonly #followed: Followed;
	readonly #asked = new Map<number, { readonly watched: Watched; readonly message: SubscribeMessage }>();

	constructor(followed: Followed) {
		this.#followed = followed;
	}

	/** What to ask the new connection for. Whatever waits for a retry goes on to wait. */
	ask(): readonly SubscribeMessage[] {
		for (const watched of this.#followed.watched.filter(({ id }) => id !== 0)) {
			const id = this.#followed.nextId();
			this.#asked.set(id, { watched, message: this.#followed.message(watched, id) });
		}
		return [...this.#asked.values()].map(({ message }) => message);
	}

	/**
	 * From now on only the new answers count. `answered`: for which numbers they have come; what has none is asked for
	 * once more, from where it stands now, and so is what began meanwhile. `send` tells the new connection.
	 */
	adopt(answered: (id: number) => boolean, send: (message: ClientMessage) => void): void {
		const live = this.#followed.watched.filter(({ id }) => id !== 0);
		for (const watched of live) {
			watched.channel?.suspend();
			watched.id = 0;
		}
		for (const [id, { watched }] of this.#asked) {
			if (live.includes(watched) && answered(id)) watched.id = id;
			else send({ type: 'unsubscribe', id });
		}
		for (const watched of live) if (watched.id === 0) this.#followed.subscribe(watched);
	}

	/**
	 * An answer as it is to be understood now. The old connection may have brought us beyond the top that it names; only
	 * a top below what was asked for says that the server has lost something.
	 */
	understand(message: ServerMessage): ServerMessage {
		if (message.type !== 'subscribed') return message;
		const { watched, message: asked } = this.#asked.get(message.id) ?? {};
		const here = watched?.channel?.since;
		const lowest = asked?.since?.epoch === message.epoch ? asked.since.seq : 0;
		const passed = here?.epoch === message.epoch && message.seq >= lowest && message.seq < here.seq;
		return passed ? { ...message, seq: here.seq } : message;
	}
}
