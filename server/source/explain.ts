/**
 * What stands before a statement so that the database says how it answers. The words are such that no statement can turn a
 * plan into an analysis: PostgreSQL (EXPLAIN) and MySQL take ANALYZE only before the format.
 */
import type { Cell, Column, ColumnType } from '../../widget/protocol.ts';
import type { Query } from './source.ts';

type Explain = NonNullable<Query['explain']>;
export type Dialect = 'postgresql' | 'mysql' | 'mariadb';

const WORDS: Readonly<Record<Dialect, Readonly<Record<Explain, string>>>> = {
	postgresql: {
		plan: 'explain (format json, verbose, costs) ',
		analysis: 'explain (format json, verbose, costs, analyze, buffers) ',
	},
	// Its analysis is a tree drawn in text.
	mysql: { plan: 'explain format=json ', analysis: 'explain analyze ' },
	mariadb: { plan: 'explain format=json ', analysis: 'analyze format=json ' },
};

export const explainWords = (dialect: Dialect, { explain }: Pick<Query, 'explain'>): string =>
	explain === undefined ? '' : WORDS[dialect][explain];

/** The one column of a plan, in place of what each database calls it. */
export const PLAN_COLUMNS: readonly Column[] = [{ name: 'plan', type: 'json' }];

/** A plan as one value; what is no JSON, as MySQL's trees, is one text. Its numbers are estimates and may lose digits. */
export function planOf(_type: ColumnType, text: string | null): Cell {
	if (text === null) return null;
	try {
		return JSON.parse(text) as Cell;
	} catch {
		return text;
	}
}
