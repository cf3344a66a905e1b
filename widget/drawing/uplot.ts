import uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Cell, Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Drawing, DrawingType, Drawn, MountOptions, Size, Stretch, Theme } from './drawing.ts';
import type { ColumnKit } from './plot-columns.ts';
import type { Hand } from './plot-hand.ts';
import { GAP_PX, labelRoom, placeLabels } from './plot-labels.ts';
import { legend, make } from './plot-legend.ts';
import { drawMarks } from './plot-marks.ts';
import { plotOptions } from './plot-options.ts';
import { drawZero, isLogarithmic, placeOf } from './plot-ranges.ts';
import { plotStyles } from './plot-styles.ts';
import type { Surface } from './plot-surface.ts';
import { type Shape, shapeOf } from './shape.ts';
import { summaryOf } from './summary.ts';

/** What answers to pointer and keyboard: once a page has fetched it, every plot has it from its beginning. */
let hands: typeof import('./plot-hand.ts') | undefined;

/** Lines, areas, steps and columns by uPlot: one plot, made again only when the columns or the series change. */
export class Plot implements Drawing {
	readonly #type: DrawingType;
	readonly #look: Theme;
	readonly #spec: ChartSpec | undefined;
	/** With the colours of the series that are shown. */
	#theme: Theme;
	readonly #columns: ColumnKit | undefined;
	readonly #box = make('div', 'plot');
	readonly #canvas = make('div', 'canvas');
	readonly #surface: Surface;
	#hand: Hand | undefined;
	#early: [Event, EventTarget | null][] = [];
	#plot: uPlot | undefined;
	/** All of the result, and what of it is on the screen: without what is hidden, or out of the zoom. */
	#raw: Shape | undefined;
	#shape: Shape | undefined;
	#size: Size = { width: 0, height: 0 };
	#legend: HTMLElement | undefined;
	#room = 0;

	constructor(host: HTMLElement, { theme, type, spec, hooks }: MountOptions, columns?: ColumnKit) {
		adopt(host, plotStyles);
		this.#type = type;
		this.#columns = columns;
		this.#look = theme;
		this.#theme = theme;
		this.#spec = spec;
		if (columns) this.#box.classList.add('columns');
		this.#canvas.tabIndex = 0;
		this.#canvas.role = 'img';
		const said = make('p', 'sr');
		said.role = 'status';
		this.#box.append(this.#canvas, said);
		host.append(this.#box);
		this.#surface = {
			...{ host, said, columns, spec, hooks },
			box: this.#box,
			canvas: this.#canvas,
			theme: () => this.#theme,
			plot: () => this.#plot,
			raw: () => this.#raw,
			legend: () => this.#legend,
			show: () => this.#show(),
		};
		for (const type of ['pointerover', 'pointerdown', 'focusin', 'keydown', 'click', 'dblclick']) {
			this.#box.addEventListener(type, this.#hear);
		}
		if (hands) this.#take(hands);
	}

