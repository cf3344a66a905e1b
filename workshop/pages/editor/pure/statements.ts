/** Which of several statements in a text is meant by a place in it. Pure. */
import type { SqlPosition } from '../../../../widget/protocol.ts';
import { type Engine, tokensOf } from './sql-tokens.ts';

export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** The statements of a text, each from its first word to its last, without the semicolon; comments alone are none. */
export function statementsIn(sql: string, engine: Engine): readonly Stretch[] {
	const found: Stretch[] = [];
	let open: Stretch | undefined;
	for (const { kind, text, from, to } of tokensOf(sql, engine)) {
		if (kind === 'symbol' && text === ';') {
			if (open) found.push(open);
			open = undefined;
		} else if (kind !== 'comment') open = { from: open?.from ?? from, to };
	}
	return open ? [...found, open] : found;
}

/**
 * The statement at a place: the one around it, or else the one that ends on its line before it, such as at a caret behind
 * the semicolon, or else the next, or else the last.
 */
export function statementAt(sql: string, at: number, engine: Engine): Stretch | undefined {
	const all = statementsIn(sql, engine);
	const around = all.find(({ from, to }) => from <= at && at <= to);
	if (around) return around;
	const before = all.findLast(({ to }) => to < at);
	if (before && !sql.slice(before.to, at).includes('\n')) return before;
	return all.find(({ from }) => from > at) ?? before;
}

/** Where a place in a part of the text stands in the whole of it. */
export function placeInWhole(sql: string, from: number, { offset, line, column }: SqlPosition): SqlPosition {
	const before = sql.slice(0, from).split('\n');
	const last = before.at(-1) ?? '';
	return {
		offset: offset + from,
		line: line + before.length - 1,
		column: line === 1 ? column + last.length : column,
	};
}
