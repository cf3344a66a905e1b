import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Built, Family, Mark } from '../families/family.ts';
import { spoken } from '../families/words.ts';
import type { Cell, Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Drawing, Drawn, MountOptions, Size } from './drawing.ts';
import { readableSpec, readableTheme } from './echarts-colors.ts';
import { familyLegend } from './echarts-legend.ts';
import { Places } from './echarts-places.ts';
import { familyStyles } from './echarts-styles.ts';
import { MarkTip, type Spot } from './echarts-tip.ts';
import { plainText } from './format.ts';
import { make } from './make.ts';
import { walked } from './mark-walk.ts';
import { handStyles } from './plot-hand-styles.ts';
import { plotStyles } from './plot-styles.ts';

use([CanvasRenderer]);

const MOTION_MS = 160;
/** More marks than this move neither smoothly nor so that an eye could follow. */
const MOST_MOVING = 100;

/** ECharts empties its root by markup, which a page with Trusted Types forbids: this root does it by itself. */
function rootOf(): HTMLElement {
	const root = make('div', 'family');
	Object.defineProperty(root, 'innerHTML', { set: () => root.replaceChildren(), get: () => '' });
	return root;
}

const moves = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A picture by ECharts of what a family has built: the canvas, its legend, its card, and the walk through its marks. */
class FamilyDrawing implements Drawing {
	readonly #family: Family;
	readonly #options: MountOptions;
	readonly #hidden = new Set<string>();
	readonly #box = make('div', 'plot');
	readonly #canvas = make('div', 'canvas');
	readonly #said = make('p', 'sr');
	readonly #tip = new MarkTip();
	readonly #chart: EChartsType;
	#table: Table | undefined;
	#size: Size;
	#built: Built | undefined;
	#places: Places | undefined;
	#legend: HTMLElement | undefined;
	#at: Mark | undefined;
	#shown: readonly Mark[] = [];
	#pointer: Spot | undefined;

