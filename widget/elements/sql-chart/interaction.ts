/** What a chart does when somebody looks at its marks or chooses one. A chunk of its own, fetched when that happens first. */
import type { ChartSpec } from '../../chart-spec.ts';
import type { DataPoint, Drawing, Stretch } from '../../drawing/drawing.ts';
import { linkOf } from '../../drawing/link.ts';
import type { Cell, Table } from '../../protocol.ts';
import { emit } from '../shared/emit.ts';
import type { ChartSelectDetail } from './chart-events.ts';
import { joinGroup, type Membership } from './chart-group.ts';

interface Shown {
	readonly table: Table;
	readonly spec: ChartSpec | undefined;
}

function cellsOf({ columns, data }: Table, row: number): Record<string, Cell> {
	return Object.fromEntries(columns.map(({ name }, index) => [name, data[index]?.[row] ?? null]));
}

/** Goes to an address as a click on a link does: with the keys that are held, and past whatever a page does with its links. */
function follow(href: string, by: MouseEvent | KeyboardEvent, from: HTMLElement): void {
	const link = document.createElement('a');
	link.href = href;
	link.hidden = true;
	from.appendChild(link);
	const { ctrlKey, metaKey, shiftKey, altKey } = by;
	const button = by instanceof MouseEvent ? by.button : 0;
	const keys = { ctrlKey: ctrlKey || button === 1, metaKey: metaKey || button === 1, shiftKey, altKey };
	link.dispatchEvent(
		new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, view: window, ...keys }),
	);
	link.remove();
}

/** Owns what one chart tells the page and the charts of its group about its marks. */
export class Interaction {
	readonly #host: HTMLElement;
	readonly #drawing: () => Drawing | undefined;
	readonly #shown: () => Shown | undefined;
	#membership: Membership | undefined;

	constructor(host: HTMLElement, drawing: () => Drawing | undefined, shown: () => Shown | undefined) {
		this.#host = host;
		this.#drawing = drawing;
		this.#shown = shown;
	}

	/** Is in this group from now on, and shows what it shows; '': in none. */
	join(group: string): void {
		this.#membership?.leave();
		this.#membership = group
			? joinGroup(group, {
					point: (x) => this.#drawing()?.point?.(x),
					zoom: (stretch) => this.#drawing()?.zoom?.(stretch),
				})
			: undefined;
	}

	hover(point: DataPoint | undefined): void {
		emit(this.#host, 'chartwire-hover', point ?? null);
		this.#membership?.point(point?.x);
	}

	select(point: DataPoint, by: MouseEvent | KeyboardEvent): void {
		const { table, spec } = this.#shown() ?? {};
		const { row } = point;
		const cells = table && row !== undefined ? cellsOf(table, row) : undefined;
		const detail: ChartSelectDetail = { ...point, cells };
		const told = new CustomEvent('chartwire-select', { detail, bubbles: true, composed: true, cancelable: true });
		const isLeft = this.#host.dispatchEvent(told);
		const href = isLeft && spec?.link && table && row !== undefined && linkOf(spec.link, table, row);
		if (href) follow(href, by, this.#host);
	}

	brush(stretch: Stretch | undefined): void {
		emit(this.#host, 'chartwire-brush', stretch ?? null);
		this.#membership?.zoom(stretch);
	}

	zoom(stretch: Stretch | undefined): void {
		this.#membership?.zoom(stretch);
	}
}
