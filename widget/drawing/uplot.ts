import uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Drawing, DrawingType, Drawn, MountOptions, Size, Theme } from './drawing.ts';
import type { ColumnKit } from './plot-columns.ts';
import type { PlotExtras } from './plot-extras.ts';
import { drawLabels, labelRoom } from './plot-labels.ts';
import { legend } from './plot-legend.ts';
import { drawMarks } from './plot-marks.ts';
import type { PlotName } from './plot-name.ts';
import { plotOptions } from './plot-options.ts';
import { drawZero, isLogarithmic, placeOf } from './plot-ranges.ts';
import { plotStyles } from './plot-styles.ts';
import type { spoken, Tip } from './plot-tip.ts';
import { type Shape, shapeOf } from './shape.ts';

/** What only some plots need; whoever mounts one brings it along, so that no line waits for it. */
export interface PlotKit {
	readonly columns?: ColumnKit | undefined;
	readonly extras?: PlotExtras | undefined;
}

/** Lines, areas, steps and columns by uPlot: one plot, made again only when the columns or the series change. */
export class Plot implements Drawing {
	readonly #type: DrawingType;
	readonly #look: Theme;
	readonly #spec: ChartSpec | undefined;
	/** With the colours of the series that are shown. */
	#theme: Theme;
	readonly #columns: ColumnKit | undefined;
	readonly #extras: PlotExtras | undefined;
	readonly #box = document.createElement('div');
	readonly #canvas = document.createElement('div');
	readonly #said = document.createElement('p');
	readonly #band = document.createElement('div');
	#tip: Tip | undefined;
	#spoken: typeof spoken | undefined;
	#touched: Promise<void> | undefined;
	#name: Promise<PlotName> | undefined;
	#plot: uPlot | undefined;
	#shape: Shape | undefined;
	#legend: HTMLElement | undefined;
	#room = 0;

