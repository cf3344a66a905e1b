import type { CustomSeriesOption } from 'echarts';
import { say } from '../texts/say.ts';
import { categoriesBelow, ticksDown, valuesUp } from './axes.ts';
import { type Cartesian, cartesian } from './cartesian.ts';
import { colorOf, faint } from './color.ts';
import { edgeOf, type Shape, textAt } from './custom.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { listed, type Part, type Parts, partsOf, stepsText } from './parts.ts';
import { plotMarks } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { slotsOf } from './slots.ts';
import { type Measure, scaled, widestOf } from './text.ts';

const BAR_SHARE = 0.68;
const MOST_BAR_PX = 64;
const TOLD_STEPS = 6;
/** What is taken away is an outline with a shade of its colour, so that it is told apart without colours as well. */
const DOWN_OPACITY = 0.22;

type Kind = 'up' | 'down' | 'total';

interface Step extends Part {
	readonly kind: Kind;
	/** The sum before and after it; of a total, zero and the sum. */
	readonly from: number;
	readonly to: number;
	readonly color: string;
}

interface Setup {
	readonly input: FamilyInput;
	readonly parts: Parts;
	readonly steps: readonly Step[];
	readonly measure: Measure;
}

interface Placed extends Setup {
	readonly scale: ValueScale;
	readonly plot: Area;
}

const colorsOf = ({ theme }: FamilyInput): Readonly<Record<Kind, string>> => ({
	up: theme.series[0] ?? theme.ink,
	down: theme.series[1] ?? theme.ink,
	total: theme.muted,
});

function stepsOf(parts: Parts, input: FamilyInput): readonly Step[] {
	const { spec } = input;
	const colors = colorsOf(input);
	let sum = 0;
	const steps = parts.parts.map((part): Step => {
		const from = sum;
		sum += part.value ?? 0;
		const kind = (part.value ?? 0) < 0 ? 'down' : 'up';
		const own = spec?.colors?.[part.key] === undefined ? colors[kind] : colorOf(part.key, 0, input);
		return { ...part, kind, from, to: sum, color: own };
	});
	const name = spec?.waterfall?.total;
	const isKnown = steps.some(({ value }) => value !== null);
	if (name === undefined || !isKnown) return steps;
	const color = spec?.colors?.[name] ?? colors.total;
	const total: Step = {
		key: name,
		cell: name,
		name,
		value: sum,
		row: undefined,
		kind: 'total',
		from: 0,
		to: sum,
		color,
	};
	return [...steps, total];
}

const signed = ({ value, kind }: Step, text: Parts['text']): string =>
	value === null ? '–' : `${value > 0 && kind !== 'total' ? '+' : ''}${text(value)}`;

function scaleOf({ input, parts, steps }: Setup, height: number): ValueScale {
	const { spec, theme } = input;
	const thresholds = (spec?.thresholds ?? []).map(({ value }) => value);
	return valueScale({
		values: [...steps.flatMap(({ from, to }) => [from, to]), ...thresholds],
		zero: 'always',
		// Steps that are added to each other have no logarithms.
		axis: spec?.yAxis && { ...spec.yAxis, scale: 'linear' },
		format: spec?.formats?.[parts.column ?? ''],
		most: ticksDown(height, theme),
		locale: theme.locale,
	});
}

const slotOf = ({ plot, steps }: Placed): number => plot.width / Math.max(1, steps.length);

const widthOf = (setup: Placed): number =>
	Math.max(1, Math.min(scaled(setup.input.theme, MOST_BAR_PX), slotOf(setup) * BAR_SHARE));

/** Within the plot, so that what an author's ends cut off does not lie over the axis. */
function yOf(value: number, { scale, plot }: Placed): number {
	const share = (value - scale.min) / (scale.max - scale.min);
	return plot.top + plot.height * (1 - Math.min(1, Math.max(0, share)));
}

