/** What `/v1/schedules` and `/v1/deliveries` answer, and what the pages make of it in words. Pure. */
import type { Params } from '../../../widget/protocol.ts';
import { countText } from '../../shared/words.ts';

export type Channel =
	| { readonly kind: 'email'; readonly to: readonly string[] }
	| { readonly kind: 'slack' | 'webhook'; readonly url: string }
	/** Of an address that is stored and shown to nobody. */
	| { readonly kind: 'slack' | 'webhook'; readonly host: string; readonly ref: string };

export type Target =
	| { readonly chart: string; readonly params: Params }
	| { readonly dashboard: string; readonly tab?: string | undefined; readonly params: Params };

export interface Declaration {
	readonly title: string;
	readonly cron: string;
	readonly timeZone: string;
	readonly target: Target;
	readonly channels: readonly Channel[];
	readonly attach: { readonly picture: boolean; readonly csv: boolean };
	readonly only: 'always' | 'when-rows';
	readonly enabled: boolean;
	readonly warmMinutes?: number | undefined;
	readonly locale?: string;
	readonly theme?: string;
}

export type TimeState = 'taken' | 'asked' | 'sent' | 'skipped' | 'failed';

export interface ListedSchedule {
	readonly name: string;
	readonly title: string;
	/** When, in words. */
	readonly words: string;
	readonly timeZone: string;
	readonly target: Target;
	readonly channels: readonly Channel[];
	readonly enabled: boolean;
	readonly revision: number;
	/** ms; null: it is not due. */
	readonly nextAt: number | null;
	readonly last: {
		/** ms */
		readonly at: number;
		readonly state: TimeState;
		readonly reason: string | null;
		/** How many deliveries were given up. */
		readonly dead: number;
	} | null;
}

export interface StoredSchedule {
	readonly schedule: string;
	readonly revision: number;
	readonly nextAt: number | null;
	/** ms */
	readonly updatedAt: number;
	readonly declaration: Declaration;
}

export interface LoggedTime {
	readonly time: string;
	/** ms */
	readonly dueAt: number;
	readonly by: 'hand' | 'clock';
	readonly state: TimeState;
	readonly reason: string | null;
	readonly endedAt: number | null;
	readonly deliveries: Readonly<Partial<Record<DeliveryState, number>>>;
}

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'dead';

export interface Delivery {
	readonly delivery: string;
	readonly cause: { readonly kind: 'schedule' | 'alert' | 'test'; readonly name: string; readonly at: number };
	readonly channel: Channel;
	readonly subject: string | null;
	readonly state: DeliveryState;
	readonly attempts: number;
	/** ms */
	readonly createdAt: number;
	/** ms; when it is tried again. */
	readonly dueAt?: number;
	readonly endedAt?: number;
	readonly failure?: { readonly code: string; readonly message: string };
}

const hostOf = (channel: Exclude<Channel, { readonly kind: 'email' }>): string => {
	if ('host' in channel) return channel.host;
	return URL.canParse(channel.url) ? new URL(channel.url).host : channel.url;
};

/** Where one channel leads: “ann@example.com”, “a chat at hooks.slack.com”. */
export function placeOf(channel: Channel): string {
	if (channel.kind === 'email') return channel.to.join(', ');
	return channel.kind === 'slack' ? `a chat at ${hostOf(channel)}` : `a program at ${hostOf(channel)}`;
}

const joined = (parts: readonly string[]): string =>
	parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How many receive it: each person once, each chat and program once. */
export function receiversIn(channels: readonly Channel[]): { readonly people: number; readonly others: number } {
	const people = new Set(channels.flatMap((channel) => (channel.kind === 'email' ? channel.to : [])));
	return { people: people.size, others: channels.filter(({ kind }) => kind !== 'email').length };
}

