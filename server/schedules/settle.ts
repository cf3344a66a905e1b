/** Sends what a time has brought, once all of its questions are answered: in the transaction that ends it. */
import type { Params } from '../../widget/protocol.ts';
import { type Executor, statement } from '../database/database.ts';
import type { StoredChannel } from '../deliveries/channels.ts';
import { addDeliveries, type DeliveryMessage, type NewDelivery } from '../deliveries/deliveries.ts';
import { refusalOf } from '../deliveries/hourly-limit.ts';
import { phrase } from '../deliveries/words.ts';
import type { InboxDeps } from '../inbox/inbox.ts';
import { oneByOne } from '../one-by-one.ts';
import type { Schedule } from './declaration.ts';
import { refuseTime } from './refuse.ts';
import type { TimeRow } from './times.ts';

export interface AnswerRow {
	readonly title: string;
	readonly chart: string;
	readonly params: Params;
	readonly run: string | null;
	readonly failure: { readonly code: string; readonly message: string } | null;
	/** Of its run; null: it is gone. */
	readonly state: 'succeeded' | 'failed' | 'canceled' | null;
	readonly rows: number | null;
	readonly error: { readonly message: string } | null;
}

export interface SettleDeps extends InboxDeps {
	/** By which browsers reach the workshop. */
	readonly publicUrl: string;
	/** See deliveries/hourly-limit.ts. */
	readonly mostPerHour: number;
}

/** What decides whether something is sent, and what its subject says. */
export type SettledAnswer = Pick<AnswerRow, 'title' | 'failure' | 'state' | 'rows' | 'error'>;

type Ended =
	| { readonly state: 'sent' | 'failed'; readonly reason: string | null }
	| { readonly state: 'skipped'; readonly reason: string };

const lockSettled = statement<TimeRow>(import.meta.url, 'lock-settled');
const selectAnswers = statement<AnswerRow>(import.meta.url, 'select-answers');
const endTime = statement<never>(import.meta.url, 'end-time');

const hasAnswer = ({ state }: Pick<AnswerRow, 'state'>) => state === 'succeeded';
const reasonOf = ({ failure, error, state }: SettledAnswer) =>
	failure?.message ?? error?.message ?? (state === 'canceled' ? 'its query was canceled' : 'its run is gone');

export function outcomeOf({ only }: Pick<Schedule, 'only'>, answers: readonly SettledAnswer[]): Ended {
	const failed = answers.find((answer) => !hasAnswer(answer));
	const reason = failed === undefined ? null : `${failed.title}: ${reasonOf(failed)}`;
	if (!answers.some(hasAnswer)) return { state: 'failed', reason: reason ?? 'there is no chart to be shown' };
	const isEmpty = answers.every(({ rows }) => (rows ?? 0) === 0);
	if (only === 'when-rows' && isEmpty && reason === null) return { state: 'skipped', reason: 'there are no rows' };
	return { state: 'sent', reason };
}

/** When it was due, as the clocks show it where it is meant, and which clocks these are. */
function whenOf(at: Date, { timeZone, locale }: Pick<Schedule, 'timeZone' | 'locale'>): string {
	const day = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
	const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
	return new Intl.DateTimeFormat(locale, { ...day, ...time, timeZone }).format(at);
}

type Told = Pick<TimeRow, 'project' | 'schedule' | 'title' | 'due_at'> & {
	readonly declaration: Pick<Schedule, 'timeZone' | 'locale' | 'target'>;
};

export function messageOf(
	time: Told,
	answers: readonly Pick<AnswerRow, 'title' | 'state'>[],
	publicUrl: string,
): DeliveryMessage {
	const { project, declaration, schedule, due_at } = time;
	const { locale, target } = declaration;
	const title = time.title || (answers.length === 1 && answers[0]?.title) || schedule;
	const good = answers.filter(hasAnswer).length;
	const wording = good === 0 ? 'failedSubject' : 'partlySubject';
	const isWhole = good === answers.length && good > 0;
	const [page, name] = 'chart' in target ? ['charts', target.chart] : ['dashboards', target.dashboard];
	return {
		subject: isWhole ? title : phrase(locale, wording, { title }),
		text: whenOf(due_at, declaration),
		link: `${publicUrl}/workshop/${encodeURIComponent(project)}/${page}/${encodeURIComponent(name)}`,
		tone: isWhole ? 'info' : 'bad',
		locale,
	};
}

/** Of one time, where it goes: two channels that lead to the same place are one. */
const placeOf = (channel: StoredChannel): string =>
	channel.kind === 'email' ? 'email' : `${channel.kind} ${channel.ref}`;

function deliveriesOf(time: TimeRow, answers: readonly AnswerRow[], publicUrl: string): readonly NewDelivery[] {
	const { id, project, schedule, due_at, declaration } = time;
	const { channels, attach, theme } = declaration;
	const charts = answers.map(({ title, chart, params, run, failure }) => ({
		title,
		chart,
		params,
		...(run === null ? {} : { run }),
		...(failure === null ? {} : { failure }),
	}));
	const message = messageOf(time, answers, publicUrl);
	return channels.map((channel) => ({
		project,
		key: `schedule:${id} ${placeOf(channel)}`,
		cause: { kind: 'schedule', name: schedule, at: due_at.getTime() },
		channel,
		message,
		attach: { ...attach, theme, charts },
	}));
}

async function settle(tx: Executor, deps: SettleDeps, time: TimeRow): Promise<(() => void) | undefined> {
	const { publicUrl, mostPerHour } = deps;
	const { id, project, declaration } = time;
	const answers = await selectAnswers(tx, [id]);
	const { state, reason } = outcomeOf(declaration, answers);
	const asked = {
		project,
		kind: 'schedule',
		name: time.schedule,
		channels: declaration.channels,
		mostPerHour,
	} as const;
	const refusal = state === 'skipped' ? undefined : await refusalOf(tx, asked);
	if (refusal !== undefined) return refuseTime(tx, deps, time, refusal);
	if (state !== 'skipped') await addDeliveries(tx, deliveriesOf(time, answers, publicUrl));
	await endTime(tx, [id, 'asked', state, reason]);
	return undefined;
}

/** Sends what is complete by now. Any number of processes may do so at once. */
export async function settleAnswered(deps: SettleDeps): Promise<void> {
	await oneByOne(deps.database, {
		find: (tx, leftOut) => lockSettled(tx, [leftOut]),
		idOf: ({ id }) => id,
		work: (tx, time) => settle(tx, deps, time),
	});
}
