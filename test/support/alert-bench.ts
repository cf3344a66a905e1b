/** What tests of alerts do with one: declare it, have its question asked, and read what came of it. */
import assert from 'node:assert/strict';
import type { AlertNotice, NoticeEvent, ServerMessage } from '../../widget/protocol.ts';
import type { Chartwire } from './chartwire.ts';
import { withToken } from './people.ts';
import { until } from './until.ts';

const PATIENT = { timeoutMs: 60_000 };

/** It is asked when the test says so. */
export const BY_HAND = { cron: '0 0 1 1 *', timeZone: 'UTC' };
export const ABOVE = { kind: 'threshold', op: '>', value: 10, clear: 8 };
export const HOOKS = [
	{ kind: 'email', to: ['ops@example.com'] },
	{ kind: 'webhook', url: 'https://hooks.example.com/a-secret' },
];

export interface Asker {
	readonly project?: string;
	readonly subject?: string;
	readonly role?: 'viewer';
}

export interface Logged {
	readonly kind: string;
	readonly told: boolean;
	readonly reason: string;
	readonly value: number | null;
}

const othersIn = (frame: ServerMessage): readonly AlertNotice[] => {
	const inbox: NoticeEvent | undefined =
		frame.type === 'reset'
			? frame.snapshot.inbox
			: frame.type === 'event' && frame.event.kind === 'notice'
				? frame.event
				: undefined;
	return (inbox?.others ?? []).filter((each) => each.kind === 'alert');
};

export type AlertBench = ReturnType<typeof alertBench>;

/** `chartwire` is asked for once it runs. */
export function alertBench(chartwire: () => Chartwire) {
	async function ask(method: string, path: string, body?: unknown, { role, ...who }: Asker = {}) {
		const grant = role === undefined ? who : { ...who, role, permissions: [] };
		return withToken(chartwire().web(), await chartwire().token(grant), [method, path, body]);
	}

	async function must(method: string, path: string, body?: unknown, who: Asker = {}) {
		const answer = await ask(method, path, body, who);
		assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	}

	const set = (name: string, n: number | null) =>
		chartwire().customer`insert into readings values (${name}, ${n}) on conflict (name) do update set n = excluded.n`;

	/** A chart of one number, and an alert of the same name on it. */
	async function declare(name: string, more: object = {}, who: Asker = {}) {
		await set(name, 0);
		await must(
			'PUT',
			`/v1/charts/${name}`,
			{ source: 'sample', title: `Readings of ${name}`, sql: `select n from readings where name = '${name}'` },
			who,
		);
		await must('PUT', `/v1/alerts/${name}`, { chart: name, condition: ABOVE, ...BY_HAND, ...more }, who);
		await evaluated(name, 0);
	}

	const rowOf = async (name: string, project = 'default') => {
		const [row] = await chartwire().control<
			{ id: string; ordinal: number; state: string; pending: number; problem: string | null }[]
		>`
			select id, ordinal::integer as ordinal, memory -> 'state' ->> 'phase' as state, problem,
				(select count(*)::integer from alert_evaluations where alert = alerts.id) as pending
			from alerts where project = ${project} and name = ${name}`;
		assert.ok(row);
		return row;
	};

	async function evaluated(name: string, after: number, project = 'default') {
		return until(
			async () => {
				const row = await rowOf(name, project);
				return row.ordinal > after && row.pending === 0 ? row : undefined;
			},
			{ ...PATIENT, what: `${name} is evaluated` },
		);
	}

	const due = (name: string, project = 'default') =>
		chartwire().control`update alerts set next_at = delivery_clock() where project = ${project} and name = ${name}`;

	/** Has its question asked now, and answers what state it is in once that is evaluated. */
	async function check(name: string, n?: number, project = 'default'): Promise<string> {
		if (n !== undefined) await set(name, n);
		const { ordinal } = await rowOf(name, project);
		await due(name, project);
		return (await evaluated(name, ordinal, project)).state;
	}

	const eventsOf = async (name: string, who: Asker = {}) =>
		((await must('GET', `/v1/alerts/${name}/events`, undefined, who))['events'] as Logged[]).toReversed();
	const kindsOf = async (name: string) => (await eventsOf(name)).map(({ kind }) => kind);
	const deliveriesOf = (name: string) =>
		chartwire().control<
			{ key: string; kind: string; subject: string; channel: string; link: string; fields: string[][] }[]
		>`
			select key, channel ->> 'kind' as kind, message ->> 'subject' as subject, channel::text as channel, message ->> 'link' as link,
				message -> 'fields' as fields
			from deliveries where cause_kind = 'alert' and cause_name = ${name} order by created_at, key`;

	async function inboxOf(who: Asker) {
		const { role, ...grant } = who;
		const wire = await chartwire().wire(role === undefined ? grant : ({ ...grant, role, permissions: [] } as never));
		await wire.subscribe({ inbox: true });
		return {
			told: (name: string, states: readonly string[]) =>
				wire.waitFor((frame) => {
					const mine = othersIn(frame).filter(({ alert }) => alert === name);
					return JSON.stringify(mine.map(({ state }) => state).toReversed()) === JSON.stringify(states);
				}, 60_000),
		};
	}
	return { ask, must, set, declare, rowOf, evaluated, due, check, eventsOf, kindsOf, deliveriesOf, inboxOf };
}
