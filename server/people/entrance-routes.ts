/**
 * `/v1/account/…` for whoever has no session yet: what the sign-in page is to show, signing in and out, and the one-time links.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { NamedError } from '../errors.ts';
import { parseBody } from '../http.ts';
import { hasAdministrator } from './accounts.ts';
import type { Cookies } from './cookies.ts';
import type { PeopleDeps } from './deps.ts';
import { readLink } from './links.ts';
import { endSession } from './sessions.ts';
import { joinAs, joinAsNewcomer, sessionOf, setPasswordByLink, setUp, signIn } from './sign-in.ts';
import {
	actorOf,
	codeSchema,
	emailSchema,
	passwordSchema,
	personNameSchema,
	sessionCookie,
	type VisitorEnv,
} from './visitor.ts';

const credentialsSchema = z.strictObject({ email: emailSchema, password: passwordSchema });
const newcomerFields = { code: codeSchema, email: emailSchema, name: personNameSchema, password: passwordSchema };
const newcomerSchema = z.strictObject(newcomerFields);
const joinSchema = z.union([newcomerSchema, z.strictObject({ code: codeSchema })]);
const newPasswordSchema = z.strictObject({ code: codeSchema, password: passwordSchema });

export function entranceRoutes(deps: PeopleDeps, cookies: Cookies): Hono<VisitorEnv> {
	const keep = sessionCookie(deps, cookies);
	return new Hono<VisitorEnv>()
		.get('/options', async (context) => {
			const { oidc } = deps.settings;
			const isSetUp = await hasAdministrator(deps.database);
			return context.json({ setUp: isSetUp, oidc: oidc === undefined ? null : { name: oidc.name } });
		})
		.post('/sign-in', async (context) => {
			const given = await parseBody(context, credentialsSchema);
			keep(context, await signIn(deps, given, context.get('visitor')));
			return context.body(null, 204);
		})
		.post('/sign-out', async (context) => {
			const visitor = context.get('visitor');
			const session = await sessionOf(deps, visitor);
			cookies.drop(context, 'chartwire');
			if (session === undefined) return context.body(null, 204);
			const { account: id, email } = session;
			const entry = { actor: actorOf({ id, email }, visitor), action: 'session.ended', object: session.id };
			await audited(deps.database, entry, (on) => endSession(on, id, session.id));
			return context.body(null, 204);
		})
		.post('/link', async (context) => {
			const { code } = await parseBody(context, z.strictObject({ code: codeSchema }));
			const { kind, role, email, projectName } = await readLink(deps.database, code);
			return context.json({ kind, role, email, project: projectName });
		})
		.post('/setup', async (context) => {
			const newcomer = await parseBody(context, newcomerSchema);
			keep(context, await setUp(deps, newcomer, context.get('visitor')));
			return context.body(null, 204);
		})
		.post('/join', async (context) => {
			const visitor = context.get('visitor');
			const given = await parseBody(context, joinSchema);
			if ('password' in given) {
				keep(context, await joinAsNewcomer(deps, given, visitor));
				return context.body(null, 204);
			}
			const session = await sessionOf(deps, visitor);
			if (session === undefined) throw new NamedError('session_missing', 'Sign in, or give a name and a password.');
			await joinAs(deps, session, { code: given.code, visitor });
			return context.body(null, 204);
		})
		.post('/new-password', async (context) => {
			const given = await parseBody(context, newPasswordSchema);
			keep(context, await setPasswordByLink(deps, given, context.get('visitor')));
			return context.body(null, 204);
		});
}
