/** `/v1/schedules`, for authors: declared, deleted, sent by hand, and when they are due. docs/schedules.md has the fields. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { channelsSchema, sealChannels } from '../deliveries/channels.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import type { Log } from '../log.ts';
import type { Keyring } from '../sources/keyring.ts';
import { answerConflict } from '../versions/conflict.ts';
import { expectedBy, nameOf } from '../versions/routes.ts';
import { nextTimes, type Timing, wordsOf } from './cron.ts';
import { localeSchema, scheduleSchema, timingSchema } from './declaration.ts';
import { listTimes, logSchema } from './log.ts';
import { type MailPreviewDeps, previewMail } from './mail-preview.ts';
import {
	deleteSchedule,
	findSchedule,
	listSchedules,
	listSchema,
	readClock,
	type StoredSchedule,
	saveSchedule,
	shownDeclaration,
} from './schedules.ts';
import { questionsOf } from './target.ts';
import type { Ticker } from './ticker.ts';
import { takeNow } from './times.ts';

export interface ScheduleRouteDeps extends MailPreviewDeps {
	readonly database: Database;
	readonly keys: Keyring;
	readonly log: Log;
	readonly ticker: Ticker;
	/** See deliveries/hourly-limit.ts. */
	readonly mostPerHour: number;
}

const SHOWN_TIMES = 5;

const timesSchema = z.strictObject({ locale: localeSchema.default('en') });
const previewSchema = z.strictObject({ ...timingSchema.shape, locale: localeSchema.default('en') });
/** Whatever else its declaration has changes nothing of how it looks. */
const mailSchema = scheduleSchema
	.omit({ channels: true, enabled: true, warmMinutes: true })
	.extend({ name: nameSchema.default('preview') });
/** To whom it is sent this once, in place of those whom it is declared for. */
const sendSchema = z.strictObject({ channels: channelsSchema.min(1).optional() });

const shown = (name: string, { declaration, revision, nextAt, updatedAt, updatedBy }: StoredSchedule) => ({
	schedule: name,
	revision,
	nextAt,
	updatedAt,
	updatedBy,
	declaration: shownDeclaration(declaration),
});

/** The next times, as they are and as the clocks show them there, and the moment after which they are; and all of them in words. */
function timesOf({ cron, timeZone }: Timing, locale: string, now: number) {
	const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone });
	const times = nextTimes({ cron, timeZone }, now, SHOWN_TIMES);
	return {
		words: wordsOf(cron, locale),
		timeZone,
		now,
		times: times.map((at) => ({ at, local: format.format(at) })),
	};
}

async function orConflict(context: Context<BearerEnv>, work: () => Promise<Response>): Promise<Response> {
	const answer = { shown: (stored: StoredSchedule) => shown(nameOf(context), stored) };
	return work().catch((error: unknown) => answerConflict(context, error, answer));
}

/** Redis may be away: what ticks is put right by the workers, and what is due stands in Postgres. */
async function tell({ log }: ScheduleRouteDeps, ticking: Promise<void>): Promise<void> {
	await ticking.catch((error: unknown) => log.warn({ error: String(error) }, 'a schedule does not tick yet'));
}

async function put(context: Context<BearerEnv>, deps: ScheduleRouteDeps): Promise<Response> {
	const { database, keys, ticker } = deps;
	const { project, subject: by } = authorOf(context);
	const name = nameOf(context);
	const given = await parseBody(context, scheduleSchema);
	// That there is such a dashboard; a chart may come later.
	await questionsOf(database, project, given.target);
	const { cron, timeZone } = given;
	const entry = { actor: context.get('actor'), action: 'schedule.saved', object: name, project };
	const details = { cron, timeZone, channels: given.channels.map(({ kind }) => kind) };
	return orConflict(context, async () => {
		const saving = { project, name, given, by, keys, expected: expectedBy(context) };
		const revision = await audited(database, { ...entry, details }, (tx) => saveSchedule(tx, saving));
		const place = { project, name };
		await tell(deps, given.enabled ? ticker.put({ ...place, cron, timeZone }) : ticker.drop(place));
		return context.json({ schedule: name, revision }, 200, { etag: `"${revision}"` });
	});
}

async function drop(context: Context<BearerEnv>, deps: ScheduleRouteDeps): Promise<Response> {
	const { project } = authorOf(context);
	const name = nameOf(context);
	const entry = { actor: context.get('actor'), action: 'schedule.deleted', object: name, project };
	return orConflict(context, async () => {
		const expected = expectedBy(context);
		await audited(deps.database, entry, (tx) => deleteSchedule(tx, project, { name, expected }));
		await tell(deps, deps.ticker.drop({ project, name }));
		return context.json({ schedule: name, deleted: true });
	});
}

async function sendNow(context: Context<BearerEnv>, deps: ScheduleRouteDeps): Promise<Response> {
	const { project } = authorOf(context);
	const name = nameOf(context);
	const hasBody = (await context.req.text()) !== '';
	const { channels: given } = hasBody ? await parseBody(context, sendSchema) : {};
	const { database, keys, mostPerHour } = deps;
	const channels = given && sealChannels(given, { keys, project, stored: [] });
	const entry = { actor: context.get('actor'), action: 'schedule.sent', object: name, project };
	const details = given === undefined ? {} : { details: { channels: given.map(({ kind }) => kind) } };
	const taking = { project, name, channels, mostPerHour };
	const time = await audited(database, { ...entry, ...details }, (tx) => takeNow(tx, taking));
	return context.json({ schedule: name, time }, 202);
}

export function scheduleRoutes(deps: ScheduleRouteDeps): Hono<BearerEnv> {
	const { database } = deps;
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project } = authorOf(context);
			return context.json(await listSchedules(database, project, parse(listSchema, context.req.query())));
		})
		.post('/preview', async (context) => {
			authorOf(context);
			const { locale, ...timing } = await parseBody(context, previewSchema);
			return context.json(timesOf(timing, locale, await readClock(database)));
		})
		.post('/preview/mail', async (context) => {
			const bearer = authorOf(context);
			const { name, ...given } = await parseBody(context, mailSchema);
			return context.json(await previewMail(deps, { bearer, name, given, signal: context.req.raw.signal }));
		})
		.get('/:name', async (context) => {
			const { project } = authorOf(context);
			const stored = await findSchedule(database, project, nameOf(context));
			return context.json(shown(nameOf(context), stored), 200, { etag: `"${stored.revision}"` });
		})
		.put('/:name', (context) => put(context, deps))
		.delete('/:name', (context) => drop(context, deps))
		.post('/:name/send', (context) => sendNow(context, deps))
		.get('/:name/times', async (context) => {
			const { project } = authorOf(context);
			const { locale } = parse(timesSchema, context.req.query());
			const { declaration } = await findSchedule(database, project, nameOf(context));
			return context.json(timesOf(declaration, locale, await readClock(database)));
		})
		.get('/:name/log', async (context) => {
			const { project } = authorOf(context);
			const name = nameOf(context);
			const query = parse(logSchema, context.req.query());
			await findSchedule(database, project, name);
			return context.json(await listTimes(database, { project, name }, query));
		});
}
