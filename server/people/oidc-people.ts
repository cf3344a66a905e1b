/**
 * Whose account belongs to an identity of the OpenID provider. Issuer and subject name a person. The first time an account is
 * found by the e-mail address, or made, and only by an address that the provider vouches for: with any other, whoever can
 * write an address into their profile would have its owner's account.
 */
import { writeAudit } from '../audit/audit.ts';
import type { OidcConfig } from '../config.ts';
import { type Database, type Executor, statement } from '../database/database.ts';
import { type Account, addAccount, findByEmail, setPassword } from './accounts.ts';
import type { PeopleSettings, Visitor } from './deps.ts';
import { addMember } from './members.ts';
import type { Identity } from './oidc.ts';
import { beginSession, endSessions } from './sessions.ts';
import { actorOf } from './visitor.ts';

/** Why somebody whom the provider knows is not let in; the sign-in page has a sentence for each. */
export const REFUSALS = ['email_unverified', 'domain_not_allowed', 'not_invited', 'account_disabled'] as const;
export type Refusal = (typeof REFUSALS)[number];

export class RefusedIdentity extends Error {
	readonly reason: Refusal;

	constructor(reason: Refusal) {
		super(`the sign-in was refused: ${reason}`);
		this.reason = reason;
	}
}

const selectIdentity = statement<Account>(import.meta.url, 'select-identity');
const insertIdentity = statement<never>(import.meta.url, 'insert-identity');

/** Whether the address is of a domain that may sign in. A subdomain is another domain. */
export function isAllowed(domains: readonly string[], email: string | undefined): boolean {
	if (domains.length === 0) return true;
	return email !== undefined && domains.includes(email.slice(email.lastIndexOf('@') + 1));
}

export interface SignInOptions {
	readonly oidc: OidcConfig;
	readonly settings: PeopleSettings;
	readonly visitor: Visitor;
}

/** Returns the token of a new session. @throws RefusedIdentity */
export function signInAs(database: Database, identity: Identity, options: SignInOptions): Promise<string> {
	const { oidc, settings, visitor } = options;
	return database.begin(async (on) => {
		const account = await accountOf(on, identity, options);
		if (account.disabled) throw new RefusedIdentity('account_disabled');
		// At each sign-in: a domain that was taken from the list, or an address that has changed, lets nobody in any more.
		if (!isAllowed(oidc.domains, identity.email)) throw new RefusedIdentity('domain_not_allowed');
		const entry = { actor: actorOf(account, visitor), action: 'session.began', object: account.id } as const;
		await writeAudit(on, { ...entry, details: { by: 'openid', issuer: identity.issuer } });
		return beginSession(on, account.id, { visitor, lives: settings });
	});
}

async function accountOf(on: Executor, identity: Identity, options: SignInOptions): Promise<Account> {
	const { issuer, subject, email } = identity;
	const [known] = await selectIdentity(on, [issuer, subject]);
	if (known !== undefined) return known;
	if (email === undefined) throw new RefusedIdentity('email_unverified');
	if (!isAllowed(options.oidc.domains, email)) throw new RefusedIdentity('domain_not_allowed');
	const found = await findByEmail(on, email);
	if (found !== undefined) await dropForeignPassword(on, found);
	const account = found ?? (await newcomer(on, { ...identity, email }, options));
	await insertIdentity(on, [issuer, subject, account.id]);
	const actor = actorOf(account, options.visitor);
	await writeAudit(on, { actor, action: 'account.linked', object: account.id, details: { issuer } });
	return account;
}

/**
 * An account may have been made with an address that is not its maker's, who would go on with its password once the owner of
 * the address has come. Administrators keep theirs: they have come by the operator's link, and need a way in without a provider.
 */
async function dropForeignPassword(on: Executor, { id, password, administrator }: Account): Promise<void> {
	if (password === null || administrator) return;
	await setPassword(on, id, null);
	await endSessions(on, id);
}

type KnownAddress = Identity & { readonly email: string };

async function newcomer(on: Executor, { email, name = email }: KnownAddress, options: SignInOptions): Promise<Account> {
	const { role, project } = options.oidc;
	if (role === 'none') throw new RefusedIdentity('not_invited');
	const account = await addAccount(on, { email, name, password: null });
	await addMember(on, project, { account: account.id, role });
	const actor = actorOf(account, options.visitor);
	await writeAudit(on, { actor, action: 'account.created', object: account.id, project, details: { role } });
	return account;
}
