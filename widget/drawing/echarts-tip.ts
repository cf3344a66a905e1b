import type { TipContent } from '../families/family.ts';
import type { Size } from './drawing.ts';
import { make } from './make.ts';

const OFFSET_PX = 12;

export interface Spot {
	readonly x: number;
	readonly y: number;
}

function rowOf({ name, value, color, own }: TipContent['rows'][number], many: boolean): HTMLElement {
	const item = make('li', many && own ? 'own' : '');
	if (color !== undefined) {
		const mark = make('i', 'swatch filled');
		mark.style.color = color;
		item.append(mark);
	}
	item.append(make('span', '', name), make('b', '', value));
	return item;
}

/** Owns the small card beside the mark that is looked at, as the other charts have it beside their cursor. */
export class MarkTip {
	readonly element = make('div', 'tip');

	constructor() {
		this.element.hidden = true;
		this.element.setAttribute('aria-hidden', 'true');
	}

	/** `leads`: what it takes to go where the mark leads, in words; '': it leads nowhere. */
	show({ title, rows, leads }: TipContent & { readonly leads: string }, { x, y }: Spot, bounds: Size): void {
		const list = make('ul', '');
		list.append(...rows.map((row) => rowOf(row, rows.length > 1)));
		this.element.replaceChildren(make('p', '', title), list);
		if (leads) this.element.append(make('p', 'leads', leads));
		this.element.hidden = false;
		const { offsetWidth, offsetHeight } = this.element;
		const right = x + OFFSET_PX;
		const left = right + offsetWidth <= bounds.width ? right : Math.max(0, x - OFFSET_PX - offsetWidth);
		const top = Math.min(Math.max(0, y - offsetHeight / 2), Math.max(0, bounds.height - offsetHeight));
		this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}

	hide(): void {
		this.element.hidden = true;
	}
}
