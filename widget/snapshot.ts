/** What a channel shows: the events reduced into named parts, exactly as the server's publish script does it. */
import { PART_OF_KIND, type Snapshot, type StreamEvent } from './protocol.ts';

/** False for a kind that a newer server has: it is ignored, though it advances the cursor. */
export function isKnown(event: StreamEvent): boolean {
	return Object.hasOwn(PART_OF_KIND, event.kind);
}

/** The state after an event. Each kind overwrites its own part only; a `result` also ends the run it came from. */
export function applyEvent(view: Snapshot, event: StreamEvent): Snapshot {
	if (!isKnown(event)) return view;
	if (event.kind !== 'result') return { ...view, [PART_OF_KIND[event.kind]]: event };
	const { run: _ended, ...rest } = view;
	return { ...rest, result: event };
}
