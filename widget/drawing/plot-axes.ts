import type uPlot from 'uplot';
import type { Theme } from './drawing.ts';
import { withUnit } from './format.ts';
import type { Shape } from './shape.ts';
import { tickFormat, timeTicks } from './ticks.ts';

const LINE_GAP = 1.35;

export const axisFont = (theme: Theme): string => `${theme.fontPx}px ${theme.font}`;

/** A distance that is right beside letters of 12 px, in CSS pixels beside those of this theme. */
export const scaled = (theme: Theme, px: number): number => Math.round((px * theme.fontPx) / 12);

const measure = document.createElement('canvas').getContext('2d');

/** The width in CSS pixels of the widest of these texts, as the axes write them. */
export function widthOf(texts: readonly (string | number | null)[], theme: Theme): number {
	if (measure === null) return 0;
	measure.font = axisFont(theme);
	return texts.reduce<number>((widest, text) => {
		const lines = String(text ?? '').split('\n');
		return Math.max(widest, ...lines.map((line) => Math.ceil(measure.measureText(line).width)));
	}, 0);
}

/** Cuts a text to a width, with an ellipsis in place of what is missing. */
export function cut(text: string, width: number, theme: Theme): string {
	if (widthOf([text], theme) <= width) return text;
	let kept = text.slice(0, Math.max(1, Math.floor((text.length * width) / Math.max(1, widthOf([text], theme)))));
	while (kept.length > 1 && widthOf([`${kept}…`], theme) > width) kept = kept.slice(0, -1);
	return `${kept.trimEnd()}…`;
}

/** The ticks of a logarithmic axis, as powers of ten: whole ones, and 2 and 5 times them where few would be left. */
function logSplits(min: number, max: number): number[] {
	const factors = max - min < 2.5 ? [1, 2, 5] : [1];
	const step = Math.max(1, Math.ceil((max - min) / 8));
	const splits: number[] = [];
	for (let power = Math.floor(min); power <= max; power += step) {
		for (const factor of factors) splits.push(power + Math.log10(factor));
	}
	return splits.filter((split) => split >= min - 1e-9 && split <= max + 1e-9);
}

interface ValueAxisOptions {
	readonly isLog: boolean;
	readonly scale: 'y' | 'y2';
}

/** The axis of values: no line of its own, hairlines across, as few ticks as can be read. */
export function valueAxis(
	theme: Theme,
	shape: () => Pick<Shape, 'format'>,
	{ isLog, scale: key }: ValueAxisOptions,
): uPlot.Axis {
	return {
		...(isLog ? { splits: (_plot, _axis, min, max) => logSplits(min, max) } : {}),
		scale: key,
		side: key === 'y' ? 3 : 1,
		font: axisFont(theme),
		stroke: theme.muted,
		space: scaled(theme, 40),
		gap: scaled(theme, 8),
		size: (_plot, values) => (values ? widthOf(values, theme) + scaled(theme, 10) : 40),
		values: (plot, splits, _axis, _space, increment) => {
			const scale = plot.scales[key];
			const largest = Math.max(Math.abs(scale?.min ?? 0), Math.abs(scale?.max ?? 0));
			const own = shape().format ?? {};
			const text = (value: number, step: number, top: number) =>
				withUnit(tickFormat(step, top, theme.locale, own).format(value), own);
			if (isLog) return splits.map((split) => text(10 ** split, 10 ** Math.floor(split), 10 ** split));
			return splits.map((split) => text(split === 0 ? 0 : split, increment, largest));
		},
		grid: { show: key === 'y', stroke: theme.grid, width: 1 },
		ticks: { show: false },
	};
}

const hairline = (theme: Theme) => ({
	grid: { show: false },
	ticks: { stroke: theme.line, width: 1, size: 4 },
	border: { show: true, stroke: theme.line, width: 1 },
});

/** Leaves out the labels that the edge of the canvas would cut. */
function uncut(plot: uPlot, at: readonly number[], texts: readonly string[], theme: Theme): string[] {
	const origin = plot.bbox.left / devicePixelRatio;
	return texts.map((text, index) => {
		if (text === '') return text;
		const middle = origin + plot.valToPos(at[index] ?? 0, 'x');
		const half = widthOf([text], theme) / 2;
		return middle - half < 0 || middle + half > plot.width ? '' : text;
	});
}

/** The axis of times: ticks on round calendar times, the year or day on a second line where it begins. */
export function timeAxis(theme: Theme, ticksOf = timeTicks): uPlot.Axis {
	const ticks = (plot: uPlot, min: number, max: number) =>
		ticksOf(min, max, Math.max(2, Math.floor(plot.width / scaled(theme, 96))), theme.locale);
	return {
		scale: 'x',
		font: axisFont(theme),
		stroke: theme.muted,
		size: (_plot, values) => scaled(theme, values?.some((value) => value?.includes('\n')) ? 42 : 26),
		gap: scaled(theme, 4),
		lineGap: LINE_GAP,
		splits: (plot, _axis, min, max) => [...ticks(plot, min, max).at],
		values: (plot) => {
			const { at, labels } = ticks(plot, plot.scales['x']?.min ?? 0, plot.scales['x']?.max ?? 0);
			return uncut(plot, at, labels, theme);
		},
		...hairline(theme),
	};
}

/** The axis of plain numbers. */
export function numberAxis(theme: Theme): uPlot.Axis {
	return {
		scale: 'x',
		font: axisFont(theme),
		stroke: theme.muted,
		size: scaled(theme, 26),
		gap: scaled(theme, 4),
		space: scaled(theme, 72),
		values: (plot, splits, _axis, _space, increment) => {
			const largest = Math.max(Math.abs(plot.scales['x']?.min ?? 0), Math.abs(plot.scales['x']?.max ?? 0));
			const format = tickFormat(increment, largest, theme.locale);
			return splits.map((split) => format.format(split));
		},
		...hairline(theme),
	};
}

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
