import type { Cell } from '../protocol.ts';
import type { Stretch } from './drawing.ts';

/** The axis that marks stand along, all of it: what a viewer zooms, and chooses a stretch of. */
export interface Along {
	/** Of `bins` the positions are their ends: each bin lies between two of them. */
	readonly kind: 'time' | 'number' | 'category' | 'bins';
	/** In which its positions are written, and told of. */
	readonly locale: string | undefined;
	/** Seconds, numbers, or the places of categories; ascending, each once. */
	readonly x: readonly number[];
	/** A position written out in full, by its index. */
	readonly xText: (index: number) => string;
	/** What the result has there. */
	readonly cell: (index: number) => Cell;
	/** Seconds of each position as a clock has shown them; undefined: they are no times. */
	readonly times: () => readonly number[] | undefined;
}

/** Indexes of the first and the last position. */
export interface Ends {
	readonly first: number;
	readonly last: number;
}

/** Where an axis is on the screen: `over` lies over the plot, from one end of what is seen to the other. */
export interface Stage {
	readonly over: HTMLElement;
	/** The axis leads down, else to the right. */
	readonly isDown: boolean;
	/** The positions at the left, or upper, end of the plot and at the other one. */
	readonly from: number;
	readonly to: number;
}

/** Between two positions of an axis, in either order. */
export interface Span {
	readonly one: number;
	readonly other: number;
}

export const lengthOf = ({ over, isDown }: Stage): number => (isDown ? over.clientHeight : over.clientWidth);

/** The position at a place, in CSS pixels along the plot. */
export const positionAt = (stage: Stage, px: number): number =>
	stage.from + (px / Math.max(1, lengthOf(stage))) * (stage.to - stage.from);

/** Where a position is, in CSS pixels along the plot. */
export const pxAt = (stage: Stage, position: number): number =>
	((position - stage.from) / (stage.to - stage.from)) * lengthOf(stage);

/** How far a mark reaches to both sides of its position. */
export const marginOf = (along: Along | undefined): number => (along?.kind === 'category' ? 0.5 : 0);

/** A stretch from one position to another, in the terms of the result. */
export function stretchOf(along: Along, { first, last }: Ends): Stretch {
	const stretch = { from: along.cell(first), to: along.cell(last) };
	if (along.kind !== 'category' || along.times() === undefined) return stretch;
	return { ...stretch, until: last + 1 < along.x.length ? along.cell(last + 1) : null };
}
