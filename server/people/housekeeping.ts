/** What has run out goes: sessions, links, attempts, sign-ins under way, and the oldest part of the audit log. */
import { dropOldAudit } from '../audit/audit.ts';
import { type Database, statement } from '../database/database.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { dropOldAttempts } from './attempts.ts';

const EACH_MS = 600_000;

const EXPIRED = ['delete-old-links', 'delete-old-flows'].map((name) => statement<never>(import.meta.url, name));

const deleteOldSessions = statement<never>(import.meta.url, 'delete-old-sessions');

/** Does it once. `idleMs`: a session that was not used for so long has ended. */
export async function keepHouse(
	database: Database,
	{ idleMs, auditDays }: { readonly idleMs: number; readonly auditDays: number },
): Promise<void> {
	await deleteOldSessions(database, [idleMs]);
	for (const drop of EXPIRED) await drop(database, []);
	await dropOldAttempts(database);
	await dropOldAudit(database, auditDays);
}

/** Returns what stops it. */
export function startHousekeeping(
	database: Database,
	log: Log,
	limits: { readonly idleMs: number; readonly auditDays: number },
): () => Promise<void> {
	return startLoop({ name: 'housekeeping', everyMs: EACH_MS, log, work: () => keepHouse(database, limits) });
}
