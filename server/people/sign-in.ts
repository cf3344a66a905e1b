/** Signing in, by password: operations without HTTP. Whatever is wrong, the answer and its time are the same. */
import { audited, writeAudit } from '../audit/audit.ts';
import type { Executor } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { type Account, addAccount, findAccount, findByEmail, holdPassword, setPassword } from './accounts.ts';
import { forgiveAttempt, takeAttempt } from './attempts.ts';
import type { PeopleDeps, Visitor } from './deps.ts';
import { readLink, takeLink } from './links.ts';
import { addMember } from './members.ts';
import { demandGoodPassword } from './passwords.ts';
import { beginSession, endSessions, findSession, type Session } from './sessions.ts';
import { createAdministrator } from './setup.ts';
import { actorOf } from './visitor.ts';

const failed = (): NamedError => new NamedError('sign_in_failed', 'The e-mail address or the password is wrong.');

const wrongPassword = (): NamedError => new NamedError('sign_in_failed', 'The present password is wrong.');

export interface Credentials {
	readonly email: string;
	readonly password: string;
}

/** Returns the token of a new session. @throws NamedError sign_in_failed, rate_limited */
export function signIn(deps: PeopleDeps, given: Credentials, visitor: Visitor): Promise<string> {
	return deps.passwords.withRoom(() => tryPassword(deps, given, visitor));
}

async function tryPassword(deps: PeopleDeps, given: Credentials, visitor: Visitor): Promise<string> {
	const { database, secret, passwords, settings } = deps;
	const attempt = { email: given.email, address: visitor.address };
	const waits = await takeAttempt(database, secret, attempt);
	const account = await findByEmail(database, given.email);
	const matches = await passwords.matches(account?.password ?? null, given.password);
	if (account === undefined || !matches || account.disabled) {
		if (account !== undefined && waits > 0) tellOfFailures(deps, account, visitor);
		throw failed();
	}
	const rehashed = await renewed(deps, account, given.password);
	const entry = { actor: actorOf(account, visitor), action: 'session.began', object: account.id } as const;
	return audited(database, { ...entry, details: { by: 'password' } }, async (on) => {
		if (!(await holdPassword(on, account))) throw failed();
		if (rehashed !== undefined) await setPassword(on, account.id, rehashed);
		await forgiveAttempt(on, secret, attempt);
		return beginSession(on, account.id, { visitor, lives: settings });
	});
}

/** The same password under today's parameters, if its hash was made with others. */
async function renewed({ passwords }: PeopleDeps, { password }: Account, given: string): Promise<string | undefined> {
	return password !== null && passwords.isOutdated(password) ? passwords.hash(given) : undefined;
}

/**
 * Once it fails so often that it waits, and only for accounts that there are: strangers cannot fill the log at will. The answer
 * does not wait for it, or its time would tell that there is such an account.
 */
function tellOfFailures({ database, log }: PeopleDeps, account: Account, { address }: Visitor): void {
	const actor = { kind: 'stranger', id: account.id, name: account.email, address } as const;
	writeAudit(database, { actor, action: 'session.refused', object: account.id }).catch((error: unknown) => {
		log.warn({ account: account.id, error: String(error) }, 'a refused sign-in is missing in the audit log');
	});
}

const SETUP_KINDS = ['setup', 'administrator'] as const;

export interface Newcomer extends Credentials {
	readonly code: string;
	readonly name: string;
}

/** With the link of an empty installation, or of an operator. @throws NamedError link_invalid, password_weak, conflict */
export async function setUp(deps: PeopleDeps, newcomer: Newcomer, visitor: Visitor): Promise<string> {
	demandGoodPassword(newcomer.password, newcomer);
	// Before anything costly: a stranger without a link makes nobody hash.
	await readLink(deps.database, newcomer.code, SETUP_KINDS);
	const password = await deps.passwords.hash(newcomer.password);
	return deps.database.begin(async (on) => {
		const account = await createAdministrator(on, { ...newcomer, password });
		const actor = actorOf(account, visitor);
		await writeAudit(on, { actor, action: 'account.created', object: account.id, details: { administrator: true } });
		return beginSession(on, account.id, { visitor, lives: deps.settings });
	});
}

