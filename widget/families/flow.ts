import { numberOf, plainText } from '../drawing/format.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { columnAt, indexOf, missingNote, type NamedColumn, numbersOf } from './columns.ts';
import type { FamilyInput } from './family.ts';
import { listed } from './parts.ts';

export interface FlowNode {
	readonly key: string;
	readonly name: string;
	readonly cell: Cell;
	/** How many links away it is from where nothing comes in, by the longest way. */
	readonly depth: number;
	/** What comes in and what goes out. */
	readonly into: number;
	readonly out: number;
}

export interface FlowLink {
	/** Keys of nodes. */
	readonly from: string;
	readonly to: string;
	readonly value: number;
	/** The rows that it is the sum of. */
	readonly rows: readonly number[];
}

/** What goes from where to where, without a way back. */
export interface Flow {
	readonly nodes: readonly FlowNode[];
	readonly links: readonly FlowLink[];
	readonly values: NamedColumn | undefined;
	readonly notes: readonly string[];
}

/** More links than this can neither be followed nor laid out in time. */
const MOST_LINKS = 300;

interface Columns {
	readonly from: NamedColumn | undefined;
	readonly to: NamedColumn | undefined;
	readonly values: NamedColumn | undefined;
}

/** The author's columns, or the first two that are no numbers, and the first that is one. */
function columnsOf(input: FamilyInput): Columns {
	const { table, spec } = input;
	const numbers = numbersOf(table);
	const [ownFrom, ownTo] = [indexOf(table, spec?.sankey?.from), indexOf(table, spec?.sankey?.to)];
	const free = table.columns.flatMap((_, index) =>
		numbers.includes(index) || index === ownFrom || index === ownTo ? [] : index,
	);
	const from = ownFrom ?? free.shift();
	const to = ownTo ?? free.shift();
	const ownValue = numbers.find((index) => index === indexOf(table, spec?.y?.[0]));
	const value = ownValue ?? numbers.find((index) => index !== from && index !== to);
	return { from: columnAt(input, from), to: columnAt(input, to), values: columnAt(input, value) };
}

/** One link for each pair, of all rows that have it; and the names of what is none. */
function linksOf({ from, to, values }: Columns): { links: FlowLink[]; empty: number; selves: string[] } {
	const found = new Map<string, FlowLink>();
	const selves = new Set<string>();
	let empty = 0;
	(from && to ? (values?.cells ?? []) : []).forEach((cell, row) => {
		const [start, end] = [from, to].map((column) => plainText(column?.cells[row]) || 'none');
		const value = numberOf(cell);
		if (start === undefined || end === undefined || value === null || !(value > 0)) {
			empty += 1;
			return;
		}
		if (start === end) {
			selves.add(start);
			return;
		}
		const key = JSON.stringify([start, end]);
		const before = found.get(key);
		const rows = [...(before?.rows ?? []), row];
		found.set(key, { from: start, to: end, value: (before?.value ?? 0) + value, rows });
	});
	return { links: [...found.values()], empty, selves: [...selves] };
}

/** Whether one node can be reached from another one. */
function leadsTo(target: string, start: string, ways: ReadonlyMap<string, readonly string[]>): boolean {
	const seen = new Set([start]);
	const open = [start];
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		if (at === target) return true;
		for (const next of ways.get(at) ?? []) {
			if (seen.has(next)) continue;
			seen.add(next);
			open.push(next);
		}
	}
	return false;
}

/** Keeps the largest links, and leaves out what would lead back to where it comes from. */
function withoutCycles(links: readonly FlowLink[]): { kept: FlowLink[]; back: FlowLink[] } {
	const ways = new Map<string, string[]>();
	const kept = new Set<FlowLink>();
	for (const link of [...links].sort((a, b) => b.value - a.value)) {
		if (leadsTo(link.from, link.to, ways)) continue;
		kept.add(link);
		ways.set(link.from, [...(ways.get(link.from) ?? []), link.to]);
	}
	return { kept: links.filter((link) => kept.has(link)), back: links.filter((link) => !kept.has(link)) };
}

/** The longest way to each node; there are no cycles. */
function depthsOf(links: readonly FlowLink[]): ReadonlyMap<string, number> {
	const depths = new Map<string, number>();
	const comes = new Map<string, string[]>();
	for (const { from, to } of links) comes.set(to, [...(comes.get(to) ?? []), from]);
	const depthOf = (key: string): number => {
		const known = depths.get(key);
		if (known !== undefined) return known;
		const depth = Math.max(-1, ...(comes.get(key) ?? []).map(depthOf)) + 1;
		depths.set(key, depth);
		return depth;
	};
	for (const { to } of links) depthOf(to);
	for (const { from } of links) depthOf(from);
	return depths;
}

function nodesOf(links: readonly FlowLink[], { from, to }: Columns, input: FamilyInput): FlowNode[] {
	const depths = depthsOf(links);
	const cells = new Map<string, readonly [Cell, NamedColumn | undefined]>();
	for (const link of links) {
		const row = link.rows[0] ?? 0;
		for (const [key, column] of [
			[link.from, from],
			[link.to, to],
		] as const) {
			if (!cells.has(key)) cells.set(key, [column?.cells[row] ?? null, column]);
		}
	}
	const sum = (key: string, end: 'from' | 'to') =>
		links.reduce((total, link) => (link[end] === key ? total + link.value : total), 0);
	return [...cells].map(([key, [cell, column]]) => ({
		key,
		cell,
		name: input.spec?.names?.[key] ?? (column?.text(cell) || say(input.theme.locale, 'none')),
		depth: depths.get(key) ?? 0,
		into: sum(key, 'to'),
		out: sum(key, 'from'),
	}));
}

export function flowOf(input: FamilyInput): Flow {
	const { spec, theme } = input;
	const columns = columnsOf(input);
	const { links: all, empty, selves } = linksOf(columns);
	const { kept, back } = withoutCycles(all);
	const largest = new Set([...kept].sort((a, b) => b.value - a.value).slice(0, MOST_LINKS));
	const links = kept.filter((link) => largest.has(link));
	const { locale } = theme;
	const arrows = back.map(({ from, to }) => `${from} → ${to}`);
	const named = missingNote(input, [spec?.sankey?.from, spec?.sankey?.to, ...(spec?.y ?? [])]);
	const lacksEnd = columns.from === undefined || columns.to === undefined;
	return {
		nodes: nodesOf(links, columns, input),
		links,
		values: columns.values,
		notes: [
			...(back.length > 0
				? [say(locale, 'left out, for they lead back: {names}', { names: listed(arrows, locale) })]
				: []),
			...(selves.length > 0
				? [say(locale, 'left out, for they lead to themselves: {names}', { names: listed(selves, locale) })]
				: []),
			...(empty > 0 ? [say(locale, '{count:# row|# rows} without a value above 0', { count: empty })] : []),
			...(kept.length > links.length
				? [say(locale, 'the {shown} largest of {all} links', { shown: MOST_LINKS, all: kept.length })]
				: []),
			...named,
			...(lacksEnd && named.length === 0 ? [say(locale, 'there are no two columns of names: from, and to')] : []),
		],
	};
}
