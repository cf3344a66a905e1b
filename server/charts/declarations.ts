/**
 * Notices that a chart has been declared with other parameters or claims: whoever watches it watches another channel
 * from then on, and has to be told. Every web node looks for itself, since each knows only its own viewers.
 */
import { type Database, statement } from '../database/database.ts';
import { elapsedMs, momentNow } from '../elapsed.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';

const LOOK_MS = 1_000;
/** A transaction may become visible this much later than the time that it wrote down. */
const OVERLAP_MS = 10_000;

const selectDeclared = statement<{ channel: string; declared_at: string }>(import.meta.url, 'select-declared');

export interface DeclarationOptions {
	readonly database: Database;
	readonly log: Log;
	/** Called once for each channel and declaration. */
	readonly onDeclared: (channel: string) => void;
}

/** Returns what stops it. */
export function watchDeclarations({ database, log, onDeclared }: DeclarationOptions): () => Promise<void> {
	let lookedAt = momentNow();
	let told = new Map<string, string>();
	const work = async () => {
		const began = momentNow();
		const rows = await selectDeclared(database, [elapsedMs(lookedAt, began) + OVERLAP_MS]);
		lookedAt = began;
		const before = told;
		told = new Map(rows.map(({ channel, declared_at }) => [channel, declared_at]));
		for (const [channel, declaredAt] of told) if (before.get(channel) !== declaredAt) onDeclared(channel);
	};
	return startLoop({ name: 'declarations', everyMs: LOOK_MS, log, work });
}
