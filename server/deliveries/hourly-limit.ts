/**
 * How much a project sends in an hour: a schedule that is due each minute by mistake must not use up what the operator's mail
 * server lets through. Schedules and alerts are counted apart, so that no schedule keeps an alert from being told; and none of them sends
 * more than half of it, so that none keeps the others from it.
 */
import { type Executor, statement } from '../database/database.ts';
import { recipientsOf, type StoredChannel } from './channels.ts';

const countRecent = statement<{ messages: number; own: number }>(import.meta.url, 'count-recent');

export interface Asked {
	readonly project: string;
	readonly kind: 'schedule' | 'alert';
	/** Of the one that would send. */
	readonly name: string;
	readonly channels: readonly StoredChannel[];
	readonly mostPerHour: number;
}

/**
 * In the transaction of the cause: why nothing may be sent to those channels now, as sentences; undefined: it may. Causes that
 * are looked at in the same moment by several workers do not see each other, and may go beyond it by what they add.
 */
export async function refusalOf(
	tx: Executor,
	{ project, kind, name, channels, mostPerHour }: Asked,
): Promise<string | undefined> {
	const added = recipientsOf(channels);
	if (added === 0) return undefined;
	const [{ messages, own } = { messages: 0, own: 0 }] = await countRecent(tx, [project, kind, name]);
	const isWithin = messages + added <= mostPerHour;
	// Half is left to all others, whatever one of them does; its first message of the hour may be larger.
	if (isWithin && (own === 0 || own + added <= mostPerHour / 2)) return undefined;
	if (isWithin)
		return `Nothing was sent: this ${kind} has sent ${own} messages within an hour, and one alone may send half of the ${mostPerHour} that all ${kind}s of a project may send in an hour.`;
	return `Nothing was sent: the ${kind}s of this project have sent ${messages} messages within an hour, ${added} more were to be sent, and they may send ${mostPerHour} in an hour.`;
}
