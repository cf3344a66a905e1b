import uPlot from 'uplot';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Drawing, DrawingType, Drawn, Size, Theme } from './drawing.ts';
import { columnSlot, drawZero } from './plot-columns.ts';
import { drawLabels, labelRoom } from './plot-labels.ts';
import { plotOptions } from './plot-options.ts';
import { plotStyles } from './plot-styles.ts';
import { legend, spoken, Tip } from './plot-tip.ts';
import { type Shape, shapeOf } from './shape.ts';
import { summaryOf } from './summary.ts';

/** Lines, areas, steps and columns by uPlot: one plot, made again only when the columns or the series change. */
class Plot implements Drawing {
	readonly #type: DrawingType;
	readonly #theme: Theme;
	readonly #box = document.createElement('div');
	readonly #canvas = document.createElement('div');
	readonly #said = document.createElement('p');
	readonly #band = document.createElement('div');
	readonly #tip: Tip;
	#plot: uPlot | undefined;
	#shape: Shape | undefined;
	#legend: HTMLElement | undefined;
	#room = 0;

	constructor(host: HTMLElement, theme: Theme, type: DrawingType) {
		adopt(host, plotStyles);
		this.#type = type;
		this.#theme = theme;
		this.#tip = new Tip(theme, type === 'column');
		this.#box.className = type === 'column' ? 'plot columns' : 'plot';
		this.#band.className = 'band';
		this.#canvas.className = 'canvas';
		this.#canvas.tabIndex = 0;
		this.#canvas.setAttribute('role', 'img');
		this.#canvas.addEventListener('keydown', (event) => this.#walk(event));
		this.#canvas.addEventListener('blur', () => this.#leave());
		this.#said.className = 'sr';
		this.#said.setAttribute('role', 'status');
		this.#box.append(this.#canvas, this.#said);
		host.append(this.#box);
	}

	draw(table: Table, size: Size): Drawn {
		const before = this.#shape?.key;
		const shape = shapeOf(table, this.#type === 'column', this.#theme.locale);
		this.#shape = shape;
		if (this.#plot === undefined || before !== shape.key) this.#make(shape, size);
		else this.#plot.setData(dataOf(shape));
		if (this.#plot && !this.#tip.element.hidden) this.#point(this.#plot);
		const summary = summaryOf(shape, this.#type);
		this.#canvas.setAttribute('aria-label', summary);
		if (shape.total === shape.series.length) return { summary };
		return { summary, note: `the ${shape.series.length} largest of ${shape.total} series` };
	}

	resize(size: Size): void {
		if (this.#shape === undefined || this.#plot === undefined) return;
		const room = this.#labels(this.#shape, size);
		if (room !== this.#room) this.#make(this.#shape, size);
		else this.#plot.setSize(this.#inner(size));
	}

	destroy(): void {
		this.#plot?.destroy();
		this.#box.remove();
	}

	#labels(shape: Shape, size: Size): number {
		return this.#type === 'column' ? 0 : labelRoom(shape, size.width, this.#theme);
	}

	#inner(size: Size): Size {
		const above = this.#legend ? this.#legend.offsetHeight + 4 : 0;
		return { width: size.width, height: Math.max(40, size.height - above) };
	}

	#make(shape: Shape, size: Size): void {
		this.#plot?.destroy();
		this.#legend?.remove();
		this.#legend = undefined;
		this.#tip.element.hidden = true;
		this.#room = this.#labels(shape, size);
		if (this.#room === 0) {
			this.#legend = legend(shape, this.#type === 'column', this.#theme);
			this.#box.prepend(this.#legend);
		}
		const options = plotOptions({
			type: this.#type,
			theme: this.#theme,
			...this.#inner(size),
			right: this.#room,
			shape: () => this.#shape ?? shape,
			onDraw: (plot) => {
				if (this.#type === 'column' || this.#type === 'area') drawZero(plot, this.#theme.line);
				if (this.#room > 0) drawLabels(plot, this.#shape ?? shape, this.#room, this.#theme);
			},
			onCursor: (plot) => this.#point(plot),
		});
		const plot = new uPlot(options, dataOf(shape), this.#canvas);
		plot.root.append(this.#tip.element);
		if (this.#type === 'column') plot.under.append(this.#band);
		this.#band.hidden = true;
		this.#plot = plot;
	}

	#point(plot: uPlot): void {
		const shape = this.#shape;
		if (shape === undefined) return;
		this.#tip.show(plot, shape);
		this.#band.hidden = this.#tip.element.hidden;
		if (this.#band.hidden || this.#type !== 'column') return;
		const { left, width } = columnSlot(plot, plot.cursor.idx ?? 0, shape.x.length);
		this.#band.style.transform = `translateX(${left}px)`;
		this.#band.style.width = `${width}px`;
	}

	#walk(event: KeyboardEvent): void {
		const [plot, shape] = [this.#plot, this.#shape];
		if (!plot || !shape || event.ctrlKey || event.metaKey || event.altKey) return;
		const last = shape.x.length - 1;
		const at = this.#tip.element.hidden ? -1 : (plot.cursor.idx ?? -1);
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
		plot.setCursor({ left: plot.valToPos(shape.x[target] ?? 0, 'x'), top: plot.over.clientHeight / 3 });
		this.#said.textContent = spoken(shape, target);
	}

	#leave(): void {
		this.#plot?.setCursor({ left: -10, top: -10 });
		this.#said.textContent = '';
	}
}

const dataOf = (shape: Shape): uPlot.AlignedData => [shape.x, ...shape.series] as unknown as uPlot.AlignedData;

export function mount(host: HTMLElement, theme: Theme, type: DrawingType): Drawing {
	return new Plot(host, theme, type);
}