/** The values at the bars, as long as they fit, or short; none where they would lie over each other. */
function labelsOf(setup: Placed): readonly string[] {
	const { input, parts, steps, measure } = setup;
	if (!input.spec?.labels) return [];
	const room = slotOf(setup) - 4;
	const written = [parts.text, parts.short].map((text) => steps.map((step) => signed(step, text)));
	return written.find((texts) => widestOf(texts, measure) <= room) ?? [];
}

function labelShape(
	text: string,
	step: Step,
	[x, top, bottom]: readonly [number, number, number],
	setup: Placed,
): Shape {
	const { theme } = setup.input;
	const off = scaled(theme, 9);
	const isBelow = step.to < step.from && bottom + 2 * off <= setup.plot.top + setup.plot.height;
	return textAt(text, [x, isBelow ? bottom + off : top - off], theme, { align: 'center', halo: true });
}

function barShape(step: Step, at: number, setup: Placed, label: string): Shape | undefined {
	if (step.value === null) return undefined;
	const { plot, input } = setup;
	const [width, middle] = [widthOf(setup), plot.left + slotOf(setup) * (at + 0.5)];
	const [one, other] = [yOf(step.from, setup), yOf(step.to, setup)];
	const top = Math.min(one, other);
	const height = Math.max(1, Math.abs(one - other));
	const isHollow = step.kind === 'down' && height > 3 && width > 3;
	const edge = isHollow ? 0.75 : 0;
	const shape = {
		x: middle - width / 2 + edge,
		y: top + edge,
		width: width - 2 * edge,
		height: height - 2 * edge,
		r: Math.min(2, height / 2),
	};
	const style = isHollow
		? { fill: faint(step.color, DOWN_OPACITY), stroke: step.color, lineWidth: 1.5 }
		: { fill: step.color };
	const bar: Shape = { type: 'rect', shape, style, emphasis: edgeOf(input.theme, style.fill), transition: 'shape' };
	return {
		type: 'group',
		children: [bar, ...(label ? [labelShape(label, step, [middle, top, top + height], setup)] : [])],
	};
}

/** From the end of each step to the beginning of the next one. */
function connectors(setup: Placed): Shape[] {
	const { steps, plot, input } = setup;
	const known = steps.flatMap(({ value, to }, at) => (value === null ? [] : [{ at, to }]));
	const [slot, half] = [slotOf(setup), widthOf(setup) / 2];
	return known.slice(1).map((next, index): Shape => {
		const { at, to } = known[index] ?? next;
		const y = Math.round(yOf(to, setup)) + 0.5;
		const x = (place: number) => plot.left + slot * (place + 0.5);
		const shape = { x1: x(at) + half, y1: y, x2: x(next.at) - half, y2: y };
		return { type: 'line', shape, style: { stroke: input.theme.muted, lineWidth: 1 } };
	});
}

function seriesOf(setup: Placed): CustomSeriesOption[] {
	const labels = labelsOf(setup);
	const bars = setup.steps.map((step, at) => barShape(step, at, setup, labels[at] ?? ''));
	const { scale, plot, measure, input } = setup;
	const marks = plotMarks({ spec: input.spec, scale, axis: 'yAxis', plot, theme: input.theme, measure });
	const data = bars.map((_, at) => [at, 0]);
	const lines = { type: 'group' as const, children: connectors(setup) };
	return [
		{
			type: 'custom',
			id: 'steps',
			silent: true,
			data,
			renderItem: ({ dataIndex }) => bars[dataIndex] ?? null,
			...marks,
		},
		{ type: 'custom', id: 'connectors', silent: true, data: [[0, 0]], renderItem: () => lines },
	];
}

