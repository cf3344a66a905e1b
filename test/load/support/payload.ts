/**
 * What is published: a result of some 4 KB, as a chart gets it. The same content goes to every contender. The run's
 * name is a marker that says which publication it is and when it was made, on the machine's one monotonic clock.
 */
import type { ResultEvent } from '../../../widget/protocol.ts';

export const nowMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

export const newMarker = (index: number): string => `load-${index}-${nowMs().toFixed(3)}`;

export interface Marker {
	readonly index: number;
	readonly sentAt: number;
}

const MARKER = /"run":"load-(\d+)-([\d.]+)"/;

/** Reads the marker in the head of a frame, or undefined. */
export function findMarker(text: string): Marker | undefined {
	const found = MARKER.exec(text);
	return found === null ? undefined : { index: Number(found[1]), sentAt: Number(found[2]) };
}

/** A table of two columns that fills about this many bytes of JSON. */
export function resultEvent(run: string, bytes = 4_096): ResultEvent {
	const rows = Math.max(1, Math.round((bytes - 300) / 21));
	const days = Array.from({ length: rows }, (_, row) =>
		new Date(Date.UTC(2020, 0, 1 + row)).toISOString().slice(0, 10),
	);
	const revenue = days.map((_, row) => 1_000 + ((row * 7_919) % 8_999));
	const columns = [
		{ name: 'day', type: 'date' },
		{ name: 'revenue', type: 'number' },
	] as const;
	const content = { columns, data: [days, revenue], rows, truncated: false, asOf: Date.now(), hash: 'h'.repeat(43) };
	return { kind: 'result', run, result: content };
}

/** The same event as a frame of the wire, for the peers: what Chartwire's stream makes of it. */
export const eventFrame = (event: ResultEvent, seq: number) =>
	({ type: 'event', channel: 'c'.repeat(43), epoch: 'e'.repeat(12), seq, at: Date.now(), event }) as const;
