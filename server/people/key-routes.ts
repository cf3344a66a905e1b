/** `/v1/account/projects/:project/keys`: keys of machines, for the project's administrators. */
import { Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { addApiKey, dropApiKey, listApiKeys } from '../auth/api-keys.ts';
import { parseBody } from '../http.ts';
import type { PeopleDeps } from './deps.ts';
import { demandManagerOf } from './members.ts';
import type { SessionEnv } from './visitor.ts';

const keySchema = z.strictObject({
	name: z.string().trim().min(1).max(100),
	role: z.enum(['author', 'viewer']),
	expiresInDays: z.number().int().min(1).max(366).default(90),
});

export function keyRoutes({ database }: PeopleDeps): Hono<SessionEnv> {
	return new Hono<SessionEnv>()
		.get('/:project/keys', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			return context.json({ keys: await listApiKeys(database, project) });
		})
		.post('/:project/keys', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			const wanted = await parseBody(context, keySchema);
			const { email: createdBy } = context.get('session');
			const entry = { actor: context.get('actor'), action: 'key.created', object: wanted.name, project };
			const { role, expiresInDays } = wanted;
			const made = await audited(database, { ...entry, details: { role, expiresInDays } }, (on) =>
				addApiKey(on, project, { ...wanted, createdBy }),
			);
			return context.json(made, 201);
		})
		.delete('/:project/keys/:id', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			const id = context.req.param('id');
			const entry = { actor: context.get('actor'), action: 'key.revoked', object: id, project };
			await audited(database, entry, (on) => dropApiKey(on, project, id));
			return context.body(null, 204);
		});
}
