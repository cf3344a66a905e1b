/**
 * What one recorded client saw, put in an order that can be looked into at any point: which channel each target was,
 * what each channel showed, when there was a connection. Pure; a position in it is how many of its steps have happened.
 *
 * Only what the client's cursor let through counts, for that is what the viewer saw. Where observations are missing,
 * the next frame stands as a reset to everything known by then, so that nobody takes it for the very next one.
 */
import { ChartwireError } from '../errors.ts';
import type { ErrorMessage, EventMessage, Observation, ResetMessage, Snapshot, Target } from '../protocol.ts';
import { applyEvent } from '../snapshot.ts';
import { targetKey } from '../subscriptions.ts';
import { timesOf } from './recorded-time.ts';
import { contentOf, type RecordedClient } from './recording.ts';

/** One frame that was shown, and all that was shown after it. */
export interface Entry {
	readonly step: number;
	readonly message: EventMessage | ResetMessage;
	readonly view: Snapshot;
}

/** What was answered to a subscription. */
export type Fact =
	/** `spec`: how it was to be drawn; null: in no way of its own. */
	| { readonly type: 'channel'; readonly channel: string; readonly spec: object | null }
	| { readonly type: 'error'; readonly code: string; readonly message: string; readonly retryable: boolean };

/** Something that changed for the viewer, at `at` ms. */
export type Step = { readonly at: number } & (
	| { readonly type: 'frame'; readonly channel: string }
	| { readonly type: 'fact'; readonly key: string }
	| { readonly type: 'connection'; readonly up: boolean; readonly status: string }
);

interface Dated<T> {
	readonly step: number;
	readonly value: T;
}

/** Beyond so many frames a reset is cheaper, as it is to a server. */
const LONGEST_REPLAY = 256;

/** The number of items, from the first on, for which `holds`. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
	let [low, high] = [0, items.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(items[middle] as T)) low = middle + 1;
		else high = middle;
	}
	return low;
}

const LEAVING: readonly string[] = ['idle', 'ended'];
const RESULT = /\/v1\/results\/([^/?#]+)/;

/** What names a result in its address; undefined for any other address. */
export const resultOf = (address: string): string | undefined => RESULT.exec(address)?.[1];

function targetOf(frame: Readonly<Record<string, unknown>>): Target | undefined {
	const { chart, params, run, inbox, dashboard } = frame;
	if (typeof chart === 'string')
		return { chart, ...(params ? { params: params as NonNullable<object> as never } : {}) };
	if (typeof run === 'string') return { run };
	if (typeof dashboard === 'string') return { dashboard };
	return inbox === true ? { inbox } : undefined;
}

export class Reel {
	readonly steps: Step[] = [];
	/** Each with the key that subscriptions of it have, in the order in which they were first asked for. */
	readonly targets = new Map<string, Target>();
	/** The tables of large results, by what names them in their address. */
	readonly results = new Map<string, unknown>();
	readonly startAt: number;
	readonly endAt: number;
	/** Frames that the viewer saw and the recording does not have. */
	missing = 0;
	readonly #logs = new Map<string, Entry[]>();
	readonly #facts = new Map<string, Dated<Fact>[]>();
	readonly #connections: (Dated<boolean> & { readonly at: number })[] = [];
	/** Which target each subscription was for. */
	readonly #asked = new Map<number, string>();
	readonly #frames = new Map<string, Readonly<Record<string, unknown>>>();

	/** @throws ChartwireError `no_content` when only positions were recorded, or nothing at all. */
	constructor(client: RecordedClient) {
		const content = contentOf(client);
		if (content === 'positions') {
			const message = `This recording says where each frame stands and not what it says, so that there is nothing to replay. Record with frames to replay.`;
			throw new ChartwireError('no_content', message);
		}
		if (content === 'nothing')
			throw new ChartwireError('no_content', 'The recorded client has received nothing that could be replayed.');
		const times = timesOf(client.observations);
		for (const [index, observation] of client.observations.entries()) this.#take(observation, times[index] ?? 0);
		this.#forgetLeaving();
		this.startAt = times[0] ?? 0;
		this.endAt = times.at(-1) ?? 0;
	}

	/** How many steps have happened by then. */
	positionAt(at: number): number {
		return countWhile(this.steps, (step) => step.at <= at);
	}

	/** The last frame of a channel that was shown by then. */
	entryAt(channel: string, position: number): Entry | undefined {
		const log = this.#logs.get(channel) ?? [];
		return log[countWhile(log, ({ step }) => step < position) - 1];
	}

	factAt(key: string, position: number): Fact | undefined {
		const facts = this.#facts.get(key) ?? [];
		return facts[countWhile(facts, ({ step }) => step < position) - 1]?.value;
	}

