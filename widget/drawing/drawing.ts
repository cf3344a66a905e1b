import type { ChartSpec } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Table } from '../protocol.ts';

/**
 * The port between the elements and whatever draws. An adapter is a module that exports `mount`; it owns the host's
 * children and nothing outside it, and is loaded only when a chart of its family is on the page.
 */
export type DrawingType = 'line' | 'area' | 'step' | 'column' | 'number' | 'table';

export const DRAWING_TYPES: readonly DrawingType[] = ['line', 'area', 'step', 'column', 'number', 'table'];

/** CSS pixels of the host's content box. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** What a drawing on a canvas cannot take from CSS by itself: resolved colours, the font, the reader's locale. */
export interface Theme {
	readonly ink: string;
	readonly muted: string;
	readonly line: string;
	readonly grid: string;
	readonly raised: string;
	/** Eight colours, in the order of use. */
	readonly series: readonly string[];
	/** A CSS font family. */
	readonly font: string;
	/** The size of axes and labels in CSS pixels. Their gaps grow with it. */
	readonly fontPx: number;
	/** A BCP 47 tag; `undefined` is the browser's own. */
	readonly locale: string | undefined;
}

/** What a drawing says about what it drew. */
export interface Drawn {
	/** One sentence in place of the picture, for those who do not see it. */
	readonly summary: string;
	/** Set when less was drawn than the table holds, in words for a footnote. */
	readonly note?: string;
}

export interface Drawing {
	/** Draws the table, in place where its columns are those of the call before. */
	draw(table: Table, size: Size): Drawn;
	resize(size: Size): void;
	/** Removes everything that `mount` and `draw` have added to the host. */
	destroy(): void;
}

export interface DrawingModule {
	mount(host: HTMLElement, theme: Theme, type: DrawingType, spec?: ChartSpec): Drawing;
}

/** Loads the adapter of a type: a chunk of its own, fetched once a page. Tries until it succeeds. */
export function loadDrawing(type: DrawingType, onFailure: (cause: unknown) => void): Promise<DrawingModule> {
	const part = (): Promise<DrawingModule> => import('./uplot.ts');
	const parts: Readonly<Record<string, typeof part>> = {
		column: () => import('./column.ts'),
		number: () => import('./number.ts'),
		table: () => import('./table.ts'),
	};
	return load(parts[type] ?? part, onFailure);
}
