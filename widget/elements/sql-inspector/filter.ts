/** Which rows are shown, found again without looking at every row each time one comes. */
import type { ClientLog, Row } from './ledger.ts';

export interface Filter {
	/** Each '' lets everything pass. */
	readonly channel: string;
	readonly type: string;
	readonly direction: '' | 'in' | 'out' | 'other';
	/** Anywhere in the message, in whatever case. */
	readonly text: string;
}

export const EVERYTHING: Filter = { channel: '', type: '', direction: '', text: '' };

export const isEverything = (filter: Filter): boolean => Object.values(filter).every((value) => value === '');

/** What a row is called: the type of its message, or what else it was. */
export function typeOf({ observation }: Row): string {
	const { what } = observation;
	return what === 'in' || what === 'out' ? observation.frame.type : what;
}

export function directionOf({ observation: { what } }: Row): 'in' | 'out' | 'other' {
	return what === 'in' || what === 'out' ? what : 'other';
}

function passes(row: Row, { channel, type, direction, text }: Filter): boolean {
	if (channel !== '' && row.channel !== channel) return false;
	if (type !== '' && typeOf(row) !== type) return false;
	if (direction !== '' && directionOf(row) !== direction) return false;
	return text === '' || JSON.stringify(row.observation).toLowerCase().includes(text.toLowerCase());
}

/** The rows of one client that pass a filter. */
export class Filtered {
	#log: ClientLog | undefined;
	#filter = EVERYTHING;
	#rows: Row[] = [];
	/** How many rows of the log, counted from its first, have been looked at. */
	#looked = 0;
	#dropped = 0;

	rows(log: ClientLog, filter: Filter): readonly Row[] {
		if (isEverything(filter)) return log.rows;
		if (log !== this.#log || filter !== this.#filter) {
			this.#log = log;
			this.#filter = filter;
			this.#rows = [];
			this.#looked = log.dropped;
			this.#dropped = log.dropped;
		}
		if (log.dropped > this.#dropped) {
			const first = log.rows[0]?.observation.n ?? Number.POSITIVE_INFINITY;
			this.#rows = this.#rows.filter(({ observation }) => observation.n >= first);
			this.#dropped = log.dropped;
		}
		const fresh = log.rows.slice(Math.max(0, this.#looked - log.dropped)).filter((row) => passes(row, filter));
		if (fresh.length > 0) this.#rows = [...this.#rows, ...fresh];
		this.#looked = log.dropped + log.rows.length;
		return this.#rows;
	}
}