	constructor(host: HTMLElement, { theme, type, spec }: MountOptions, { columns, extras }: PlotKit = {}) {
		adopt(host, plotStyles);
		this.#type = type;
		this.#columns = columns;
		this.#extras = extras;
		this.#look = theme;
		this.#theme = theme;
		this.#spec = spec && { ...spec, type };
		this.#box.className = columns ? 'plot columns' : 'plot';
		this.#band.className = 'band';
		this.#canvas.className = 'canvas';
		this.#canvas.tabIndex = 0;
		// Not `img`: in an image screen readers keep the arrow keys for themselves.
		this.#canvas.setAttribute('role', 'application');
		this.#canvas.setAttribute('aria-roledescription', 'chart');
		this.#canvas.setAttribute('aria-label', `${type} chart`);
		this.#canvas.addEventListener('keydown', (event) => this.#walk(event));
		this.#canvas.addEventListener('blur', () => this.#leave());
		this.#said.className = 'sr';
		this.#said.setAttribute('role', 'status');
		this.#box.append(this.#canvas, this.#said);
		host.append(this.#box);
	}

	draw(table: Table, size: Size): Drawn {
		const before = this.#shape?.key;
		const plain = shapeOf(table, !!this.#columns, this.#theme.locale, this.#spec);
		const shape = this.#extras?.extend(plain, table) ?? plain;
		this.#shape = shape;
		if (this.#plot === undefined || before !== shape.key) this.#make(shape, size);
		else this.#plot.setData(this.#data(shape));
		if (this.#plot && this.#tip?.element.hidden === false) this.#point(this.#plot);
		this.#rename();
		const { x, series, total, uncut } = shape;
		const notes = total > series.length ? [`the ${series.length} largest of ${total} series`] : [];
		if (uncut) notes.push(`first ${x.length} of ${uncut.toLocaleString(this.#theme.locale)} categories`);
		if (shape.missing.length > 0)
			notes.push(`there is no column ${shape.missing.map((name) => `“${name}”`).join(', ')}`);
		return { note: notes.join('; ') };
	}

	resize(size: Size): void {
		if (this.#shape === undefined || this.#plot === undefined) return;
		const room = this.#labels(this.#shape, size);
		if (room !== this.#room) this.#make(this.#shape, size);
		else this.#plot.setSize(this.#inner(size));
	}

	destroy(): void {
		void this.#name?.then((name) => name.destroy());
		this.#plot?.destroy();
		this.#box.remove();
	}

	#labels(shape: Shape, size: Size): number {
		return this.#columns ? 0 : labelRoom(shape, size.width, this.#theme);
	}

	#inner(size: Size): Size {
		const above = this.#legend ? this.#legend.offsetHeight + 4 : 0;
		return { width: size.width, height: Math.max(40, size.height - above) };
	}

	#make(shape: Shape, size: Size): void {
		this.#plot?.destroy();
		this.#legend?.remove();
		this.#legend = undefined;
		if (this.#tip) this.#tip.element.hidden = true;
		const series = shape.keys.map(
			(key, index) => this.#spec?.colors?.[key] ?? this.#look.series[index] ?? this.#look.ink,
		);
		this.#theme = { ...this.#look, series };
		this.#room = this.#labels(shape, size);
		if (this.#room === 0) {
			this.#legend = legend({ shape, filled: !!this.#columns, theme: this.#theme });
			this.#extras?.legend(this.#legend, shape, this.#theme);
			this.#box.prepend(this.#legend);
			if (this.#legend.scrollHeight > this.#legend.clientHeight) this.#legend.tabIndex = 0;
		}
		const options = plotOptions({
			type: this.#type,
			spec: this.#spec,
			columns: this.#columns,
			extras: this.#extras,
			theme: this.#theme,
			...this.#inner(size),
			right: this.#room,
			shape: () => this.#shape ?? shape,
			onDraw: (plot) => {
				if (this.#columns || this.#type === 'area') drawZero(plot, this.#theme.line);
				const [now, theme, spec] = [this.#shape ?? shape, this.#theme, this.#spec];
				if (spec) drawMarks(plot, spec, theme);
				this.#extras?.paint(plot, now, theme);
				if (this.#room > 0) drawLabels(plot, now, { room: this.#room, theme, spec, ends: this.#extras?.ends(now) });
			},
			onCursor: (plot) => this.#point(plot),
		});
		const plot = new uPlot(options, this.#data(shape), this.#canvas);
		if (this.#tip) plot.root.append(this.#tip.element);
		if (this.#columns) plot.under.append(this.#band);
		this.#band.hidden = true;
		this.#plot = plot;
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
					shape: () => this.#shape,
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

	/** Fetches the card that says the values, when somebody looks closer for the first time. */
	async #touch(): Promise<void> {
		const found = await load(
			() => import('./plot-tip.ts'),
			() => {},
		);
		this.#tip = new found.Tip(() => this.#theme, !!this.#columns);
		this.#spoken = found.spoken;
		this.#plot?.root.append(this.#tip.element);
		if (this.#plot) this.#point(this.#plot);
	}

	#point(plot: uPlot): void {
		const shape = this.#shape;
		if (shape === undefined) return;
		if (this.#tip === undefined) {
			if ((plot.cursor.left ?? -1) >= 0) this.#touched ??= this.#touch();
			return;
		}
		this.#tip.show(plot, shape);
		this.#band.hidden = this.#tip.element.hidden;
		if (this.#band.hidden || !this.#columns) return;
		const { left, width } = this.#columns.columnSlot(plot, plot.cursor.idx ?? 0, shape.x.length);
		this.#band.style.transform = `translateX(${left}px)`;
		this.#band.style.width = `${width}px`;
	}

	#walk(event: KeyboardEvent): void {
		const [plot, shape] = [this.#plot, this.#shape];
		if (!plot || !shape || event.ctrlKey || event.metaKey || event.altKey) return;
		const last = shape.x.length - 1;
		const at = this.#tip?.element.hidden !== false ? -1 : (plot.cursor.idx ?? -1);
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: at < 0 ? last : Math.max(0, at - 1),
			ArrowRight: Math.min(last, at + 1),
			Home: 0,
			End: last,
		};
		const target = targets[event.key];
		if (event.key === 'Escape') this.#leave();
		if (target === undefined) return;
		event.preventDefault();
		if (this.#tip === undefined) {
			this.#touched ??= this.#touch();
			void this.#touched.then(() => this.#walk(event));
			return;
		}
		plot.setCursor({ left: plot.valToPos(shape.x[target] ?? 0, 'x'), top: plot.over.clientHeight / 3 });
		this.#said.textContent = this.#spoken?.(shape, target) ?? '';
	}

	#leave(): void {
		this.#plot?.setCursor({ left: -10, top: -10 });
		this.#said.textContent = '';
	}
}

export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Plot(host, options);
}