	constructor(host: HTMLElement, options: MountOptions, family: Family) {
		adopt(host, plotStyles);
		adopt(host, handStyles);
		adopt(host, familyStyles);
		this.#family = family;
		const { theme, spec } = options;
		this.#options = { ...options, theme: readableTheme(theme), spec: spec && readableSpec(spec) };
		this.#canvas.tabIndex = 0;
		// Not `img`: in an image screen readers keep the arrow keys for themselves.
		this.#canvas.setAttribute('role', 'application');
		this.#canvas.setAttribute('aria-roledescription', 'chart');
		this.#canvas.addEventListener('keydown', (event) => this.#key(event));
		this.#canvas.addEventListener('blur', () => this.#leave());
		this.#said.setAttribute('role', 'status');
		const root = rootOf();
		this.#canvas.append(root, this.#tip.element);
		this.#box.append(this.#canvas, this.#said);
		host.append(this.#box);
		this.#size = { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
		this.#chart = init(root, null, { renderer: 'canvas', ...this.#size });
		this.#listen();
	}

	draw(table: Table, size: Size): Drawn {
		this.#table = table;
		this.#size = size;
		return this.#put(true);
	}

	resize(size: Size): void {
		this.#size = size;
		if (this.#table) this.#put(false);
	}

	point(x: Cell | undefined): void {
		const text = plainText(x);
		this.#light(x === undefined ? [] : (this.#built?.marks ?? []).filter((mark) => plainText(mark.point.x) === text));
	}

	destroy(): void {
		this.#chart.dispose();
		this.#box.remove();
	}

	/** Builds the picture for the room that the legend leaves, and has it drawn. */
	#put(isMoving: boolean): Drawn {
		const before = this.#built;
		let inner = this.#inner();
		let built = this.#build(inner);
		if (this.#dress(built)) {
			inner = this.#inner();
			built = this.#build(inner);
		}
		if (inner.width !== this.#chart.getWidth() || inner.height !== this.#chart.getHeight())
			this.#chart.resize({ ...inner, silent: true });
		const inPlace = before?.key === built.key;
		const animation = isMoving && inPlace && built.marks.length <= MOST_MOVING && moves();
		const motion = { animation, animationDuration: 0, animationDurationUpdate: MOTION_MS };
		this.#chart.setOption({ ...built.option, ...motion }, { notMerge: !inPlace, silent: true });
		this.#built = built;
		this.#places = new Places(this.#chart, built);
		this.#stay(built);
		// Some screen readers would say the name of what has the focus again with each result.
		if (!this.#canvas.matches(':focus')) this.#canvas.setAttribute('aria-label', built.summary);
		return { summary: built.summary, note: built.notes.join('; ') };
	}

	#inner(): Size {
		const above = this.#legend ? this.#legend.offsetHeight + 4 : 0;
		const { width, height } = this.#size;
		return { width: Math.max(1, width), height: Math.max(40, height - above) };
	}

	#build(size: Size): Built {
		const { theme, spec, type } = this.#options;
		const table = this.#table ?? { columns: [], data: [], rows: 0, truncated: false };
		const measure = (text: string) => widthOf(text, `${theme.fontPx}px ${theme.font}`);
		const built = this.#family.build({ table, spec, type, theme, size, target: 'page', hidden: this.#hidden, measure });
		const option = theme.forced?.family?.option(built.option, built.legend.entries);
		return option ? { ...built, option } : built;
	}

	/** Puts the legend over the plot. @returns whether the plot has another room now. */
	#dress({ legend }: Built): boolean {
		const before = this.#legend;
		if (before && JSON.stringify(this.#built?.legend) === JSON.stringify(legend)) return false;
		const height = before?.offsetHeight ?? 0;
		const onToggle = (key: string) => this.#toggle(key);
		const forced = this.#options.theme.forced?.family;
		this.#legend = familyLegend(legend, { hidden: this.#hidden, onToggle, forced });
		before?.remove();
		if (this.#legend) this.#box.prepend(this.#legend);
		if (this.#legend && this.#legend.scrollHeight > this.#legend.clientHeight) this.#legend.tabIndex = 0;
		return height !== (this.#legend?.offsetHeight ?? 0);
	}

	#toggle(key: string): void {
		if (!this.#hidden.delete(key)) this.#hidden.add(key);
		const buttons = this.#legend?.querySelectorAll('button') ?? [];
		this.#built?.legend.entries.forEach((entry, index) => {
			buttons[index]?.setAttribute('aria-pressed', String(!this.#hidden.has(entry.key)));
		});
		this.#leave();
		this.#put(true);
	}

	#listen(): void {
		const zr = this.#chart.getZr();
		zr.on('mousemove', ({ offsetX: x, offsetY: y }) => {
			this.#pointer = { x, y };
			if (this.#built?.hit === 'step') this.#look(this.#places?.nearest({ x, y }), { x, y });
			else if (this.#at) this.#card(this.#at, { x, y });
		});
		zr.on('globalout', () => this.#look(undefined));
		zr.on('click', ({ offsetX: x, offsetY: y, event: by }) => {
			const mark = this.#built?.hit === 'step' ? this.#places?.nearest({ x, y }) : undefined;
			if (mark) this.#options.hooks?.select(mark.point, by as unknown as MouseEvent);
		});
		this.#chart.on('mouseover', (event) => {
			if (this.#built?.hit === 'mark') this.#look(this.#places?.markOf(event), this.#pointer);
		});
		this.#chart.on('mouseout', () => {
			if (this.#built?.hit === 'mark') this.#look(undefined);
		});
		this.#chart.on('click', (event) => {
			const mark = this.#built?.hit === 'mark' ? this.#places?.markOf(event) : undefined;
			if (mark) this.#options.hooks?.select(mark.point, event.event?.event as unknown as MouseEvent);
		});
	}

	/** Shows one mark, or none, as the one that is looked at. */
	#look(mark: Mark | undefined, spot?: Spot): void {
		const isNew = mark !== this.#at;
		this.#at = mark;
		if (mark) this.#card(mark, spot ?? this.#places?.besideOf(mark));
		else this.#tip.hide();
		if (!isNew) return;
		this.#light(mark ? [mark] : []);
		this.#options.hooks?.hover(mark?.point);
	}

	#card(mark: Mark, spot: Spot = { x: 0, y: 0 }): void {
		const { clientWidth: width, clientHeight: height } = this.#canvas;
		this.#tip.show(mark.tip(), spot, { width, height });
	}

	#light(marks: readonly Mark[]): void {
		for (const { at } of this.#shown) this.#chart.dispatchAction({ type: 'downplay', ...at });
		for (const { at } of marks) this.#chart.dispatchAction({ type: 'highlight', ...at });
		this.#shown = marks;
	}

	/** Whoever looks at a mark goes on looking at it when new values come; nothing is announced. */
	#stay({ marks }: Built): void {
		const before = this.#at;
		this.#shown = [];
		if (before === undefined) return;
		this.#at = marks.find(({ step, lane }) => step === before.step && lane === before.lane);
		if (this.#at === undefined) {
			this.#leave();
			return;
		}
		this.#light([this.#at]);
		this.#card(this.#at, this.#places?.besideOf(this.#at));
	}

	#key(event: KeyboardEvent): void {
		if (this.#built === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'Escape') this.#leave();
		if (event.key === 'Enter' && this.#at) this.#options.hooks?.select(this.#at.point, event);
		const target = walked(this.#built, this.#at, event.key);
		if (target === undefined) return;
		event.preventDefault();
		const alone = this.#at !== undefined && this.#at.step === target.step && this.#at !== target;
		this.#look(target);
		this.#said.textContent = spoken(target.tip(), alone);
	}

	#leave(): void {
		this.#look(undefined);
		this.#said.textContent = '';
	}
}

const pen = document.createElement('canvas').getContext('2d');

function widthOf(text: string, font: string): number {
	if (pen === null) return 0;
	pen.font = font;
	return pen.measureText(text).width;
}

/** What a module of a family exports as its `mount`, after it has registered what of ECharts the family needs. */
export const mountOf =
	(family: Family) =>
	(host: HTMLElement, options: MountOptions): Drawing =>
		new FamilyDrawing(host, options, family);
