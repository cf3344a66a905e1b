/** What every account route shares: that it was asked by a page of our own, who visits, and whose session it is. */
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Actor } from '../audit/audit.ts';
import { NamedError } from '../errors.ts';
import { clientAddress } from '../gateway/address.ts';
import type { Cookies } from './cookies.ts';
import type { PeopleDeps, Visitor } from './deps.ts';
import { problemOfOrigin } from './origin.ts';
import { findSession, type Session } from './sessions.ts';

export interface VisitorEnv {
	Variables: { visitor: Visitor };
}

export interface SessionEnv {
	Variables: { visitor: Visitor; session: Session; actor: Actor };
}

export const emailSchema = z
	.string()
	.trim()
	.toLowerCase()
	.max(254)
	.pipe(z.email('must be an e-mail address such as ada@example.com'));
export const personNameSchema = z.string().trim().min(1).max(100);
/** Only bounded here: passwords.ts says what a good one is. */
export const passwordSchema = z.string().min(1).max(1_000);
export const codeSchema = z.string().regex(/^[\w-]{43}$/, 'is not whole: copy the link again, to its end');

/** Lets in pages of this server only, whatever cookie came along. @throws NamedError origin_not_allowed */
export function ownPagesOnly(publicUrl: URL): MiddlewareHandler {
	return async ({ req }, next) => {
		const problem = problemOfOrigin(publicUrl, {
			method: req.method,
			origin: req.header('origin'),
			host: req.header('host'),
			site: req.header('sec-fetch-site'),
			marked: req.header('chartwire-account') === '1',
		});
		if (problem !== undefined) throw new NamedError('origin_not_allowed', problem);
		await next();
	};
}

export function withVisitor(cookies: Cookies, trustedHops: number): MiddlewareHandler<VisitorEnv> {
	return async (context, next) => {
		context.set('visitor', {
			address: clientAddress(context, trustedHops),
			agent: context.req.header('user-agent') ?? '',
			token: cookies.read(context, 'chartwire'),
		});
		await next();
		context.header('cache-control', 'no-store');
	};
}

/** @throws NamedError session_missing */
export function signedIn({ database, settings }: PeopleDeps): MiddlewareHandler<SessionEnv> {
	return async (context, next) => {
		const { token, address } = context.get('visitor');
		const session = token === undefined ? undefined : await findSession(database, token, settings);
		if (session === undefined) throw new NamedError('session_missing', 'You are not signed in, or not any more.');
		context.set('session', session);
		context.set('actor', { kind: 'account', id: session.account, name: session.email, address });
		await next();
	};
}

/** @throws NamedError not_allowed */
export function demandAdministrator({ administrator }: Session): void {
	if (!administrator) throw new NamedError('not_allowed', 'This is for administrators of the installation.');
}

/** Who acts before they have a session. */
export const actorOf = (
	{ id, email }: { readonly id: string; readonly email: string },
	{ address }: Visitor,
): Actor => ({
	kind: 'account',
	id,
	name: email,
	address,
});

/** What a route hands to whatever begins a session, or ends it. */
export function sessionCookie(deps: PeopleDeps, cookies: Cookies) {
	return (context: Context, token: string) =>
		cookies.set(context, 'chartwire', { value: token, livesMs: deps.settings.sessionMs });
}
