/**
 * How many different questions one token may ask in a minute: each is a run of its own on a customer's database, and a
 * page that counts a parameter up could ask without end. Counted by this node, since each asks for its own viewers.
 */
import type { Bearer } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';

const MINUTE_MS = 60_000;

/** What a token says: two that say the same are one, and no secret is kept. */
export const nameOfToken = ({ project, subject, expiresAt, claims, params }: Bearer) =>
	JSON.stringify([project, subject, expiresAt, claims, params]);

export class QuestionLimit {
	readonly #perMinute: number;
	readonly #now: () => number;
	#asked = new Map<string, Set<string>>();
	#since: number;

	constructor(perMinute: number, now: () => number = () => performance.now()) {
		this.#perMinute = perMinute;
		this.#now = now;
		this.#since = now();
	}

	/** A question that was asked in this minute already may be asked again. @throws NamedError rate_limited */
	demand(bearer: Bearer, question: string): void {
		if (this.#now() - this.#since >= MINUTE_MS) {
			this.#asked = new Map();
			this.#since = this.#now();
		}
		const name = nameOfToken(bearer);
		const asked = this.#asked.get(name) ?? new Set();
		if (asked.has(question)) return;
		if (asked.size >= this.#perMinute) {
			const message = `A token may ask ${this.#perMinute} different questions a minute; try again in a minute.`;
			throw new NamedError('rate_limited', message);
		}
		this.#asked.set(name, asked.add(question));
	}
}
