import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { Theme } from '../drawing/drawing.ts';
import { timeTicks } from '../drawing/ticks.ts';
import type { ValueScale } from './scale.ts';
import { cutText, folded, type Measure, scaled, widestOf } from './text.ts';

/** An axis of ECharts, with the room beside the plot that its labels take, in CSS pixels. */
export interface AxisPlan {
	readonly axis: XAXisComponentOption & YAXisComponentOption;
	readonly room: number;
	/** How far the last label stands out beside the plot. */
	readonly overhang?: number;
}

/** What every axis is made with. */
export interface AxisSetup {
	readonly theme: Theme;
	readonly measure: Measure;
	readonly title?: string | undefined;
	/** Categories in an order of their own, such as hours: not each of them must be named. */
	readonly ordered?: boolean | undefined;
}

/** Axes down the side and axes below are the same to ECharts, but not to its types. */
const axisOf = (option: object): AxisPlan['axis'] => option as AxisPlan['axis'];

const textStyle = (theme: Theme) => ({ color: theme.muted, fontFamily: theme.font, fontSize: theme.fontPx });

/** ECharts hides what it thinks is too close; here that has been decided before. */
const labelStyle = (theme: Theme) => ({ ...textStyle(theme), interval: 0, hideOverlap: false });

const LINE_GAP = 1.35;

/** How many ticks of an axis of values there is room for. */
export const ticksDown = (height: number, theme: Theme): number => Math.max(1, Math.floor(height / scaled(theme, 40)));
export const ticksAcross = (width: number, theme: Theme): number => Math.max(1, Math.floor(width / scaled(theme, 84)));

function below(title: string | undefined, height: number, theme: Theme) {
	if (!title) return { room: height, name: {} };
	const gap = height + scaled(theme, 2);
	const style = { ...textStyle(theme), verticalAlign: 'top' };
	return {
		room: gap + scaled(theme, 18),
		name: { name: title, nameLocation: 'middle', nameGap: gap, nameTextStyle: style },
	};
}

/** Over the left end of the axis, from the edge of the picture. */
function above(title: string | undefined, room: number, theme: Theme) {
	if (!title) return {};
	const style = { ...textStyle(theme), align: 'left', padding: [0, 0, 0, -room] };
	return { name: title, nameLocation: 'end', nameGap: scaled(theme, 10), nameTextStyle: style };
}

const hairline = (theme: Theme) => ({ show: true, lineStyle: { color: theme.line, width: 1 } });

const valueOptions = (scale: ValueScale, theme: Theme) => ({
	type: scale.isLog ? 'log' : 'value',
	min: scale.min,
	max: scale.max,
	// Marks on a logarithmic axis stand on its end, for there is no zero.
	...(scale.isLog ? { startValue: scale.min } : {}),
	axisLine: { show: false, onZero: false },
	axisTick: { show: false, customValues: [...scale.ticks] },
	splitLine: { show: true, lineStyle: { color: theme.grid, width: 1, type: 'solid' } },
});

const valueLabels = (scale: ValueScale, theme: Theme) => ({
	...labelStyle(theme),
	customValues: [...scale.ticks],
	formatter: (value: number) => scale.text(value),
});

/** Values up the side: hairlines across, no line of its own, as few ticks as can be read. */
export function valuesUp(
	scale: ValueScale,
	{ theme, measure, title }: AxisSetup,
	side: 'left' | 'right' = 'left',
): AxisPlan {
	const room = widestOf(scale.ticks.map(scale.text), measure) + scaled(theme, 10);
	const axis = axisOf({
		...valueOptions(scale, theme),
		...(side === 'right' ? { position: 'right', splitLine: { show: false } } : {}),
		axisLabel: { ...valueLabels(scale, theme), margin: scaled(theme, 8) },
		...above(title, side === 'left' ? room : 0, theme),
		...(side === 'right' && title
			? { nameTextStyle: { ...textStyle(theme), align: 'right', padding: [0, -room, 0, 0] } }
			: {}),
	});
	return { axis, room };
}

