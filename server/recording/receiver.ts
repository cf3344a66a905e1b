/** One recorded client, gone through in its own order: where its application stood in each channel, and what befell it. */
import type { SeenEntry } from './entry.ts';
import { holesIn, type Place, rangeOf, spanOf } from './ledger.ts';
import type { Evidence } from './reconcile.ts';

interface Followed {
	/** Where the application stands; undefined until the first frame, and after a hole in the record. */
	position: Place | undefined;
	/** When the client began to watch it; undefined while it does not. */
	since: number | undefined;
	/** A gap is being rewound: since when it had been watched before. */
	rewinding: number | undefined;
	/** When it last ended watching it, while connected. */
	leftAt: number | undefined;
	/** Digests of what came, by epoch and sequence number. */
	readonly digests: Map<string, string>;
}

type Of<What extends SeenEntry['what']> = Extract<SeenEntry, { readonly what: What }>;

export class Receiver {
	readonly client: string;
	readonly #evidence: Evidence;
	readonly #channels = new Map<string, Followed>();
	/** The subscriptions that were answered, by their number. */
	readonly #subscriptions = new Map<number, { readonly channel: string; readonly link: number }>();
	#online = false;
	#lastAt = 0;
	checked = 0;
	resets = 0;
	caughtUp = 0;

	constructor(client: string, evidence: Evidence) {
		this.client = client;
		this.#evidence = evidence;
	}

	/** Was without a connection when its record ended. */
	get isAway(): boolean {
		return !this.#online;
	}

	run(seen: readonly SeenEntry[]): void {
		// What was reported twice, because an answer was lost, counts once.
		const entries = [...new Map(seen.map((entry) => [entry.n, entry])).values()].sort((a, b) => a.n - b.n);
		const holes = holesIn(entries.map(({ n }) => n));
		for (const [from, to] of holes) {
			this.#evidence.lack(`observations ${rangeOf(from, to)} of client ${this.client} are missing`);
		}
		const after = new Set(holes.map(([, to]) => to + 1));
		for (const entry of entries) {
			if (after.has(entry.n)) for (const followed of this.#channels.values()) followed.position = undefined;
			this.#take(entry);
			this.#lastAt = Math.max(this.#lastAt, entry.at);
		}
		for (const [channel, followed] of this.#channels) this.#checkTail(channel, followed);
	}

	#take(entry: SeenEntry): void {
		if (entry.what === 'connection') this.#onConnection(entry);
		else if (entry.what === 'cursor') this.#onCursor(entry);
		else if (entry.what === 'in') this.#onFrame(entry);
		else if (entry.what === 'out' && entry.frame.type === 'unsubscribe') this.#ended(entry);
	}

	#channel(name: string): Followed {
		const known = this.#channels.get(name);
		if (known !== undefined) return known;
		const followed: Followed = {
			position: undefined,
			since: undefined,
			rewinding: undefined,
			leftAt: undefined,
			digests: new Map(),
		};
		this.#channels.set(name, followed);
		return followed;
	}

