/** Schedules as they are kept: declared, changed, deleted, and listed. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { sealChannels, shownChannel } from '../deliveries/channels.ts';
import { NamedError } from '../errors.ts';
import { nameSchema } from '../http.ts';
import type { Keyring } from '../sources/keyring.ts';
import { lateMessage, SavingConflict } from '../versions/conflict.ts';
import { type Expected, isExpected } from '../versions/versions.ts';
import { nextTime, wordsOf } from './cron.ts';
import { type GivenSchedule, localeSchema, type Schedule } from './declaration.ts';

interface ScheduleRow {
	readonly name: string;
	readonly title: string;
	readonly declaration: Schedule;
	readonly enabled: boolean;
	readonly revision: number;
	readonly next_at: Date | null;
	readonly updated_at: Date;
	readonly updated_by: string;
}

interface ListedRow extends ScheduleRow {
	readonly last_at: Date | null;
	readonly last_state: string | null;
	readonly last_reason: string | null;
	readonly last_dead: number;
}

export interface StoredSchedule {
	readonly declaration: Schedule;
	readonly revision: number;
	/** ms; null: it is not due any more, or not enabled. */
	readonly nextAt: number | null;
	/** ms */
	readonly updatedAt: number;
	readonly updatedBy: string;
}

const lockSchedule = statement<never>(import.meta.url, 'lock-schedule');
const selectSchedule = statement<ScheduleRow>(import.meta.url, 'select-schedule');
const selectSchedules = statement<ListedRow>(import.meta.url, 'select-schedules');
const upsertSchedule = statement<{ revision: number }>(import.meta.url, 'upsert-schedule');
const deleteRow = statement<never>(import.meta.url, 'delete-schedule');
const countSchedules = statement<{ schedules: number }>(import.meta.url, 'count-schedules');
const selectClock = statement<{ now: Date }>(import.meta.url, 'select-clock');

/** Somebody else was faster. */
class ScheduleConflict extends SavingConflict<StoredSchedule> {
	constructor(name: string, stored: StoredSchedule | undefined) {
		super('schedule_conflict', lateMessage({ noun: 'schedule', name, keeps: 'revision' }, stored), stored);
	}
}

/** In a project: each has its time looked for, and its questions asked. */
const MOST_SCHEDULES = 500;

/** The clock that all nodes share; ms. */
export async function readClock(on: Executor): Promise<number> {
	const [row] = await selectClock(on, []);
	return row?.now.getTime() ?? Date.now();
}

/** Undefined where there is none. */
export async function lookUpSchedule(on: Executor, project: string, name: string): Promise<StoredSchedule | undefined> {
	const [row] = await selectSchedule(on, [project, name]);
	if (row === undefined) return undefined;
	const { declaration, revision, next_at, updated_at, updated_by } = row;
	return {
		declaration,
		revision,
		nextAt: next_at?.getTime() ?? null,
		updatedAt: updated_at.getTime(),
		updatedBy: updated_by,
	};
}

const unknownSchedule = (name: string) =>
	new NamedError('unknown_schedule', `There is no schedule "${name}" in this project.`);

/** @throws NamedError unknown_schedule */
export async function findSchedule(on: Executor, project: string, name: string): Promise<StoredSchedule> {
	const stored = await lookUpSchedule(on, project, name);
	if (stored === undefined) throw unknownSchedule(name);
	return stored;
}

const isSameTiming = (a: Schedule, b: Schedule) =>
	a.cron === b.cron && a.timeZone === b.timeZone && a.enabled === b.enabled;

/** A time that has come and was not taken yet stays due, whatever else is changed meanwhile. */
async function nextOf(on: Executor, schedule: Schedule, stored: StoredSchedule | undefined): Promise<string | null> {
	if (!schedule.enabled) return null;
	const isKept = stored !== undefined && stored.nextAt !== null && isSameTiming(schedule, stored.declaration);
	const next = isKept ? stored.nextAt : nextTime(schedule, await readClock(on));
	return new Date(next ?? 0).toISOString();
}

