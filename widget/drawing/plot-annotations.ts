import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { isTime } from './choose.ts';
import { instantOf, numberOf, plainText, timeOf } from './format.ts';
import type { Annotation, Shape } from './shape.ts';
import { rolesOf } from './shape-roles.ts';
import type { Zone } from './zone.ts';

interface Setup {
	readonly table: Table;
	readonly shape: Shape;
	readonly spec: ChartSpec;
	/** Of the axis, where its instants are in one. */
	readonly zone: Zone | undefined;
}

const hasOffset = (text: string): boolean => /[T ][\d:.]+([+-]\d\d|Z)/.test(text);

/** A written time as the axis places it, in milliseconds. */
function placedTime(cell: Cell, zone: Zone | undefined): number {
	if (zone === undefined) return timeOf(cell);
	return hasOffset(plainText(cell)) ? instantOf(cell) : zone.instant(timeOf(cell));
}

/** Finds what an author calls a place of the x axis, in the terms of the axis, also beside its ends; undefined: there is none. */
function placerOf({ table, shape, spec, zone }: Setup): (cell: Cell) => number | undefined {
	if (shape.kind === 'time') return (cell) => placedTime(cell, zone) / 1000;
	if (shape.kind === 'number') return (cell) => numberOf(cell) ?? undefined;
	const { x } = rolesOf(table, spec);
	const cells = table.data[x] ?? [];
	const rows = shape.at.flatMap((at, row) => (Number.isNaN(at) ? [] : [{ at, cell: cells[row] ?? null }]));
	const places = new Map(rows.map(({ at, cell }) => [plainText(cell), at]));
	if (!isTime(table.columns[x]?.type ?? 'other')) return (cell) => places.get(plainText(cell));
	const times = rows.map(({ at, cell }) => ({ at, time: timeOf(cell) })).sort((a, b) => a.time - b.time);
	return (cell) => places.get(plainText(cell)) ?? columnAt(times, timeOf(cell));
}

/** The column of times in whose time another one falls: it lasts until the next, and the last as long as the one before. */
function columnAt(times: readonly { readonly at: number; readonly time: number }[], time: number): number | undefined {
	if (Number.isNaN(time)) return undefined;
	const [last, before] = [times.at(-1), times.at(-2)];
	const end = last && before ? last.time + (last.time - before.time) : Number.POSITIVE_INFINITY;
	if (time >= end) return times.length;
	return times.filter((each) => each.time <= time).at(-1)?.at ?? -1;
}

/** The marks that a column of the result holds: one for each x and text, however many rows repeat it. */
function fromColumn({ table, shape, spec }: Setup): { at: number; to?: number; label: string }[] {
	const index = table.columns.findIndex(({ name }) => name === spec.annotations?.column);
	const found = new Map<string, { at: number; label: string }>();
	(table.data[index] ?? []).forEach((cell, row) => {
		const [at = Number.NaN, label] = [shape.at[row], plainText(cell)];
		if (label !== '') found.set(`${at} ${label}`, { at, label });
	});
	return [...found.values()];
}

function fromSpec(setup: Setup): { at: number; to?: number | undefined; label: string }[] {
	const placeOf = placerOf(setup);
	return (setup.spec.annotations?.points ?? []).flatMap(({ at, to, label = '' }) => {
		const [from, end] = [placeOf(at), to === undefined ? undefined : placeOf(to)];
		return from === undefined || (to !== undefined && end === undefined) ? [] : [{ at: from, to: end, label }];
	});
}

/** The words for the place of the axis that is nearest. */
function wordsAt(at: number, { x, xText }: Shape): string {
	let nearest = 0;
	x.forEach((each, index) => {
		if (Math.abs(each - at) < Math.abs((x[nearest] ?? 0) - at)) nearest = index;
	});
	return xText(nearest);
}

/** What is said at places of the x axis, from the first to the last; what lies beside the axis is left out. */
export function annotationsOf(setup: Setup): readonly Annotation[] {
	const { shape } = setup;
	const [first = Number.NaN, last = Number.NaN] = [shape.x[0], shape.x.at(-1)];
	const all = [...fromColumn(setup), ...fromSpec(setup)].flatMap<Annotation>(({ at, to, label }) => {
		if (to === undefined) return at >= first && at <= last ? [{ from: at, label, place: wordsAt(at, shape) }] : [];
		const [from, end] = [Math.max(first, Math.min(at, to)), Math.min(last, Math.max(at, to))];
		if (!(from <= end)) return [];
		return [
			{
				from,
				to: end,
				label,
				place: say(shape.locale, '{from} to {to}', { from: wordsAt(from, shape), to: wordsAt(end, shape) }),
			},
		];
	});
	return all.sort((a, b) => a.from - b.from);
}

const NAMED = 5;

/** All that is marked, in sentences. */
export function annotationWords(annotations: readonly Annotation[], locale?: string): string {
	if (annotations.length === 0) return '';
	const named = annotations.slice(0, NAMED).map(({ label, place }) => (label ? `${label} (${place})` : place));
	const marks = named.join(', ');
	const count = annotations.length - NAMED;
	return count > 0
		? say(locale, 'Marked: {marks}, and {count} more.', { marks, count })
		: say(locale, 'Marked: {marks}.', { marks });
}
