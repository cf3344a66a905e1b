/**
 * `/v1/account/people`, for administrators of the installation; and `/v1/account/audit`, which tells a project's administrators of
 * their project as well.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { audited, listAudit } from '../audit/audit.ts';
import { parse, parseBody } from '../http.ts';
import { changeAccount, findAccount, listAccounts, removeAccount } from './accounts.ts';
import type { PeopleDeps } from './deps.ts';
import { addLink, PASSWORD_LINK_MS } from './links.ts';
import { demandManagerOf } from './members.ts';
import { demandAdministrator, type SessionEnv } from './visitor.ts';

const changeSchema = z
	.strictObject({ administrator: z.boolean().optional(), disabled: z.boolean().optional() })
	.refine((change) => Object.keys(change).length > 0, 'changes nothing: give "administrator", "disabled" or both');

const filterText = z.string().min(1).max(300).optional();
const moment = z.coerce.number().min(0).max(8.64e15).optional();
const auditSchema = z.strictObject({
	project: filterText,
	actor: filterText,
	action: filterText,
	object: filterText,
	/** ms since 1970 */
	since: moment,
	until: moment,
	before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function peopleRoutes({ database, settings }: PeopleDeps): Hono<SessionEnv> {
	return new Hono<SessionEnv>()
		.get('/people', async (context) => {
			demandAdministrator(context.get('session'));
			return context.json({ people: await listAccounts(database) });
		})
		.put('/people/:account', async (context) => {
			demandAdministrator(context.get('session'));
			const { administrator, disabled } = await parseBody(context, changeSchema);
			const account = context.req.param('account');
			const details = {
				...(administrator === undefined ? {} : { administrator }),
				...(disabled === undefined ? {} : { disabled }),
			};
			const entry = { actor: context.get('actor'), action: 'account.changed', object: account, details };
			await audited(database, entry, (on) =>
				changeAccount(on, account, { by: context.get('session').account, administrator, disabled }),
			);
			return context.body(null, 204);
		})
		.delete('/people/:account', async (context) => {
			demandAdministrator(context.get('session'));
			const account = context.req.param('account');
			const { email } = await findAccount(database, account);
			const entry = { actor: context.get('actor'), action: 'account.removed', object: account, details: { email } };
			await audited(database, entry, (on) => removeAccount(on, account, context.get('session').account));
			return context.body(null, 204);
		})
		.post('/people/:account/password-link', async (context) => {
			demandAdministrator(context.get('session'));
			const { id: account } = await findAccount(database, context.req.param('account'));
			const { email: createdBy } = context.get('session');
			const wanted = { kind: 'password', account, createdBy, livesMs: PASSWORD_LINK_MS } as const;
			const entry = { actor: context.get('actor'), action: 'password-link.created', object: account };
			return context.json(await audited(database, entry, (on) => addLink(on, settings.publicUrl, wanted)), 201);
		})
		.get('/audit', async (context) => {
			const session = context.get('session');
			const filter = parse(auditSchema, context.req.query());
			if (filter.project === undefined) demandAdministrator(session);
			else await demandManagerOf(database, session, filter.project);
			return context.json(await listAudit(database, filter));
		});
}
