import type { EChartsOption } from 'echarts';
import type { FamilyInput, Legend, LegendEntry } from './family.ts';
import { cutText, estimate, letters, type Measure, scaled } from './text.ts';

/** The part of the picture that a family draws in, in CSS pixels. */
export interface Area {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

export interface Frame {
	readonly area: Area;
	readonly measure: Measure;
	/** What every option of ECharts begins with: fonts, no motion of its own, and in a picture the legend. */
	readonly base: EChartsOption;
}

export const measureOf = ({ measure, theme }: FamilyInput): Measure => measure ?? estimate(theme);

interface Placed {
	readonly entry: LegendEntry;
	readonly text: string;
	readonly left: number;
	readonly row: number;
}

const SWATCH_PX = 8;
const MOST_ROWS = 3;

/** The legend's entries in rows, as a browser would put them; what is beyond the last row is left out. */
function placed(entries: readonly LegendEntry[], width: number, measure: Measure): Placed[] {
	let [left, row] = [0, 0];
	const places = entries.map((entry) => {
		const text = cutText(entry.name, width - SWATCH_PX - 6, measure);
		const takes = SWATCH_PX + 6 + measure(text);
		if (left > 0 && left + takes > width) [left, row] = [0, row + 1];
		const place = { entry, text, left, row };
		left += takes + 16;
		return place;
	});
	return places.filter((place) => place.row < MOST_ROWS);
}

function swatch({ color, mark = 'filled' }: LegendEntry, left: number, middle: number) {
	if (mark === 'filled') {
		const shape = { x: left, y: middle - SWATCH_PX / 2, width: SWATCH_PX, height: SWATCH_PX, r: 2 };
		return { type: 'rect' as const, shape, style: { fill: color }, silent: true };
	}
	if (mark === 'hollow' || mark === 'hatched') {
		const shape = { x: left + 0.75, y: middle - SWATCH_PX / 2 + 0.75, width: SWATCH_PX - 1.5, height: SWATCH_PX - 1.5 };
		const dash = mark === 'hatched' ? [1.5, 1.5] : [];
		const style = { fill: 'transparent', stroke: color, lineWidth: 1.5, lineDash: dash };
		return { type: 'rect' as const, shape, style, silent: true };
	}
	const shape = { x1: left, y1: middle, x2: left + SWATCH_PX, y2: middle };
	const style = { stroke: color, lineWidth: 2, lineDash: mark === 'dashed' ? [3, 2] : ('solid' as const) };
	return { type: 'line' as const, shape, style, silent: true };
}

/** The legend as elements of the picture, over the plot. */
function pictureLegend({ entries, ramp }: Legend, { theme, size, insetTop = 0 }: FamilyInput, measure: Measure) {
	const line = scaled(theme, 20);
	const text = (words: string, x: number, y: number) => ({
		type: 'text' as const,
		silent: true,
		style: { text: words, x, y, ...letters(theme), fill: theme.muted, verticalAlign: 'middle' as const },
	});
	if (ramp) {
		const gap = scaled(theme, 20);
		const rest = entries.reduce((sum, { name }) => sum + SWATCH_PX + 6 + measure(name) + gap, 0);
		const width = Math.max(40, Math.min(size.width - rest, scaled(theme, 240)));
		const stops = ramp.colors.map((color, at) => ({ offset: at / Math.max(1, ramp.colors.length - 1), color }));
		const fill = { type: 'linear' as const, x: 0, y: 0, x2: 1, y2: 0, colorStops: stops };
		const bar = {
			type: 'rect' as const,
			silent: true,
			shape: { x: 0, y: insetTop, width, height: 8, r: 2 },
			style: { fill },
		};
		const last = Math.max(1, ramp.texts.length - 1);
		const texts = ramp.texts.map((words, at) => ({
			...text(words, (width * at) / last, insetTop + 8 + line / 2),
		}));
		const aligned = texts.map((each, at) => ({
			...each,
			style: {
				...each.style,
				align: at === 0 ? ('left' as const) : at === last ? ('right' as const) : ('center' as const),
			},
		}));
		const start = width + gap;
		const beside = placed(entries, Math.max(1, size.width - start), measure).filter(({ row }) => row === 0);
		const named = beside.flatMap(({ entry, text: words, left }) => [
			swatch(entry, start + left, insetTop + line / 2),
			text(words, start + left + SWATCH_PX + 6, insetTop + line / 2),
		]);
		return { elements: [bar, ...aligned, ...named], height: 8 + line + 4 };
	}
	const places = entries.length > 1 ? placed(entries, size.width, measure) : [];
	const elements = places.flatMap(({ entry, text: words, left, row }) => {
		const middle = insetTop + row * line + line / 2;
		return [swatch(entry, left, middle), text(words, left + SWATCH_PX + 6, middle)];
	});
	const rows = (places.at(-1)?.row ?? -1) + 1;
	return { elements, height: rows > 0 ? rows * line + 4 : 0 };
}

/** Where a family draws, and what its option begins with. */
export function frameOf(input: FamilyInput, legend: Legend): Frame {
	const { theme, size, target, insetTop = 0 } = input;
	const measure = measureOf(input);
	const shown = target === 'picture' ? pictureLegend(legend, input, measure) : { elements: [], height: 0 };
	const top = insetTop + shown.height;
	return {
		area: { left: 0, top, width: size.width, height: Math.max(40, size.height - top) },
		measure,
		base: {
			animation: false,
			textStyle: { fontFamily: theme.font, fontSize: theme.fontPx, color: theme.muted },
			...(shown.elements.length > 0 ? { graphic: { elements: shown.elements } } : {}),
		},
	};
}
