/**
 * Where the rows of an export meet: a worker keeps them in the control store part by part, and a web node takes them from
 * there, while they still come. So no web node touches a customer's database, and neither holds more than one part.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Executor, statement } from '../database/database.ts';
import type { RunError, RunState } from '../runs/run.ts';

const insertPart = statement<never>(import.meta.url, 'insert-part');
const deleteEarlierParts = statement<never>(import.meta.url, 'delete-earlier-parts');
const selectPart = statement<PartRow>(import.meta.url, 'select-part');

const compress = promisify(gzip);
const expand = promisify(gunzip);
/** Disk counts less than the worker's time, which is the source's as well. */
const FAST = { level: 1 };

interface PartRow {
	readonly state: RunState;
	readonly attempt: number;
	readonly error: RunError | null;
	readonly line_place: number | null;
	readonly started_at: Date | null;
	readonly body: Buffer | null;
}

/** Of which attempt of which run, and its place, from 0. */
export interface PartPlace {
	readonly run: string;
	readonly attempt: number;
	readonly part: number;
}

export type Look = Omit<PartRow, 'body'> & { readonly text: Buffer | undefined };

/** Keeping the same part again changes nothing. */
export async function keepPart(on: Executor, { run, attempt, part }: PartPlace, text: string): Promise<void> {
	await insertPart(on, [run, attempt, part, await compress(text, FAST)]);
}

/** An attempt that was lost may have left some. */
export async function dropEarlierParts(on: Executor, run: string, attempt: number): Promise<void> {
	await deleteEarlierParts(on, [run, attempt]);
}

/** Undefined: there is no such run any more. */
export async function lookForPart(on: Executor, run: string, part: number): Promise<Look | undefined> {
	const [row] = await selectPart(on, [run, part]);
	if (row === undefined) return undefined;
	const { body, ...look } = row;
	return { ...look, text: body === null ? undefined : await expand(body) };
}
