/**
 * Holds what clients received against what was published, and names whatever does not fit. What was published is read
 * from the ledger in the recording, never from the rings that replays come from. 'Nothing lost' is said only of what was
 * checked: where the evidence has a hole, the answer is that nobody can say.
 */
import type { Line, PublishedEntry, SeenEntry } from './entry.ts';
import { Ledger, listOf } from './ledger.ts';
import { Receiver } from './receiver.ts';

export type FindingKind =
	/** Published, and neither received nor covered by a reset. */
	| 'lost'
	/** Given to the application twice, or after a later one. */
	| 'repeated'
	/** Received with other contents than were published. */
	| 'different'
	/** A new epoch began for the application without a reset. */
	| 'no reset'
	/** Received later than the limit, though the client was connected and subscribed. */
	| 'late';

export interface Finding {
	readonly kind: FindingKind;
	readonly client: string;
	readonly channel: string;
	readonly epoch: string;
	/** The first and the last sequence number that it concerns. */
	readonly from: number;
	readonly to: number;
	/** Of `late`: by how many ms. */
	readonly ms?: number;
}

export interface ReconcileOptions {
	/** What was published this long before the end of a client's record must have arrived. Default 5,000. */
	readonly graceMs?: number;
	/** Default 2,000. */
	readonly lateMs?: number;
}

export interface Reconciliation {
	readonly verdict: 'nothing lost' | 'not in order' | 'cannot say';
	readonly findings: readonly Finding[];
	/** What the evidence lacks, in words. */
	readonly gaps: readonly string[];
	readonly clients: number;
	readonly channels: number;
	readonly published: number;
	/** Events and resets given to an application that were held against the ledger. */
	readonly checked: number;
	readonly resets: number;
	/** Deliveries that were caught up after a reconnect, and so came later than they were published. */
	readonly caughtUp: number;
	/** Clients that had no connection when their record ended: what they miss is still to come. */
	readonly away: readonly string[];
}

export interface Evidence extends Required<ReconcileOptions> {
	readonly ledger: Ledger;
	readonly find: (finding: Finding) => void;
	readonly lack: (gap: string) => void;
}

export function reconcile(lines: Iterable<Line>, options: ReconcileOptions = {}): Reconciliation {
	const { graceMs = 5_000, lateMs = 2_000 } = options;
	const published: PublishedEntry[] = [];
	const clients = new Map<string, SeenEntry[]>();
	const gaps = new Set<string>();
	let ended = false;
	for (const line of lines) {
		if (line.kind === 'published') published.push(line);
		else if (line.kind === 'seen') listOf(clients, line.client).push(line);
		else if (line.kind === 'end') ended = line.complete;
	}
	if (!ended) gaps.add('the recording has no proper end: it was cut off');
	const findings: Finding[] = [];
	const lack = (gap: string) => void gaps.add(gap);
	const find = (finding: Finding) => void findings.push(finding);
	const evidence = { ledger: new Ledger(published, { lack, find }), graceMs, lateMs, lack, find };
	const receivers = [...clients].map(([client, seen]) => {
		const receiver = new Receiver(client, evidence);
		receiver.run(seen);
		return receiver;
	});
	const sum = (count: (receiver: Receiver) => number) => receivers.reduce((total, each) => total + count(each), 0);
	const checked = sum(({ checked }) => checked);
	if (receivers.length === 0) lack('no client was recorded');
	else if (checked === 0) lack('no recorded client received anything that is in the ledger');
	const wrong = findings.some(({ kind }) => kind !== 'late');
	return {
		verdict: wrong ? 'not in order' : gaps.size > 0 ? 'cannot say' : 'nothing lost',
		findings,
		gaps: [...gaps],
		clients: receivers.length,
		channels: evidence.ledger.channels,
		published: evidence.ledger.size,
		checked,
		resets: sum(({ resets }) => resets),
		caughtUp: sum(({ caughtUp }) => caughtUp),
		away: receivers.filter(({ isAway }) => isAway).map(({ client }) => client),
	};
}
