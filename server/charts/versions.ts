/**
 * Every declaration that a chart has had: who saved it, and when. A version's number is also the chart's revision, by which
 * two who save at once hear of each other. Versions outlive their chart, which can be restored from them.
 *
 *     saved (1) ── saved (2) ── deleted (3) ── restored (4) ─▶ …
 */
import { isDeepStrictEqual } from 'node:util';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { type ChartDeclaration, findStored, type StoredChart, unknownChart, writeChart } from './charts.ts';

interface VersionRow {
	readonly version: number;
	readonly action: 'saved' | 'restored' | 'deleted';
	readonly restored: number | null;
	readonly saved_at: Date;
	readonly saved_by: string;
	readonly title: string;
	readonly source: string;
}

/** What a version says of a chart, without its name. */
type Declared = Omit<ChartDeclaration, 'name'>;

const lockChart = statement<never>(import.meta.url, 'lock-chart');
const insertVersion = statement<{ version: number }>(import.meta.url, 'insert-version');
const setRevision = statement<never>(import.meta.url, 'set-revision');
const dropVersions = statement<never>(import.meta.url, 'drop-versions');
const deleteRow = statement<never>(import.meta.url, 'delete-chart');
const selectVersions = statement<VersionRow>(import.meta.url, 'select-versions');
const selectVersion = statement<VersionRow & { readonly declaration: Declared }>(import.meta.url, 'select-version');

/** Older ones go. */
const MOST_VERSIONS = 500;

/** What must be stored for a change to be made; undefined: whatever is. */
export type Expected = { readonly revision: number } | 'nothing' | undefined;

export interface Change {
	/** The subject who makes it. */
	readonly by: string;
	readonly expected?: Expected;
	/** The version that it repeats. */
	readonly restored?: number | undefined;
}

/** Somebody else was faster. */
export class ChartConflict extends NamedError {
	/** Undefined: the chart has been deleted. */
	readonly stored: StoredChart | undefined;

	constructor(name: string, stored: StoredChart | undefined) {
		const message =
			stored === undefined
				? `The chart "${name}" has been deleted meanwhile; save it as a new one, or restore it.`
				: `The chart "${name}" was saved meanwhile, as version ${stored.revision}; compare both, and save from that one.`;
		super('chart_conflict', message);
		this.stored = stored;
	}
}

export function declarationOf({ chart }: StoredChart): Declared {
	const { name: _name, specRevision: _specRevision, ...declared } = chart;
	return declared;
}

/** Absent and undefined are the same in what is stored. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function demandExpected(name: string, stored: StoredChart | undefined, expected: Expected): void {
	if (expected === undefined) return;
	const isRight = expected === 'nothing' ? stored === undefined : stored?.revision === expected.revision;
	if (!isRight) throw new ChartConflict(name, stored);
}

/**
 * Saves a chart as its next version, and returns which that is; what changes nothing is no version. In a transaction.
 * @throws ChartConflict
 */
export async function saveChart(
	tx: Executor,
	project: string,
	chart: ChartDeclaration,
	{ by, expected, restored }: Change,
): Promise<number> {
	const { name, ...declared } = chart;
	await lockChart(tx, [project, name]);
	const stored = await findStored(tx, project, name);
	demandExpected(name, stored, expected);
	if (stored !== undefined && isDeepStrictEqual(plain(declarationOf(stored)), plain(declared))) return stored.revision;
	await writeChart(tx, project, chart);
	const action = restored === undefined ? 'saved' : 'restored';
	const values = [project, name, action, restored ?? null, declared, by] as Bindable[];
	const [{ version } = { version: 1 }] = await insertVersion(tx, values);
	await setRevision(tx, [project, name, version, by]);
	await dropVersions(tx, [project, name, version - MOST_VERSIONS]);
	return version;
}

/**
 * In a transaction. Whoever watches it is told within a second that it is there no more.
 * @throws NamedError unknown_chart; ChartConflict
 */
export async function deleteChart(
	tx: Executor,
	project: string,
	name: string,
	{ by, expected }: Change,
): Promise<void> {
	await lockChart(tx, [project, name]);
	const stored = await findStored(tx, project, name);
	if (stored === undefined) throw unknownChart(name);
	demandExpected(name, stored, expected);
	await insertVersion(tx, [project, name, 'deleted', null, declarationOf(stored), by] as Bindable[]);
	await deleteRow(tx, [project, name]);
}

const shownVersion = ({ version, action, restored, saved_at, saved_by, title, source }: VersionRow) => ({
	version,
	action,
	...(restored === null ? {} : { restored }),
	at: saved_at.getTime(),
	by: saved_by,
	title,
	source,
});

/** The newest first; times in ms. `next` is absent on the last page. @throws NamedError unknown_chart: there never was one */
export async function listVersions(
	on: Executor,
	chart: { readonly project: string; readonly name: string },
	{ limit, before }: { readonly limit: number; readonly before?: number | undefined },
) {
	const rows = await selectVersions(on, [chart.project, chart.name, before ?? null, limit + 1] as Bindable[]);
	if (rows.length === 0 && before === undefined) throw unknownChart(chart.name);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		versions: page.map(shownVersion),
		...(rows.length > limit && last !== undefined ? { next: last.version } : {}),
	};
}

/** @throws NamedError unknown_version */
export async function findVersion(on: Executor, project: string, name: string, version: number) {
	const [row] = await selectVersion(on, [project, name, version]);
	if (row === undefined) {
		throw new NamedError('unknown_version', `There is no version ${version} of a chart "${name}" in this project.`);
	}
	return { ...shownVersion(row), declaration: row.declaration };
}
