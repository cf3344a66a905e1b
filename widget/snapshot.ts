/** What a channel shows: the events reduced into named parts, exactly as the server's publish script does it. */
import { PART_OF_KIND, partsRemovedBy, type Snapshot, type StreamEvent } from './protocol.ts';

/** False for a kind that a newer server has: it is ignored, though it advances the cursor. */
export function isKnown(event: StreamEvent): boolean {
	return Object.hasOwn(PART_OF_KIND, event.kind);
}

/** The state after an event: each kind overwrites its own part, and some remove another. */
export function applyEvent(view: Snapshot, event: StreamEvent): Snapshot {
	if (!isKnown(event)) return view;
	const next: { -readonly [Part in keyof Snapshot]: Snapshot[Part] } = { ...view, [PART_OF_KIND[event.kind]]: event };
	for (const part of partsRemovedBy(event)) delete next[part];
	return next;
}
