/** Alerts as they are kept: declared, found, listed and deleted. What they see and say is evaluate.ts's matter. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Bearer } from '../auth/embed-claims.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { sealChannels } from '../deliveries/channels.ts';
import { NamedError } from '../errors.ts';
import { nameSchema } from '../http.ts';
import type { Keyring } from '../sources/keyring.ts';
import { lateMessage, SavingConflict } from '../versions/conflict.ts';
import { pageOf, placeOf, savedListFields } from '../versions/list-saved.ts';
import { type Expected, isExpected } from '../versions/versions.ts';
import { type AlertDeclaration, type GivenAlert, measureOf } from './declaration.ts';
import { AT_REST, type Memory } from './machine.ts';

/** A row of `alerts`. */
export interface AlertRow {
	readonly id: string;
	readonly project: string;
	readonly name: string;
	readonly title: string;
	readonly chart: string;
	readonly declaration: AlertDeclaration;
	readonly enabled: boolean;
	readonly revision: number;
	readonly updated_at: Date;
	readonly updated_by: string;
	readonly channel: string | null;
	readonly problem: string | null;
	readonly next_at: Date | null;
	readonly memory: Memory;
	/** bigint */
	readonly ordinal: string;
	readonly evaluated_at: Date | null;
	readonly value: number | null;
	readonly reason: string | null;
	readonly events: number;
	/** By the clock of alerts; ms. */
	readonly now_ms: number;
}

export interface ListedAlert extends AlertRow {
	/** With what a list is continued. */
	readonly updated_text: string;
	/** How many. */
	readonly followers: number;
	/** Whether whoever asks is among them. */
	readonly following: boolean;
}

const lockName = statement<never>(import.meta.url, 'lock-name');
const selectAlert = statement<AlertRow>(import.meta.url, 'select-alert');
const selectAlerts = statement<ListedAlert>(import.meta.url, 'select-alerts');
const countAlerts = statement<{ alerts: number }>(import.meta.url, 'count-alerts');
const upsertAlert = statement<{ id: string; revision: number }>(import.meta.url, 'upsert-alert');
const forgetMeasured = statement<never>(import.meta.url, 'forget-measured');
const deleteRow = statement<never>(import.meta.url, 'delete-alert');
const insertFollower = statement<never>(import.meta.url, 'insert-follower');
const deleteFollower = statement<never>(import.meta.url, 'delete-follower');
const selectFollowers = statement<{ subject: string }>(import.meta.url, 'select-followers');

/** In a project: each asks its question over and over. */
export const MOST_ALERTS = 500;

export const unknownAlert = (name: string): NamedError =>
	new NamedError('unknown_alert', `There is no alert "${name}" in this project.`);

/** Somebody else was faster. */
export class AlertConflict extends SavingConflict<AlertRow> {
	constructor(name: string, stored: AlertRow | undefined) {
		super('alert_conflict', lateMessage({ noun: 'alert', name, keeps: 'revision' }, stored), stored);
	}
}

export interface Named {
	readonly project: string;
	readonly name: string;
}

/** @throws NamedError unknown_alert */
export async function findAlert(on: Executor, { project, name }: Named): Promise<AlertRow> {
	const [row] = await selectAlert(on, [project, name]);
	if (row === undefined) throw unknownAlert(name);
	return row;
}

export interface Saving extends Named {
	readonly given: GivenAlert;
	readonly by: string;
	readonly keys: Keyring;
	readonly expected: Expected;
}

/** Absent and undefined are the same in what is stored. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(plain(one), plain(other));

/**
 * Saves an alert, and returns its revision; what changes nothing is none. Whoever saves it first follows it. One that looks
 * at another number, or is not enabled, begins anew. In a transaction.
 * @throws AlertConflict; NamedError bad_request, too_many_alerts
 */
export async function saveAlert(tx: Executor, saving: Saving): Promise<number> {
	const { project, name, given, by, keys, expected } = saving;
	await lockName(tx, [project, name]);
	const [stored] = await selectAlert(tx, [project, name]);
	if (!isExpected(stored, expected)) throw new AlertConflict(name, stored);
	const channels = sealChannels(given.channels, { keys, project, stored: stored?.declaration.channels ?? [] });
	const declaration: AlertDeclaration = { ...given, channels };
	if (stored !== undefined && isSame(stored.declaration, declaration)) return stored.revision;
	if (stored === undefined) await demandRoom(tx, project);
	const { title, chart, enabled } = given;
	const [row] = await upsertAlert(tx, [project, name, title, chart, declaration, enabled, by, AT_REST] as Bindable[]);
	if (row === undefined) throw new Error('an alert was not saved');
	if (stored === undefined) await insertFollower(tx, [row.id, by]);
	const goesOn = stored !== undefined && enabled && isSame(measureOf(stored.declaration), measureOf(declaration));
	if (!goesOn) await forgetMeasured(tx, [row.id, AT_REST]);
	return row.revision;
}

async function demandRoom(on: Executor, project: string): Promise<void> {
	const [{ alerts } = { alerts: 0 }] = await countAlerts(on, [project]);
	if (alerts < MOST_ALERTS) return;
	const message = `A project may have ${MOST_ALERTS} alerts, and this one has as many; delete one first.`;
	throw new NamedError('too_many_alerts', message);
}

/** In a transaction. @throws NamedError unknown_alert; AlertConflict */
export async function deleteAlert(tx: Executor, { project, name }: Named, expected: Expected): Promise<void> {
	await lockName(tx, [project, name]);
	const stored = await findAlert(tx, { project, name });
	if (!isExpected(stored, expected)) throw new AlertConflict(name, stored);
	await deleteRow(tx, [stored.id]);
}

/** Whether the subject is told of it in their inbox from now on. */
export async function follow(on: Executor, alert: string, subject: string, isWanted: boolean): Promise<void> {
	await (isWanted ? insertFollower : deleteFollower)(on, [alert, subject]);
}

export async function followersOf(on: Executor, alert: string): Promise<readonly string[]> {
	return (await selectFollowers(on, [alert])).map(({ subject }) => subject);
}

export const listSchema = z.strictObject({
	/** `q`: what name or title contain. */
	...savedListFields,
	chart: nameSchema.optional(),
});

/** The last saved first, as the bearer sees them. @throws NamedError bad_request for a cursor that is none */
export async function listAlerts(
	on: Executor,
	{ project, subject }: Pick<Bearer, 'project' | 'subject'>,
	query: z.infer<typeof listSchema>,
) {
	const { limit, cursor, q, chart } = query;
	const values = [project, q?.toLowerCase() ?? null, chart ?? null, ...placeOf(cursor), limit + 1, subject];
	const rows = await selectAlerts(on, values as Bindable[]);
	return pageOf(rows, limit);
}
