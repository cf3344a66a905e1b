import type uPlot from 'uplot';
import { say } from '../texts/say.ts';
import type { Theme } from './drawing.ts';
import { make } from './make.ts';
import { intervalSwatch, swatch } from './plot-legend.ts';
import { intervalsAt, marksAt } from './plot-said.ts';
import type { Shape } from './shape.ts';

const OFFSET_PX = 12;

interface Value {
	readonly series: number;
	readonly value: number;
}

/** The values at one x, largest first; a series without a value there is left out. */
export function valuesAt(shape: Shape, index: number): Value[] {
	const found = shape.series.flatMap<Value>((values, series) => {
		const value = values[index];
		return value === null || value === undefined ? [] : [{ series, value }];
	});
	return shape.series.length > 1 ? found.sort((a, b) => b.value - a.value) : found;
}

/** The values at one x in one sentence, for those who listen. */
export function spoken(shape: Shape, index: number): string {
	const values = valuesAt(shape, index).map(
		({ series, value }) => `${shape.names[series]} ${shape.valueText(series, value)}`,
	);
	const between = intervalsAt(shape, index).map(({ name, text }) => `${name} ${text}`);
	const marks = marksAt(shape, index).map((label) => `; ${label}`);
	return `${shape.xText(index)}: ${[...values, ...between].join(', ') || say(shape.locale, 'no value')}${marks.join('')}`;
}

/** One of the values at one x, and how many there are. */
export function spokenOne(shape: Shape, index: number, series: number): string {
	const values = valuesAt(shape, index);
	const place = values.findIndex((each) => each.series === series);
	const { value = 0 } = values[place] ?? {};
	const named = `${shape.names[series]} ${shape.valueText(series, value)}`;
	return say(shape.locale, '{value}, {place} of {all}', { value: named, place: place + 1, all: values.length });
}

interface Marked {
	/** The series that a click would choose. */
	readonly series: number | undefined;
	/** What it takes to go where that leads, in words; '': it leads nowhere. */
	readonly leads: string;
}

/** Owns the small card that follows the cursor. */
export class Tip {
	readonly element = make('div', 'tip');
	readonly #theme: () => Theme;
	readonly #filled: boolean;

	constructor(theme: () => Theme, filled: boolean) {
		this.#theme = theme;
		this.#filled = filled;
		this.element.hidden = true;
		this.element.setAttribute('aria-hidden', 'true');
	}

	show(plot: uPlot, shape: Shape, marked: Marked): void {
		const idx = plot.cursor.idx ?? 0;
		this.element.hidden = false;
		const list = make('ul', '');
		for (const { series, value } of valuesAt(shape, idx)) {
			const item = make('li', series === marked.series && shape.series.length > 1 ? 'at' : '');
			item.append(swatch(series, { filled: this.#filled, theme: this.#theme(), shape }));
			item.append(make('span', '', shape.names[series]), make('b', '', shape.valueText(series, value)));
			list.append(item);
		}
		for (const { series, name, text } of intervalsAt(shape, idx)) {
			const item = make('li', '');
			item.append(intervalSwatch(series, this.#theme()), make('span', '', name), make('b', '', text));
			list.append(item);
		}
		const marks = marksAt(shape, idx).map((label) => make('p', 'noted', label));
		this.element.replaceChildren(make('p', '', shape.xText(idx)), ...marks, list);
		if (marked.leads) this.element.append(make('p', 'leads', marked.leads));
		this.#place(plot, shape.x[idx] ?? 0);
	}

	#place(plot: uPlot, x: number): void {
		const at = plot.bbox.left / devicePixelRatio + plot.valToPos(x, 'x');
		const { offsetWidth, offsetHeight } = this.element;
		const right = at + OFFSET_PX;
		const left = right + offsetWidth <= plot.width ? right : Math.max(0, at - OFFSET_PX - offsetWidth);
		const wanted = plot.bbox.top / devicePixelRatio + (plot.cursor.top ?? 0) - offsetHeight / 2;
		const top = Math.min(Math.max(0, wanted), Math.max(0, plot.height - offsetHeight));
		this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}
}
