/**
 * `/v1/shares`: the links of a project, for its authors; and `POST /v1/shares/open`, which whoever has a link asks, and which
 * needs nothing else.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited, writeAudit } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { NamedError } from '../errors.ts';
import { clientAddress } from '../gateway/address.ts';
import { nameSchema, paramValueSchema, parse, parseBody } from '../http.ts';
import { type InboxDeps, tellOwners } from '../inbox/inbox.ts';
import { addNotices } from '../inbox/notices.ts';
import { demandGoodPassword } from '../people/passwords.ts';
import { accessOf } from './access.ts';
import type { OpenShares } from './open-shares.ts';
import { addShare, findShare, listShares, type NewShare, revokeShare } from './shares.ts';
import { demandShareable, sharedClaims, targetSchema } from './target.ts';
import { nameOf, noticeOf, ownersOf } from './tell-members.ts';

export interface ShareDeps extends InboxDeps {
	readonly shares: OpenShares;
	/** The origin by which browsers reach this server. */
	readonly publicUrl: string;
	readonly trustedHops: number;
}

const YEAR_MS = 366 * 86_400_000;

const shareSchema = z.strictObject({
	target: targetSchema,
	title: z.string().trim().min(1).max(200).optional(),
	params: z.record(z.string().max(100), paramValueSchema).default({}),
	claims: sharedClaims.default({}),
	exports: z.boolean().default(false),
	password: z.string().min(1).max(1_000).optional(),
	/** Accounts that are members, and are told in their inbox. */
	notify: z.array(z.uuid()).max(100).default([]),
	/** ms; absent or null: until it is revoked. */
	expiresAt: z.number().int().nullable().default(null),
});

const openSchema = z.strictObject({
	code: z.string().max(200),
	password: z.string().min(1).max(1_000).optional(),
	pass: z.string().max(2_000).optional(),
	renews: z.boolean().default(false),
});

const filterSchema = z.strictObject({ chart: nameSchema.optional(), dashboard: nameSchema.optional() });

function demandLife(expiresAt: number | null): void {
	if (expiresAt === null) return;
	const leftMs = expiresAt - Date.now();
	if (leftMs >= 1_000 && leftMs <= 10 * YEAR_MS) return;
	throw new NamedError('bad_request', '"expiresAt" must be a time in ms that is to come, and within ten years.');
}

async function share(context: Context<BearerEnv>, deps: ShareDeps): Promise<Response> {
	const { database, shares, publicUrl } = deps;
	const { project, subject } = authorOf(context);
	const { password, title, notify, ...wanted } = await parseBody(context, shareSchema);
	demandLife(wanted.expiresAt);
	const known = await demandShareable(database, project, wanted);
	const owners = await ownersOf(database, project, notify);
	const named = { ...wanted, title: title ?? known, createdBy: subject };
	if (password !== undefined) demandGoodPassword(password, { email: '', name: named.title });
	const hashed = password === undefined ? null : await shares.passwords.hash(password);
	const made = await database.begin(async (on) => {
		const added = await addShare(on, project, { ...named, password: hashed });
		await writeAudit(on, {
			actor: context.get('actor'),
			action: 'share.created',
			object: added.id,
			project,
			details: detailsOf(named, hashed),
		});
		await addNotices(
			on,
			owners,
			noticeOf({ ...named, id: added.id, project, by: await nameOf(on, subject), publicUrl }),
		);
		return added;
	});
	void tellOwners(deps, owners);
	return context.json(
		{ ...(await findShare(database, project, made.id)), link: `${publicUrl}/share#${made.code}` },
		201,
	);
}

/** What the audit log has of it: what is shared, and how; whose rows, since everybody who has the link sees them. */
const detailsOf = ({ target, claims, exports, expiresAt }: Omit<NewShare, 'password'>, password: string | null) => ({
	...target,
	claims: Object.entries(claims).map(([name, value]) => `${name} ${value}`),
	exports,
	password: password !== null,
	expiresAt,
});

export function shareRoutes(deps: ShareDeps): Hono<BearerEnv> {
	const { database } = deps;
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project } = authorOf(context);
			const filter = parse(filterSchema, context.req.query());
			return context.json({ shares: await listShares(database, project, filter) });
		})
		.post('/', (context) => share(context, deps))
		.get('/:id', async (context) => {
			const { project } = authorOf(context);
			return context.json(await findShare(database, project, context.req.param('id')));
		})
		.delete('/:id', async (context) => {
			const { project, subject: by } = authorOf(context);
			const id = context.req.param('id');
			const entry = { actor: context.get('actor'), action: 'share.revoked', object: id, project };
			await audited(database, entry, (on) => revokeShare(on, project, { id, by }));
			return context.body(null, 204);
		});
}

/** For whoever has a link: no token is needed, and none is taken. */
export function openShareRoutes({ shares, trustedHops }: ShareDeps): Hono {
	return new Hono().post('/open', async (context) => {
		context.header('cache-control', 'no-store');
		const { code, password, pass, renews } = await parseBody(context, openSchema);
		const address = clientAddress(context, trustedHops);
		return context.json(await shares.open({ code, password, pass, renews, address }));
	});
}

const accessSchema = filterSchema.extend({
	limit: z.coerce.number().int().min(1).max(200).default(100),
	after: z.string().max(100).optional(),
});

/** The one object that is asked about; undefined: all of them. */
function onlyOf({ chart, dashboard }: z.infer<typeof filterSchema>) {
	if (chart !== undefined) return { kind: 'chart' as const, name: chart };
	return dashboard === undefined ? undefined : { kind: 'dashboard' as const, name: dashboard };
}

/** `GET /v1/access`, for authors. */
export function accessRoutes({ database }: ShareDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>().get('/', async (context) => {
		const { project } = authorOf(context);
		const { limit, after, ...filter } = parse(accessSchema, context.req.query());
		return context.json(await accessOf(database, project, { limit, after, only: onlyOf(filter) }));
	});
}
