/** Accounts of a web node: put together, and begun. */
import type { Config } from '../config.ts';
import type { RunDeps } from '../runs/run.ts';
import type { PeopleDeps } from './deps.ts';
import { startHousekeeping } from './housekeeping.ts';
import { Passwords } from './passwords.ts';
import { offerSetup } from './setup.ts';

/** Undefined where accounts are off. */
export async function startPeople(
	{ database, log, secret }: RunDeps,
	{ people: settings, trustedHops }: Config,
	stops: (() => unknown)[],
): Promise<PeopleDeps | undefined> {
	if (settings === undefined) return undefined;
	await offerSetup(database, settings.publicUrl, log);
	const { sessionIdleMs: idleMs, auditDays } = settings;
	stops.push(startHousekeeping(database, log, { idleMs, auditDays }));
	return { database, log, secret, passwords: new Passwords(), settings, trustedHops };
}