async function demandRoom(on: Executor, project: string): Promise<void> {
	const [{ schedules } = { schedules: 0 }] = await countSchedules(on, [project]);
	if (schedules < MOST_SCHEDULES) return;
	const message = `A project may have ${MOST_SCHEDULES} schedules, and this one has as many; delete one first.`;
	throw new NamedError('too_many_schedules', message);
}

export interface SaveSchedule {
	readonly project: string;
	readonly name: string;
	readonly given: GivenSchedule;
	readonly by: string;
	readonly keys: Keyring;
	readonly expected: Expected;
}

/** Returns its revision; what changes nothing leaves it as it was. In a transaction. @throws ScheduleConflict, NamedError bad_request, too_many_schedules */
export async function saveSchedule(tx: Executor, saving: SaveSchedule): Promise<number> {
	const { project, name, given, by, keys, expected } = saving;
	await lockSchedule(tx, [project, name]);
	const stored = await lookUpSchedule(tx, project, name);
	if (!isExpected(stored, expected)) throw new ScheduleConflict(name, stored);
	const channels = sealChannels(given.channels, { keys, project, stored: stored?.declaration.channels ?? [] });
	if (stored === undefined) await demandRoom(tx, project);
	// What is undefined is not stored.
	const schedule = JSON.parse(JSON.stringify({ ...given, channels })) as Schedule;
	if (stored !== undefined && isDeepStrictEqual(stored.declaration, schedule)) return stored.revision;
	const values = [project, name, schedule.title, schedule, schedule.enabled, await nextOf(tx, schedule, stored), by];
	const [{ revision } = { revision: 1 }] = await upsertSchedule(tx, values as unknown as Bindable[]);
	return revision;
}

/** In a transaction. What it has begun is still sent. @throws NamedError unknown_schedule; ScheduleConflict */
export async function deleteSchedule(
	tx: Executor,
	project: string,
	{ name, expected }: Pick<SaveSchedule, 'name' | 'expected'>,
): Promise<void> {
	await lockSchedule(tx, [project, name]);
	const stored = await lookUpSchedule(tx, project, name);
	if (stored === undefined) throw unknownSchedule(name);
	if (!isExpected(stored, expected)) throw new ScheduleConflict(name, stored);
	await deleteRow(tx, [project, name]);
}

/** Without secrets; what is shown can be saved again. */
export const shownDeclaration = ({ channels, ...rest }: Schedule) => ({
	...rest,
	channels: channels.map(shownChannel),
});

export const listSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** The name of the last one of the page before. */
	after: nameSchema.optional(),
	/** What name or title contain. */
	q: z.string().max(200).optional(),
	/** In which its times are told. */
	locale: localeSchema.default('en'),
});

/** By name; times in ms. */
export async function listSchedules(on: Executor, project: string, query: z.infer<typeof listSchema>) {
	const { limit, after = null, q, locale } = query;
	const rows = await selectSchedules(on, [project, q?.toLowerCase() ?? null, after, limit + 1]);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		schedules: page.map(({ name, title, declaration, enabled, revision, ...row }) => ({
			name,
			title,
			cron: declaration.cron,
			timeZone: declaration.timeZone,
			words: wordsOf(declaration.cron, locale),
			target: declaration.target,
			channels: declaration.channels.map(shownChannel),
			enabled,
			revision,
			nextAt: row.next_at?.getTime() ?? null,
			last:
				row.last_at === null
					? null
					: {
							at: row.last_at.getTime(),
							state: row.last_state,
							reason: row.last_reason,
							dead: row.last_dead,
						},
			updatedAt: row.updated_at.getTime(),
			updatedBy: row.updated_by,
		})),
		...(rows.length > limit && last !== undefined ? { next: last.name } : {}),
	};
}