function layout(setup: Setup, area: Area): Cartesian & { readonly scale: ValueScale } {
	const { input, steps, measure } = setup;
	const { theme, spec } = input;
	const scale = scaleOf(setup, area.height * 0.8);
	const texts = steps.map(({ name }) => name);
	const top = (spec?.yAxis?.title ? scaled(theme, 18) : 0) + (spec?.labels ? scaled(theme, 14) : 0);
	const placed = cartesian({
		area,
		theme,
		side: () => valuesUp(scale, { theme, measure, title: spec?.yAxis?.title }),
		below: (width) => categoriesBelow(texts, width, { theme, measure, title: spec?.xAxis?.title }),
		pad: { top },
	});
	return { ...placed, scale };
}

function marksOf({ parts, steps }: Setup): Mark[] {
	return steps.flatMap((step, at): Mark[] => {
		const { cell, name, row, value, kind, to, color } = step;
		if (value === null) return [];
		const own = {
			name: kind === 'total' ? say(parts.locale, 'sum') : parts.name,
			value: signed(step, parts.text),
			color,
		};
		const rows = kind === 'total' ? [own] : [own, { name: say(parts.locale, 'sum so far'), value: parts.text(to) }];
		const point = { row, series: parts.name, column: row === undefined ? undefined : parts.column, x: cell, value };
		return [{ at: { seriesIndex: 0, dataIndex: at }, step: at, lane: 0, point, tip: () => ({ title: name, rows }) }];
	});
}

function summaryOf({ parts, steps }: Setup): string {
	const added = steps.filter(({ kind }) => kind !== 'total');
	const { locale } = parts;
	const intro = { what: parts.name || say(locale, 'nothing'), x: parts.xName, count: added.length };
	const what = say(locale, 'Waterfall chart of {what} by {x}, {count:# step|# steps}.', intro);
	const known = added.filter(({ value }) => value !== null);
	if (known.length === 0) return `${what} ${say(locale, 'There are no values.')}`;
	const told = known.slice(0, TOLD_STEPS).map((step) => `${step.name} ${signed(step, parts.text)}`);
	const sum = say(locale, 'The sum is {sum}.', { sum: parts.text(known.at(-1)?.to ?? 0) });
	return `${what} ${stepsText(told, known.length - TOLD_STEPS, locale)} ${sum}`;
}

function legendOf({ input, steps }: Setup): Legend {
	const colors = colorsOf(input);
	const names: Readonly<Record<Kind, string>> = {
		up: say(input.theme.locale, 'more'),
		down: say(input.theme.locale, 'less'),
		total: input.spec?.waterfall?.total ?? '',
	};
	const kinds = (['up', 'down', 'total'] as const).filter((kind) =>
		steps.some((step) => step.kind === kind && step.value !== null),
	);
	const entries = kinds.map((kind) => ({
		key: kind,
		name: names[kind],
		color: colors[kind],
		mark: kind === 'down' ? ('hollow' as const) : ('filled' as const),
	}));
	return { entries, toggles: false };
}

/** What is added and taken away, step by step, each beginning where the one before it ends. */
export const waterfall: Family = {
	build(input): Built {
		const parts = partsOf(input);
		const all = { input, parts, steps: stepsOf(parts, input), measure: () => 0 };
		const legend = legendOf(all);
		const slots = slotsOf(
			all.steps.map(({ cell, name }) => ({ cell, text: name })),
			parts.xType,
			input,
		);
		const { area, measure, base } = frameOf(input, legend);
		const setup: Setup = { ...all, steps: slots.cut(all.steps), measure };
		const { grid, xAxis, yAxis, plot, scale } = layout(setup, area);
		const empty = parts.parts.flatMap(({ name, value }) => (value === null ? name : []));
		return {
			option: { ...base, grid, xAxis, yAxis, series: seriesOf({ ...setup, scale, plot }) },
			marks: marksOf(setup),
			walk: 'right',
			hit: 'step',
			summary: summaryOf(all),
			notes: [
				...(empty.length > 0
					? [say(parts.locale, 'without a value: {names}', { names: listed(empty, parts.locale) })]
					: []),
				...parts.notes,
			],
			legend,
			axis: slots.axis(plot),
			key: parts.key,
		};
	},
};
