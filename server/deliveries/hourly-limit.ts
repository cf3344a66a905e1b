/**
 * How much a project sends in an hour: a schedule that is due each minute by mistake must not use up what the operator's mail
 * server lets through. Schedules and alerts are counted apart, so that no schedule keeps an alert from being told.
 */
import { type Executor, statement } from '../database/database.ts';
import { recipientsOf, type StoredChannel } from './channels.ts';

const countRecent = statement<{ messages: number }>(import.meta.url, 'count-recent');

export interface Asked {
	readonly project: string;
	readonly kind: 'schedule' | 'alert';
	readonly channels: readonly StoredChannel[];
	readonly mostPerHour: number;
}

/**
 * In the transaction of the cause: why nothing may be sent to those channels now, as sentences; undefined: it may. Causes that
 * are looked at in the same moment by several workers do not see each other, and may go beyond it by what they add.
 */
export async function refusalOf(
	tx: Executor,
	{ project, kind, channels, mostPerHour }: Asked,
): Promise<string | undefined> {
	const added = recipientsOf(channels);
	if (added === 0) return undefined;
	const [{ messages } = { messages: 0 }] = await countRecent(tx, [project, kind]);
	if (messages + added <= mostPerHour) return undefined;
	return `Nothing was sent: the ${kind}s of this project have sent ${messages} messages within an hour, ${added} more are to be sent, and ${mostPerHour} may be an hour. Send to fewer recipients, or less often.`;
}