	/** Whether it was ever told how to draw this target. */
	hasSpec(key: string): boolean {
		return (this.#facts.get(key) ?? []).some(({ value }) => value.type === 'channel' && value.spec !== null);
	}

	isUpAt(position: number): boolean {
		return this.#connections[countWhile(this.#connections, ({ step }) => step < position) - 1]?.value ?? false;
	}

	/** When there is a connection again; undefined when never. */
	nextUpAt(position: number): number | undefined {
		return this.#connections.find(({ step, value }) => step >= position && value)?.at;
	}

	/** The events that lead from a sequence number to an entry of the same epoch; undefined when they do not. */
	between(since: number, { step, message }: Entry): readonly EventMessage[] | undefined {
		const log = this.#logs.get(message.channel) ?? [];
		const events: EventMessage[] = [];
		for (let index = countWhile(log, (entry) => entry.step <= step) - 1; ; index -= 1) {
			const each = log[index]?.message;
			if (each?.epoch === message.epoch && each.seq === since) return events.reverse();
			const usable = each?.type === 'event' && each.epoch === message.epoch && each.seq > since;
			if (!usable || events.length === LONGEST_REPLAY) return undefined;
			events.push(each);
		}
	}

	#take(observation: Observation, at: number): void {
		switch (observation.what) {
			case 'out':
				this.#onSent(observation.frame);
				break;
			case 'in':
				this.#onReceived(observation.frame, at);
				break;
			case 'cursor':
				if (observation.decision === 'deliver' || observation.decision === 'reset') this.#onShown(observation, at);
				break;
			case 'connection': {
				const up = observation.status === 'online';
				this.#connections.push({ step: this.steps.length, value: up, at });
				this.steps.push({ at, type: 'connection', up, status: observation.status });
				break;
			}
			case 'answer': {
				const name = resultOf(observation.path);
				if (name !== undefined && observation.body !== undefined) this.results.set(name, observation.body);
				break;
			}
		}
	}

	/** That the page was left, or the recording ended, is no outage. */
	#forgetLeaving(): void {
		for (
			let last = this.steps.at(-1);
			last?.type === 'connection' && LEAVING.includes(last.status);
			last = this.steps.at(-1)
		) {
			this.steps.pop();
			this.#connections.pop();
		}
	}

	#onSent(frame: Readonly<Record<string, unknown>>): void {
		const target = frame['type'] === 'subscribe' ? targetOf(frame) : undefined;
		if (target === undefined) return;
		const key = targetKey(target);
		this.#asked.set(Number(frame['id']), key);
		if (!this.targets.has(key)) this.targets.set(key, target);
	}

	#onReceived(frame: Readonly<Record<string, unknown>>, at: number): void {
		const { type, id, channel } = frame;
		const key = this.#asked.get(Number(id));
		if (type === 'event' || type === 'reset') this.#frames.set(frameKey(frame), frame);
		else if (key === undefined) return;
		else if (type === 'subscribed' && typeof channel === 'string') {
			// What says nothing of it has not changed it.
			const before = this.#facts.get(key)?.at(-1)?.value;
			const spec = (frame['spec'] as object | null | undefined) ?? null;
			const kept = !('spec' in frame) && before?.type === 'channel' ? before.spec : spec;
			this.#learn(key, { type: 'channel', channel, spec: kept }, at);
		} else if (type === 'error') {
			const { code, message, retryable } = frame as unknown as ErrorMessage;
			this.#learn(
				key,
				{ type: 'error', code: String(code), message: String(message), retryable: retryable === true },
				at,
			);
		}
	}

	#learn(key: string, fact: Fact, at: number): void {
		const facts = this.#facts.get(key) ?? [];
		this.#facts.set(key, facts);
		if (JSON.stringify(facts.at(-1)?.value) === JSON.stringify(fact)) return;
		facts.push({ step: this.steps.length, value: fact });
		this.steps.push({ at, type: 'fact', key });
	}

	#onShown(seen: Extract<Observation, { what: 'cursor' }>, at: number): void {
		const { channel, epoch, seq } = seen;
		const { event, snapshot, at: stamp } = this.#frames.get(frameKey({ ...seen })) ?? {};
		if (event === undefined && snapshot === undefined) {
			this.missing += 1;
			return;
		}
		const log = this.#logs.get(channel) ?? [];
		this.#logs.set(channel, log);
		const before = log.at(-1);
		const place = { channel, epoch, seq, at: typeof stamp === 'number' ? stamp : at };
		const view = snapshot ? (snapshot as Snapshot) : applyEvent(before?.view ?? {}, event as EventMessage['event']);
		const follows = before?.message.epoch === epoch && before.message.seq + 1 === seq;
		const message =
			event !== undefined && follows
				? { ...place, type: 'event' as const, event: event as EventMessage['event'] }
				: { ...place, type: 'reset' as const, snapshot: view };
		log.push({ step: this.steps.length, message, view });
		this.steps.push({ at, type: 'frame', channel });
	}
}

const frameKey = ({ type, channel, epoch, seq }: Readonly<Record<string, unknown>>): string =>
	JSON.stringify([type, channel, epoch, seq]);
