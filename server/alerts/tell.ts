/** What an alert says: an event in its log and, if it is to be told, deliveries and notices, all in the transaction of their cause. */
import { findStored, shownTitle } from '../charts/charts.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { addDeliveries, type NewDelivery } from '../deliveries/deliveries.ts';
import { refusalOf } from '../deliveries/hourly-limit.ts';
import { addNotices, type InboxOwner } from '../inbox/notices.ts';
import type { Log } from '../log.ts';
import type { AlertRow } from './alerts.ts';
import { followersOf } from './alerts.ts';
import { conditionWords } from './condition-words.ts';
import { numberWords } from './words.ts';

export type EventKind =
	| 'fired'
	| 'still-firing'
	| 'recovered'
	| 'acknowledged'
	| 'snoozed'
	| 'woken'
	| 'broken'
	| 'mended';

export interface NewEvent {
	readonly kind: EventKind;
	/** ms, by the clock of alerts. */
	readonly at: number;
	readonly reason: string;
	readonly tell: boolean;
	/** Why its channels are not told, though its followers are; as sentences. */
	readonly refused?: string | undefined;
	readonly run?: string | undefined;
	/** The run has a result that can be shown. */
	readonly hasResult?: boolean;
	readonly value?: number | null;
	/** A subject. */
	readonly by?: string;
}

export interface TellOptions {
	/** By which browsers reach the workshop. */
	readonly publicUrl: string;
	readonly log: Log;
	/** See deliveries/hourly-limit.ts. */
	readonly mostPerHour: number;
}

const insertEvent = statement<{ number: number }>(import.meta.url, 'insert-event');

const HEADLINES = {
	fired: 'firing',
	'still-firing': 'still firing',
	recovered: 'recovered',
	broken: 'cannot be checked',
	mended: 'checked again',
	acknowledged: 'acknowledged',
	snoozed: 'snoozed',
	woken: 'not snoozed any more',
} as const satisfies Record<EventKind, string>;

const toneOf = (kind: EventKind) => (kind === 'recovered' || kind === 'mended' ? 'good' : 'bad');

const STATE_OF = {
	fired: 'firing',
	'still-firing': 'firing',
	recovered: 'recovered',
	broken: 'broken',
	mended: 'mended',
} as const;

interface Told {
	readonly event: NewEvent;
	/** Of the event. */
	readonly number: number;
	/** What the chart is called. */
	readonly chartTitle: string;
}

function deliveriesOf(
	alert: AlertRow,
	{ event, number, chartTitle }: Told,
	{ publicUrl }: TellOptions,
): readonly NewDelivery[] {
	const { id, project, name, title, chart, declaration } = alert;
	const { params, attach, channels } = declaration;
	const shown = title || name;
	const fields: (readonly [string, string])[] = [
		['Chart', chartTitle],
		['Condition', conditionWords(alert.declaration)],
	];
	if (typeof event.value === 'number') fields.push(['Value', numberWords(event.value)]);
	const message = {
		subject: `${shown}: ${HEADLINES[event.kind]}`,
		text: event.reason,
		link: `${publicUrl}/workshop/${encodeURIComponent(project)}/alerts/${name}`,
		fields,
		tone: toneOf(event.kind),
	} as const;
	const isShown = event.run !== undefined && event.hasResult === true && (attach.picture || attach.csv);
	const attached = isShown ? { attach: { ...attach, charts: [{ chart, params, run: event.run }] } } : {};
	return channels.map((channel, index) => ({
		project,
		key: `alert:${id}:${number}:${index}`,
		cause: { kind: 'alert', name, at: event.at },
		channel,
		message,
		...attached,
	}));
}

/** In the transaction of its cause: why the alert's channels may not be told now, as sentences; undefined: they may. */
export const refusalFor = (
	tx: Executor,
	{ project, name, declaration: { channels } }: AlertRow,
	{ mostPerHour }: TellOptions,
): Promise<string | undefined> => refusalOf(tx, { project, kind: 'alert', name, channels, mostPerHour });

/**
 * In the transaction of its cause, which has locked the alert. Returns whose inboxes have changed: they are to be told once it
 * is committed.
 */
export async function addEvent(
	tx: Executor,
	alert: AlertRow,
	event: NewEvent,
	options: TellOptions,
): Promise<readonly InboxOwner[]> {
	const { id, project, name, title, chart } = alert;
	const { kind, at, tell, refused, run = null, value = null, by = null } = event;
	const isTold = (tell || refused !== undefined) && kind in STATE_OF;
	const reason = refused === undefined ? event.reason : `${event.reason} ${refused}`;
	const [row] = await insertEvent(tx, [id, at, kind, run, value, reason, by, tell] as Bindable[]);
	if (row === undefined || !isTold) return [];
	if (refused !== undefined)
		options.log.warn({ project, alert: name }, 'an alert was not sent: its project has sent too much within an hour');
	else {
		const stored = await findStored(tx, project, chart);
		const chartTitle = stored === undefined ? chart : shownTitle(stored.chart);
		await addDeliveries(tx, deliveriesOf(alert, { event, number: row.number, chartTitle }, options));
	}
	const state = STATE_OF[kind as keyof typeof STATE_OF];
	const body = { alert: name, title: title || name, chart, state, reason, ...(value === null ? {} : { value }) };
	const owners = (await followersOf(tx, id)).map((subject) => ({ project, subject }));
	await addNotices(tx, owners, { kind: 'alert', key: `alert:${id}:${row.number}`, body });
	return owners;
}
