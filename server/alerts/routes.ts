/** `/v1/alerts`: declared and snoozed by authors; seen, followed and then acknowledged by all members. docs/alerts.md has the fields. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited, writeAudit } from '../audit/audit.ts';
import { authorOf, memberOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { addTestMessages } from '../deliveries/test-message.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import type { RunDeps } from '../runs/run.ts';
import { localeSchema } from '../schedules/declaration.ts';
import type { Keyring } from '../sources/keyring.ts';
import { answerConflict } from '../versions/conflict.ts';
import { expectedBy, nameOf } from '../versions/routes.ts';
import { type Acting, actOn } from './act.ts';
import {
	type AlertRow,
	deleteAlert,
	findAlert,
	follow,
	followersOf,
	listAlerts,
	listSchema,
	saveAlert,
} from './alerts.ts';
import { demandOf } from './ask.ts';
import { alertSchema } from './declaration.ts';
import { pointsOf, previewAlert } from './preview.ts';
import { calledBy, listEvents, listedAlert, shownAlert, shownDeclaration } from './show.ts';
import type { TellOptions } from './tell.ts';

export interface AlertRouteDeps extends RunDeps, TellOptions {
	readonly keys: Keyring;
}

const LONGEST_SNOOZE_MS = 90 * 86_400_000;

const noteSchema = z.string().max(500).optional();
const ackSchema = z.strictObject({ note: noteSchema });
const snoozeSchema = z.strictObject({
	until: z
		.union([z.literal('recovered'), z.null(), z.number().int()])
		.refine((until) => typeof until !== 'number' || until <= Date.now() + LONGEST_SNOOZE_MS, 'must be within 90 days'),
	note: noteSchema,
});
const testSchema = z.strictObject({ locale: localeSchema.default('en') });
const eventsSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
const previewSchema = z.strictObject({ alert: nameSchema.optional(), declaration: alertSchema });

const etag = ({ revision }: { readonly revision: number }) => ({ etag: `"${revision}"` });

async function orConflict(context: Context<BearerEnv>, work: () => Promise<Response>): Promise<Response> {
	return work().catch((error: unknown) => answerConflict(context, error, { shown: whole }));
}

const whole = (row: AlertRow) => ({ ...shownAlert(row), declaration: shownDeclaration(row, true) });

async function put(context: Context<BearerEnv>, deps: AlertRouteDeps): Promise<Response> {
	const { project, subject: by } = authorOf(context);
	const name = nameOf(context);
	const given = await parseBody(context, alertSchema);
	await demandOf(deps, project, given);
	const entry = {
		actor: context.get('actor'),
		action: 'alert.saved',
		object: name,
		project,
		details: { chart: given.chart },
	};
	return orConflict(context, async () => {
		const saving = { project, name, given, by, keys: deps.keys, expected: expectedBy(context) };
		const revision = await audited(deps.database, entry, (tx) => saveAlert(tx, saving));
		return context.json({ alert: name, revision }, 200, etag({ revision }));
	});
}

async function act(context: Context<BearerEnv>, deps: AlertRouteDeps, asked: Omit<Acting, 'by'>) {
	const { project, subject: by } = memberOf(context);
	const name = nameOf(context);
	const isWoken = asked.act.type === 'snoozed' && asked.act.until === null;
	const action = `alert.${isWoken ? 'woken' : asked.act.type}`;
	const row = await deps.database.begin(async (tx) => {
		const acted = await actOn(tx, { project, name }, { ...asked, by }, deps);
		await writeAudit(tx, { actor: context.get('actor'), action, object: name, project });
		return acted;
	});
	return context.json(shownAlert(row));
}

async function show(context: Context<BearerEnv>, { database }: AlertRouteDeps): Promise<Response> {
	const { project, subject, author } = memberOf(context);
	const row = await findAlert(database, { project, name: nameOf(context) });
	const followers = await followersOf(database, row.id);
	const alert = shownAlert(row);
	const seen = author ? followers : [];
	const people = [alert.updatedBy, alert.acknowledged?.by, alert.snooze?.by, ...seen];
	const shown = {
		...alert,
		following: followers.includes(subject),
		declaration: shownDeclaration(row, author),
		names: await calledBy(database, project, people),
	};
	return context.json(author ? { ...shown, followers } : shown, 200, etag(row));
}

async function sendTest(context: Context<BearerEnv>, { database }: AlertRouteDeps): Promise<Response> {
	const { project } = authorOf(context);
	const { locale } = await parseBody(context, testSchema);
	const { name, declaration } = await findAlert(database, { project, name: nameOf(context) });
	const { channels } = declaration;
	if (channels.length === 0) {
		const message = `The alert "${name}" has no channels: only the inboxes of those who follow it are told. Add one first.`;
		throw new NamedError('conflict', message);
	}
	const entry = { actor: context.get('actor'), action: 'delivery.tried', object: name, project };
	const recipients = await audited(database, entry, (on) =>
		addTestMessages(on, { project, channels, locale, of: name }),
	);
	return context.json({ accepted: true, recipients }, 202);
}

/** Everybody who has an inbox may be told. */
async function setFollowing(context: Context<BearerEnv>, { database }: AlertRouteDeps, isWanted: boolean) {
	const { project, subject } = memberOf(context);
	const { id, name } = await findAlert(database, { project, name: nameOf(context) });
	await follow(database, id, subject, isWanted);
	return context.json({ alert: name, following: isWanted });
}

