import type { Cell } from '../protocol.ts';
import type { CellFormat } from './format.ts';
import { headingText } from './grid-columns.ts';
import type { GridHeading } from './grid-model.ts';

export interface PivotHead {
	/** What the row headings are called, from the outermost. */
	readonly corner: readonly { readonly label: string; readonly key: string; readonly className: string }[];
	readonly columns: readonly (readonly Cell[])[];
	/** How each level of a column's key is written. */
	readonly formats: readonly CellFormat[];
	/** What the values are called: with several, they are a level of their own. */
	readonly values: readonly string[];
	/** The heading over the totals; nothing where there are none. */
	readonly total: string;
}

/** By what a column of values is known, also in the next result; without a key it is that of the totals. */
export const valueKey = (value: number, key: readonly Cell[] | undefined): string =>
	JSON.stringify([value, key ?? 'total']);

/** Whether a group begins with this column: that of its values, or of the outermost of its levels. */
export function beginsGroup(
	{ columns, values, formats }: Pick<PivotHead, 'columns' | 'values' | 'formats'>,
	at: number,
): boolean {
	if (values.length > 1) return true;
	const [own, before] = [columns[at], columns[at - 1]];
	return formats.length > 1 && (own === undefined || before === undefined || own[0] !== before[0]);
}

const isSame = (one: readonly Cell[] | undefined, other: readonly Cell[], levels: number): boolean =>
	one !== undefined && other.slice(0, levels).every((cell, level) => one[level] === cell);

/** Headings of one level: neighbours with the same key so far are one. */
function levelOf(head: PivotHead, level: number): GridHeading[] {
	const { columns, formats, values, corner } = head;
	const isLast = level === formats.length - 1 && values.length === 1;
	const headings: GridHeading[] = [];
	columns.forEach((key, index) => {
		const last = headings.at(-1);
		if (last && !isLast && isSame(columns[index - 1], key, level + 1)) {
			headings[headings.length - 1] = { ...last, columns: last.columns + values.length };
			return;
		}
		headings.push({
			label: headingText(key[level] ?? null, formats[level] ?? String),
			className: `${isLast ? 'figure' : 'group'}${beginsGroup(head, index) ? ' start' : ''}`,
			at: corner.length + index * values.length,
			columns: values.length,
			levels: 1,
			sorts: isLast ? valueKey(0, key) : undefined,
		});
	});
	return headings;
}

/** The names of the values, below each key of the columns and the totals. */
function valueLevel({ columns, values, corner, total }: PivotHead): GridHeading[] {
	const groups = columns.length + (total ? 1 : 0);
	return Array.from({ length: groups * values.length }, (_, at) => {
		const value = at % values.length;
		const column = Math.floor(at / values.length);
		return {
			label: values[value] ?? '',
			className: value === 0 ? 'figure start' : 'figure',
			at: corner.length + at,
			columns: 1,
			levels: 1,
			sorts: valueKey(value, columns[column]),
		};
	});
}

/** The levels of a pivot's head: those of its columns' keys, and that of its values where there are several. */
export function pivotHead(head: PivotHead): GridHeading[][] {
	const { corner, columns, formats, values, total } = head;
	const levels = formats.map((_, level) => levelOf(head, level));
	const [first = []] = levels;
	const own = corner.map(({ label, key, className }, at) => ({
		label,
		className,
		at,
		columns: 1,
		levels: formats.length + (values.length > 1 ? 1 : 0),
		sorts: key,
	}));
	const last: GridHeading = {
		label: total,
		className: values.length > 1 ? 'group start' : `figure${beginsGroup(head, columns.length) ? ' start' : ''}`,
		at: corner.length + columns.length * values.length,
		columns: values.length,
		levels: formats.length,
		sorts: values.length > 1 ? undefined : valueKey(0, undefined),
	};
	levels[0] = [...own, ...first, ...(total ? [last] : [])];
	return values.length > 1 ? [...levels, valueLevel(head)] : levels;
}
