/** What people do with an alert that fires: acknowledge it, or have it keep quiet for a while. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { type AlertRow, findAlert, followersOf, type Named } from './alerts.ts';
import { recoverPatience } from './declaration.ts';
import { type AlertEvent, step } from './machine.ts';
import type { Kept } from './tally.ts';
import { addEvent, type TellOptions } from './tell.ts';

const lockAlert = statement<AlertRow>(import.meta.url, 'lock-alert');
const setMemory = statement<never>(import.meta.url, 'set-memory');

type Act =
	| { readonly type: 'acknowledged' }
	| { readonly type: 'snoozed'; readonly until: number | 'recovered' | null };

export interface Acting {
	readonly act: Act;
	/** A subject. */
	readonly by: string;
	/** Whether they must be among those who follow it. */
	readonly asFollower?: boolean;
	/** What they say of it. */
	readonly note?: string | undefined;
}

const REASONS = {
	acknowledged: 'Somebody takes care of it.',
	snoozed: 'Nobody is told of it until it has recovered.',
	woken: 'Whoever follows it is told of it again.',
} as const;

function reasonOf(act: Act): string {
	if (act.type === 'acknowledged') return REASONS.acknowledged;
	if (act.until === null) return REASONS.woken;
	if (act.until === 'recovered') return REASONS.snoozed;
	return `Nobody is told of it until ${new Date(act.until).toISOString()}.`;
}

function refusalOf(act: Act, { name }: AlertRow): NamedError {
	if (act.type === 'snoozed' && act.until === null)
		return new NamedError('conflict', `The alert "${name}" is not snoozed.`);
	if (act.type === 'snoozed' && act.until !== 'recovered') {
		return new NamedError('bad_request', 'until: must be a moment to come, in ms since 1970.');
	}
	const what =
		act.type === 'acknowledged' ? 'it does not fire, or somebody has acknowledged it already' : 'it does not fire';
	return new NamedError('conflict', `The alert "${name}" was left as it is: ${what}.`);
}

const notFollowed = ({ name }: Named) =>
	new NamedError(
		'not_allowed',
		`Whoever is no author may acknowledge the alerts that they follow; follow "${name}" first.`,
	);

/**
 * In a transaction. Returns the alert as it is afterwards.
 * @throws NamedError unknown_alert; not_allowed; conflict, where there is nothing to do
 */
export async function actOn(tx: Executor, named: Named, acting: Acting, options: TellOptions): Promise<AlertRow> {
	const { act, by, note, asFollower = false } = acting;
	const { id } = await findAlert(tx, named);
	if (asFollower && !(await followersOf(tx, id)).includes(by)) throw notFollowed(named);
	const [alert] = await lockAlert(tx, [id]);
	if (alert === undefined) return findAlert(tx, named);
	const { declaration, now_ms: at } = alert;
	const event: AlertEvent = { ...act, by, at };
	const kept = alert.memory as Kept;
	const { memory, effects } = step(kept, event, { fire: declaration.for, recover: recoverPatience(declaration) });
	if (effects.length === 0) throw refusalOf(act, alert);
	await setMemory(tx, [id, { ...memory, tally: kept.tally }] as Bindable[]);
	const reason = [reasonOf(act), note].filter(Boolean).join(' ');
	for (const { kind, tell } of effects) await addEvent(tx, alert, { kind, at, reason, tell, by }, options);
	return findAlert(tx, named);
}
