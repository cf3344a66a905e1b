/**
 * `/v1/project`: settings of the token's project, the keys with which its tokens are signed, and what of them is revoked.
 * For authors of a back end, and of people and machines that sign in here for administrators.
 */
import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { ORIGIN } from '../auth/origins.ts';
import { addKey, dropKey, listKeys } from '../auth/project-keys.ts';
import { revoke } from '../auth/revocations.ts';
import { demandManager } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { parseBody } from '../http.ts';
import type { Keyring } from '../sources/keyring.ts';
import { findProject, saveProject } from './projects.ts';

const originSchema = z
	.string()
	.max(300)
	.regex(ORIGIN, 'must be an origin such as https://app.example.com or https://*.example.com, in small letters');

const projectSchema = z
	.strictObject({ private: z.boolean().optional(), origins: z.array(originSchema).max(100).optional() })
	.refine((settings) => Object.keys(settings).length > 0, 'names no setting: give "private", "origins" or both');

const keySchema = z.strictObject({
	name: z.string().trim().min(1).max(100),
	author: z.boolean().default(false),
	publicKey: z.union([z.string().max(2_000), z.record(z.string(), z.unknown())]).optional(),
});

const named = z.string().min(1).max(200);
const revocationSchema = z.union([z.strictObject({ subject: named }), z.strictObject({ token: named })]);

export interface ProjectDeps {
	readonly database: Database;
	readonly keys: Keyring;
}

const managersOnly: MiddlewareHandler<BearerEnv> = async (context, next) => {
	demandManager(context.get('bearer'));
	await next();
};

export function projectRoutes({ database, keys }: ProjectDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.use('*', managersOnly)
		.get('/', async (context) => {
			const { project } = context.get('bearer');
			return context.json({ project, ...(await findProject(database, project)) });
		})
		.put('/', async (context) => {
			const { project } = context.get('bearer');
			const settings = await parseBody(context, projectSchema);
			const entry = { actor: context.get('actor'), action: 'project.settings', object: project, project };
			const details = { ...(settings.private === undefined ? {} : { private: settings.private }) };
			const origins = settings.origins === undefined ? {} : { origins: settings.origins };
			const saved = await audited(database, { ...entry, details: { ...details, ...origins } }, (on) =>
				saveProject(on, project, settings),
			);
			return context.json({ project, ...saved });
		})
		.get('/keys', async (context) => {
			return context.json({ keys: await listKeys(database, context.get('bearer').project) });
		})
		.post('/keys', async (context) => {
			const { project, subject } = context.get('bearer');
			const wanted = await parseBody(context, keySchema);
			const entry = { actor: context.get('actor'), action: 'signing-key.created', object: wanted.name, project };
			const made = await audited(database, { ...entry, details: { author: wanted.author } }, (on) =>
				addKey(on, wanted, { keys, project, subject }),
			);
			return context.json(made, 201);
		})
		.delete('/keys/:kid', async (context) => {
			const { project } = context.get('bearer');
			const kid = context.req.param('kid');
			const entry = { actor: context.get('actor'), action: 'signing-key.revoked', object: kid, project };
			await audited(database, entry, (on) => dropKey(on, project, kid));
			return context.body(null, 204);
		})
		.post('/revocations', async (context) => {
			const revoked = await parseBody(context, revocationSchema);
			const [kind, name] =
				'subject' in revoked ? (['subject', revoked.subject] as const) : (['token', revoked.token] as const);
			const { project } = context.get('bearer');
			const entry = { actor: context.get('actor'), action: `${kind}.revoked`, object: name, project };
			await audited(database, entry, (on) => revoke(on, project, { kind, name }));
			return context.body(null, 204);
		});
}
