import type { Theme } from './drawing.ts';
import { dashOf } from './plot-labels.ts';
import type { Shape } from './shape.ts';

/** An element with a class and a text. */
export function make(tag: string, className: string, text = ''): HTMLElement {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = text;
	return element;
}

/** The mark that stands for a series in a legend or a tooltip. */
export function swatch(series: number, filled: boolean, theme: Theme): HTMLElement {
	const kind = filled ? 'filled' : dashOf(series).length > 0 ? 'dashed' : '';
	const mark = make('i', `swatch ${kind}`);
	mark.style.color = theme.series[series] ?? theme.ink;
	return mark;
}

/** The names of the series over the plot, or beside it; where there are several, buttons that hide and show them. */
export function legend(shape: Shape, filled: boolean, theme: Theme): HTMLElement {
	const list = make('ul', 'legend');
	shape.names.forEach((name, series) => {
		const item = make('li', '');
		let entry = item;
		if (shape.names.length > 1) {
			entry = make('button', '');
			entry.ariaPressed = 'true';
			entry.title = name;
			entry.append(swatch(series, filled, theme));
			item.append(entry);
		}
		entry.append(make('span', '', name));
		list.append(item);
	});
	return list;
}
