/**
 * The times of schedules, which are taken in Postgres: whoever writes the row first has it, and there is no second one. A
 * time that was missed, since nothing was there to take it, is made up for once: of several missed the last.
 *
 *     due ──taken──▶ taken ──its questions are known──▶ asked ──all are answered──▶ sent | skipped | failed
 */
import { type Bindable, type Database, type Executor, statement } from '../database/database.ts';
import type { StoredChannel } from '../deliveries/channels.ts';
import { refusalOf } from '../deliveries/hourly-limit.ts';
import { NamedError } from '../errors.ts';
import { oneByOne } from '../one-by-one.ts';
import { lastTime, nextTime } from './cron.ts';
import type { Schedule } from './declaration.ts';
import { findSchedule } from './schedules.ts';

interface DueRow {
	readonly project: string;
	readonly name: string;
	readonly title: string;
	readonly declaration: Schedule;
	readonly next_at: Date;
	readonly now: Date;
	/** Of project and name. */
	readonly key: string;
	readonly is_archived: boolean;
}

export interface TimeRow {
	readonly id: string;
	readonly project: string;
	readonly schedule: string;
	readonly due_at: Date;
	readonly kind: 'time' | 'now';
	readonly declaration: Schedule;
	readonly title: string;
}

const lockDue = statement<DueRow>(import.meta.url, 'lock-due');
const insertTime = statement<{ id: string }>(import.meta.url, 'insert-time');
const setNext = statement<never>(import.meta.url, 'set-next');

async function take(tx: Executor, row: DueRow): Promise<undefined> {
	const { project, name, title, declaration, next_at, now, is_archived: isArchived } = row;
	// Not before the one that was waited for: what was due under an earlier declaration is not.
	const due = Math.max(lastTime(declaration, now.getTime()), next_at.getTime());
	const next = nextTime(declaration, now.getTime());
	const values = [project, name, new Date(due).toISOString(), 'time', declaration, title];
	// While its project is archived its times pass, and are not made up for.
	if (!isArchived) await insertTime(tx, values as unknown as Bindable[]);
	await setNext(tx, [project, name, new Date(next).toISOString()]);
}

/** Takes what is due. Any number of processes may do so at once. */
export async function takeDue({ database }: { readonly database: Pick<Database, 'begin'> }): Promise<void> {
	await oneByOne(database, {
		find: (tx, leftOut) => lockDue(tx, [leftOut]),
		idOf: ({ key }) => key,
		work: take,
	});
}

export interface TakeNow {
	readonly project: string;
	readonly name: string;
	/** In place of its own. */
	readonly channels?: readonly StoredChannel[] | undefined;
	/** See deliveries/hourly-limit.ts. */
	readonly mostPerHour: number;
}

const HOUR_S = 3_600;

/**
 * As if it were due now, also where it is not enabled. Returns the time's id. What is known to be too much for the hour is
 * refused to whoever asks; what is found to be too much once it is answered, the log says.
 * @throws NamedError unknown_schedule, rate_limited
 */
export async function takeNow(tx: Executor, { project, name, channels, mostPerHour }: TakeNow): Promise<string> {
	const stored = (await findSchedule(tx, project, name)).declaration;
	const declaration = channels === undefined ? stored : { ...stored, channels };
	const asked = { project, kind: 'schedule', name, channels: declaration.channels, mostPerHour } as const;
	const refusal = await refusalOf(tx, asked);
	if (refusal !== undefined) throw new NamedError('rate_limited', refusal, { retryAfterS: HOUR_S });
	const values = [project, name, null, 'now', declaration, declaration.title];
	const [row] = await insertTime(tx, values as unknown as Bindable[]);
	if (row === undefined) throw new Error('the same moment was taken twice');
	return row.id;
}
