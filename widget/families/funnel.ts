import { say } from '../texts/say.ts';
import { colorOf, faint } from './color.ts';
import { edgeOf, type Shape, shapesSeries, textAt } from './custom.ts';
import { type Built, type Family, type FamilyInput, type Mark, NO_LEGEND, type TipRow } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { listed, type Part, type Parts, partsOf, shareFormat, stepsText } from './parts.ts';
import { cutText, type Measure, scaled, widestOf } from './text.ts';

const BAR_SHARE = 0.64;
const MOST_ROW_PX = 72;
const LEAST_ROW_PX = 4;
const MOST_SIDE_SHARE = 0.32;
const CONNECTOR_OPACITY = 0.16;
const TOLD_STEPS = 6;

interface Step extends Part {
	readonly color: string;
	/** Shares of the first step, and of the step before; undefined where that is none, or nothing. */
	readonly ofFirst: number | undefined;
	readonly ofBefore: number | undefined;
	readonly before: string;
}

interface Funnel {
	readonly parts: Parts;
	readonly steps: readonly Step[];
	readonly shareText: (share: number) => string;
}

const ratio = (value: number | null, whole: number | null | undefined): number | undefined =>
	value !== null && value >= 0 && whole ? (whole > 0 ? value / whole : undefined) : undefined;

function funnelOf(input: FamilyInput): Funnel {
	const parts = partsOf(input);
	const first = parts.parts.find(({ value }) => value !== null);
	let before: Part | undefined;
	const steps = parts.parts.map((part) => {
		const isFirst = part === first || first === undefined;
		const step = {
			...part,
			color: colorOf(part.key, 0, input),
			ofFirst: isFirst ? undefined : ratio(part.value, first.value),
			ofBefore: ratio(part.value, before?.value),
			before: before?.name ?? '',
		};
		if (part.value !== null) before = part;
		return step;
	});
	return { parts, steps, shareText: shareFormat(input.theme.locale) };
}

interface Layout {
	readonly rowPx: number;
	readonly barPx: number;
	readonly top: number;
	/** Where names begin, and how much room they have. */
	readonly names: number;
	readonly namesPx: number;
	readonly middle: number;
	/** Of the largest value. */
	readonly widest: number;
	/** The end of the figures. */
	readonly right: number;
	/** Every so many steps are named. */
	readonly every: number;
}

/** What stands at the right of a step: its value where that is asked for, and its share; the values short where they must be. */
function figuresOf({ parts, steps, shareText }: Funnel, room: number, measure: Measure, labels: boolean): string[] {
	const write = (text: Parts['text']) =>
		steps.map(({ value, ofFirst }) => {
			if (value === null) return '–';
			const share = ofFirst === undefined ? '' : shareText(ofFirst);
			return labels || share === '' ? [text(value), share].filter(Boolean).join(' · ') : share;
		});
	const full = write(parts.text);
	return widestOf(full, measure) <= room ? full : write(parts.short);
}

function layoutOf(
	funnel: Funnel,
	figures: readonly string[],
	area: Area,
	measure: Measure,
	input: FamilyInput,
): Layout {
	const { theme } = input;
	const gap = scaled(theme, 12);
	const rowPx = Math.min(scaled(theme, MOST_ROW_PX), area.height / Math.max(1, funnel.steps.length));
	const most = area.width * MOST_SIDE_SHARE;
	const namesPx = Math.min(
		most,
		widestOf(
			funnel.steps.map(({ name }) => name),
			measure,
		),
	);
	const figuresPx = Math.min(most, widestOf(figures, measure));
	const widest = Math.max(8, area.width - namesPx - figuresPx - 2 * gap);
	return {
		rowPx,
		barPx: rowPx < LEAST_ROW_PX ? rowPx : rowPx * BAR_SHARE,
		top: area.top + Math.max(0, (area.height - rowPx * funnel.steps.length) / 2),
		names: area.left,
		namesPx,
		middle: area.left + namesPx + gap + widest / 2,
		widest,
		right: area.left + area.width,
		every: Math.max(1, Math.ceil(scaled(theme, 15) / rowPx)),
	};
}

interface Setup {
	readonly input: FamilyInput;
	readonly funnel: Funnel;
	readonly layout: Layout;
	readonly measure: Measure;
	readonly figures: readonly string[];
	/** Of a step, in CSS pixels. */
	readonly widthOf: (step: Step | undefined) => number;
}

/** The bar of a step; the whole row answers the pointer, for the last steps may be as thin as a hair. */
function stepShape(step: Step, at: number, { input, layout, measure, figures, widthOf }: Setup): Shape {
	const { theme } = input;
	const [top, width] = [layout.top + at * layout.rowPx, widthOf(step)];
	const barTop = top + (layout.rowPx - layout.barPx) / 2;
	const isNamed = at % layout.every === 0;
	const line = top + layout.rowPx / 2;
	const row = { x: layout.names, y: top, width: layout.right - layout.names, height: layout.rowPx };
	const bar = { x: layout.middle - width / 2, y: barTop, width, height: layout.barPx, r: Math.min(2, width / 2) };
	const name = cutText(step.name, layout.namesPx, measure);
	const texts = [
		textAt(name, [layout.names, line], theme),
		textAt(figures[at] ?? '', [layout.right, line], theme, { align: 'right', color: theme.muted }),
	];
	return {
		type: 'group',
		children: [
			{ type: 'rect', shape: row, style: { fill: 'transparent' }, emphasis: { style: { fill: 'transparent' } } },
			{
				type: 'rect',
				shape: bar,
				style: { fill: step.color },
				emphasis: edgeOf(theme, step.color),
				transition: 'shape',
			},
			...(isNamed ? texts : []),
		],
	};
}