/** Values below, as bars that lie have them: hairlines up. */
export function valuesBelow(scale: ValueScale, { theme, measure, title }: AxisSetup): AxisPlan {
	const { room, name } = below(title, scaled(theme, 26), theme);
	const last = scale.ticks.at(-1) ?? scale.min;
	const beside = ((scale.max - last) / (scale.max - scale.min)) * 100;
	const axis = axisOf({
		...valueOptions(scale, theme),
		axisLabel: { ...valueLabels(scale, theme), margin: scaled(theme, 8) },
		...name,
	});
	return { axis, room, overhang: beside > 10 ? 0 : measure(scale.text(last)) / 2 };
}

/** Plain numbers below, as the place of points: ticks on a line, and no hairlines. */
export function numbersBelow(scale: ValueScale, setup: AxisSetup): AxisPlan {
	const { theme } = setup;
	const { axis, ...rooms } = valuesBelow(scale, setup);
	const ticks = { show: true, length: 4, customValues: [...scale.ticks], lineStyle: { color: theme.line } };
	const line = { ...hairline(theme), onZero: false };
	return { axis: axisOf({ ...axis, axisLine: line, axisTick: ticks, splitLine: { show: false } }), ...rooms };
}

/** Times in milliseconds below: ticks on round calendar times, the year or day on a second line where it begins. */
export function timesBelow(
	[from, to]: readonly [number, number],
	width: number,
	{ theme, measure, title, ticksOf = timeTicks }: AxisSetup & { readonly ticksOf?: typeof timeTicks },
): AxisPlan {
	const most = Math.max(2, Math.floor(width / scaled(theme, 96)));
	const { at, labels } = ticksOf(from / 1000, to / 1000, most, theme.locale);
	const ticks = at.map((seconds) => seconds * 1000);
	// The edge of the picture would cut the label of a tick at the end.
	const isCut = (tick: number, label: string): boolean => {
		const half = widestOf(label.split('\n'), measure) / 2;
		return ((tick - from) / (to - from)) * width + half > width + 12;
	};
	const texts = new Map(
		ticks.map((tick, index) => [tick, isCut(tick, labels[index] ?? '') ? '' : (labels[index] ?? '')]),
	);
	const height = scaled(theme, labels.some((label) => label.includes('\n')) ? 42 : 26);
	const { room, name } = below(title, height, theme);
	const axis = axisOf({
		type: 'value',
		min: from,
		max: to > from ? to : from + 1,
		axisLine: { ...hairline(theme), onZero: false },
		axisTick: { show: true, length: 4, customValues: ticks, lineStyle: { color: theme.line } },
		splitLine: { show: false },
		axisLabel: {
			...labelStyle(theme),
			customValues: ticks,
			lineHeight: Math.round(theme.fontPx * LINE_GAP),
			formatter: (value: number) => texts.get(value) ?? '',
			margin: scaled(theme, 8),
		},
		...name,
	});
	return { axis, room };
}

/** Every n-th category is named when there is not enough room for all. */
const nth = (texts: readonly string[], every: number, write: (text: string) => string, first = 0): string[] =>
	texts.map((text, at) => (at >= first && (at - first) % every === 0 ? write(text) : ''));

/** Labels that nobody sees are not laid out either. */
const isWritten =
	(written: readonly string[]) =>
	(at: number): boolean =>
		written[at] !== '';

const categoryOptions = (texts: readonly string[], theme: Theme) => ({
	type: 'category',
	data: texts.map((_, at) => String(at)),
	axisLine: { ...hairline(theme), onZero: false },
	axisTick: { show: false },
	splitLine: { show: false },
});

const MOST_SIDE_SHARE = 0.4;

