/**
 * Everything that an inspector has been told, in bounded memory: for each client its frames with what the cursor made of
 * them, its channels, and its connection over time. Pure; the oldest goes first when there is too much.
 */

import type { Observation } from '../../protocol.ts';
import type { Inspected } from '../../recording/inspection.ts';
import { isObservation, type Seen } from '../../recording/recording.ts';
import { ChannelFigures } from './channel-figures.ts';

/** One line of the list. */
export interface Row {
	readonly observation: Observation;
	/** In ms of the server's clock. */
	at: number;
	/** What the cursor made of it. */
	cursor?: Extract<Observation, { what: 'cursor' }>;
	/** In UTF-16 units. */
	readonly size: number;
	readonly channel: string | undefined;
}

/** A stretch of time in which the connection was the same. */
export interface Span {
	at: number;
	readonly status: string;
	readonly transport: string;
}

export interface Mark {
	at: number;
	readonly what: 'gap' | 'reset';
	readonly channel: string;
}

interface Limits {
	readonly rows: number;
	/** Of all messages together, in UTF-16 units. */
	readonly length: number;
}

export const LIVE_LIMITS: Limits = { rows: 20_000, length: 64_000_000 };
/** A recording is there anyway. */
export const RECORDING_LIMITS: Limits = { rows: 400_000, length: Number.POSITIVE_INFINITY };

const MOST_SPANS = 2_000;
const MOST_UNDECIDED = 500;
/** So much of the longest list goes at once. */
const DROP_SHARE = 0.05;

function sizeOf(observation: Observation): number {
	if (observation.what === 'in') return observation.length ?? JSON.stringify(observation.frame).length;
	if (observation.what === 'out') return JSON.stringify(observation.frame).length;
	return observation.what === 'answer' ? (JSON.stringify(observation.body)?.length ?? 0) : 0;
}

type Fields = Readonly<Record<string, unknown>>;

const keyOf = (type: unknown, { channel, epoch, seq }: Fields): string => JSON.stringify([type, channel, epoch, seq]);

/** A target as people call it. */
function labelOf({ chart, run, inbox, dashboard, params: given }: Fields): string {
	if (inbox === true) return 'inbox';
	if (typeof run === 'string') return `run ${run.slice(0, 8)}`;
	if (typeof dashboard === 'string') return `dashboard ${dashboard}`;
	const params = typeof given === 'object' && given !== null ? Object.entries(given) : [];
	const text = params.map(([name, value]) => `${name} ${String(value)}`).join(', ');
	return text === '' ? String(chart) : `${String(chart)} (${text})`;
}

export class ClientLog {
	readonly id: string;
	page = '';
	server = '';
	session = '';
	/** How many of the oldest rows are gone. */
	dropped = 0;
	rows: Row[] = [];
	length = 0;
	readonly channels = new Map<string, ChannelFigures>();
	readonly spans: Span[] = [];
	readonly marks: Mark[] = [];
	/** What says which channel is which chart is kept, so that what is saved can be replayed. */
	readonly #subscriptions: Observation[] = [];
	readonly #labels = new Map<number, string>();
	readonly #undecided = new Map<string, Row>();
	#welcomed = false;

	constructor(id: string) {
		this.id = id;
	}

	/** The connection as it is now. */
	get connection(): Span | undefined {
		return this.spans.at(-1);
	}

	get firstAt(): number {
		return Math.min(this.rows[0]?.at ?? Number.POSITIVE_INFINITY, this.spans[0]?.at ?? Number.POSITIVE_INFINITY);
	}

	get lastAt(): number {
		return Math.max(this.rows.at(-1)?.at ?? 0, this.connection?.at ?? 0);
	}

	channel(name: string): ChannelFigures {
		const known = this.channels.get(name) ?? new ChannelFigures(name);
		this.channels.set(name, known);
		return known;
	}

	/** Returns whether a row came of it. */
	take(observation: Observation): boolean {
		if (observation.what === 'cursor') return this.#onCursor(observation);
		if (observation.what === 'connection') this.#onConnection(observation);
		if (observation.what === 'in') this.#onReceived(observation);
		if (observation.what === 'out' && observation.frame.type === 'subscribe') {
			this.#labels.set(Number(observation.frame['id']), labelOf(observation.frame));
			this.#subscriptions.push(observation);
		}
		this.#add(observation);
		return true;
	}

	drop(count: number): void {
		const gone = this.rows.slice(0, count);
		this.rows = this.rows.slice(count);
		this.dropped += gone.length;
		for (const { size } of gone) this.length -= size;
	}