/** What is lost between two steps, as the slope from one bar to the next. */
function slopeShape(step: Step, next: Step | undefined, at: number, { layout, widthOf }: Setup): Shape | undefined {
	const [wide, narrow] = [widthOf(step) / 2, widthOf(next) / 2];
	if (step.value === null || (next?.value ?? null) === null || (wide === 0 && narrow === 0)) return undefined;
	const gap = layout.rowPx - layout.barPx;
	const top = layout.top + (at + 1) * layout.rowPx - gap / 2;
	const { middle } = layout;
	const points = [
		[middle - wide, top],
		[middle + wide, top],
		[middle + narrow, top + gap],
		[middle - narrow, top + gap],
	];
	return { type: 'polygon', silent: true, shape: { points }, style: { fill: faint(step.color, CONNECTOR_OPACITY) } };
}

function marksOf({ parts, steps, shareText }: Funnel): Mark[] {
	const [first] = steps;
	return steps.flatMap(({ name, cell, row, value, ofFirst, ofBefore, before }, at): Mark[] => {
		if (value === null) return [];
		const share = (of: string, each: number | undefined): TipRow[] =>
			each === undefined ? [] : [{ name: say(parts.locale, 'of {whole}', { whole: of }), value: shareText(each) }];
		const shares = [
			...share(first?.name ?? '', ofFirst),
			...(before === first?.name && ofFirst !== undefined ? [] : share(before, ofBefore)),
		];
		return [
			{
				at: { seriesIndex: 0, dataIndex: at },
				step: at,
				lane: 0,
				point: { row, series: parts.name, column: row === undefined ? undefined : parts.column, x: cell, value },
				tip: () => ({ title: name, rows: [{ name: parts.name, value: parts.text(value) }, ...shares] }),
			},
		];
	});
}

function summaryOf({ parts, steps, shareText }: Funnel): string {
	const { locale } = parts;
	const intro = { what: parts.name || say(locale, 'nothing'), x: parts.xName, count: steps.length };
	const what = say(locale, 'Funnel of {what} by {x}, {count:# step|# steps}.', intro);
	const told = steps.slice(0, TOLD_STEPS).flatMap(({ name, value, ofFirst, ofBefore }) => {
		if (value === null) return [];
		const shares = [
			ofFirst === undefined ? '' : say(locale, '{share} of the first', { share: shareText(ofFirst) }),
			ofBefore === undefined ? '' : say(locale, '{share} of the step before', { share: shareText(ofBefore) }),
		].filter(Boolean);
		return [`${name} ${parts.text(value)}${shares.length > 0 ? `, ${shares.join(say(locale, ' and '))}` : ''}`];
	});
	if (told.length === 0) return `${what} ${say(locale, 'There are no values.')}`;
	return `${what} ${stepsText(told, steps.length - TOLD_STEPS, locale)}`;
}

function notesOf({ parts, steps }: Funnel): string[] {
	const { locale } = parts;
	const negative = steps.flatMap(({ name, value }) =>
		value !== null && value < 0 ? `${name} ${parts.text(value)}` : [],
	);
	const empty = steps.flatMap(({ name, value }) => (value === null ? name : []));
	return [
		...(negative.length > 0
			? [say(locale, 'below 0, and without a bar: {names}', { names: listed(negative, locale) })]
			: []),
		...(empty.length > 0 ? [say(locale, 'without a value: {names}', { names: listed(empty, locale) })] : []),
		...parts.notes,
	];
}

/** What is left after each step: bars in the middle, as long as their values, with slopes between them. */
export const funnel: Family = {
	build(input): Built {
		const { area, measure, base } = frameOf(input, NO_LEGEND);
		const built = funnelOf(input);
		const { steps, parts } = built;
		const figures = figuresOf(built, area.width * MOST_SIDE_SHARE, measure, input.spec?.labels === true);
		const layout = layoutOf(built, figures, area, measure, input);
		const most = steps.reduce((largest, { value }) => Math.max(largest, value ?? 0), 0);
		const widthOf = (step: Step | undefined) =>
			most > 0 && step?.value && step.value > 0 ? Math.max(1, (layout.widest * step.value) / most) : 0;
		const setup: Setup = { input, funnel: built, layout, measure, figures, widthOf };
		const bars = steps.map((step, at) => stepShape(step, at, setup));
		const slopes = steps.map((step, at) => slopeShape(step, steps[at + 1], at, setup));
		return {
			option: { ...base, series: [shapesSeries('steps', bars), shapesSeries('slopes', slopes, true)] },
			marks: marksOf(built),
			walk: 'down',
			hit: 'mark',
			summary: summaryOf(built),
			notes: notesOf(built),
			legend: NO_LEGEND,
			key: parts.key,
		};
	},
};
