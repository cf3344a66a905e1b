import uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Cell, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { adopt } from './adopt.ts';
import type { denseLine } from './dense-line.ts';
import type { Drawing, DrawingType, Drawn, MountOptions, Size, Stretch, Theme } from './drawing.ts';
import { make } from './make.ts';
import { noColumns } from './no-columns.ts';
import type { categoryAxis } from './plot-category-axis.ts';
import type { ColumnKit } from './plot-columns.ts';
import type { PlotExtras } from './plot-extras.ts';
import type { Hand } from './plot-hand.ts';
import { GAP_PX, labelRoom, placeLabels } from './plot-labels.ts';
import { legend } from './plot-legend.ts';
import type { PlotName } from './plot-name.ts';
import { plotOptions } from './plot-options.ts';
import { drawZero, isLogarithmic, placeOf } from './plot-ranges.ts';
import { plotStyles } from './plot-styles.ts';
import type { Surface } from './plot-surface.ts';
import { type Shape, shapeOf } from './shape.ts';

/** What only some plots need; whoever mounts one brings it along, so that no line waits for it. */
export interface PlotKit {
	readonly columns?: ColumnKit | undefined;
	readonly extras?: PlotExtras | undefined;
	readonly dense?: typeof denseLine | undefined;
}

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
	readonly #extras: PlotExtras | undefined;
	readonly #dense: PlotKit['dense'];
	#categories: typeof categoryAxis | undefined;
	readonly #box = make('div', 'plot');
	readonly #canvas = make('div', 'canvas');
	readonly #surface: Surface;
	#hand: Hand | undefined;
	#early: [Event, EventTarget | null][] = [];
	#name: Promise<PlotName> | undefined;
	#plot: uPlot | undefined;
	/** All of the result, and what of it is on the screen: without what is hidden, or out of the zoom. */
	#raw: Shape | undefined;
	#shape: Shape | undefined;
	#size: Size = { width: 0, height: 0 };
	#legend: HTMLElement | undefined;
	#room = 0;

	constructor(host: HTMLElement, { theme, type, spec, hooks }: MountOptions, { columns, extras, dense }: PlotKit = {}) {
		adopt(host, plotStyles);
		this.#type = type;
		this.#columns = columns;
		this.#extras = extras;
		this.#dense = dense;
		this.#categories = columns?.categoryAxis ?? extras?.categoryAxis;
		this.#look = theme;
		this.#theme = theme;
		this.#spec = spec && { ...spec, type };
		if (columns) this.#box.classList.add('columns');
		this.#canvas.tabIndex = 0;
		// Not `img`: in an image screen readers keep the arrow keys for themselves.
		this.#canvas.role = 'application';
		this.#canvas.setAttribute('aria-roledescription', say(theme.locale, 'chart'));
		this.#canvas.ariaLabel = say(theme.locale, 'Chart');
		const said = make('p', 'sr');
		said.role = 'status';
		this.#box.append(this.#canvas, said);
		host.append(this.#box);
		this.#surface = {
			...{ host, said, columns, hooks },
			spec: this.#spec,
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
		const plain = shapeOf(table, !!this.#columns, this.#theme.locale, this.#spec);
		const raw = this.#extras?.extend(plain, table) ?? plain;
		this.#raw = raw;
		this.#size = size;
		this.#show();
		this.#rename();
		const { x, series, total, uncut } = raw;
		const { locale } = this.#theme;
		const shown = series.length;
		const notes = [
			total > shown ? say(locale, 'the {shown} largest of {total} series', { shown, total }) : '',
			uncut ? say(locale, 'first {shown} of {all} categories', { shown: x.length, all: uncut }) : '',
			noColumns(raw.missing, locale),
		];
		return { note: notes.filter(Boolean).join('; ') };
	}

	/** Draws what of the result is to be seen. */
	#show(): void {
		const raw = this.#raw;
		if (raw === undefined) return;
		if (raw.kind === 'category' && !this.#categories) {
			void this.#learn();
			return;
		}
		const before = this.#shape?.key;
		const shape = this.#hand?.shown(raw) ?? raw;
		this.#shape = shape;
		if (this.#plot === undefined || before !== shape.key) this.#make(shape, this.#size);
		else this.#plot.setData(this.#data(shape));
	}

	/** Lines over names are rare: what writes names on an axis is fetched for the first of them. */
	async #learn(): Promise<void> {
		const { categoryAxis } = await load(
			() => import('./plot-category-axis.ts'),
			() => {},
		);
		this.#categories = categoryAxis;
		if (this.#box.isConnected) this.#show();
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
		void this.#name?.then((name) => name.destroy());
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

	/** The names of the series, over the plot or beside it. */
	#list(shape: Shape): HTMLElement {
		this.#legend?.remove();
		const list = legend({ shape, filled: !!this.#columns, theme: this.#theme });
		this.#legend = list;
		this.#box.prepend(list);
		if (this.#room > 0) {
			list.classList.add('beside');
			list.style.inlineSize = `${this.#room - GAP_PX}px`;
			return list;
		}
		this.#extras?.legend(list, shape, this.#theme);
		if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
		return list;
	}

	#make(shape: Shape, size: Size): void {
		this.#plot?.destroy();
		const series = shape.keys.map(
			(key, index) => this.#spec?.colors?.[key] ?? this.#look.series[index] ?? this.#look.ink,
		);
		this.#theme = { ...this.#look, series };
		this.#room = this.#labels(shape, size);
		const list = this.#list(shape);
		const options = plotOptions({
			type: this.#type,
			spec: this.#spec,
			columns: this.#columns,
			extras: this.#extras,
			dense: this.#dense,
			categories: this.#categories,
			theme: this.#theme,
			...this.#inner(size),
			right: this.#room,
			shape: () => this.#shape ?? shape,
			onDraw: (plot) => {
				if (this.#columns || this.#type === 'area') drawZero(plot, this.#theme.line);
				const [now, theme, spec] = [this.#shape ?? shape, this.#theme, this.#spec];
				this.#extras?.paint(plot, now, theme);
				if (this.#room > 0) placeLabels(plot, now, list, { theme, spec, ends: this.#extras?.ends(now) });
				this.#hand?.drawn();
			},
			onCursor: () => this.#hand?.look(),
		});
		this.#plot = new uPlot(options, this.#data(shape), this.#canvas);
		this.#hand?.dress();
	}

	/** The words come after the picture: nobody waits for them. */
	#rename(): void {
		if (this.#name) void this.#name.then((name) => name.drawn());
		this.#name ??= load(
			() => import('./plot-name.ts'),
			() => {},
		).then(
			({ PlotName }) =>
				new PlotName(this.#canvas, this.#type, {
					shape: () => this.#raw,
					more: (shape) => this.#extras?.summary(shape),
				}),
		);
	}

	#data(shape: Shape): uPlot.AlignedData {
		const { x, series } = shape;
		const spec = this.#spec;
		const placed = isLogarithmic(spec) ? series.map((values) => values.map((value) => placeOf(value, spec))) : series;
		return [x, ...(this.#extras?.values(shape) ?? placed)] as unknown as uPlot.AlignedData;
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
		const walks = /^(ArrowL|ArrowR|Home|End|Page)/.test(key) && !(ctrlKey || metaKey || altKey);
		if (walks && event.target === this.#surface.canvas) event.preventDefault();
		this.#early.push([event, event.target]);
		void this.#touch();
	};
}

export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Plot(host, options);
}
