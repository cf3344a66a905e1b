import { numberOf, plainText } from '../drawing/format.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { columnAt, indexOf, labelsOf, missingNote, type NamedColumn, numbersOf } from './columns.ts';
import type { FamilyInput } from './family.ts';
import { listed } from './parts.ts';

/** Parts of parts: a branch has others within it, a leaf is of one row or of several with the same names. */
export interface Tree {
	readonly key: string;
	readonly name: string;
	readonly cell: Cell;
	/** Among those beside it, as the rows come: its colour stays when sizes change. */
	readonly order: number;
	readonly value: number;
	readonly children: readonly Tree[];
	/** Of a leaf: the rows that it is the sum of. */
	readonly rows: readonly number[];
}

export interface Forest {
	/** The outermost level, the largest first. */
	readonly trees: readonly Tree[];
	readonly levels: readonly NamedColumn[];
	readonly values: NamedColumn | undefined;
	readonly notes: readonly string[];
}

/** So many leaves are drawn; more are smaller than could be seen. */
const MOST_LEAVES = 500;

function levelsOf(input: FamilyInput): readonly NamedColumn[] {
	const { table, spec } = input;
	const named = spec?.treemap?.path?.flatMap((name) => indexOf(table, name) ?? []) ?? [];
	const own = spec?.x === undefined ? undefined : indexOf(table, spec.x);
	const labels = own === undefined ? labelsOf(table) : [own];
	const fallback = labels.length > 0 ? labels : [rolesOf(table, spec).x];
	return (named.length > 0 ? named : fallback).flatMap((index) => columnAt(input, index) ?? []);
}

interface Row {
	readonly row: number;
	readonly value: number;
	readonly path: readonly Cell[];
}

function grown(rows: readonly Row[], depth: number, levels: readonly NamedColumn[], input: FamilyInput): Tree[] {
	const level = levels[depth];
	if (level === undefined) return [];
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const key = plainText(row.path[depth]) || 'none';
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	const isLast = depth === levels.length - 1;
	const trees = [...groups].map(([key, group], order): Tree => {
		const cell = group[0]?.path[depth] ?? null;
		return {
			key,
			cell,
			order,
			name: input.spec?.names?.[key] ?? (level.text(cell) || say(input.theme.locale, 'none')),
			value: group.reduce((sum, { value }) => sum + value, 0),
			children: isLast ? [] : grown(group, depth + 1, levels, input),
			rows: isLast ? group.map(({ row }) => row) : [],
		};
	});
	return trees.sort((a, b) => b.value - a.value);
}

/** The rows that have an area, and what is said of the others. */
function rowsOf(
	levels: readonly NamedColumn[],
	values: NamedColumn | undefined,
	locale: string | undefined,
): [Row[], string[]] {
	const all = (values?.cells ?? []).map((cell, row) => ({
		row,
		value: numberOf(cell),
		path: levels.map(({ cells }) => cells[row] ?? null),
	}));
	const rows = all.flatMap(({ value, ...rest }) => (value !== null && value > 0 ? [{ ...rest, value }] : []));
	const nameOf = ({ path }: Pick<Row, 'path'>) => plainText(path.at(-1)) || say(locale, 'none');
	const negative = all.filter(({ value }) => value !== null && value < 0);
	const empty = all.filter(({ value }) => value === null);
	const zero = all.filter(({ value }) => value === 0);
	const names = (of: typeof all) => ({ names: listed(of.map(nameOf), locale) });
	return [
		rows,
		[
			...(negative.length > 0 ? [say(locale, 'below 0, and without an area: {names}', names(negative))] : []),
			...(empty.length > 0 ? [say(locale, 'without a value: {names}', names(empty))] : []),
			...(zero.length > 0 ? [say(locale, '0, and without an area: {names}', names(zero))] : []),
		],
	];
}

export function forestOf(input: FamilyInput): Forest {
	const { table, spec, theme } = input;
	const levels = levelsOf(input);
	const taken = new Set(levels.map(({ index }) => index));
	const named = spec?.y
		?.flatMap((name) => indexOf(table, name) ?? [])
		.find((index) => numbersOf(table).includes(index));
	const values = columnAt(input, named ?? numbersOf(table).find((index) => !taken.has(index)));
	const [all, without] = rowsOf(levels, values, theme.locale);
	const rows = all.length > MOST_LEAVES ? [...all].sort((a, b) => b.value - a.value).slice(0, MOST_LEAVES) : all;
	const cut = say(theme.locale, 'the {shown} largest of {all} parts', { shown: MOST_LEAVES, all: all.length });
	return {
		trees: grown(rows, 0, levels, input),
		levels,
		values,
		notes: [
			...(rows.length < all.length ? [cut] : []),
			...without,
			...missingNote(input, [spec?.x, ...(spec?.y ?? []), ...(spec?.treemap?.path ?? [])]),
		],
	};
}
