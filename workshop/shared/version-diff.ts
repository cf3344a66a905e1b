/** What has changed between two declarations, by fields: texts by their lines, everything else as it is written. Pure. */
import { diffLines } from 'diff';

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

/** Fields that are the same are left out. @param first the field that comes before all others, which are in order */
export function diffOf(before: object, after: object, first = ''): readonly FieldDiff[] {
	const [old, now] = [before, after] as Readonly<Record<string, unknown>>[];
	const all = new Set([...Object.keys(before), ...Object.keys(after)]);
	const others = [...all].filter((field) => field !== first).sort();
	return (all.has(first) ? [first, ...others] : others).flatMap((field) => {
		const [one, other] = [written(old?.[field]), written(now?.[field])];
		return one === other ? [] : [{ field, lines: nearChanges(linesOf(one, other)) }];
	});
}
