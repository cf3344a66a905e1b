/** What alerts are and have done, in words. Pure. */
import { lengthOf, momentOf, type TimeOptions } from '../../shared/times.ts';
import type { Tone } from '../../shared/tones.ts';
import type { Alert, Channel, Declaration, Delivery, EventKind, LoggedEvent, Patience } from './alert-types.ts';

/** What a person sees of one: that it cannot be checked, or is not enabled, goes before its state. */
export type Shown = Alert['state'] | 'broken' | 'off';

export function shownOf({ enabled, problem, state }: Pick<Alert, 'enabled' | 'problem' | 'state'>): Shown {
	if (!enabled) return 'off';
	const isQuiet = state === 'ok' || state === 'pending';
	return problem !== null && isQuiet ? 'broken' : state;
}

interface Look {
	readonly text: string;
	readonly tone: Tone;
}

const LOOKS: Readonly<Record<Shown, Look>> = {
	firing: { text: 'Firing', tone: 'danger' },
	recovering: { text: 'Firing, about to recover', tone: 'danger' },
	broken: { text: 'Cannot be checked', tone: 'warning' },
	pending: { text: 'Pending', tone: 'warning' },
	acknowledged: { text: 'Acknowledged', tone: 'warning' },
	snoozed: { text: 'Snoozed', tone: 'quiet' },
	ok: { text: 'OK', tone: 'good' },
	off: { text: 'Not enabled', tone: 'quiet' },
};

export const lookOf = (shown: Shown): Look => LOOKS[shown];

/** Whoever comes at night looks at the first one. */
const ORDER = Object.keys(LOOKS);

/** What fires first; of equal states what is so for the longest time, then by name. */
export function inOrder<A extends Alert>(alerts: readonly A[]): readonly A[] {
	const rank = (alert: A): number => ORDER.indexOf(shownOf(alert));
	const since = ({ since: ms }: A): number => ms ?? Number.MAX_SAFE_INTEGER;
	return [...alerts].sort((a, b) => rank(a) - rank(b) || since(a) - since(b) || a.alert.localeCompare(b.alert));
}

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
export const valueText = (value: number): string => numbers.format(value);

const EVENTS: Readonly<Record<EventKind, Look>> = {
	fired: { text: 'Fired', tone: 'danger' },
	'still-firing': { text: 'Still firing', tone: 'danger' },
	recovered: { text: 'Recovered', tone: 'good' },
	acknowledged: { text: 'Acknowledged', tone: 'quiet' },
	snoozed: { text: 'Snoozed', tone: 'quiet' },
	woken: { text: 'Not snoozed any more', tone: 'quiet' },
	broken: { text: 'Could not be checked', tone: 'warning' },
	mended: { text: 'Checked again', tone: 'good' },
};

export const eventLook = (kind: EventKind): Look => EVENTS[kind];

export const patienceText = (patience: Patience): string => {
	if ('ms' in patience) return lengthOf(patience.ms);
	return patience.times === 1 ? 'one result' : `${patience.times} results in a row`;
};

const ROWS: Readonly<Record<Declaration['rows'], string>> = {
	last: 'in the last row',
	first: 'in the first row',
	any: 'in any row',
	all: 'in every row',
};

type Looking = Pick<Declaration, 'column' | 'rows' | 'condition'>;

/** Which number is looked at. */
export function lookedAt({ column, rows, condition }: Looking): string {
	if (condition.kind === 'failed') return 'whether the query succeeds';
	if (condition.kind === 'no-data')
		return column === undefined ? 'whether there are rows' : `whether “${column}” has a value`;
	return `${column === undefined ? 'the first column of numbers' : `“${column}”`} ${ROWS[rows]}`;
}

export const askedText = ({ everyMs, cron, timeZone }: Pick<Declaration, 'everyMs' | 'cron' | 'timeZone'>): string =>
	everyMs === undefined
		? `at ${cron ?? ''}, by the clocks of ${timeZone ?? 'UTC'}`
		: `every ${lengthOf(everyMs)} at least`;

const CHANNELS = { email: 'Mail', slack: 'Chat', webhook: 'Webhook' } as const;

/** As `Mail to ops@example.com`. */
export function channelText(channel: Channel): string {
	if (channel.kind === 'email') return `${CHANNELS.email} to ${channel.to.join(', ')}`;
	return `${CHANNELS[channel.kind]} at ${'host' in channel ? channel.host : new URL(channel.url).host}`;
}

export function snoozeText(until: number | 'recovered', options: TimeOptions = {}): string {
	return until === 'recovered' ? 'until it has recovered' : `until ${momentOf(until, options)}`;
}

/** Why an event happened: until when somebody has snoozed it is said by the reader's clocks, not by the server's. */
export function reasonText({ kind, reason }: Pick<LoggedEvent, 'kind' | 'reason'>, options: TimeOptions = {}): string {
	if (kind !== 'snoozed') return reason;
	return reason.replace(/^(.*? until )(\d{4}-\d\d-\d\dT[\d:.]+Z)/, (_all, before: string, moment: string) =>
		before.concat(momentOf(Date.parse(moment), options)),
	);
}

const DELIVERIES: Readonly<Record<Delivery['state'], Look>> = {
	waiting: { text: 'waits to be sent', tone: 'quiet' },
	sending: { text: 'is being sent', tone: 'quiet' },
	sent: { text: 'sent', tone: 'good' },
	dead: { text: 'given up', tone: 'danger' },
};

export function deliveryLook({ state, attempts, failure }: Delivery): Look {
	const { text, tone } = DELIVERIES[state];
	const tried = attempts > 1 || (attempts === 1 && state !== 'sent');
	const times = tried ? `, tried ${attempts === 1 ? 'once' : `${attempts} times`}` : '';
	const isFailing = failure !== undefined && state !== 'sent';
	return {
		text: `${text}${times}${isFailing ? `: ${failure.message}` : ''}`,
		tone: isFailing && state !== 'dead' ? 'warning' : tone,
	};
}

/** How the subject of its message ends; undefined: nobody is told of it. */
const HEADLINES: Readonly<Partial<Record<EventKind, string>>> = {
	fired: ': firing',
	'still-firing': ': still firing',
	recovered: ': recovered',
	broken: ': cannot be checked',
	mended: ': checked again',
};

/** Which deliveries an event has led to: those of its moment that say so. One that is emptied by age says nothing any more. */
export function deliveriesOf(
	{ at, kind }: Pick<LoggedEvent, 'at' | 'kind'>,
	all: readonly Delivery[],
): readonly Delivery[] {
	const headline = HEADLINES[kind];
	if (headline === undefined) return [];
	return all.filter(
		({ cause, subject }) => Math.abs(cause.at - at) < 2 && (subject === null || subject.endsWith(headline)),
	);
}
