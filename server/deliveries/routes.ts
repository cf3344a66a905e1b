/**
 * `/v1/deliveries`, for authors: what was sent and what was not, sending it again, and trying a channel. And with what a
 * project's webhooks are signed, for those who manage it. docs/deliveries.md is for who calls them.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandManager } from '../auth/tokens.ts';
import type { Database, Executor } from '../database/database.ts';
import { parse, parseBody } from '../http.ts';
import { localeSchema } from '../schedules/declaration.ts';
import type { Keyring } from '../sources/keyring.ts';
import { channelSchema, sealChannels } from './channels.ts';
import { deliverAgain, listDeliveries, listSchema, showDelivery } from './list-deliveries.ts';
import { rotateWebhookSecret, webhookSecrets } from './secrets.ts';
import { addTestMessages } from './test-message.ts';

export interface DeliveryRouteDeps {
	readonly database: Database;
	readonly keys: Keyring;
}

const testSchema = z.strictObject({ channel: channelSchema, locale: localeSchema.default('en') });

const idOf = (context: Context) => parse(z.guid(), context.req.param('id'));

async function addTest(
	on: Executor,
	{ keys }: DeliveryRouteDeps,
	{ project, channel, locale }: z.infer<typeof testSchema> & { readonly project: string },
): Promise<void> {
	const given = channel.kind === 'email' ? { ...channel, to: channel.to.slice(0, 1) } : channel;
	const channels = sealChannels([given], { keys, project, stored: [] });
	await addTestMessages(on, { project, channels, locale });
}

export function deliveryRoutes(deps: DeliveryRouteDeps): Hono<BearerEnv> {
	const { database } = deps;
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project } = authorOf(context);
			return context.json(await listDeliveries(database, project, parse(listSchema, context.req.query())));
		})
		.post('/test', async (context) => {
			const { project } = authorOf(context);
			const test = await parseBody(context, testSchema);
			const entry = { actor: context.get('actor'), action: 'delivery.tried', object: test.channel.kind, project };
			await audited(database, entry, (on) => addTest(on, deps, { ...test, project }));
			return context.json({ accepted: true }, 202);
		})
		.get('/:id', async (context) => {
			const { project } = authorOf(context);
			return context.json(await showDelivery(database, project, idOf(context)));
		})
		.post('/:id/again', async (context) => {
			const { project } = authorOf(context);
			const id = idOf(context);
			const entry = { actor: context.get('actor'), action: 'delivery.again', object: id, project };
			await audited(database, entry, (on) => deliverAgain(on, project, id));
			return context.json({ delivery: id, state: 'waiting' }, 202);
		});
}

/** Below `/v1/project`. */
export function webhookSecretRoutes({ database, keys }: DeliveryRouteDeps): Hono<BearerEnv> {
	const managed = (context: Context<BearerEnv>) => {
		const bearer = context.get('bearer');
		demandManager(bearer);
		return bearer;
	};
	return new Hono<BearerEnv>()
		.get('/webhook-secret', async (context) => {
			const [secret, former] = await webhookSecrets(database, keys, managed(context).project);
			return context.json({ secret, ...(former === undefined ? {} : { former }) });
		})
		.post('/webhook-secret', async (context) => {
			const { project } = managed(context);
			const entry = { actor: context.get('actor'), action: 'webhook-secret.changed', object: project, project };
			await audited(database, entry, (on) => rotateWebhookSecret(on, keys, project));
			const [secret, former] = await webhookSecrets(database, keys, project);
			return context.json({ secret, ...(former === undefined ? {} : { former }) });
		});
}
