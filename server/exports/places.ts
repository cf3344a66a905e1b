/** How many files are being taken from this node, by all and by each token; what was sent, and how each ended. */
import type { Bearer } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';
import type { GatewayCounts } from '../gateway/counts.ts';
import { Tally } from '../gateway/tally.ts';
import { nameOfToken } from '../runs/question-limit.ts';

/** One person with several charts; more at once would only share the same line. */
const EXPORTS_PER_TOKEN = 4;

/** `left`: by the client; `stalled`: it took nothing for too long; `broken`: by a failure on our side, midway. */
export type ExportEnd = 'sent' | 'left' | 'stalled' | 'broken';

export class ExportPlaces {
	bytes = 0;
	open = 0;
	readonly ended: Record<ExportEnd, number> = { sent: 0, left: 0, stalled: 0, broken: 0 };
	readonly #perNode: number;
	readonly #counts: GatewayCounts;
	readonly #tokens = new Tally(EXPORTS_PER_TOKEN);

	constructor(perNode: number, counts: GatewayCounts) {
		this.#perNode = perNode;
		this.#counts = counts;
	}

	/** Returns what gives the place back; calling it twice is once. @throws NamedError too_many_exports */
	take(bearer: Bearer): () => void {
		const name = nameOfToken(bearer);
		if (this.open >= this.#perNode) {
			this.#counts.refused.exports_per_node += 1;
			throw new NamedError('too_many_exports', 'Too many files are being taken from this server; try again shortly.');
		}
		if (!this.#tokens.take(name)) {
			this.#counts.refused.exports_per_token += 1;
			const message = `A token may take ${EXPORTS_PER_TOKEN} files at once; wait for one of them.`;
			throw new NamedError('too_many_exports', message);
		}
		this.open += 1;
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			this.open -= 1;
			this.#tokens.giveBack(name);
		};
	}
}
