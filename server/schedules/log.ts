/** What a schedule has done, time by time, the last first. */
import { z } from 'zod';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { momentMsSchema } from '../http.ts';

interface LoggedRow {
	readonly id: string;
	readonly due_at: Date;
	readonly kind: 'time' | 'now';
	readonly state: 'taken' | 'asked' | 'sent' | 'skipped' | 'failed';
	readonly reason: string | null;
	readonly taken_at: Date;
	readonly ended_at: Date | null;
	readonly deliveries: Readonly<Record<string, number>> | null;
}

const selectTimes = statement<LoggedRow>(import.meta.url, 'select-times');

export const logSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** ms; only what was due before then: `next` of the page before. */
	before: momentMsSchema.optional(),
});

/** Times in ms; `deliveries`: how many are in which state. */
export async function listTimes(
	on: Executor,
	{ project, name }: { readonly project: string; readonly name: string },
	{ limit, before }: z.infer<typeof logSchema>,
) {
	const until = before === undefined ? null : new Date(before).toISOString();
	const rows = await selectTimes(on, [project, name, until, limit + 1] as Bindable[]);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		times: page.map(({ id, due_at, kind, state, reason, taken_at, ended_at, deliveries }) => ({
			time: id,
			dueAt: due_at.getTime(),
			by: kind === 'now' ? 'hand' : 'clock',
			state,
			reason,
			takenAt: taken_at.getTime(),
			endedAt: ended_at?.getTime() ?? null,
			deliveries: deliveries ?? {},
		})),
		...(rows.length > limit && last !== undefined ? { next: last.due_at.getTime() } : {}),
	};
}