	/** Everything that is left, in the order in which it was seen. */
	*observations(): Generator<Observation> {
		const from = this.rows[0]?.observation.n ?? 0;
		yield* this.#subscriptions.filter(({ n }) => n < from);
		const all = this.rows.flatMap(({ observation, cursor }) => (cursor ? [observation, cursor] : [observation]));
		yield* all.sort((a, b) => a.n - b.n);
	}

	#add(observation: Observation, channel?: string): Row {
		const frame = observation.what === 'in' || observation.what === 'out' ? observation.frame : undefined;
		const named = typeof frame?.['channel'] === 'string' ? frame['channel'] : channel;
		const row: Row = { observation, at: observation.at, size: sizeOf(observation), channel: named };
		this.rows.push(row);
		this.length += row.size;
		if (observation.what !== 'in' || named === undefined) return row;
		if (this.#undecided.size >= MOST_UNDECIDED) this.#undecided.clear();
		this.#undecided.set(keyOf(observation.frame.type, observation.frame), row);
		return row;
	}

	#onReceived({ frame, at }: Extract<Observation, { what: 'in' | 'out' }>): void {
		if (frame.type === 'welcome') {
			if (typeof frame['session'] === 'string') this.session = frame['session'];
			if (typeof frame['at'] === 'number' && !this.#welcomed) this.#setRight(frame['at'] - at);
			this.#welcomed = true;
		}
		if (frame.type !== 'subscribed' || typeof frame['channel'] !== 'string') return;
		const label = this.#labels.get(Number(frame['id']));
		if (label !== undefined) this.channel(frame['channel']).label = label;
	}

	/** Until the first welcome a client stamps by its own clock, which may be wrong by hours. */
	#setRight(ms: number): void {
		for (const each of [...this.rows, ...this.spans, ...this.marks]) each.at += ms;
	}

	#onConnection({ at, status, ...more }: Extract<Observation, { what: 'connection' }>): void {
		const transport = typeof more['transport'] === 'string' ? more['transport'] : '';
		this.spans.push({ at, status, transport });
		if (this.spans.length > MOST_SPANS) this.spans.shift();
	}

	#onCursor(observation: Extract<Observation, { what: 'cursor' }>): boolean {
		const { type, channel, decision, at } = observation;
		const key = keyOf(type, { ...observation });
		const row = this.#undecided.get(key);
		this.#undecided.delete(key);
		const frame = row?.observation.what === 'in' ? row.observation.frame : undefined;
		const sentAt = type === 'event' && typeof frame?.['at'] === 'number' ? frame['at'] : undefined;
		this.channel(channel).take(observation, sentAt);
		if (decision === 'gap' || decision === 'reset') this.marks.push({ at, what: decision, channel });
		if (this.marks.length > MOST_SPANS) this.marks.shift();
		if (row !== undefined) row.cursor = observation;
		else this.#add(observation, channel).cursor = observation;
		return row === undefined;
	}
}

export class Ledger {
	readonly clients = new Map<string, ClientLog>();
	/** Counts up with everything that is taken. */
	version = 0;
	readonly #limits: Limits;

	constructor(limits: Limits = LIVE_LIMITS) {
		this.#limits = limits;
	}

	/** Takes what came from elsewhere; whatever is no observation is passed over. */
	take(told: unknown): void {
		const { client, page, server, session, observation } = (told ?? {}) as Partial<Inspected & Seen>;
		if (typeof client !== 'string' || !isObservation(observation)) return;
		const log = this.clients.get(client) ?? new ClientLog(client);
		this.clients.set(client, log);
		if (typeof page === 'string') log.page = page;
		if (typeof server === 'string') log.server = server;
		if (typeof session === 'string') log.session = session;
		log.take(observation);
		this.version += 1;
		this.#bound();
	}

	/** Everything, to be saved. */
	*seen(): Generator<Seen> {
		for (const log of this.clients.values()) {
			const session = log.session === '' ? {} : { session: log.session };
			for (const observation of log.observations()) yield { client: log.id, ...session, observation };
		}
	}

	#bound(): void {
		const logs = [...this.clients.values()];
		const sum = (what: (log: ClientLog) => number) => logs.reduce((total, log) => total + what(log), 0);
		if (sum(({ rows }) => rows.length) > this.#limits.rows) this.#drop(logs, ({ rows }) => rows.length);
		while (sum(({ length }) => length) > this.#limits.length) this.#drop(logs, ({ length }) => length);
	}

	#drop(logs: readonly ClientLog[], weight: (log: ClientLog) => number): void {
		const heaviest = logs.reduce((most, log) => (weight(log) > weight(most) ? log : most));
		heaviest.drop(Math.max(1, Math.ceil(heaviest.rows.length * DROP_SHARE)));
	}
}
