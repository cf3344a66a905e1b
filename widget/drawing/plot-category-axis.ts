import type uPlot from 'uplot';
import type { Theme } from './drawing.ts';
import { axisFont, cut, hairline, LINE_GAP, scaled, uncut, widthOf } from './plot-axes.ts';
import type { Shape } from './shape.ts';

interface CategoryLabels {
	readonly every: number;
	readonly rotated: boolean;
	readonly texts: readonly string[];
	readonly height: number;
}

const MAX_LABEL_PX = 96;
const ROTATED_SPACE_PX = 18;

/** A text in one line or two, broken at a space; what still does not fit is cut. */
function folded(text: string, width: number, theme: Theme): string {
	if (widthOf([text], theme) <= width) return text;
	const words = text.split(' ');
	const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
	const best = breaks.sort((a, b) => widthOf(a, theme) - widthOf(b, theme))[0] ?? [text];
	return best.map((line) => cut(line, width, theme)).join('\n');
}

/** How categories are written in this much room: in full, in two lines, turned, or every n-th. */
function categoryLabels(shape: Shape, room: number, theme: Theme): CategoryLabels {
	const count = Math.max(1, shape.x.length);
	const all = shape.x.map((_, index) => shape.xText(index));
	const each = room / count;
	const most = scaled(theme, MAX_LABEL_PX);
	const line = scaled(theme, 26);
	const widest = Math.min(most * 2, widthOf(all.slice(0, 200), theme));
	const flat = (every: number, texts: readonly string[]) => ({ every, rotated: false, texts, height: line });
	if (widest + 8 <= each) return flat(1, all);
	if (each >= scaled(theme, 48) && shape.textual) {
		const texts = all.map((text) => folded(text, each - 8, theme));
		return { ...flat(1, texts), height: texts.some((text) => text.includes('\n')) ? scaled(theme, 40) : line };
	}
	if (!shape.textual || each < scaled(theme, ROTATED_SPACE_PX)) {
		// A time that is cut is another one, or none.
		const shown = shape.textual ? Math.min(widest, most) : widest;
		const every = Math.ceil((shown + scaled(theme, 16)) / each);
		return flat(
			every,
			all.map((text, index) => (index % every === 0 ? cut(text, shown, theme) : '')),
		);
	}
	// A turned label ends at its column: the first ones have only the room to their left.
	const roomAt = (index: number) => Math.min(most, (44 + (index + 0.5) * each) / 0.71 - 8);
	const texts = all.map((text, index) => cut(text, roomAt(index), theme));
	return { every: 1, rotated: true, texts, height: Math.ceil(widthOf(texts, theme) * 0.71) + scaled(theme, 22) };
}

/** The axis of categories, at the positions 0, 1, 2, … */
export function categoryAxis(theme: Theme, shape: () => Shape): uPlot.Axis {
	let known: { shape: Shape; width: number; labels: CategoryLabels } | undefined;
	const labels = ({ width }: uPlot) => {
		const now = shape();
		if (known?.shape !== now || known.width !== width) {
			known = { shape: now, width, labels: categoryLabels(now, Math.max(1, width - scaled(theme, 56)), theme) };
		}
		return known.labels;
	};
	return {
		scale: 'x',
		font: axisFont(theme),
		stroke: theme.muted,
		gap: scaled(theme, 6),
		lineGap: LINE_GAP,
		size: (plot) => labels(plot).height,
		rotate: (plot) => (labels(plot).rotated ? 45 : 0),
		splits: () => [...shape().x],
		values: (plot, splits) => {
			const { every, texts } = labels(plot);
			return every === 1 ? [...texts] : uncut(plot, splits, texts, theme);
		},
		...hairline(theme),
		ticks: { show: false },
	};
}
