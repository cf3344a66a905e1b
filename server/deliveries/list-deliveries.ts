/** Deliveries as authors see them: the list, one with its attempts, and asking for a dead one again. */
import { z } from 'zod';
import { decodeCursor, encodeCursor, momentSchema } from '../cursor.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { momentMsSchema } from '../http.ts';
import { shownChannel } from './channels.ts';
import type { DeliveryRow } from './outbox.ts';

type ListedRow = DeliveryRow & { readonly created_text: string };

interface AttemptRow {
	readonly attempt: number;
	readonly started_at: Date;
	readonly ended_at: Date | null;
	readonly outcome: 'sent' | 'retry' | 'dead' | 'lost' | null;
	readonly detail: string | null;
}

const selectDeliveries = statement<ListedRow>(import.meta.url, 'select-deliveries');
const selectDelivery = statement<ListedRow>(import.meta.url, 'select-delivery');
const selectAttempts = statement<AttemptRow>(import.meta.url, 'select-attempts');
const sendAgain = statement<{ id: string }>(import.meta.url, 'send-again');

export const listSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** `next` of the page before. */
	after: z.string().max(500).optional(),
	state: z.enum(['waiting', 'sending', 'sent', 'dead']).optional(),
	/** `schedule`, `alert`, `test`, or one of them as `schedule:NAME`. */
	cause: z
		.string()
		.regex(
			/^(schedule|alert|test)(:.{1,63})?$/,
			'must be schedule, alert or test, or one of them, such as schedule:morning',
		)
		.optional(),
	/** ms; only those whose cause was then. */
	at: momentMsSchema.optional(),
});

const cursorSchema = z.tuple([momentSchema, z.guid()]);

const unknownDelivery = () => new NamedError('unknown_delivery', 'There is no such delivery in this project.');

/** Times in ms. */
function shown(row: ListedRow) {
	const { id, cause_kind: kind, cause_name: name, cause_at: at, channel, message, state, attempts, failure } = row;
	return {
		delivery: id,
		cause: { kind, name, at: at.getTime() },
		channel: shownChannel(channel),
		subject: message?.subject ?? null,
		state,
		attempts,
		createdAt: row.created_at.getTime(),
		...(state === 'waiting' ? { dueAt: row.due_at.getTime() } : {}),
		...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() }),
		...(failure === null ? {} : { failure }),
	};
}

export async function listDeliveries(on: Executor, project: string, query: z.infer<typeof listSchema>) {
	const { limit, after, state, cause = '', at } = query;
	const [, kind, name] = /^(\w+)(?::(.*))?$/.exec(cause) ?? [];
	const place = after === undefined ? [null, null] : decodeCursor(cursorSchema, after);
	const then = at === undefined ? null : new Date(at).toISOString();
	const values = [project, state ?? null, kind ?? null, name ?? null, ...place, limit + 1, then];
	const rows = await selectDeliveries(on, values as Bindable[]);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		deliveries: page.map(shown),
		...(rows.length > limit && last !== undefined ? { next: encodeCursor([last.created_text, last.id]) } : {}),
	};
}

/** With each attempt, and what the receiver said. @throws NamedError unknown_delivery */
export async function showDelivery(on: Executor, project: string, id: string) {
	const [row] = await selectDelivery(on, [project, id]);
	if (row === undefined) throw unknownDelivery();
	const log = await selectAttempts(on, [id]);
	return {
		...shown(row),
		text: row.message?.text ?? null,
		log: log.map(({ attempt, started_at, ended_at, outcome, detail }) => ({
			attempt,
			startedAt: started_at.getTime(),
			endedAt: ended_at?.getTime() ?? null,
			outcome,
			detail,
		})),
	};
}

/** @throws NamedError unknown_delivery; conflict: it is not dead, or what it said is gone */
export async function deliverAgain(on: Executor, project: string, id: string): Promise<void> {
	if ((await sendAgain(on, [project, id])).length > 0) return;
	const [row] = await selectDelivery(on, [project, id]);
	if (row === undefined) throw unknownDelivery();
	const why = row.state === 'dead' ? 'what it said is not kept any more' : `it is "${row.state}"`;
	throw new NamedError('conflict', `Only a delivery that has been given up can be sent again, and ${why}.`);
}
