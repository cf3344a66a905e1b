/** `/v1/account/…`: one's own account: who one is, access tokens, sessions, name and password. */
import { Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { parseBody } from '../http.ts';
import { accessToken } from './access-token.ts';
import { setName } from './accounts.ts';
import type { Cookies } from './cookies.ts';
import type { PeopleDeps } from './deps.ts';
import { listProjects } from './projects.ts';
import { endSession, endSessions, listSessions } from './sessions.ts';
import { changePassword } from './sign-in.ts';
import { passwordSchema, personNameSchema, type SessionEnv } from './visitor.ts';

const passwordChangeSchema = z.strictObject({ current: passwordSchema, next: passwordSchema });

export function ownRoutes(deps: PeopleDeps, cookies: Cookies): Hono<SessionEnv> {
	const { database, secret, settings } = deps;
	return new Hono<SessionEnv>()
		.get('/', async (context) => {
			const { id: _, account, ...rest } = context.get('session');
			const all = await listProjects(database, context.get('session'));
			return context.json({ account, ...rest, projects: all.filter(({ role }) => role !== null) });
		})
		.put('/', async (context) => {
			const { name } = await parseBody(context, z.strictObject({ name: personNameSchema }));
			const { account } = context.get('session');
			const entry = { actor: context.get('actor'), action: 'account.renamed', object: account, details: { name } };
			await audited(database, entry, (on) => setName(on, account, name));
			return context.body(null, 204);
		})
		.post('/token', async (context) => {
			const { project } = await parseBody(context, z.strictObject({ project: z.string().min(1).max(100) }));
			return context.json(await accessToken(database, secret, { session: context.get('session'), project }));
		})
		.post('/password', async (context) => {
			const change = await parseBody(context, passwordChangeSchema);
			await changePassword(deps, context.get('session'), { ...change, visitor: context.get('visitor') });
			return context.body(null, 204);
		})
		.get('/sessions', async (context) => {
			return context.json({ sessions: await listSessions(database, context.get('session'), settings) });
		})
		.delete('/sessions', async (context) => {
			const { account } = context.get('session');
			const entry = { actor: context.get('actor'), action: 'sessions.ended', object: account };
			await audited(database, entry, (on) => endSessions(on, account));
			cookies.drop(context, 'chartwire');
			return context.body(null, 204);
		})
		.delete('/sessions/:id', async (context) => {
			const { account } = context.get('session');
			const id = context.req.param('id');
			const entry = { actor: context.get('actor'), action: 'session.ended', object: id };
			await audited(database, entry, (on) => endSession(on, account, id));
			return context.body(null, 204);
		});
}
