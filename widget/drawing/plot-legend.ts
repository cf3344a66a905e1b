import { say } from '../texts/say.ts';
import type { Theme } from './drawing.ts';
import { make } from './make.ts';
import { dashOf } from './plot-labels.ts';
import type { Shape } from './shape.ts';

export interface Marks {
	/** The marks are columns, unless a series has a look of its own. */
	readonly filled: boolean;
	readonly theme: Theme;
	readonly shape: Shape;
}

/** The mark that stands for a series in a legend or a tooltip. */
export function swatch(series: number, { filled, theme, shape: { looks } }: Marks): HTMLElement {
	const isColumn = looks?.[series] ? looks[series].mark === 'column' : filled;
	if (theme.forced) return theme.forced.swatch(series, isColumn);
	const kind = isColumn ? 'filled' : dashOf(series, theme, looks).length > 0 ? 'dashed' : '';
	const mark = make('i', `swatch ${kind}`);
	mark.style.color = theme.series[series] ?? theme.ink;
	return mark;
}

/** The mark that stands for a band around a series. */
export function intervalSwatch(series: number, theme: Theme): HTMLElement {
	const mark = make('i', 'swatch filled interval');
	mark.style.color = theme.series[series] ?? theme.ink;
	return mark;
}

/** The names of the series over the plot, or beside it; where there are several, buttons that hide and show them. */
export function legend(marks: Marks): HTMLElement {
	const { names, looks, intervals, locale } = marks.shape;
	const list = make('ul', 'legend');
	names.forEach((name, series) => {
		const item = make('li', '');
		let entry = item;
		if (names.length > 1) {
			entry = make('button', '');
			entry.ariaPressed = 'true';
			entry.title = name;
			item.append(entry);
		}
		if (names.length > 1 || intervals) entry.append(swatch(series, marks));
		entry.append(make('span', '', looks?.[series]?.scale === 'y2' ? say(locale, '{name} (right)', { name }) : name));
		list.append(item);
	});
	return list;
}
