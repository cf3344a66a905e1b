import type { ChartSpec } from '../chart-spec.ts';
import { numbersBy } from '../drawing/intl.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import { tickFormat } from '../drawing/ticks.ts';
import type { Cell, ColumnType } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { missingNote } from './columns.ts';
import type { FamilyInput } from './family.ts';
import { matrixOf } from './matrix.ts';

/** One named value of a result: a slice, a step. */
export interface Part {
	/** The name as the result has it, by which an author gives colours and a reader switches it off. */
	readonly key: string;
	readonly cell: Cell;
	readonly name: string;
	readonly value: number | null;
	/** Undefined where it stands for several rows. */
	readonly row: number | undefined;
}

/** A result as names with one value each: its first column of values. */
export interface Parts {
	readonly parts: readonly Part[];
	readonly xName: string;
	/** Of the column of the names. */
	readonly xType: ColumnType;
	/** What the values are called. */
	readonly name: string;
	/** Their column, as the result names it. */
	readonly column: string | undefined;
	readonly text: (value: number) => string;
	/** In few characters, and without its unit. */
	readonly short: (value: number) => string;
	readonly notes: readonly string[];
	readonly locale: string | undefined;
	/** Equal for results of the same columns. */
	readonly key: string;
}

/** @param limit Which of the parts are kept; in place of that of the specification. */
export function partsOf(input: FamilyInput, limit: ChartSpec['limit'] = input.spec?.limit): Parts {
	const { table, spec } = input;
	const { series: _series, limit: _limit, stack: _stack, ...own } = spec ?? { version: 1 };
	const column = table.columns[rolesOf(table, spec).values[0] ?? -1]?.name;
	const narrowed: ChartSpec = {
		...own,
		...(column === undefined ? {} : { y: [column] }),
		...(limit ? { limit } : {}),
	};
	const known = { table, spec: narrowed };
	const matrix = matrixOf({ ...input, ...known, hidden: undefined });
	const [series] = matrix.series;
	const parts = matrix.categories.map(({ cell, text: name }, at) => ({
		key: String(cell ?? name),
		cell,
		name,
		value: series?.values[at] ?? null,
		row: series?.rows[at],
	}));
	const missingOf = ({ x, y = [] }: Partial<ChartSpec>) => missingNote(input, [x, ...y]);
	const missing = missingOf(narrowed);
	const format = spec?.formats?.[column ?? ''];
	const shortOf = (value: number) => tickFormat(Math.abs(value) || 1, Math.abs(value), input.theme.locale, format);
	return {
		parts,
		xName: matrix.xName,
		xType: matrix.xType,
		name: series?.name ?? '',
		column,
		text: series?.text ?? String,
		short: (value) => shortOf(value).format(value),
		notes: [...matrix.notes.filter((note) => !missing.includes(note)), ...missingOf(spec ?? {})],
		locale: input.theme.locale,
		key: matrix.key,
	};
}

/** Writes shares of a whole: whole per cents, and a decimal where there would be nothing else to see. */
export function shareFormat(locale: string | undefined): (share: number) => string {
	const whole = numbersBy(locale, { style: 'percent', maximumFractionDigits: 0 });
	const fine = numbersBy(locale, { style: 'percent', maximumFractionDigits: 1 });
	const least = numbersBy(locale, { style: 'percent', minimumFractionDigits: 1 });
	return (share) => {
		if (share > 0 && share < 0.0005) return `< ${least.format(0.001)}`;
		return share < 0.0995 || share > 1 ? fine.format(share) : whole.format(share);
	};
}

const NAMED = 3;

/** Some names in a row, such as `Chad, Mali and 12 more`. */
export function listed(names: readonly string[], locale: string | undefined): string {
	const shown = names.slice(0, names.length > NAMED + 1 ? NAMED : names.length);
	const rest = names.length - shown.length;
	const text = shown.join(', ');
	return rest > 0 ? say(locale, '{names} and {count} more', { names: text, count: rest }) : text;
}

/** What is told of the first steps, and how many more there are. */
export function stepsText(told: readonly string[], count: number, locale: string | undefined): string {
	const steps = told.join('; ');
	return count > 0
		? say(locale, '{steps}; and {count:# more step|# more steps}.', { steps, count })
		: say(locale, '{sentence}.', { sentence: steps });
}