/** Categories down the side: each named in one line, cut where it is too long, the first one on top. */
export function categoriesDown(
	texts: readonly string[],
	[width, height]: readonly [number, number],
	setup: AxisSetup,
): AxisPlan {
	const { theme, measure, title } = setup;
	const every = Math.max(1, Math.ceil(scaled(theme, 15) / (height / Math.max(1, texts.length))));
	const most = width * MOST_SIDE_SHARE;
	const written = nth(texts, every, (text) => cutText(text, most, measure));
	const room = widestOf(written, measure) + scaled(theme, 10);
	const axis = axisOf({
		...categoryOptions(texts, theme),
		inverse: true,
		axisLabel: {
			...labelStyle(theme),
			interval: isWritten(written),
			formatter: (_: string, at: number) => written[at] ?? '',
			margin: scaled(theme, 8),
		},
		// On an axis that goes down, the start is on top.
		...above(title, room, theme),
		...(title ? { nameLocation: 'start' } : {}),
	});
	return { axis, room };
}

interface Labels {
	readonly written: readonly string[];
	readonly rotate: number;
	readonly height: number;
}

const MAX_LABEL_PX = 96;
const ROTATED_SPACE_PX = 18;
/** Beside the plot there is at least this much for the labels of values. */
const LEAST_ROOM_PX = 22;
const SAMPLED = 200;

/** So many of them, from all over. */
function sampleOf(texts: readonly string[]): readonly string[] {
	const step = Math.ceil(texts.length / SAMPLED);
	return step > 1 ? texts.filter((_, at) => at % step === 0) : texts;
}

/** How categories are written in this much room: in full, in two lines, turned, or every n-th. */
function labelsBelow(texts: readonly string[], width: number, { theme, measure, ordered }: AxisSetup): Labels {
	const each = width / Math.max(1, texts.length);
	const most = scaled(theme, MAX_LABEL_PX);
	const line = scaled(theme, 26);
	const widest = Math.min(most * 2, widestOf(sampleOf(texts), measure));
	if (widest + 8 <= each) return { written: texts, rotate: 0, height: line };
	if (!ordered && each >= scaled(theme, 48)) {
		const written = texts.map((text) => folded(text, each - 8, measure));
		const height = written.some((text) => text.includes('\n')) ? scaled(theme, 40) : line;
		return { written, rotate: 0, height };
	}
	if (ordered || each < scaled(theme, ROTATED_SPACE_PX)) {
		const shown = Math.min(widest, most);
		const every = Math.ceil((shown + scaled(theme, 16)) / each);
		// The first one named is as far from the edge as its name needs.
		const first = Math.max(0, Math.ceil((shown / 2 - scaled(theme, LEAST_ROOM_PX)) / each - 0.5));
		const named = nth(texts, every, (text) => cutText(text, shown, measure), first);
		// The edge of the picture would cut the last one.
		const isCut = (text: string, at: number): boolean => measure(text) / 2 > (texts.length - at - 0.5) * each + 12;
		const written = named.map((text, at) => (isCut(text, at) ? '' : text));
		return { written, rotate: 0, height: line };
	}
	// A turned label ends at its category: the first ones have only the room to their left.
	const roomAt = (at: number) => Math.min(most, (44 + (at + 0.5) * each) / 0.71 - 8);
	const written = texts.map((text, at) => cutText(text, roomAt(at), measure));
	return { written, rotate: 45, height: Math.ceil(widestOf(written, measure) * 0.71) + scaled(theme, 22) };
}

/** Categories below. */
export function categoriesBelow(texts: readonly string[], width: number, setup: AxisSetup): AxisPlan {
	const { theme, title } = setup;
	const { written, rotate, height } = labelsBelow(texts, width, setup);
	const { room, name } = below(title, height, theme);
	const axis = axisOf({
		...categoryOptions(texts, theme),
		axisLabel: {
			...labelStyle(theme),
			interval: isWritten(written),
			rotate,
			lineHeight: Math.round(theme.fontPx * LINE_GAP),
			formatter: (_: string, at: number) => written[at] ?? '',
			margin: scaled(theme, 8),
		},
		...name,
	});
	return { axis, room };
}
