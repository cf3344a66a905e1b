/**
 * The stream's port: the one path by which anything reaches a client, and the only place where the gateway
 * and the workers meet. Two adapters: redis.ts for real life, memory.ts for one process without Redis; one
 * contract suite runs on both.
 */
import type { Position, StreamEvent } from '../../widget/protocol.ts';

export interface RingLimits {
	readonly maxCount: number;
	readonly maxBytes: number;
	readonly maxAgeMs: number;
}

/** Orders a channel's writers: a later attachment, or a later attempt of the same one, shuts the earlier out (I7). */
export interface Fence {
	readonly ordinal: number;
	readonly attempt: number;
}

export interface Publication {
	readonly channel: string;
	readonly event: StreamEvent;
	/** Publishing again under the same key changes nothing (I7). */
	readonly key: string;
	/** Or, of what is said about a result and not by a run, that result: told only while it is the last one known. */
	readonly fence: Fence | { readonly about: string };
}

export interface Published extends Position {
	/** `fenced`: a later word has been told, or the result that this is about is not the last one known. */
	readonly outcome: 'published' | 'duplicate' | 'fenced';
	/** The server's time in ms. */
	readonly at: number;
	/** True when this call began a new epoch: whatever the channel knew may have to be told again. */
	readonly fresh: boolean;
}

/** A frame as it goes over the wire, with its position beside it so that nobody has to parse it again. */
export interface Frame extends Position {
	readonly text: string;
}

/** All frames after a position, or (recovered false) one reset with the state now; never a part (I3). */
export interface History extends Position {
	readonly fresh: boolean;
	readonly recovered: boolean;
	readonly frames: readonly Frame[];
}

/** By what is watched, how many watch it. */
export type Viewers = Readonly<Record<string, number>>;

/** Of several nodes, all together. */
export function sumOfViewers(nodes: readonly Viewers[]): Viewers {
	const sums = new Map<string, number>();
	for (const [name, count] of nodes.flatMap(Object.entries)) sums.set(name, (sums.get(name) ?? 0) + count);
	return Object.fromEntries(sums);
}

/** Nobody asks for a longer lease. */
export const LONGEST_LEASE_MS = 60_000;

export interface Stream {
	/** One atomic step: sequence, time, ring, snapshot, announcement (I5). */
	publish(publication: Publication): Promise<Published>;
	read(channel: string, since?: Position): Promise<History>;
	/** Resolves once announcements flow, so that whoever then reads history misses nothing (I6). */
	listen(channel: string, listener: (frame: Frame) => void): Promise<() => void>;
	/** Called when announcements may have been lost and flow again: every listener has to read from its position. */
	onInterrupted(listener: () => void): () => void;
	/** Renews the lease that says that somebody watches these channels; by the store's clock, whatever the caller's says. */
	want(channels: readonly string[], leaseMs: number): Promise<void>;
	/** The channels whose lease has not run out. */
	wanted(): Promise<readonly string[]>;
	/** Says how many watch what at this node, by names that the caller knows; forgotten when it is not said again in time. */
	tellViewers(node: string, viewers: Viewers, lifeMs: number): Promise<void>;
	/** How many watch what at all nodes together. */
	viewers(): Promise<Viewers>;
	/** Resolves when the store answers. */
	ping(): Promise<void>;
	close(): Promise<void>;
}
