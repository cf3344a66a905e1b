/** Which values a parameter may have, as its author writes it: any, a list, or what a query answers. Pure. */
import type { ChartParam } from './chart-types.ts';

export type AllowedKind = 'any' | 'list' | 'query';

export function allowedKind({ allowed }: ChartParam): AllowedKind {
	if (allowed === undefined) return 'any';
	return 'sql' in allowed ? 'query' : 'list';
}

/** What stands in the field: a value a line, or the SQL. */
export function allowedText({ allowed }: ChartParam): string {
	if (allowed === undefined) return '';
	return 'sql' in allowed ? allowed.sql : allowed.join('\n');
}

const valueIn = (line: string, type: ChartParam['type']): string | number =>
	type === 'number' && Number.isFinite(Number(line)) ? Number(line) : line;

/** As it is saved. An empty text is an empty list or query, of which the server says that it is none. */
export function withAllowed(param: ChartParam, kind: AllowedKind, text: string): ChartParam {
	const { allowed: _allowed, ...rest } = param;
	if (kind === 'any') return rest;
	if (kind === 'query') return { ...rest, allowed: { sql: text } };
	const lines = text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	return { ...rest, allowed: [...new Set(lines.map((line) => valueIn(line, param.type)))] };
}
