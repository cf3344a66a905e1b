/** The first administrator: by a link that a node logs while there is none, or that an operator asks for in a terminal. */

import { writeAudit } from '../audit/audit.ts';
import type { Database, Executor } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Account, addAccount, hasAdministrator, holdInstallation } from './accounts.ts';
import { addLink, dropSetupLinks, type MadeLink, SETUP_LINK_MS, takeLink } from './links.ts';
import { addMember } from './members.ts';

/** The project that there is from the beginning. */
const FIRST_PROJECT = 'default';

/**
 * A link for an operator. While nobody administrates it makes the first administrator; afterwards a further one, for whoever
 * has lost their password: an operator has the database at hand, and could do so anyway.
 */
export function operatorLink(database: Database, publicUrl: string): Promise<MadeLink> {
	return database.begin(async (on) => {
		const kind = (await hasAdministrator(on)) ? 'administrator' : 'setup';
		const made = await addLink(on, publicUrl, { kind, createdBy: 'operator', livesMs: SETUP_LINK_MS });
		const actor = { kind: 'operator', id: 'operator', name: 'operator', address: 'terminal' } as const;
		await writeAudit(on, { actor, action: 'link.created', object: made.id, details: { kind } });
		return made;
	});
}

/** Says once, while nobody administrates, where to begin. Each node's link is good; the first that is used ends them all. */
export async function offerSetup(database: Database, publicUrl: string, log: Log): Promise<void> {
	if (await hasAdministrator(database)) return;
	const { link } = await addLink(database, publicUrl, { kind: 'setup', createdBy: 'server', livesMs: SETUP_LINK_MS });
	log.warn({ link }, 'nobody administrates this installation yet: open this link within 24 h to do so');
}

export interface NewAdministrator {
	readonly code: string;
	readonly email: string;
	readonly name: string;
	/** Hashed. */
	readonly password: string;
}

/** @throws NamedError link_invalid, conflict */
export async function createAdministrator(on: Executor, wanted: NewAdministrator): Promise<Account> {
	const { code, ...account } = wanted;
	await holdInstallation(on);
	const { kind } = await takeLink(on, code, ['setup', 'administrator']);
	if (kind === 'setup' && (await hasAdministrator(on))) {
		throw new NamedError(
			'link_invalid',
			'Somebody administrates this installation already; ask them for an invitation.',
		);
	}
	const added = await addAccount(on, { ...account, administrator: true });
	await addMember(on, FIRST_PROJECT, { account: added.id, role: 'administrator' });
	await dropSetupLinks(on);
	return added;
}
