/** What was published, by channel, epoch and sequence number; and what the ledger itself lacks. */
import type { PublishedEntry } from './entry.ts';
import type { Finding } from './reconcile.ts';

export interface Published {
	/** Undefined when only its repetition was written down. */
	readonly at: number | undefined;
	readonly digest: string | undefined;
}

/** A position, and when the client was known to stand there. */
export interface Place {
	readonly epoch: string;
	readonly seq: number;
	readonly at: number;
}

interface LedgerOptions {
	readonly lack: (gap: string) => void;
	readonly find: (finding: Finding) => void;
}

/** As "3", or "3 to 7". */
export const rangeOf = (from: number, to: number): string => (from === to ? `${from}` : `${from} to ${to}`);

/** The holes between the lowest and the highest of some numbers. */
export function holesIn(numbers: Iterable<number>): readonly (readonly [from: number, to: number])[] {
	const sorted = [...new Set(numbers)].sort((a, b) => a - b);
	return sorted.flatMap((number, index) => {
		const before = sorted[index - 1] ?? number - 1;
		return number === before + 1 ? [] : [[before + 1, number - 1] as const];
	});
}

/** The lowest and the highest of some numbers. */
export function spanOf(numbers: Iterable<number>): { readonly from: number; readonly to: number } {
	let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const number of numbers) [from, to] = [Math.min(from, number), Math.max(to, number)];
	return { from, to };
}

/** The list of a name; an empty one is begun. */
export function listOf<T>(lists: Map<string, T[]>, name: string): T[] {
	const list = lists.get(name) ?? [];
	lists.set(name, list);
	return list;
}

interface Epoch {
	readonly entries: Map<number, Published>;
	/** The lowest sequence number of it that is in the ledger. */
	first: number;
}

export class Ledger {
	readonly #epochs = new Map<string, Map<string, Epoch>>();
	size = 0;

	constructor(entries: readonly PublishedEntry[], { lack, find }: LedgerOptions) {
		const nodes = new Map<string, number[]>();
		for (const entry of entries) {
			listOf(nodes, entry.node).push(entry.n);
			this.#add(entry, find);
		}
		for (const [node, numbers] of nodes) {
			for (const [from, to] of holesIn(numbers)) lack(`entries ${rangeOf(from, to)} of the node ${node} are missing`);
		}
		for (const [channel, epochs] of this.#epochs) {
			for (const [epoch, { entries }] of epochs) {
				for (const [from, to] of holesIn(entries.keys())) {
					lack(`the ledger lacks ${rangeOf(from, to)} of channel ${channel}, epoch ${epoch}`);
				}
			}
		}
	}

	get channels(): number {
		return this.#epochs.size;
	}

	#add({ channel, epoch, seq, at, digest }: PublishedEntry, find: (finding: Finding) => void): void {
		const epochs = this.#epochs.get(channel) ?? new Map<string, Epoch>();
		this.#epochs.set(channel, epochs);
		const of = epochs.get(epoch) ?? { entries: new Map<number, Published>(), first: seq };
		epochs.set(epoch, of);
		of.first = Math.min(of.first, seq);
		const known = of.entries.get(seq);
		if (known === undefined) this.size += 1;
		else if (known.digest !== undefined && digest !== undefined && known.digest !== digest) {
			find({ kind: 'different', client: 'the server', channel, epoch, from: seq, to: seq });
		}
		if (known?.digest === undefined) of.entries.set(seq, { at, digest });
	}

	at(channel: string, epoch: string, seq: number): Published | undefined {
		return this.#epochs.get(channel)?.get(epoch)?.entries.get(seq);
	}

	/** The first sequence number of an epoch that is in the ledger. */
	first(channel: string, epoch: string): number | undefined {
		return this.#epochs.get(channel)?.get(epoch)?.first;
	}

	/**
	 * What was published by the time `until` and is beyond a position: the same epoch's later numbers, and whatever of
	 * another epoch was published after the position was reached.
	 */
	missing(
		channel: string,
		{ epoch, seq, at }: Place,
		until: number,
	): readonly (readonly [epoch: string, seq: number])[] {
		return [...(this.#epochs.get(channel) ?? [])].flatMap(([name, { entries }]) =>
			[...entries]
				.filter(([, { at: publishedAt = Number.POSITIVE_INFINITY }]) => publishedAt <= until)
				.filter(([each, published]) => (name === epoch ? each > seq : (published.at ?? 0) > at))
				.map(([each]) => [name, each] as const),
		);
	}
}