	draw(table: Table, size: Size): Drawn {
		const raw = shapeOf(table, !!this.#columns, this.#theme.locale, this.#spec);
		this.#raw = raw;
		this.#size = size;
		this.#show();
		const summary = summaryOf(raw, this.#type);
		this.#canvas.setAttribute('aria-label', summary);
		const { x, series, total, uncut } = raw;
		const notes = total > series.length ? [`the ${series.length} largest of ${total} series`] : [];
		if (uncut) notes.push(`first ${x.length} of ${uncut.toLocaleString(this.#theme.locale)} categories`);
		if (raw.missing.length > 0) notes.push(`there is no column ${raw.missing.map((name) => `“${name}”`).join(', ')}`);
		return { summary, note: notes.join('; ') };
	}

	/** Draws what of the result is to be seen. */
	#show(): void {
		const raw = this.#raw;
		if (raw === undefined) return;
		const before = this.#shape?.key;
		const shape = this.#hand?.shown(raw) ?? raw;
		this.#shape = shape;
		if (this.#plot === undefined || before !== shape.key) this.#make(shape, this.#size);
		else this.#plot.setData(dataOf(shape, this.#spec));
	}

	resize(size: Size): void {
		if (this.#shape === undefined || this.#plot === undefined) return;
		this.#size = size;
		const room = this.#labels(this.#shape, size);
		if (room !== this.#room) this.#make(this.#shape, size);
		else this.#plot.setSize(this.#inner(size));
	}

	point(x: Cell | undefined): void {
		if (x !== undefined || this.#hand) void this.#touch().then(() => this.#hand?.pointAt(x));
	}

	zoom(stretch: Stretch | undefined): void {
		if (stretch || this.#hand) void this.#touch().then(() => this.#hand?.zoomTo(stretch));
	}

	destroy(): void {
		this.#hand?.destroy();
		this.#plot?.destroy();
		this.#box.remove();
	}

	#labels(shape: Shape, size: Size): number {
		return this.#columns ? 0 : labelRoom(shape, size, this.#theme);
	}

	#inner(size: Size): Size {
		const above = this.#legend && this.#room === 0 ? this.#legend.offsetHeight + 4 : 0;
		return { width: size.width, height: Math.max(40, size.height - above) };
	}

	#make(shape: Shape, size: Size): void {
		this.#plot?.destroy();
		this.#legend?.remove();
		const series = shape.keys.map(
			(key, index) => this.#spec?.colors?.[key] ?? this.#look.series[index] ?? this.#look.ink,
		);
		this.#theme = { ...this.#look, series };
		this.#room = this.#labels(shape, size);
		const list = legend(shape, !!this.#columns, this.#theme);
		this.#legend = list;
		this.#box.prepend(list);
		if (this.#room > 0) {
			list.classList.add('beside');
			list.style.inlineSize = `${this.#room - GAP_PX}px`;
		} else if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
		const options = plotOptions({
			type: this.#type,
			spec: this.#spec,
			columns: this.#columns,
			theme: this.#theme,
			...this.#inner(size),
			right: this.#room,
			shape: () => this.#shape ?? shape,
			onDraw: (plot) => {
				if (this.#columns || this.#type === 'area') drawZero(plot, this.#theme.line);
				if (this.#spec) drawMarks(plot, this.#spec, this.#theme);
				if (this.#room > 0) placeLabels(plot, this.#shape ?? shape, list, { theme: this.#theme, spec: this.#spec });
				this.#hand?.drawn();
			},
			onCursor: () => this.#hand?.look(),
		});
		this.#plot = new uPlot(options, dataOf(shape, this.#spec), this.#canvas);
		this.#hand?.dress();
	}

	/** Fetches what answers to hands, when somebody looks closer for the first time. */
	async #touch(): Promise<void> {
		hands ??= await load(
			() => import('./plot-hand.ts'),
			() => {},
		);
		if (this.#box.isConnected) this.#take(hands);
	}

	#take({ Hand }: typeof import('./plot-hand.ts')): void {
		if (this.#hand) return;
		this.#hand = new Hand(this.#surface);
		this.#show();
		for (const [event, target] of this.#early.splice(0)) this.#hand.hear(event, target);
	}

	/** What is done before the chunk is there is done once it is. */
	readonly #hear = (event: Event): void => {
		if (this.#hand) return;
		const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
		const walks = /^(ArrowL|ArrowR|Home|End)/.test(key) && !(ctrlKey || metaKey || altKey);
		if (walks && event.target === this.#surface.canvas) event.preventDefault();
		this.#early.push([event, event.target]);
		void this.#touch();
	};
}

function dataOf({ x, series }: Shape, spec: ChartSpec | undefined): uPlot.AlignedData {
	const placed = isLogarithmic(spec) ? series.map((values) => values.map((value) => placeOf(value, spec))) : series;
	return [x, ...placed] as unknown as uPlot.AlignedData;
}

export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Plot(host, options);
}