/** With an invitation, as somebody new. @throws NamedError link_invalid, password_weak, conflict, not_allowed */
export async function joinAsNewcomer(deps: PeopleDeps, newcomer: Newcomer, visitor: Visitor): Promise<string> {
	demandGoodPassword(newcomer.password, newcomer);
	await readLink(deps.database, newcomer.code, ['invitation']);
	const password = await deps.passwords.hash(newcomer.password);
	return deps.database.begin(async (on) => {
		const account = await addAccount(on, { ...newcomer, password });
		const actor = actorOf(account, visitor);
		await writeAudit(on, { actor, action: 'account.created', object: account.id });
		await takeInvitation(on, account, { code: newcomer.code, visitor });
		return beginSession(on, account.id, { visitor, lives: deps.settings });
	});
}

/** With an invitation, as somebody who has an account and is signed in. @throws NamedError link_invalid, not_allowed */
export async function joinAs({ database }: PeopleDeps, session: Session, link: OpenedLink): Promise<void> {
	const account = { id: session.account, email: session.email };
	await database.begin((on) => takeInvitation(on, account, link));
}

type Joining = Pick<Account, 'id' | 'email'>;

interface OpenedLink {
	readonly code: string;
	readonly visitor: Visitor;
}

async function takeInvitation(on: Executor, account: Joining, { code, visitor }: OpenedLink): Promise<void> {
	const { project, role, email } = await takeLink(on, code, ['invitation']);
	if (project === null || role === null) throw new NamedError('link_invalid', 'This link is no invitation.');
	if (email !== null && email !== account.email)
		throw new NamedError('not_allowed', `This invitation is for ${email}; use that address, or ask for another one.`);
	const became = await addMember(on, project, { account: account.id, role });
	const actor = actorOf(account, visitor);
	await writeAudit(on, { actor, action: 'member.added', object: account.id, project, details: { role: became } });
}

/** By the link that an administrator has made. Ends every session of the account. @throws NamedError link_invalid, password_weak */
export async function setPasswordByLink(
	deps: PeopleDeps,
	given: { readonly code: string; readonly password: string },
	visitor: Visitor,
): Promise<string> {
	const { database, passwords, settings } = deps;
	const link = await readLink(database, given.code, ['password']);
	const account = await findAccount(database, link.account ?? '');
	demandGoodPassword(given.password, account);
	const hashed = await passwords.hash(given.password);
	const entry = { actor: actorOf(account, visitor), action: 'password.changed', object: account.id } as const;
	return audited(database, { ...entry, details: { by: 'link' } }, async (on) => {
		// The account before its link, as whoever removes it holds both.
		await setPassword(on, account.id, hashed);
		await takeLink(on, given.code, ['password']);
		await endSessions(on, account.id);
		return beginSession(on, account.id, { visitor, lives: settings });
	});
}

export interface PasswordChange {
	readonly current: string;
	readonly next: string;
	readonly visitor: Visitor;
}

/** Ends every other session. @throws NamedError sign_in_failed, rate_limited, password_weak */
export function changePassword(deps: PeopleDeps, session: Session, change: PasswordChange): Promise<void> {
	return deps.passwords.withRoom(() => tryChange(deps, session, change));
}

async function tryChange(deps: PeopleDeps, session: Session, change: PasswordChange): Promise<void> {
	const { database, secret, passwords } = deps;
	const { visitor } = change;
	const attempt = { email: session.email, address: visitor.address };
	await takeAttempt(database, secret, attempt);
	const account = await findAccount(database, session.account);
	if (!(await passwords.matches(account.password, change.current))) throw wrongPassword();
	demandGoodPassword(change.next, account);
	const hashed = await passwords.hash(change.next);
	const entry = { actor: actorOf(account, visitor), action: 'password.changed', object: account.id } as const;
	await audited(database, { ...entry, details: { by: 'password' } }, async (on) => {
		if (!(await holdPassword(on, account))) throw wrongPassword();
		await forgiveAttempt(on, secret, attempt);
		await setPassword(on, account.id, hashed);
		await endSessions(on, account.id, { except: session.id });
	});
}

/** Who visits, if they are signed in. */
export const sessionOf = async (
	{ database, settings }: PeopleDeps,
	{ token }: Visitor,
): Promise<Session | undefined> => (token === undefined ? undefined : findSession(database, token, settings));
