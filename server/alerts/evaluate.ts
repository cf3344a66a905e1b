/**
 * Evaluates what has ended: each run once for each alert that hears of it, in the order of its channel. The row that says that
 * a run is still to be looked at goes in the transaction that writes the alert's new state, its events, deliveries and
 * notices: whoever dies in between has done nothing, and another worker does it.
 */
import type { Result, Table } from '../../widget/protocol.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { toNamedError } from '../errors.ts';
import { tellOwners } from '../inbox/inbox.ts';
import type { InboxOwner } from '../inbox/notices.ts';
import { oneByOne } from '../one-by-one.ts';
import type { RunDeps, RunError } from '../runs/run.ts';
import type { AlertRow } from './alerts.ts';
import { type AlertDeclaration, recoverPatience } from './declaration.ts';
import { judge, type Past, type Verdict } from './judge.ts';
import { step } from './machine.ts';
import { countOf, needsRows, type Observation, observe } from './observe.ts';
import { counted, KEPT_VALUES, type Kept, measured, NOTHING_YET, spacingOf } from './tally.ts';
import { addEvent, type NewEvent, refusalFor, type TellOptions } from './tell.ts';

export type AlertDeps = RunDeps & TellOptions;

/** How a run has ended. */
export interface Ended {
	readonly state: 'succeeded' | 'failed';
	readonly result: string | null;
	readonly rows: number | null;
	readonly error: RunError | null;
}

/** An alert, and a run that it has yet to look at. */
type Pending = AlertRow & Ended & { readonly run: string };

const lockPending = statement<Pending>(import.meta.url, 'lock-pending');
const takeEvaluation = statement<{ ordinal: string }>(import.meta.url, 'take-evaluation');
const setEvaluated = statement<never>(import.meta.url, 'set-evaluated');
const insertValue = statement<never>(import.meta.url, 'insert-value');
const selectValues = statement<Past['values'][number]>(import.meta.url, 'select-values');

/** All that is there; several workers may do so at once. */
export const evaluatePending = (deps: AlertDeps): Promise<boolean> =>
	oneByOne(deps.database, {
		find: (tx, leftOut) => lockPending(tx, [leftOut]),
		// All of an alert waits for the run that fails: none overtakes another.
		idOf: ({ id }) => id,
		work: async (tx, pending) => {
			const told = await conclude(tx, deps, pending);
			return () => void tellOwners(deps, told);
		},
	});

/** What the run brought. What cannot be read for good is said, and not tried for ever. @throws NamedError store_unavailable */
async function lookAt(deps: AlertDeps, pending: Pending): Promise<Observation> {
	try {
		return await observationOf(deps, pending);
	} catch (error) {
		if (toNamedError(error).code === 'store_unavailable') throw error;
		deps.log.error({ run: pending.run, error: String(error) }, 'a result could not be looked at for an alert');
		return { kind: 'gone' };
	}
}

/** As `observe`, of a run that has ended. */
export async function observationOf(
	{ results }: Pick<RunDeps, 'results'>,
	{ state, result, rows, error, declaration }: Ended & { readonly declaration: AlertDeclaration },
): Promise<Observation> {
	if (state === 'failed')
		return { kind: 'failed', code: error?.code ?? 'internal', message: error?.message ?? 'unknown' };
	if (!needsRows(declaration) && rows !== null) return countOf(rows);
	const table = await tableOf(results, result);
	return table === undefined ? { kind: 'gone' } : observe(table, declaration);
}

async function tableOf(results: RunDeps['results'], text: string | null): Promise<Table | undefined> {
	if (text === null) return undefined;
	const result = JSON.parse(text) as Result;
	if (!('href' in result)) return result;
	const body = await results.read(result.hash);
	return body && (JSON.parse(body.toString()) as Table);
}

/** Answers whose inboxes have changed. */
async function conclude(tx: Executor, deps: AlertDeps, pending: Pending): Promise<readonly InboxOwner[]> {
	const [taken] = await takeEvaluation(tx, [pending.id, pending.run]);
	// It was taken by another worker right before its alert was locked.
	if (taken === undefined) return [];
	const { ordinal } = taken;
	// A run that began earlier and ended later says nothing of now.
	if (!pending.enabled || BigInt(ordinal) <= BigInt(pending.ordinal)) return [];
	return advance(tx, deps, { alert: pending, ordinal, observation: await lookAt(deps, pending) });
}

interface Advancing {
	readonly alert: Pending;
	/** bigint */
	readonly ordinal: string;
	readonly observation: Observation;
}

async function advance(
	tx: Executor,
	deps: AlertDeps,
	{ alert, ordinal, observation }: Advancing,
): Promise<InboxOwner[]> {
	const { declaration, now_ms: at } = alert;
	const kept = alert.memory as Kept;
	const tally = counted(kept.tally ?? NOTHING_YET, observation, at);
	const past = { ...tally, emptySince: tally.emptySince, values: await selectValues(tx, [alert.id, KEPT_VALUES]) };
	const verdict = judge(declaration, { observation, at, past });
	const patiences = { fire: declaration.for, recover: recoverPatience(declaration) };
	const judged = { type: 'judged', is: verdict.is, at } as const;
	const wanted = step(kept, judged, patiences);
	const problem = observation.kind === 'unfit' ? observation.message : null;
	const value = measured(observation);
	const troubles = troubleOf(alert.problem, problem, verdict);
	// Who was told that it fires is told that it is over, however much was sent.
	const isNews = troubles.length > 0 || wanted.effects.some(({ kind, tell }) => tell && kind !== 'recovered');
	const refused = isNews ? await refusalFor(tx, alert, deps) : undefined;
	const { memory, effects } = refused === undefined ? wanted : step(kept, { ...judged, muted: true }, patiences);
	const remembered: Kept = { ...memory, tally };
	await setEvaluated(tx, [alert.id, remembered, ordinal, at, value, verdict.reason, problem] as Bindable[]);
	const spacing = [KEPT_VALUES, spacingOf(declaration)];
	await insertValue(tx, [alert.id, ordinal, at, value, ...spacing] as Bindable[]);
	const isQuiet = memory.snooze !== undefined;
	const heard = isQuiet ? undefined : refused;
	const shown = { at, value, run: alert.run, hasResult: alert.state === 'succeeded' };
	const events: NewEvent[] = [
		...troubles.map((each) => ({ ...shown, ...each, tell: !isQuiet, refused: heard })),
		...effects.map(({ kind, tell }) => {
			return { ...shown, kind, tell, reason: verdict.reason, refused: kind === 'fired' ? heard : undefined };
		}),
	];
	const owners: InboxOwner[] = [];
	for (const event of events) owners.push(...(await addEvent(tx, alert, event, deps)));
	return owners;
}

/** That an alert cannot be checked must be as loud as that it fires. */
function troubleOf(
	before: string | null,
	now: string | null,
	{ reason }: Verdict,
): readonly Pick<NewEvent, 'kind' | 'reason'>[] {
	if (now !== null) return before === null ? [{ kind: 'broken', reason: now }] : [];
	return before === null ? [] : [{ kind: 'mended', reason }];
}
