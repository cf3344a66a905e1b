/** What has changed between two declarations of a chart: its SQL by lines, everything else by fields. Pure. */
import { diffLines } from 'diff';
import type { Declaration } from './chart-types.ts';

export interface DiffLine {
	readonly kind: 'same' | 'added' | 'removed';
	readonly text: string;
}

export interface FieldDiff {
	readonly field: string;
	/** As it is shown, with a few lines around what has changed; `…` stands for lines that are left out. */
	readonly lines: readonly DiffLine[];
}

const AROUND = 3;
const OMITTED: DiffLine = { kind: 'same', text: '…' };

/** Keys in their order, so that it counts what is said and not how it was stored. */
function written(value: unknown): string {
	if (typeof value === 'string') return value;
	const sorted = (_key: string, inner: unknown): unknown =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner;
	return JSON.stringify(value ?? null, sorted, 2);
}

function linesOf(before: string, after: string): readonly DiffLine[] {
	const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
	return diffLines(ended(before), ended(after)).flatMap(({ added, removed, value }) => {
		const kind = added ? 'added' : removed ? 'removed' : 'same';
		return value
			.split('\n')
			.slice(0, -1)
			.map((text): DiffLine => ({ kind, text }));
	});
}

/** Leaves out what is far from every change. */
function nearChanges(lines: readonly DiffLine[]): readonly DiffLine[] {
	const isNear = (index: number): boolean =>
		lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
	const near: DiffLine[] = [];
	for (const [index, line] of lines.entries()) {
		if (isNear(index)) near.push(line);
		else if (near.at(-1) !== OMITTED) near.push(OMITTED);
	}
	return near;
}

/** The SQL first; fields that are the same are left out. */
export function diffOf(before: Declaration, after: Declaration): readonly FieldDiff[] {
	const all = new Set([...Object.keys(before), ...Object.keys(after)]);
	const fields = ['sql', ...[...all].filter((field) => field !== 'sql').sort()] as (keyof Declaration)[];
	return fields.flatMap((field) => {
		const [one, other] = [written(before[field]), written(after[field])];
		return one === other ? [] : [{ field, lines: nearChanges(linesOf(one, other)) }];
	});
}
