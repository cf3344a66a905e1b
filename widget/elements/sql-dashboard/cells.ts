import type { DashboardFilter, DashboardItem, DashboardPlace } from '../../dashboard-spec.ts';
import type { ChartStateDetail } from '../sql-chart/chart-events.ts';
import type { SqlChart } from '../sql-chart/sql-chart.ts';
import type { SqlFilter } from '../sql-filter/sql-filter.ts';
import { arrange } from './keyed.ts';
import { halfPlaces } from './layout.ts';
import { drawText } from './text-view.ts';

/** What every chart and filter of a dashboard is given alike. */
export type Shared = Pick<
	SqlChart,
	'server' | 'token' | 'tokenEndpoint' | 'getToken' | 'client' | 'locale' | 'theme' | 'group'
>;

export interface CellLook {
	readonly shared: Shared;
	readonly ofCharts: Pick<SqlChart, 'persist' | 'exports' | 'zone'>;
	/** Of the dashboard's own title, 1 to 6; headings on the grid are one below it. */
	readonly level: number;
}

interface Cell {
	readonly kind: DashboardItem['kind'];
	readonly box: HTMLElement;
	/** What was drawn into it last. */
	said: string;
}

/** Where a cell is on twelve columns and on six, for the style sheet, which knows how wide the element is. */
export function placement(wide: DashboardPlace, half: DashboardPlace = wide): string {
	const { x, y, w, h } = wide;
	return `--x:${x + 1};--y:${y + 1};--w:${w};--h:${h};--hx:${half.x + 1};--hy:${half.y + 1};--hw:${half.w}`;
}

/** A property is set only where it is another one, for each that is set may render its element again. */
function put<Element extends HTMLElement>(element: Element, values: Partial<Element>): void {
	for (const [name, value] of Object.entries(values)) {
		if (!Object.is(element[name as keyof Element], value)) Object.assign(element, { [name]: value });
	}
}

/**
 * The items of a dashboard, each an element that stays while there is an item of its id: a declaration that changes moves
 * and feeds it, and draws nothing anew. Those of tabs that are not shown are kept outside of the document, where a chart
 * has its last frame, and watches nothing.
 */
export class Cells {
	readonly grid = document.createElement('div');
	/** What each chart has told of itself last. */
	readonly states = new Map<EventTarget, ChartStateDetail>();
	readonly #cells = new Map<string, Cell>();
	#shown: readonly DashboardItem[] = [];

	/** @param onState Called when a chart has told another state of itself. */
	constructor(onState: (chart: EventTarget, state: ChartStateDetail) => void) {
		this.grid.className = 'grid';
		this.grid.addEventListener('chartwire-state', ({ target, detail }) => {
			if (!target) return;
			this.states.set(target, detail);
			onState(target, detail);
		});
	}

	/** The charts of the tab that is shown. */
	get charts(): readonly SqlChart[] {
		return [...this.grid.querySelectorAll('sql-chart')];
	}

	/** Forgets what is not declared any more, on whichever tab. */
	keep(all: readonly DashboardItem[]): void {
		const ids = new Set(all.map(({ id }) => id));
		for (const [id, { box }] of this.#cells) {
			if (ids.has(id)) continue;
			this.#forget(box);
			this.#cells.delete(id);
		}
	}

	/** Shows the items of one tab, which are in reading order. */
	show(items: readonly DashboardItem[], look: CellLook): void {
		for (const item of items) this.#feed(item, look);
		if (items === this.#shown && this.grid.childElementCount === items.length) return;
		this.#shown = items;
		const half = halfPlaces(items);
		for (const item of items) {
			const cell = this.#cells.get(item.id);
			if (cell) cell.box.style.cssText = placement(item, half.get(item.id));
		}
		this.grid.style.cssText = `--rows:${Math.max(1, ...items.map(({ y, h }) => y + h))}`;
		arrange(
			this.grid,
			items.flatMap(({ id }) => this.#cells.get(id)?.box ?? []),
		);
	}

	#forget(box: HTMLElement): void {
		const chart = box.querySelector('sql-chart');
		if (chart) this.states.delete(chart);
		box.remove();
	}

	#cell({ id, kind }: DashboardItem): Cell {
		const known = this.#cells.get(id);
		if (known?.kind === kind) return known;
		if (known) this.#forget(known.box);
		const box = document.createElement('div');
		box.className = `cell ${kind}`;
		const cell = { kind, box, said: '' };
		this.#cells.set(id, cell);
		return cell;
	}

	#feed(item: DashboardItem, look: CellLook): void {
		const cell = this.#cell(item);
		if (item.kind === 'chart') {
			const found = cell.box.querySelector('sql-chart');
			const chart = found ?? document.createElement('sql-chart');
			const { id, chart: name, title = '', params } = item;
			// An equal object is no other parameter.
			const given = JSON.stringify(params) === cell.said ? chart.params : params;
			cell.said = JSON.stringify(params) ?? '';
			put(chart, { ...look.shared, ...look.ofCharts, id, chart: name, heading: title, titled: true, params: given });
			if (!found) cell.box.append(chart);
			return;
		}
		const said = `${look.level} ${item.text}`;
		if (cell.said === said) return;
		cell.said = said;
		if (item.kind === 'text') drawText(cell.box, item.text);
		else {
			const heading = document.createElement(`h${Math.min(6, look.level + 1)}`);
			heading.textContent = item.text;
			cell.box.replaceChildren(heading);
		}
	}
}

/** The controls of a dashboard's filters. What a viewer has chosen stays chosen while there is a filter of that id. */
export class Filters {
	readonly bar = document.createElement('div');
	readonly #filters = new Map<string, SqlFilter>();

	constructor() {
		this.bar.className = 'filters';
		this.bar.role = 'group';
	}

	get all(): readonly SqlFilter[] {
		return [...this.#filters.values()];
	}

	show(declared: readonly DashboardFilter[], shared: Shared, remember: string | null): void {
		const now = new Map(declared.map((filter) => [filter.id, this.#filters.get(filter.id) ?? this.#made(filter)]));
		this.#filters.clear();
		for (const filter of declared) {
			const element = now.get(filter.id);
			if (!element) continue;
			this.#filters.set(filter.id, element);
			const { label, type, param, options, optionsChart = '', binds } = filter;
			const { group, server, token, tokenEndpoint, getToken, client, locale, theme } = shared;
			put(element, { group, server, token, tokenEndpoint, getToken, client, locale, theme });
			put(element, {
				label,
				type,
				param,
				options,
				optionsChart,
				binds,
				remember: remember === null ? null : filter.id,
			});
		}
		arrange(this.bar, [...now.values()]);
	}

	#made({ value = '' }: DashboardFilter): SqlFilter {
		const element = document.createElement('sql-filter');
		element.value = value;
		return element;
	}
}