export function alertRoutes(deps: AlertRouteDeps): Hono<BearerEnv> {
	const { database } = deps;
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const query = parse(listSchema, context.req.query());
			const { page, ...next } = await listAlerts(database, memberOf(context), query);
			return context.json({ alerts: page.map(listedAlert), ...next });
		})
		.post('/preview', async (context) => {
			const { project } = authorOf(context);
			const { alert: name, declaration } = await parseBody(context, previewSchema);
			return context.json(await previewAlert(deps, { project, ...(name === undefined ? {} : { name }) }, declaration));
		})
		.get('/:name', (context) => show(context, deps))
		.put('/:name', (context) => put(context, deps))
		.delete('/:name', async (context) => {
			const { project } = authorOf(context);
			const name = nameOf(context);
			const entry = { actor: context.get('actor'), action: 'alert.deleted', object: name, project };
			return orConflict(context, async () => {
				await audited(database, entry, (tx) => deleteAlert(tx, { project, name }, expectedBy(context)));
				return context.json({ alert: name, deleted: true });
			});
		})
		.post('/:name/ack', async (context) => {
			// Who is called at night is often a viewer.
			const { author } = memberOf(context);
			const { note } = await parseBody(context, ackSchema);
			return act(context, deps, { act: { type: 'acknowledged' }, note, asFollower: !author });
		})
		.post('/:name/snooze', async (context) => {
			authorOf(context);
			const { until, note } = await parseBody(context, snoozeSchema);
			return act(context, deps, { act: { type: 'snoozed', until }, note });
		})
		.get('/:name/events', async (context) => {
			const { project } = memberOf(context);
			const query = parse(eventsSchema, context.req.query());
			const { id } = await findAlert(database, { project, name: nameOf(context) });
			const page = await listEvents(database, id, query);
			const people = page.events.map(({ by }) => by);
			return context.json({ ...page, names: await calledBy(database, project, people) });
		})
		.get('/:name/points', async (context) => {
			const { project } = memberOf(context);
			const row = await findAlert(database, { project, name: nameOf(context) });
			return context.json(await pointsOf(deps, row));
		})
		.post('/:name/test', (context) => sendTest(context, deps))
		.post('/:name/follow', (context) => setFollowing(context, deps, true))
		.delete('/:name/follow', (context) => setFollowing(context, deps, false));
}
