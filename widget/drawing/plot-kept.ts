/** What a viewer has chosen outlives the plot, which is made anew with another theme or type: by the place it stands in. */
import type { Table } from '../protocol.ts';
import type { Along, Span } from './along.ts';
import type { Zoom } from './plot-zoom.ts';

interface Kept {
	/** Of another table nothing is kept. */
	readonly columns: string;
	readonly hidden: ReadonlySet<string>;
	/** Of which kind of axis the rest is. */
	readonly kind: Along['kind'] | undefined;
	readonly zoom: Zoom;
	readonly chosen: Span | undefined;
}

const kept = new WeakMap<HTMLElement, Kept>();

export const columnsOf = ({ columns }: Table): string => JSON.stringify(columns.map(({ name, type }) => [name, type]));

export function keep(place: HTMLElement, what: Kept): void {
	kept.set(place, what);
}

export const isKept = (place: HTMLElement): boolean => kept.has(place);

export function keptFor(place: HTMLElement, columns: string): Kept | undefined {
	const found = kept.get(place);
	return found?.columns === columns ? found : undefined;
}