	#onConnection({ status, at }: Of<'connection'>): void {
		this.#online = status === 'online' || status === 'ended';
		if (status === 'online') return;
		this.#subscriptions.clear();
		for (const followed of this.#channels.values()) {
			// A page that ends by itself has had until then; one whose connection broke may still catch up.
			followed.leftAt = status === 'ended' ? (followed.since === undefined ? followed.leftAt : at) : undefined;
			followed.since = undefined;
			followed.rewinding = undefined;
		}
	}

	#onFrame(entry: Of<'in' | 'out'>): void {
		const { frame, digest, link } = entry;
		const { type, id, channel, epoch, seq } = frame;
		if (type === 'subscribed') this.#subscriptions.set(Number(id), { channel: String(channel), link });
		else if (type === 'moved' || (type === 'error' && id !== undefined)) this.#ended(entry);
		else if (type === 'event' && digest !== undefined) {
			this.#channel(String(channel)).digests.set(`${epoch} ${seq}`, digest);
		}
	}

	/** A subscription is over; with the last of its channel the client no longer watches it. */
	#ended({ frame, link, at }: Of<'in' | 'out'>): void {
		const id = Number(frame['id']);
		const channel = this.#subscriptions.get(id)?.channel;
		this.#subscriptions.delete(id);
		// Those of an earlier connection ended with it.
		const others = [...this.#subscriptions.values()].filter((other) => other.link >= link);
		if (channel === undefined || others.some((other) => other.channel === channel)) return;
		const followed = this.#channel(channel);
		followed.since = undefined;
		followed.leftAt = at;
	}

	#onCursor({ channel, epoch, seq, type, decision, at }: Of<'cursor'>): void {
		const followed = this.#channel(channel);
		if (type === 'subscribed') {
			followed.since ??= followed.rewinding ?? at;
			followed.rewinding = undefined;
			followed.leftAt = undefined;
			// A connection is known by its first words only when the record began in its midst.
			this.#online = true;
		}
		if (decision === 'reset') {
			this.resets += 1;
			this.#covered(channel, followed, { epoch, seq, at });
			followed.position = { epoch, seq, at };
			this.#compare(channel, { epoch, seq }, 'reset');
		} else if (decision === 'gap') followed.rewinding = followed.since;
		else if (decision === 'deliver') this.#delivered(channel, followed, { epoch, seq, at });
	}

	#delivered(channel: string, followed: Followed, got: Place): void {
		const { client } = this;
		const { find, lateMs } = this.#evidence;
		const { epoch, seq, at } = got;
		const before = followed.position;
		const finding = { client, channel, epoch };
		if (before !== undefined && before.epoch !== epoch) find({ kind: 'no reset', ...finding, from: seq, to: seq });
		else if (before !== undefined && seq <= before.seq) find({ kind: 'repeated', ...finding, from: seq, to: seq });
		else if (before !== undefined && seq > before.seq + 1) {
			find({ kind: 'lost', ...finding, from: before.seq + 1, to: seq - 1 });
		}
		followed.position = got;
		const published = this.#compare(channel, got, 'event');
		const key = `${epoch} ${seq}`;
		const digest = followed.digests.get(key);
		followed.digests.delete(key);
		if (published?.digest !== undefined && digest !== undefined && digest !== published.digest) {
			find({ kind: 'different', ...finding, from: seq, to: seq });
		}
		if (published?.at === undefined) return;
		const ms = at - published.at;
		if (followed.since === undefined || published.at < followed.since) this.caughtUp += ms > lateMs ? 1 : 0;
		else if (ms > lateMs) find({ kind: 'late', ...finding, from: seq, to: seq, ms });
	}

	/** A reset says at once what had come singly: for a client that was there all the time, it may have come late. */
	#covered(channel: string, { position, since }: Followed, reset: Place): void {
		if (position?.epoch !== reset.epoch || since === undefined) return;
		const { ledger, find, lateMs } = this.#evidence;
		const late = ledger
			.missing(channel, position, reset.at - lateMs)
			.filter(([epoch, seq]) => epoch === reset.epoch && seq <= reset.seq)
			.map(([epoch, seq]) => ({ seq, at: ledger.at(channel, epoch, seq)?.at ?? 0 }))
			.filter(({ at }) => at >= since);
		const [first] = late;
		if (first === undefined) return;
		const span = spanOf(late.map(({ seq }) => seq));
		find({ kind: 'late', client: this.client, channel, epoch: reset.epoch, ...span, ms: reset.at - first.at });
	}

	/** Finds a position in the ledger, and says so where it should be there and is not. */
	#compare(channel: string, { epoch, seq }: { epoch: string; seq: number }, type: 'event' | 'reset') {
		const { ledger, lack } = this.#evidence;
		const published = ledger.at(channel, epoch, seq);
		const first = ledger.first(channel, epoch);
		if (published !== undefined) this.checked += 1;
		// What was published before the recording began is not in it; an empty channel stands at 0.
		else if (seq > 0 && (first === undefined || seq > first)) {
			const before = type === 'reset' && first === undefined;
			if (!before) lack(`${seq} of channel ${channel}, epoch ${epoch}, was received but is not in the ledger`);
		}
		return published;
	}

	/** What was published long enough before the client was last heard must have reached it. */
	#checkTail(channel: string, { position, since, leftAt }: Followed): void {
		const until = since === undefined ? leftAt : this.#lastAt;
		if (position === undefined || until === undefined) return;
		const { ledger, find, graceMs } = this.#evidence;
		const missing = ledger.missing(channel, position, until - graceMs);
		for (const epoch of new Set(missing.map(([name]) => name))) {
			const seqs = missing.filter(([name]) => name === epoch).map(([, seq]) => seq);
			find({ kind: 'lost', client: this.client, channel, epoch, ...spanOf(seqs) });
		}
	}
}
