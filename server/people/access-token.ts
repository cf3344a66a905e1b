/**
 * Access tokens: what a session gives its page for the rest of the API. Each speaks for one project, with the role that the
 * account has there, for ten minutes; it has the session's id as its own, by which it is refused when the session ends.
 */
import { SignJWT } from 'jose';
import type { Role } from '../auth/embed-claims.ts';
import { signJwt } from '../auth/sign-token.ts';
import { type Database, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Session } from './sessions.ts';

const LIVES_S = 600;

interface GrantRow {
	readonly role: Role;
	readonly archived: boolean;
	/** s, by the clock that revocations are written by. */
	readonly at: number;
}

const selectGrant = statement<GrantRow>(import.meta.url, 'select-grant');

export interface AccessToken {
	readonly token: string;
	/** ms */
	readonly expiresAt: number;
	readonly project: string;
	readonly role: Role;
}

/** @throws NamedError session_missing, not_found: no member; not_allowed: the project is archived */
export async function accessToken(
	database: Database,
	secret: string,
	{ session, project }: { readonly session: Session; readonly project: string },
): Promise<AccessToken> {
	const [grant] = await selectGrant(database, [session.id, project]);
	if (grant === undefined) throw new NamedError('not_found', 'There is no such project, or you are no member of it.');
	const { role, archived, at } = grant;
	if (archived) throw new NamedError('not_allowed', 'This project is archived; an administrator can open it again.');
	const expiresAt = Math.floor(Date.now() / 1_000) + LIVES_S;
	const permissions = role === 'viewer' ? [] : ['author'];
	const jwt = new SignJWT({ project, charts: '*', dashboards: '*', permissions, role })
		.setSubject(session.account)
		.setJti(session.id)
		// With its fraction (RFC 7519, section 2): a token of the second of a revocation may be older or newer.
		.setIssuedAt(at)
		.setExpirationTime(expiresAt);
	return { token: await signJwt(secret, jwt), expiresAt: expiresAt * 1_000, project, role };
}
