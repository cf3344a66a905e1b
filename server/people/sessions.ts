/** Sessions: browsers that are signed in. One ends when it was not used for a while, is too old, or is told to. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { hashOfCode, newCode } from './codes.ts';
import type { PeopleSettings, Visitor } from './deps.ts';

export interface Session {
	readonly id: string;
	readonly account: string;
	readonly email: string;
	readonly name: string;
	/** Of the whole installation. */
	readonly administrator: boolean;
	readonly hasPassword: boolean;
}

interface SessionRow extends Session {
	/** ms since it was last written down that it is used. */
	readonly unseen: number;
}

/** As its owner sees it. Times in ms. */
export interface ListedSession {
	readonly id: string;
	readonly createdAt: number;
	/** To a minute. */
	readonly seenAt: number;
	readonly expiresAt: number;
	readonly address: string;
	/** What the browser calls itself. */
	readonly agent: string;
	/** The one that asks. */
	readonly current: boolean;
}

const SEEN_EACH_MS = 60_000;
const MAX_AGENT = 300;

const insertSession = statement<never>(import.meta.url, 'insert-session');
const selectSession = statement<SessionRow>(import.meta.url, 'select-session');
const touchSession = statement<never>(import.meta.url, 'touch-session');
const selectSessions = statement<ListedSession>(import.meta.url, 'select-sessions');
const endSessionsOf = statement<{ id: string }>(import.meta.url, 'end-sessions');
const endByHash = statement<never>(import.meta.url, 'end-session-by-hash');

type Lives = Pick<PeopleSettings, 'sessionMs' | 'sessionIdleMs'>;

/**
 * Begins a session in place of the one that the browser had: a token that somebody has put there before is worth nothing
 * after the sign-in. Returns the token, which is nowhere else.
 */
export async function beginSession(
	on: Executor,
	account: string,
	{ visitor, lives }: { readonly visitor: Visitor; readonly lives: Lives },
): Promise<string> {
	if (visitor.token !== undefined) await endByHash(on, [hashOfCode(visitor.token)]);
	const token = newCode();
	const { address, agent } = visitor;
	await insertSession(on, [hashOfCode(token), account, lives.sessionMs, address, agent.slice(0, MAX_AGENT)]);
	return token;
}

/** Whose session it is; undefined: there is none, or it has ended. */
export async function findSession(on: Executor, token: string, { sessionIdleMs }: Lives): Promise<Session | undefined> {
	const [row] = await selectSession(on, [hashOfCode(token), sessionIdleMs] as Bindable[]);
	if (row === undefined) return undefined;
	const { unseen, ...session } = row;
	if (unseen > SEEN_EACH_MS) await touchSession(on, [session.id]);
	return session;
}

/** Those that have not ended, the last used first. */
export async function listSessions(on: Executor, session: Session, { sessionIdleMs }: Lives) {
	return selectSessions(on, [session.account, session.id, sessionIdleMs] as Bindable[]);
}

/**
 * Ends one session, or all, or all but one; whatever they have got tokens for ends within 5 s. Returns how many there were.
 * To be called in a transaction.
 */
export async function endSessions(
	on: Executor,
	account: string,
	{ only = null, except = null }: { readonly only?: string | null; readonly except?: string | null } = {},
): Promise<number> {
	return (await endSessionsOf(on, [account, only, except] as Bindable[])).length;
}

/** @throws NamedError not_found */
export async function endSession(on: Executor, account: string, only: string): Promise<void> {
	if ((await endSessions(on, account, { only })) > 0) return;
	throw new NamedError('not_found', 'There is no such session; it may have ended by itself.');
}
