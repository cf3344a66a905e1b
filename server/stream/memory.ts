/**
 * The stream in one process's memory: the same promises as redis.ts, for tests of what stands on the port
 * and for tools that need no second process. Its state ends with the process.
 */
import { randomBytes } from 'node:crypto';
import { PART_OF_KIND, type Position, partsRemovedBy, type StreamEvent } from '../../widget/protocol.ts';
import {
	type Frame,
	type History,
	type Publication,
	type Published,
	type RingLimits,
	type Stream,
	sumOfViewers,
	type Viewers,
} from './stream.ts';

interface Entry extends Frame {
	readonly at: number;
}

interface Channel {
	readonly epoch: string;
	seq: number;
	bytes: number;
	ring: Entry[];
	readonly snapshot: Map<string, StreamEvent>;
	readonly told: Map<string, number>;
	ordinal: number;
	attempt: number;
}

const newChannel = (): Channel => ({
	epoch: randomBytes(9).toString('base64url'),
	seq: 0,
	bytes: 0,
	ring: [],
	snapshot: new Map(),
	told: new Map(),
	ordinal: 0,
	attempt: 0,
});

function admits(channel: Channel, fence: Publication['fence']): boolean {
	if ('about' in fence) {
		const result = channel.snapshot.get('result');
		return result?.kind === 'result' && result.run === fence.about;
	}
	return fence.ordinal === channel.ordinal ? fence.attempt >= channel.attempt : fence.ordinal > channel.ordinal;
}

export class MemoryStream implements Stream {
	readonly #ring: RingLimits;
	readonly #now: () => number;
	readonly #channels = new Map<string, Channel>();
	readonly #listeners = new Map<string, Set<(frame: Frame) => void>>();
	readonly #leases = new Map<string, number>();
	readonly #viewers = new Map<string, { readonly viewers: Viewers; readonly until: number }>();

	constructor(options: { readonly ring: RingLimits; readonly now?: () => number }) {
		this.#ring = options.ring;
		this.#now = options.now ?? Date.now;
	}

	#open(name: string): { channel: Channel; fresh: boolean } {
		const known = this.#channels.get(name);
		if (known !== undefined) return { channel: known, fresh: false };
		const channel = newChannel();
		this.#channels.set(name, channel);
		return { channel, fresh: true };
	}

	#trim(channel: Channel): void {
		const oldest = this.#now() - this.#ring.maxAgeMs;
		for (let first = channel.ring[0]; first !== undefined; first = channel.ring[0]) {
			const within = channel.ring.length <= this.#ring.maxCount && channel.bytes <= this.#ring.maxBytes;
			if (within && first.at >= oldest) return;
			channel.bytes -= Buffer.byteLength(first.text);
			channel.ring.shift();
		}
	}

	async publish({ channel: name, event, key, fence }: Publication): Promise<Published> {
		const { channel, fresh } = this.#open(name);
		const { epoch } = channel;
		const at = this.#now();
		const earlier = channel.told.get(key);
		if (earlier !== undefined) return { outcome: 'duplicate', epoch, seq: earlier, at, fresh };
		if (!admits(channel, fence)) return { outcome: 'fenced', epoch, seq: channel.seq, at, fresh };
		if (!('about' in fence)) {
			channel.ordinal = fence.ordinal;
			channel.attempt = fence.attempt;
		}
		channel.seq += 1;
		channel.told.set(key, channel.seq);
		channel.snapshot.set(PART_OF_KIND[event.kind], event);
		for (const part of partsRemovedBy(event)) channel.snapshot.delete(part);
		const text = JSON.stringify({ type: 'event', channel: name, epoch, seq: channel.seq, at, event });
		const frame = { epoch, seq: channel.seq, text };
		channel.ring.push({ ...frame, at });
		channel.bytes += Buffer.byteLength(text);
		this.#trim(channel);
		for (const listener of this.#listeners.get(name) ?? []) listener(frame);
		return { outcome: 'published', epoch, seq: channel.seq, at, fresh };
	}

	async read(name: string, since?: Position): Promise<History> {
		const { channel, fresh } = this.#open(name);
		this.#trim(channel);
		const { epoch, seq } = channel;
		const first = channel.ring[0]?.seq ?? seq + 1;
		if (since?.epoch === epoch && since.seq <= seq && since.seq + 1 >= first) {
			return { epoch, seq, fresh, recovered: true, frames: channel.ring.filter((entry) => entry.seq > since.seq) };
		}
		const snapshot = Object.fromEntries(channel.snapshot);
		const text = JSON.stringify({ type: 'reset', channel: name, epoch, seq, at: this.#now(), snapshot });
		return { epoch, seq, fresh, recovered: false, frames: [{ epoch, seq, text }] };
	}

	async listen(name: string, listener: (frame: Frame) => void): Promise<() => void> {
		const listeners = this.#listeners.get(name) ?? new Set();
		this.#listeners.set(name, listeners.add(listener));
		return () => {
			listeners.delete(listener);
			if (listeners.size === 0) this.#listeners.delete(name);
		};
	}

	/** Announcements never leave the process, so none is ever lost. */
	onInterrupted(): () => void {
		return () => undefined;
	}

	async want(channels: readonly string[], leaseMs: number): Promise<void> {
		const until = this.#now() + leaseMs;
		for (const channel of channels) this.#leases.set(channel, Math.max(until, this.#leases.get(channel) ?? 0));
	}

	async wanted(): Promise<readonly string[]> {
		const now = this.#now();
		return [...this.#leases].filter(([, until]) => until > now).map(([channel]) => channel);
	}

	async tellViewers(node: string, viewers: Viewers, lifeMs: number): Promise<void> {
		this.#viewers.set(node, { viewers, until: this.#now() + lifeMs });
	}

	async viewers(): Promise<Viewers> {
		const now = this.#now();
		return sumOfViewers([...this.#viewers.values()].filter(({ until }) => until > now).map(({ viewers }) => viewers));
	}

	async ping(): Promise<void> {}

	async close(): Promise<void> {
		this.#listeners.clear();
	}
}
