/**
 * The outbox: what is to be sent to somebody is written in the transaction of its cause, and sent by a worker later. So
 * nothing is sent that did not happen, and what happened is sent, whoever dies in between.
 *
 *     waiting ──claimed──▶ sending ──▶ sent
 *        ▲ later            │   └───▶ dead ── "again" ─▶ waiting
 *        └── failed, or its worker was lost
 */
import type { Params } from '../../widget/protocol.ts';
import { type Executor, statement } from '../database/database.ts';
import type { ThemeName } from '../pictures/themes.ts';
import type { StoredChannel } from './channels.ts';

export interface DeliveryCause {
	readonly kind: 'schedule' | 'alert' | 'test';
	/** Of the schedule or alert. */
	readonly name: string;
	/** ms */
	readonly at: number;
}

export interface DeliveryMessage {
	readonly subject: string;
	/** Lines of plain text. */
	readonly text: string;
	/** Where more is to be seen; http or https. */
	readonly link?: string;
	readonly fields?: readonly (readonly [name: string, value: string])[];
	/** Default: info. */
	readonly tone?: 'info' | 'bad' | 'good';
	/** A language tag. Default: en. */
	readonly locale?: string;
}

export interface AttachedChart {
	readonly chart: string;
	readonly params: Params;
	/** Default: the chart's own. */
	readonly title?: string;
	/** The run whose result is shown; absent: none could be asked for. */
	readonly run?: string;
	/** Why none could be. */
	readonly failure?: { readonly code: string; readonly message: string };
}

export interface Attachments {
	readonly charts: readonly AttachedChart[];
	readonly picture?: boolean;
	readonly csv?: boolean;
	/** Of the pictures. Default: plain. */
	readonly theme?: ThemeName;
}

export interface NewDelivery {
	readonly project: string;
	/** Unique in its project, of this cause alone: what has it is sent once. */
	readonly key: string;
	readonly cause: DeliveryCause;
	/** As `sealChannels` made it when the cause was declared. */
	readonly channel: StoredChannel;
	readonly message: DeliveryMessage;
	readonly attach?: Attachments;
}

const insertDeliveries = statement<never>(import.meta.url, 'insert-deliveries');

/** Each recipient has a delivery of their own: one who is refused holds up no other, and nobody reads who else was sent it. */
function eachRecipient(delivery: NewDelivery): readonly NewDelivery[] {
	const { channel, key } = delivery;
	if (channel.kind !== 'email') return [delivery];
	return channel.to.map((address) => ({
		...delivery,
		key: `${key} ${address}`,
		channel: { kind: 'email', to: [address] },
	}));
}

/** In the transaction of the cause. What has the key of an earlier one is left out. */
export async function addDeliveries(tx: Executor, deliveries: readonly NewDelivery[]): Promise<void> {
	if (deliveries.length > 0) await insertDeliveries(tx, [deliveries.flatMap(eachRecipient)]);
}
