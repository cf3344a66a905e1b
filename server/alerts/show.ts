/** Alerts as the API shows them; times in ms. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { shownChannel } from '../deliveries/channels.ts';
import { namesOf } from '../people/names.ts';
import type { AlertRow, ListedAlert } from './alerts.ts';
import { conditionWords } from './condition-words.ts';
import { shownState } from './machine.ts';
import { isCounted } from './observe.ts';
import type { EventKind } from './tell.ts';

interface EventRow {
	readonly number: number;
	readonly at: number;
	readonly kind: EventKind;
	readonly run: string | null;
	readonly value: number | null;
	readonly reason: string;
	readonly by: string | null;
	readonly told: boolean;
}

const selectEvents = statement<EventRow>(import.meta.url, 'select-events');

export function shownAlert(row: AlertRow) {
	const { name, title, chart, enabled, revision, memory, problem, value, reason } = row;
	const { state, snooze } = memory;
	return {
		alert: name,
		title,
		chart,
		enabled,
		revision,
		updatedAt: row.updated_at.getTime(),
		updatedBy: row.updated_by,
		state: shownState(memory, row.now_ms),
		...('since' in state ? { since: state.since } : {}),
		...('acknowledged' in state && state.acknowledged !== undefined ? { acknowledged: state.acknowledged } : {}),
		...(snooze === undefined ? {} : { snooze }),
		problem,
		// A number of rows is no value that anybody has asked for.
		value: isCounted(row.declaration.condition) ? null : value,
		reason,
		evaluatedAt: row.evaluated_at?.getTime() ?? null,
		nextAt: row.next_at?.getTime() ?? null,
		watches: conditionWords(row.declaration),
	};
}

/** In a list: with how many follow it, and whether whoever asks does. */
export const listedAlert = (row: ListedAlert) => ({
	...shownAlert(row),
	followers: row.followers,
	following: row.following,
});

/** What those are called whom an alert, or its log, tells of. */
export async function calledBy(
	on: Executor,
	project: string,
	subjects: readonly (string | null | undefined)[],
): Promise<Readonly<Record<string, string>>> {
	const known = subjects.filter((subject) => typeof subject === 'string');
	return Object.fromEntries(await namesOf(on, project, known));
}

/** Viewers see neither who is written to nor whose rows are looked at. */
export function shownDeclaration({ declaration }: AlertRow, isAuthor: boolean) {
	if (isAuthor) return { ...declaration, channels: declaration.channels.map(shownChannel) };
	const { channels: _channels, claims: _claims, params: _params, ...rest } = declaration;
	return rest;
}

/** The newest first; `next`, where there are more: `before` of the next page. */
export async function listEvents(
	on: Executor,
	alert: string,
	{ limit, before }: { readonly limit: number; readonly before?: number | undefined },
) {
	const rows = await selectEvents(on, [alert, before ?? null, limit + 1] as Bindable[]);
	const page = rows.slice(0, limit);
	const next = rows.length > limit ? page.at(-1)?.number : undefined;
	return { events: page, ...(next === undefined ? {} : { next }) };
}
