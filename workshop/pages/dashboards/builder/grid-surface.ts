/**
 * The grid under a pointer or a finger, by gridstack, which owns its element and what is in it. Places come from the model and go
 * back to it when something was let go: gridstack's own memory is no truth. It writes places by properties of styles, which the
 * page's policy lets it, and brings no style sheet: what it needs of one is in grid-styles.ts.
 */
import { GridStack, type GridStackNode } from 'gridstack';
import { render, type TemplateResult } from 'lit';
import type { DashboardItem, DashboardPlace } from '../../../../widget/dashboard-spec.ts';
import { COLUMNS, MOST_ROWS } from '../pure/grid.ts';
import { followFingers } from './fingers.ts';

/** A row and the gap below it, in pixels, as `<sql-dashboard>` has them. */
const ROW_PX = 72;
const HALF_GAP_PX = 8;

export type Places = Readonly<Record<string, DashboardPlace>>;

export interface SurfaceHost {
	/** What is seen of an item. */
	draw(item: DashboardItem): TemplateResult;
	/** How it is called, with its kind and place. */
	label(item: DashboardItem): string;
	/** Everything is somewhere else now. */
	placed(places: Places): void;
	/** What was dragged from outside, and where it was let go. */
	dropped(entry: HTMLElement, at: DashboardPlace, places: Places): void;
	select(id: string): void;
	key(event: KeyboardEvent, id: string): void;
}

interface Cell {
	readonly element: HTMLElement;
	readonly content: HTMLElement;
}

const placeOf = ({ x = 0, y = 0, w = 1, h = 1 }: GridStackNode): DashboardPlace => ({ x, y, w, h });
const isSame = (one: DashboardPlace, other: DashboardPlace): boolean =>
	one.x === other.x && one.y === other.y && one.w === other.w && one.h === other.h;

export class GridSurface {
	readonly #grid: GridStack;
	readonly #host: SurfaceHost;
	readonly #cells = new Map<string, Cell>();
	readonly #unfollow: () => void;
	/** What gridstack tells while it is told. */
	#isTelling = false;

	constructor(element: HTMLElement, host: SurfaceHost) {
		this.#host = host;
		const grid = GridStack.init(
			{
				column: COLUMNS,
				cellHeight: ROW_PX,
				margin: HALF_GAP_PX,
				mode: 'float',
				animate: false,
				acceptWidgets: '.entry',
				minRow: 4,
				// A finger that moves at once scrolls the page; one that rests takes the item.
				draggable: { scroll: true },
				resizable: { handles: 'e,se,s,sw,w' },
			},
			element,
		);
		if (grid === null) throw new TypeError('gridstack has found no grid in its element');
		this.#grid = grid;
		this.#unfollow = followFingers();
		this.#grid.on('change', () => this.#moved());
		this.#grid.on('dropped', (_event, _before, node) => this.#dropped(node));
	}

	/** Draws these items where they are, and nothing else; elements stay with their ids. */
	show(items: readonly DashboardItem[], selected: string): void {
		this.#isTelling = true;
		const ids = new Set(items.map(({ id }) => id));
		for (const [id, { element }] of this.#cells) {
			if (ids.has(id)) continue;
			this.#grid.removeWidget(element, true, false);
			this.#cells.delete(id);
		}
		this.#place(items.filter(({ id }) => this.#cells.has(id)));
		for (const item of items) {
			const cell = this.#cells.get(item.id) ?? this.#added(item);
			cell.element.classList.toggle('selected', item.id === selected);
			cell.element.setAttribute('aria-label', this.#host.label(item));
			cell.content.className = `grid-stack-item-content ${item.kind}`;
			render(this.#host.draw(item), cell.content);
		}
		this.#isTelling = false;
	}

	/** Lets these be dragged in from outside. */
	dragIn(entries: readonly HTMLElement[]): void {
		GridStack.setupDragIn([...entries], { appendTo: 'parent', helper: 'clone' });
	}

	focus(id: string): void {
		this.#cells.get(id)?.element.focus();
	}

	destroy(): void {
		this.#isTelling = true;
		this.#unfollow();
		this.#grid.destroy(false);
	}

	#place(items: readonly DashboardItem[]): void {
		const now = this.#places();
		const isPlaced = ({ id, ...place }: DashboardItem): boolean => {
			const known = now[id];
			return known !== undefined && isSame(known, place);
		};
		if (items.every(isPlaced)) return;
		this.#grid.load(
			items.map(({ id, x, y, w, h }) => ({ id, x, y, w, h })),
			false,
		);
	}

	#added({ id, x, y, w, h }: DashboardItem): Cell {
		const [element, content] = [document.createElement('div'), document.createElement('div')];
		element.className = 'grid-stack-item';
		element.tabIndex = 0;
		element.role = 'group';
		element.setAttribute('aria-describedby', 'keys');
		element.dataset['item'] = id;
		content.className = 'grid-stack-item-content';
		element.append(content);
		element.addEventListener('focus', () => this.#host.select(id));
		// The library keeps a press from moving the focus.
		element.addEventListener('pointerdown', () => element.focus({ preventScroll: true }));
		element.addEventListener('keydown', (event) => this.#host.key(event, id));
		this.#grid.el.append(element);
		this.#grid.makeWidget(element, { id, x, y, w, h, maxH: MOST_ROWS });
		const cell = { element, content };
		this.#cells.set(id, cell);
		return cell;
	}

	#places(): Places {
		const known = this.#grid.engine.nodes.filter(({ id }) => id !== undefined && this.#cells.has(id));
		return Object.fromEntries(known.map((node) => [node.id, placeOf(node)]));
	}

	#moved(): void {
		const hasStranger = this.#grid.engine.nodes.some(({ id }) => id === undefined || !this.#cells.has(id));
		// What comes from outside is told with its own place.
		if (!this.#isTelling && !hasStranger) this.#host.placed(this.#places());
	}

	#dropped(node: GridStackNode): void {
		const { el } = node;
		if (el === undefined) return;
		const places = this.#places();
		this.#isTelling = true;
		this.#grid.removeWidget(el, true, false);
		this.#isTelling = false;
		this.#host.dropped(el, placeOf(node), places);
	}
}
