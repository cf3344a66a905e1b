/** A time that is not sent, since its project has sent too much: its log says so, and the inbox of whoever saved the schedule last. */
import { type Executor, statement } from '../database/database.ts';
import { type InboxDeps, tellOwners } from '../inbox/inbox.ts';
import { addNotice } from '../inbox/notices.ts';
import { lookUpSchedule } from './schedules.ts';
import type { TimeRow } from './times.ts';

const endTime = statement<never>(import.meta.url, 'end-time');

/** In the transaction that ends the time. Answers what is to be done once it is committed. */
export async function refuseTime(tx: Executor, deps: InboxDeps, time: TimeRow, reason: string): Promise<() => void> {
	const { id, project, schedule, title, due_at } = time;
	await endTime(tx, [id, 'asked', 'failed', reason]);
	const stored = await lookUpSchedule(tx, project, schedule);
	const owner = stored && { project, subject: stored.updatedBy };
	// Once an hour: what is due each minute would else fill the inbox.
	const key = `schedule:${schedule}:not-sent:${due_at.toISOString().slice(0, 13)}`;
	if (owner !== undefined) await addNotice(tx, owner, { kind: 'schedule', key, body: { schedule, title, reason } });
	return () => {
		deps.log.warn({ project, schedule }, 'a schedule was not sent: its project has sent too much within an hour');
		if (owner !== undefined) void tellOwners(deps, [owner]);
	};
}