/** “3 people and a chat at hooks.slack.com”; of a single person their address. */
export function receiversOf(channels: readonly Channel[]): string {
	const people = [...new Set(channels.flatMap((channel) => (channel.kind === 'email' ? channel.to : [])))];
	const [only = ''] = people;
	const persons = people.length === 0 ? [] : [people.length === 1 ? only : `${people.length} people`];
	const others = channels.filter(({ kind }) => kind !== 'email').map(placeOf);
	return joined([...persons, ...others]) || 'nobody';
}

/** What is sent: “the chart sales”, “the dashboard board, tab north”. */
export function targetOf(target: Target) {
	if ('chart' in target) return { noun: 'chart', page: 'charts', item: target.chart, part: '' } as const;
	const { dashboard, tab } = target;
	const part = tab === undefined ? '' : `, tab ${tab}`;
	return { noun: 'dashboard', page: 'dashboards', item: dashboard, part } as const;
}

/** What it is called where it has no title of its own. */
export const titleOf = ({ title, target }: Pick<Declaration, 'title' | 'target'>): string =>
	title || ('chart' in target ? target.chart : target.dashboard);

/** “Sales, to 3 people and a chat at hooks.slack.com”. */
export const sentenceOf = (schedule: Pick<Declaration, 'title' | 'target' | 'channels'>): string =>
	`${titleOf(schedule)}, to ${receiversOf(schedule.channels)}`;

export type OutcomeTone = 'good' | 'quiet' | 'warning' | 'danger';
export interface Outcome {
	readonly tone: OutcomeTone;
	readonly words: string;
}

/** How a time has gone, with what became of its messages. */
export function outcomeOf({
	state,
	reason,
	dead,
}: {
	readonly state: TimeState;
	readonly reason: string | null;
	readonly dead: number;
}): Outcome {
	const because = reason === null ? '' : `: ${reason}`;
	if (state === 'taken' || state === 'asked') return { tone: 'quiet', words: 'Its questions are being asked' };
	if (state === 'skipped') return { tone: 'quiet', words: `Nothing was sent${because}` };
	if (dead > 0) return { tone: 'danger', words: `${countText(dead, 'message')} did not arrive` };
	if (state === 'failed') return { tone: 'danger', words: `There was nothing to show${because}` };
	return reason === null ? { tone: 'good', words: 'Sent' } : { tone: 'warning', words: `Sent in part${because}` };
}

/** How one message has gone. `when`: writes a time. */
export function deliveryOutcome(delivery: Delivery, when: (ms: number) => string): Outcome {
	const { state, attempts, failure, dueAt } = delivery;
	const why = failure === undefined ? '' : `: ${failure.message}`;
	const tries = attempts > 1 ? ` after ${countText(attempts, 'attempt')}` : '';
	if (state === 'sent') return { tone: 'good', words: `Arrived${tries}` };
	if (state === 'dead') return { tone: 'danger', words: `Given up${tries}${why}` };
	if (attempts === 0) return { tone: 'quiet', words: 'About to be sent' };
	if (state === 'sending') return { tone: 'quiet', words: `Being sent, attempt ${attempts}` };
	const next = dueAt === undefined ? '' : `, again ${when(dueAt)}`;
	return { tone: 'warning', words: `Did not arrive yet${tries}${next}${why}` };
}

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/;

/** Mail addresses in what somebody has typed or pasted, and what of it is none. “Ann <ann@example.com>” has one. */
export function addressesIn(text: string): { readonly good: readonly string[]; readonly bad: readonly string[] } {
	const named = text.replace(/[^,;\n]*<([^>]*)>/g, '$1');
	const parts = named.split(/[\s,;]+/).filter((part) => part !== '');
	return { good: parts.filter((part) => EMAIL.test(part)), bad: parts.filter((part) => !EMAIL.test(part)) };
}

/** What is wrong with the address of a webhook, in words; '': nothing. */
export function problemOfUrl(text: string): string {
	if (!URL.canParse(text)) return 'Give the whole address, such as https://hooks.example.com/….';
	const { protocol, username, password } = new URL(text);
	if (protocol !== 'https:' && protocol !== 'http:') return 'The address must begin with https://.';
	return username === '' && password === '' ? '' : 'The address must name no user and no password.';
}
