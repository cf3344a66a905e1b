/** What a declaration would have done with the last results: before it is saved, an author sees whether it is right. */
import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../../widget/protocol.ts';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { RunDeps } from '../runs/run.ts';
import type { AlertRow, Named } from './alerts.ts';
import { demandOf } from './ask.ts';
import { type AlertDeclaration, type Condition, type GivenAlert, measureOf } from './declaration.ts';
import { type Ended as EndedRun, observationOf } from './evaluate.ts';
import { isCounted } from './observe.ts';
import { type Ended, type Simulated, simulate } from './simulate.ts';

type PastRun = EndedRun & { readonly at: number };

const selectAlert = statement<AlertRow>(import.meta.url, 'select-alert');
const selectPastRuns = statement<PastRun>(import.meta.url, 'select-past-runs');
const selectValues = statement<{ at: number; value: number | null }>(import.meta.url, 'select-values');

const MOST_RUNS = 100;
const MOST_VALUES = 300;
/** What large results may have together; of older ones nothing is seen. */
const MOST_BYTES = 16_777_216;

export interface Preview extends Simulated {
	/** Which results: those that the saved alert has kept, or the runs that are still there. */
	readonly of: 'alert' | 'runs';
	/** Where a threshold stands: at which value it fires, and at which it recovers. */
	readonly limits?: { readonly fires: number; readonly recovers: number };
}

type PreviewDeps = Pick<RunDeps, 'database' | 'results' | 'secret'>;

/** @throws NamedError what `demandOf` throws */
export async function previewAlert(
	deps: PreviewDeps,
	named: Partial<Named> & { project: string },
	given: Omit<GivenAlert, 'channels'>,
): Promise<Preview> {
	const declaration: AlertDeclaration = { ...given, channels: [] };
	const { channel } = await demandOf(deps, named.project, declaration);
	const kept = await keptValues(deps.database, named, declaration);
	const results = kept ?? (await pastRuns(deps, channel, declaration));
	const limits = limitsOf(declaration.condition);
	return { of: kept === undefined ? 'runs' : 'alert', ...simulate(declaration, results), ...(limits && { limits }) };
}

/** What a saved alert has seen, and what came of it; nothing where its question cannot be asked any more. */
export async function pointsOf(deps: PreviewDeps, { project, name, declaration }: AlertRow): Promise<Preview> {
	try {
		return await previewAlert(deps, { project, name }, declaration);
	} catch (error) {
		if (!(error instanceof NamedError) || error.status >= 500) throw error;
		return { of: 'alert', points: [], events: [] };
	}
}

/** Of an alert that looks at the same number. */
async function keptValues(
	on: Executor,
	{ project, name }: Partial<Named> & { project: string },
	declaration: AlertDeclaration,
): Promise<readonly Ended[] | undefined> {
	if (name === undefined || isCounted(declaration.condition)) return undefined;
	const [alert] = await selectAlert(on, [project, name]);
	if (alert === undefined || !isDeepStrictEqual(plain(measureOf(alert.declaration)), plain(measureOf(declaration))))
		return undefined;
	const values = await selectValues(on, [alert.id, MOST_VALUES]);
	return values.map(({ at, value }) => ({
		at,
		observation: value === null ? { kind: 'empty' } : { kind: 'value', value },
	}));
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function pastRuns(deps: PreviewDeps, channel: string, declaration: AlertDeclaration): Promise<readonly Ended[]> {
	const runs = await selectPastRuns(deps.database, [channel, MOST_RUNS]);
	let bytes = 0;
	const ended: Ended[] = [];
	for (const run of runs) {
		bytes += bytesOf(run);
		if (bytes > MOST_BYTES) break;
		ended.push({ at: run.at, observation: await observationOf(deps, { ...run, declaration }) });
	}
	return ended.reverse();
}

function bytesOf({ result: text }: PastRun): number {
	if (text === null) return 0;
	const result = JSON.parse(text) as Result;
	return 'href' in result ? result.bytes : text.length;
}

function limitsOf(condition: Condition): Preview['limits'] {
	if (condition.kind !== 'threshold') return undefined;
	return { fires: condition.value, recovers: condition.clear ?? condition.value };
}
